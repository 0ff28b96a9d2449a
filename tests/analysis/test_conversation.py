from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from qualcode.analysis.conversation import (
    Conversation,
    conversation,
    durations,
    first_mentions,
    shares,
    silent_participants,
    speaks_after,
)
from qualcode.model.questions.rules import Selection
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.reference import covered
from tests.analysis.strategies import FixedMeasures, code_ids, studies

FG = identity("transcript", "FG")
NAN = float("nan")


def group(times: list[float] | None = None) -> Study:
    """A header, the moderator, P1 twice, P2 and a voice without a participant; P2 is silent on mood."""
    text = "Date\nMOD: how is it\nP1: good good\nP2: bad\nP1: ok\n?: yes yes yes\n"
    turns = [
        Said(0, 5),
        Said(5, 20, "MOD", 10, Role.INTERVIEWER),
        Said(20, 34, "P1", 24),
        Said(34, 42, "P2", 38),
        Said(42, 49, "P1", 46),
        Said(49, 64, None, 52, Role.OTHER, "?"),
    ]
    codings = [
        Coded("X", "mood", 10, 28),
        Coded("Y", "mood", 46, 48),
        Coded("X", "health", 38, 48),
        Coded("X", "health", 52, 55),
    ]
    study = study_of({"FG": Talk(text, turns, codings)}, {"mood": None, "health": None, "unused": None})
    if times is None:
        return study
    return Study(study.tables, {FG: study.turns_of(FG).replacing(time=np.array(times))}, study.codings, 7)


def rows(matrix: Matrix) -> dict[str, list[str | int | float]]:
    return {
        label.name: [matrix.cell(row, column) for column in range(len(matrix.columns))]
        for row, label in enumerate(matrix.rows)
    }


def test_who_speaks_how_much() -> None:
    talk = conversation(group(), FG, measures=FixedMeasures())
    assert [(voice.label.name, voice.role, voice.turns, voice.words) for voice in talk.voices] == [
        ("MOD", Role.INTERVIEWER, (1,), 3),
        ("P1", Role.PARTICIPANT, (2, 4), 3),
        ("P2", Role.PARTICIPANT, (3,), 1),
        ("?", Role.OTHER, (5,), 3),
    ]
    assert talk.voice == (-1, 0, 1, 2, 1, 3)
    heads = [str(column.name) for column in shares(talk).columns]
    assert heads == ["turns", "% of turns", "words", "% of words", "minutes", "% of minutes"]
    assert rows(shares(talk))["P1"] == [2.0, 40.0, 3.0, 30.0, "no times", "no times"]
    assert talk.voices[1].label.id == identity("participant", "P1")


def test_without_measures_words_are_not_counted() -> None:
    table = rows(shares(conversation(group(), FG)))
    assert table["MOD"][2:4] == ["not counted", "not counted"]


def test_minutes_reach_to_the_next_turn_and_unknown_ends_are_told() -> None:
    talk = conversation(group([NAN, 0, 30, 90, NAN, 100]), FG)
    assert [(voice.seconds, voice.timed) for voice in talk.voices] == [(30, 1), (60, 1), (0, 0), (0, 0)]
    matrix = shares(talk)
    assert rows(matrix)["P1"][4:] == [1.0, pytest.approx(200 / 3)]
    assert rows(matrix)["P2"][4:] == ["no times", "no times"]
    assert matrix.remarks == (
        "Minutes are those of 2 of 5 turns: of the others beginning or end is unknown.",
    )


def test_where_all_turns_or_none_are_timed_nothing_is_said_of_it() -> None:
    assert shares(conversation(group(), FG)).remarks == ()
    talk = Talk("ab", [Said(0, 1, "P1"), Said(1, 2, "P1")])
    study = study_of({"FG": talk}, {})
    timed = study.turns_of(FG).replacing(time=np.array([0.0, 60.0]))
    study = Study(study.tables, {FG: timed}, study.codings, 7)
    assert [voice.timed for voice in conversation(study, FG).voices] == [1]
    assert shares(conversation(study, FG)).remarks == (
        "Minutes are those of 1 of 2 turns: of the others beginning or end is unknown.",
    )
    again = Study(study.tables, {FG: timed.replacing(time=np.array([60.0, 60.0]))}, study.codings, 7)
    assert conversation(again, FG).voices[0].timed < 2


