from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.retrieval import Retrieval, segment_count, segments, segments_under
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis.building import MOMENT, Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import CODERS, code_ids, coder_ids, studies

TEXT = "MOD: 😀 why?\nP3: e\u0301te\u0301 is\u00a0hot\u2028here.\n"
HOT = TEXT.index("hot")


def study() -> Study:
    turns = [Said(0, 12, "MOD", 5, Role.INTERVIEWER), Said(12, len(TEXT), "Ann", 16, label="P3")]
    codings = [
        Coded("Y", "heat", HOT, HOT + 3, memo="note", weight=40),
        Coded("X", "heat", HOT, HOT + 3),
        Coded("X", "asking", 5, HOT),
        Coded("X", "heat > x", HOT, HOT + 3),
    ]
    codes = {"heat": None, "asking": None, "below": "heat", "heat > x": None}
    talks = {"T1": Talk(TEXT, turns, codings), "T0": Talk("bare", (), [Coded("X", "below", 1, 3)])}
    return study_of(talks, codes)


def test_a_segment_that_begins_where_a_turn_has_ended_is_in_none() -> None:
    turns = [Said(0, 4, "Ann"), Said(6, 9, "Ben")]
    codings = [Coded("X", "heat", start, start + 1) for start in (3, 4, 5, 6)]
    study = study_of({"T": Talk("x" * 9, turns, codings)}, {"heat": None})
    assert [(row.participant, row.turn) for row in segments(study)] == [
        ("Ann", 1), ("", 0), ("", 0), ("Ben", 2),
    ]  # fmt: skip


def test_a_segment_says_everything() -> None:
    found = list(segments(study()))[2]
    assert found.transcript == "T1"
    assert found.code == "heat"
    assert found.coder == "Y"
    assert (found.start, found.end, found.text) == (HOT, HOT + 3, "hot")
    assert (found.speaker, found.participant, found.turn) == ("P3", "Ann", 2)
    assert (found.memo, found.weight, found.created) == ("note", 40, MOMENT)
    assert found.coding_id == identity("coding", "T1/0")
    assert found.transcript_id == identity("transcript", "T1")
    assert found.code_id == identity("code", "heat")
    assert (found.before, found.after) == ("", "")


def test_order_is_by_transcript_place_code_and_coder() -> None:
    assert [(row.transcript, row.start, row.code, row.coder) for row in segments(study())] == [
        ("T1", 5, "asking", "X"),
        ("T1", HOT, "heat", "X"),
        ("T1", HOT, "heat", "Y"),
        ("T1", HOT, "heat > x", "X"),
        ("T0", 1, "heat > below", "X"),
    ]


def test_where_it_begins_decides_whose_it_is_and_no_turn_is_nobody() -> None:
    rows = list(segments(study()))
    assert (rows[0].speaker, rows[0].participant, rows[0].turn) == ("MOD", "MOD", 1)
    assert (rows[-1].speaker, rows[-1].participant, rows[-1].turn) == ("", "", 0)
    assert rows[-1].weight is None


def test_context_in_code_points() -> None:
    row = list(segments(study(), Retrieval(context=4)))[1]
    assert (row.before, row.after) == (" is\u00a0", "\u2028her")
    edge = list(segments(study(), Retrieval(context=99)))[-1]
    assert (edge.before, edge.after) == ("b", "e")


def test_context_in_turns() -> None:
    own = list(segments(study(), Retrieval(context_turns=0)))[1]
    assert (own.before, own.after) == ("", "")
    row = list(segments(study(), Retrieval(context_turns=1)))[1]
    assert (row.before, row.after) == (TEXT[:HOT], TEXT[HOT + 3 :])


@given(st.integers(0, 4), st.integers(0, 4), st.integers(1, 5), st.integers(0, 1), st.integers(0, 1))
def test_as_many_turns_as_are_asked_for_are_around_a_segment(
    first: int, more: int, around: int, before: int, after: int
) -> None:
    """The segment begins in one turn and ends in another, at their borders or a letter away from them."""
    last = min(4, first + more)
    turns = [Said(4 * number, 4 * number + 4, "P1") for number in range(5)]
    coding = Coded("X", "heat", 4 * first + before, 4 * last + 4 - after)
    study = study_of({"T": Talk("abcdefghijklmnopqrst", turns, [coding])}, {"heat": None})
    (row,) = segments(study, Retrieval(context_turns=around))
    begin, end = 4 * max(0, first - around), 4 * min(5, last + 1 + around)
    assert f"{row.before}{row.text}{row.after}" == "abcdefghijklmnopqrst"[begin:end]


CASES = [
    (Retrieval(), 5),
    (Retrieval(codes=code_ids("heat")), 2),
    (Retrieval(codes=code_ids("heat"), descendants=True), 3),
    (Retrieval(codes=()), 0),
    (Retrieval(coders=CoderChoice(coder_ids("Y"))), 1),
    (Retrieval(transcripts=(identity("transcript", "T0"),)), 1),
    (Retrieval(codes=code_ids("heat"), coders=CoderChoice(coder_ids("X", "Y"))), 2),
]


@pytest.mark.parametrize(("wanted", "number"), CASES)
def test_filters(wanted: Retrieval, number: int) -> None:
    assert len(list(segments(study(), wanted))) == number
    assert segment_count(study(), wanted) == number


def test_negative_context_is_refused() -> None:
    with pytest.raises(QualcodeError):
        Retrieval(context=-1)
    with pytest.raises(QualcodeError):
        Retrieval(context_turns=-1)


def test_rows_come_one_at_a_time() -> None:
    one = study()
    rows = segments(one)
    assert len(list(islice(rows, 2))) == 2
    assert next(rows).code == "heat"


@given(studies(), st.sets(st.sampled_from(CODERS), max_size=2))
def test_every_coding_of_the_coders_is_there_once_with_its_words(study: Study, coders: set[str]) -> None:
    wanted = Retrieval(coders=CoderChoice(coder_ids(*coders)))
    rows = list(segments(study, wanted))
    expected = {
        coding.id
        for table in study.codings.values()
        for coding in table
        if not coders or study.coders[coding.coder_id].name in coders
    }
    assert {row.coding_id for row in rows} == expected
    assert len(rows) == len(expected)
    for row in rows:
        text = study.text(row.transcript_id)
        assert row.text == text[row.start : row.end]
        turn = study.turn_at(row.transcript_id, row.start)
        assert (row.turn, row.speaker) == ((0, "") if turn is None else (turn.ordinal + 1, turn.label))


@given(studies(), st.sets(st.sampled_from(CODERS), min_size=1))
def test_how_many_stand_under_each_is_known_without_making_them(study: Study, coders: set[str]) -> None:
    wanted = Retrieval(coders=CoderChoice(coder_ids(*sorted(coders))))
    rows = list(segments(study, wanted))
    assert segments_under(study, wanted, ChapterOrder.CODE) == Counter(row.code_id for row in rows)
    assert segments_under(study, wanted, ChapterOrder.TRANSCRIPT) == Counter(
        row.transcript_id for row in rows
    )
    assert segments_under(study, wanted, ChapterOrder.PARTICIPANT) == Counter(row.participant for row in rows)
