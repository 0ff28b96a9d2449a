"""Lists of segments: filtered by speaker, in other orders than the text's, and found in them again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.retrieval import Retrieval, segment_count, segment_places, segments
from qualcode.model.segments import Segment, SegmentSort
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import studies

TEXT = "AB: one two\nCD: three four\nEF: five\n"


def study() -> Study:
    turns = [
        Said(0, 12, "Zoe", 4, label="AB"),
        Said(12, 27, "Ann", 16, label="CD"),
        Said(27, 36, None, 31, label="EF"),
    ]
    codings = [
        Coded("Y", "late", 4, 7, weight=10),
        Coded("X", "early", 8, 11),
        Coded("X", "late", 16, 21, weight=90),
        Coded("Y", "early", 31, 35),
    ]
    return study_of({"T1": Talk(TEXT, turns, codings)}, {"late": None, "early": None})


@pytest.mark.parametrize(
    ("sort", "words"),
    [
        (SegmentSort.TEXT, ["one", "two", "three", "five"]),
        (SegmentSort.CODE, ["two", "five", "one", "three"]),
        (SegmentSort.CODER, ["two", "three", "one", "five"]),
        (SegmentSort.WEIGHT, ["three", "one", "two", "five"]),
        (SegmentSort.SPEAKER, ["three", "five", "one", "two"]),
    ],
)
def test_segments_are_listed_by_what_is_asked_and_the_text_decides_among_equals(
    sort: SegmentSort, words: list[str]
) -> None:
    assert [row.text for row in segments(study(), Retrieval(sort=sort))] == words


def test_codes_come_level_by_level_each_by_name() -> None:
    codes = {
        "pay": None,
        "pay gap": None,
        "10": None,
        "9": None,
        "late": "pay",
        "Early": "pay",
        "all": "pay gap",
    }
    codings = [Coded("X", code, 0, 3) for code in codes]
    one = study_of({"T": Talk("one", (), codings)}, codes)
    for sort in (SegmentSort.CODE, SegmentSort.TEXT):
        assert [row.code for row in segments(one, Retrieval(sort=sort))] == [
            "9", "10", "pay", "pay > Early", "pay > late", "pay gap", "pay gap > all",
        ]  # fmt: skip


def test_the_newest_segment_comes_first() -> None:
    one, text = study(), identity("transcript", "T1")
    dated = one.codings_of(text).replacing(created=np.array([30, 10, 40, 20], dtype=np.int64))
    one = replace(one, codings={text: dated})
    wanted = Retrieval(sort=SegmentSort.NEWEST)
    assert [row.text for row in segments(one, wanted)] == ["three", "one", "five", "two"]


@pytest.mark.parametrize(
    ("speakers", "words"),
    [(("Zoe",), ["one", "two"]), (("CD", "EF"), ["three", "five"]), (("nobody",), [])],
)
def test_speakers_are_meant_by_label_or_by_name(speakers: tuple[str, ...], words: list[str]) -> None:
    wanted = Retrieval(speakers=speakers)
    assert [row.text for row in segments(study(), wanted)] == words
    assert segment_count(study(), wanted) == len(words)


def _key(row: Segment, sort: SegmentSort) -> object:
    return {
        SegmentSort.CODE: row.code,
        SegmentSort.CODER: row.coder,
        SegmentSort.SPEAKER: row.participant or row.speaker,
        SegmentSort.WEIGHT: -(-1 if row.weight is None else row.weight),
        SegmentSort.NEWEST: -row.created.timestamp(),
        SegmentSort.TEXT: 0,
    }[sort]


@given(studies(), st.sampled_from(SegmentSort))
def test_places_and_segments_agree_in_every_order(made: Study, sort: SegmentSort) -> None:
    wanted = Retrieval(sort=sort)
    rows, places = list(segments(made, wanted)), segment_places(made, wanted)
    assert len(places) == len(rows)
    for number, row in enumerate(rows):
        assert places.at(number) == (row.transcript_id, row.coding_id)
        assert places.row_of(row.coding_id) == number
    assert places.row_of(identity("coding", "of nothing")) == -1
    in_text = list(segments(made))
    if sort not in (SegmentSort.CODE, SegmentSort.CODER):
        assert rows == sorted(in_text, key=lambda row: _key(row, sort))  # type: ignore[arg-type, return-value]
    assert sorted(rows) == sorted(in_text)


@given(studies(), st.integers(1, 5), st.integers(0, 20))
def test_of_very_many_those_around_one_are_kept_in_their_order(one: Study, most: int, at: int) -> None:
    places = segment_places(one, Retrieval(sort=SegmentSort.CODE))
    row = min(at, max(0, len(places) - 1))
    kept = places.around(row, most)
    every = [places.at(each) for each in range(len(places))]
    listed = [kept.at(each) for each in range(len(kept))]
    assert len(listed) == min(most, len(every))
    assert not listed or every[row] in listed
    first = every.index(listed[0]) if listed else 0
    assert every[first : first + len(listed)] == listed
    assert [kept.row_of(coding_id) for _, coding_id in listed] == list(range(len(listed)))
