"""The figures of the groups page on the sample project, counted again turn by turn with plain loops."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from qualcode.analysis.conversation import Conversation, conversation
from qualcode.analysis.group_comparison import CODES, FIGURES, SILENT_ONES, TURNS, figures_of
from qualcode.language.measures import SpacyMeasures
from qualcode.model.rules import Selection
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn
from qualcode.project.sample import build_sample
from tests.analysis.reference import covered

MEASURES = SpacyMeasures()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Study:
    project = build_sample(str(Path(tmp_path_factory.mktemp("sample")) / "sample.qualcode"), "AB")
    study = project.study
    project.close()
    return study


def _who(study: Study, turn: Turn) -> str:
    return turn.label if turn.participant_id is None else study.participants[turn.participant_id].name


def _talks(study: Study) -> list[Conversation]:
    return [conversation(study, row.id, measures=MEASURES) for row in study.transcripts_in_order]


def test_turns_words_and_who_follows_whom(sample: Study) -> None:
    for talk in _talks(sample):
        assert talk.transcript.id is not None
        turns = [turn for turn in sample.turns_of(talk.transcript.id) if _who(sample, turn)]
        spans = MEASURES.words(sample, talk.transcript.id).tolist()
        names = [_who(sample, turn) for turn in turns]
        words: Counter[str] = Counter()
        for start, _end in spans:
            owner = next((turn for turn in turns if turn.span.start <= start < turn.span.end), None)
            if owner is not None:
                words[_who(sample, owner)] += 1
        assert {voice.label.name: len(voice.turns) for voice in talk.voices} == Counter(names)
        assert {voice.label.name: voice.words for voice in talk.voices} == {
            name: words[name] for name in dict.fromkeys(names)
        }
        followed = Counter(pairwise(names))
        assert {
            (talk.voices[one].label.name, talk.voices[other].label.name): len(found)
            for (one, other), found in talk.following.items()
        } == followed


def test_who_brings_up_takes_up_and_never_touches_a_code(sample: Study) -> None:
    for talk in _talks(sample):
        assert talk.transcript.id is not None
        turns = list(sample.turns_of(talk.transcript.id))
        speaking = {
            _who(sample, turn) for turn in turns if _who(sample, turn) and turn.role is not Role.INTERVIEWER
        }
        touched_by_anyone: set[str] = set()
        codes = 0
        for code in talk.codes:
            assert code.code.id is not None
            runs = covered(sample, Selection(), code.code.id, talk.transcript.id)
            first: dict[str, int] = {}
            for number, turn in enumerate(turns):
                who = _who(sample, turn)
                if who in speaking and any(
                    start < turn.span.end and turn.span.start < end for start, end in runs
                ):
                    first.setdefault(who, number)
            found = {talk.voices[voice].label.name: own[0] for voice, own in code.touched}
            assert found == first
            assert list(found.values()) == sorted(found.values())
            assert {talk.voices[voice].label.name for voice in code.silent} == speaking - set(first)
            touched_by_anyone |= set(first)
            codes += bool(first)
        figures = figures_of(talk)
        assert list(figures) == list(FIGURES)
        assert figures[CODES].value == codes
        assert figures[TURNS].value == sum(bool(_who(sample, turn)) for turn in turns)
        participants = {_who(sample, turn) for turn in turns if turn.role is Role.PARTICIPANT}
        assert set(figures[SILENT_ONES].who) == (speaking & participants) - touched_by_anyone