def test_who_touches_no_code_is_only_told_where_there_are_codes() -> None:
    silent = first_mentions(conversation(group(), FG, Selection(codes=code_ids("unused"))))
    assert [remark.partition(":")[0] for remark in silent.remarks] == [
        "None of the codes that count here is touched by"
    ]
    assert first_mentions(conversation(group(), FG, Selection(codes=()))).remarks == ()
    both = study_of({"FG": Talk("ab", [Said(0, 2, "P1")], [Coded("X", "a", 0, 1)])}, {"a": None})
    assert first_mentions(conversation(both, FG)).remarks == ()


def test_a_clock_that_goes_backwards_tells_nothing() -> None:
    study = group([0, 10, 5, 5, 20, 30])
    assert durations(study.turns_of(FG)).tolist() == pytest.approx([10, NAN, 0, 15, 10, NAN], nan_ok=True)


def test_who_speaks_after_whom() -> None:
    talk = conversation(group(), FG)
    assert talk.following == {(0, 1): (2,), (1, 2): (3,), (1, 3): (5,), (2, 1): (4,)}
    assert rows(speaks_after(talk))["P1"] == [0, 0, 1, 1]


def test_who_brings_up_a_code_and_who_takes_it_up() -> None:
    talk = conversation(group(), FG)
    mood, health, unused = talk.codes
    assert mood.touched == ((1, (2, 4)),)
    assert mood.silent == (2, 3)
    assert health.touched == ((2, (3,)), (1, (4,)), (3, (5,)))
    assert unused.touched == ()
    matrix = first_mentions(talk)
    assert [label.name for label in matrix.columns] == ["P1", "P2", "?"]
    assert rows(matrix) == {
        "mood": [3, "never", "never"],
        "health": [5, 4, 6],
        "unused": ["never", "never", "never"],
    }


def test_interviewers_when_asked_for() -> None:
    talk = conversation(group(), FG, Selection(include_interviewers=True))
    assert talk.codes[0].touched == ((0, (1,)), (1, (2, 4)))


def test_participants_are_silent_only_where_somebody_touches_a_code() -> None:
    """“?” is nobody in particular."""
    for names, silent in ((("mood", "unused"), ["P2"]), (("unused",), []), (("health",), [])):
        talk = conversation(group(), FG, Selection(codes=code_ids(*names)))
        assert [talk.voices[number].label.name for number in silent_participants(talk)] == silent


def test_those_who_touch_no_code_are_named() -> None:
    only = Selection(codes=(identity("code", "mood"),))
    talk = conversation(group(), FG, only)
    assert [talk.voices[number].label.name for number in talk.silent] == ["P2", "?"]
    assert first_mentions(talk).remarks == ("None of the codes that count here is touched by: P2, ?.",)
    whole = replace(talk, narrowed=False)
    assert first_mentions(whole).remarks == ("No code at all is touched by: P2, ?.",)


def test_a_transcript_without_turns() -> None:
    study = study_of({"FG": Talk("words", [], [Coded("X", "a", 0, 2)])}, {"a": None})
    talk = conversation(study, FG)
    assert (talk.voices, talk.following, talk.codes[0].touched) == ((), {}, ())
    assert shares(talk).values.shape == (0, 6)


def slow_touches(study: Study, talk: Conversation, code: int) -> dict[int, list[int]]:
    transcript_id = talk.transcript.id
    assert transcript_id is not None
    code_id = talk.codes[code].code.id
    assert code_id is not None
    found: dict[int, list[int]] = {}
    for turn in study.turns_of(transcript_id):
        if talk.voice[turn.ordinal] not in talk.counted:
            continue
        if any(
            start < turn.span.end and turn.span.start < end
            for start, end in covered(study, Selection(), code_id, transcript_id)
        ):
            found.setdefault(talk.voice[turn.ordinal], []).append(turn.ordinal)
    return found


@given(studies())
def test_figures_follow_from_turns(study: Study) -> None:
    for transcript in study.transcripts_in_order:
        talk = conversation(study, transcript.id, measures=FixedMeasures())
        spoken = [voice for voice in talk.voice if voice >= 0]
        assert sorted(turn for voice in talk.voices for turn in voice.turns) == [
            turn for turn, voice in enumerate(talk.voice) if voice >= 0
        ]
        assert int(speaks_after(talk).values.sum()) == max(0, len(spoken) - 1)
        for number, code in enumerate(talk.codes):
            slow = slow_touches(study, talk, number)
            assert {who: list(turns) for who, turns in code.touched} == slow
            firsts = [turns[0] for _, turns in code.touched]
            assert firsts == sorted(firsts)
            assert {*code.silent} == {*talk.counted} - {*slow}
