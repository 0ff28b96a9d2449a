"""Conversations side by side, compared with figures counted turn by turn."""

import numpy as np
from hypothesis import given

from qualcode.analysis.conversation import Conversation, conversation
from qualcode.analysis.group_comparison import (
    ASKED_TURNS,
    ASKED_WORDS,
    CODES,
    FEWEST,
    FIGURES,
    MINUTES,
    MOST,
    NO_TIMES,
    NOBODY,
    NOT_COUNTED,
    PARTICIPANTS,
    SILENT_ONES,
    TURNS,
    WORDS,
    comparison,
    figures_of,
    ranked_words,
)
from qualcode.model.questions.rules import ALL, Selection
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis.reference import covered
from tests.analysis.strategies import FixedMeasures, studies
from tests.analysis.test_conversation import FG, group


def _talks(study: Study) -> list[Conversation]:
    return [conversation(study, row.id, measures=FixedMeasures()) for row in study.transcripts_in_order]


def test_figures_by_hand() -> None:
    # MOD 3 words in 1 turn; P1 3 in 2; P2 1 in 1; “?” 3 in 1. P2 touches “health”, P1 both, “?” “health”.
    talk = conversation(group([0, 60, 90, 150, 180, 240]), FG, measures=FixedMeasures())
    found = figures_of(talk)
    assert list(found) == list(FIGURES)
    assert {name: found[name].value for name in (PARTICIPANTS, TURNS, WORDS, CODES, SILENT_ONES)} == {
        PARTICIPANTS: 2, TURNS: 5, WORDS: 10, CODES: 2, SILENT_ONES: 0,
    }  # fmt: skip
    assert found[MINUTES].value == 3.0
    assert (found[ASKED_TURNS].value, found[ASKED_TURNS].who) == (20.0, ("MOD",))
    assert found[ASKED_WORDS].value == 30.0
    assert (found[MOST].value, found[MOST].who, found[MOST].turns) == (75.0, ("P1",), (2, 4))
    assert (found[FEWEST].value, found[FEWEST].who, found[FEWEST].turns) == (25.0, ("P2",), (3,))


def test_what_is_not_known_is_said() -> None:
    found = figures_of(conversation(group(), FG))
    assert found[MINUTES].value == NO_TIMES
    assert found[WORDS].value == found[MOST].value == NOT_COUNTED
    matrix = comparison(group(), [conversation(group(), FG)], ALL)
    column = FIGURES.index(MINUTES)
    assert matrix.cell(0, column) == NO_TIMES
    assert "1 conversation side by side" in dict(matrix.provenance.facts)["in words"]


def test_the_silent_are_counted_and_named() -> None:
    study = group()
    only = Selection(codes=(study.code_named("mood").id,))
    found = figures_of(conversation(study, FG, only, FixedMeasures()))
    assert (found[SILENT_ONES].value, found[SILENT_ONES].who) == (1.0, ("P2",))
    assert found[SILENT_ONES].turns == (3,)


def slow_figures(study: Study, talk: Conversation) -> dict[str, float | str]:
    """The same, turn by turn and word by word."""
    transcript_id = talk.transcript.id
    assert transcript_id is not None
    text = study.text(transcript_id)
    role_of = {number: voice.role for number, voice in enumerate(talk.voices)}
    words: dict[int, int] = dict.fromkeys(role_of, 0)
    turns = asked = 0
    touched: set[object] = set()
    speaking: set[int] = set()
    for turn in study.turns_of(transcript_id):
        who = talk.voice[turn.ordinal]
        if who < 0:
            continue
        turns += 1
        asked += role_of[who] is Role.INTERVIEWER
        said = "".join(letter if letter.isalpha() else " " for letter in text[turn.speech : turn.span.end])
        words[who] += len(said.split())
        if role_of[who] is Role.INTERVIEWER:
            continue
        for code_id in study.codes:
            if any(
                start < turn.span.end and turn.span.start < end
                for start, end in covered(study, Selection(), code_id, transcript_id)
            ):
                touched.add(code_id)
                speaking.add(who)
    people = [who for who, role in role_of.items() if role is Role.PARTICIPANT]
    theirs = sum(words[who] for who in people)
    whole = sum(words.values())
    return {
        PARTICIPANTS: len(people),
        TURNS: turns,
        WORDS: whole,
        ASKED_TURNS: 100 * asked / turns if turns else NOBODY,
        ASKED_WORDS: 100
        * sum(words[who] for who, role in role_of.items() if role is Role.INTERVIEWER)
        / whole
        if whole
        else NOBODY,
        MOST: 100 * max(words[who] for who in people) / theirs if theirs else NOBODY,
        FEWEST: 100 * min(words[who] for who in people) / theirs if theirs else NOBODY,
        CODES: len(touched),
        SILENT_ONES: sum(who not in speaking for who in people),
    }


@given(studies())
def test_figures_are_those_of_a_slow_count(study: Study) -> None:
    for talk in _talks(study):
        found = figures_of(talk)
        for name, value in slow_figures(study, talk).items():
            shown = found[name].value
            same = shown == value if isinstance(value, str) else np.isclose(float(shown), value)
            assert same, (name, shown, value)


@given(studies())
def test_ranked_shares_make_a_whole(study: Study) -> None:
    talks = _talks(study)
    names, values = ranked_words(talks)
    assert len(names) == values.shape[1]
    for row, talk in enumerate(talks):
        whole = sum(voice.words or 0 for voice in talk.voices)
        assert np.isclose(values[row].sum(), 100.0 if whole else 0.0)
        people = [column for column, name in enumerate(names) if name.name.startswith("participant")]
        assert (np.diff(values[row, people]) <= 1e-9).all()


def test_others_are_neither_participants_nor_interviewers() -> None:
    talk = conversation(group(), FG, measures=FixedMeasures())
    names, values = ranked_words([talk])
    assert [name.name for name in names] == ["interviewers", "participant 1", "participant 2", "others"]
    assert values.tolist() == [[30.0, 30.0, 10.0, 30.0]]
