"""The figures of the groups page on the sample project, counted again turn by turn with plain loops.

Tests: ``analysis.conversation``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from qualcode.analysis.conversation import Conversation, conversation
from qualcode.analysis.group_comparison import CODES, FIGURES, SILENT_ONES, TURNS, figures_of
from qualcode.language.measures import SpacyMeasures
from qualcode.model.entities import AttributeValue
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn
from qualcode.operations.queries import save_query
from qualcode.project.opening import open_project
from tests.analysis.reference import covered

MEASURES = SpacyMeasures()


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> Iterator[Study]:
    # Texts are read when they are asked for: the project stays open as long as its study is looked at.
    with closing(open_project(str(sample_file), writing=False)) as project:
        yield project.study


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


WORD = re.compile(r"\bthey\b", re.IGNORECASE)


def _said_by_renters(study: Study, transcript_id: UUID) -> list[Span]:
    """The turns of those who rent from somebody, one by one."""
    housing = next(row for row in study.attributes_in_order if row.name == "housing")
    values = [row for row in study.rows(AttributeValue).values() if row.attribute_id == housing.id]
    renters = {row.subject_id for row in values if row.value == "private rent"}
    return [turn.span for turn in study.turns_of(transcript_id) if turn.participant_id in renters]


def _the_word(study: Study, transcript_id: UUID) -> list[Span]:
    """The places of one word in what is spoken."""
    text = study.text(transcript_id)
    return [Span(*found.span()) for found in WORD.finditer(text)]


def _shares(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


@pytest.mark.parametrize(
    ("query", "passages"), [("", None), ("they", _the_word), ('housing:"private rent"', _said_by_renters)]
)
def test_chosen_codes_of_a_coder_within_a_query(
    sample: Study, query: str, passages: Callable[[Study, UUID], list[Span]] | None
) -> None:
    study, asked = sample, None
    if query:
        row, change = save_query(sample, "Asked", typed_query(sample, query))
        study, asked = sample.after(change), row.id
    coder = study.coders_in_order[0].id
    codes = tuple(code.id for code in study.codes_in_order if code.codable)[1:9]
    selection = Selection(codes=codes, coders=CoderChoice((coder,)), query=asked, which="chosen")
    met = 0
    for transcript_id in selection.transcripts_of(study):
        talk = conversation(study, transcript_id, selection, MEASURES)
        turns = list(study.turns_of(transcript_id))
        scope = (
            [Span(0, len(study.text(transcript_id)))] if passages is None else passages(study, transcript_id)
        )
        counted = [
            (number, _who(study, turn))
            for number, turn in enumerate(turns)
            if turn.role is not Role.INTERVIEWER and _who(study, turn) and _shares(turn.span, scope)
        ]
        assert {talk.voices[number].label.name for number in talk.counted} == {who for _, who in counted}
        touching: dict[tuple[UUID | None, str], list[int]] = {}
        for coding in study.codings_of(transcript_id):
            if coding.code_id in codes and coding.coder_id == coder and _shares(coding.span, scope):
                for number, who in counted:
                    if _shares(coding.span, [turns[number].span]):
                        touching.setdefault((coding.code_id, who), []).append(number)
        assert {
            (code.code.id, talk.voices[voice].label.name): own
            for code in talk.codes
            for voice, own in code.touched
        } == {pair: tuple(sorted(set(numbers))) for pair, numbers in touching.items()}
        figures = figures_of(talk)
        assert figures[CODES].value == len({code for code, _ in touching})
        people = {who for number, who in counted if turns[number].role is Role.PARTICIPANT}
        assert set(figures[SILENT_ONES].who) == people - {who for _, who in touching}
        words = dict(talk.provenance.facts)["in words"]
        assert f"coder {study.coders[coder].name}, 8 chosen codes" in words
        assert ("only with “Asked”" in words) is bool(query)
        met += len(touching)
    assert met > 5
