"""Sets of text against sets of places: what lies in both, in one of them, in the first alone, after it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import stretches as sets
from qualcode.analysis.stretches import Stretches, merged, nothing

LENGTH = 24
Rows = list[tuple[int, int]]


@st.composite
def _apart(draw: st.DrawFn) -> Rows:
    """Stretches in order, some of which touch."""
    places = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=10)))
    return [pair for pair in pairwise(places) if draw(st.booleans())]


spans = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 6)).map(lambda row: (row[0], row[0] + row[1])),
    max_size=7,
)


def _made(rows: Rows) -> Stretches:
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return Stretches(table[:, 0], table[:, 1])


def _rows(found: Stretches) -> Rows:
    return list(zip(found.start.tolist(), found.end.tolist(), strict=True))


def _share(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return bool(set(range(*one)) & set(range(*other)))


def _union(rows: Rows) -> Rows:
    """Spans that share a place, and what shares one with them, as one; what only touches stays apart."""
    found: Rows = []
    for start, end in sorted(rows):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _places(rows: Rows) -> set[int]:
    return {place for row in rows for place in range(*row)}


@given(spans)
def test_spans_that_overlap_become_one(rows: Rows) -> None:
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    assert _rows(merged(table[:, 0], table[:, 1])) == _union(rows)


def test_of_nothing_there_is_nothing() -> None:
    assert _rows(nothing()) == _rows(merged(nothing().start, nothing().end)) == []
    assert len(nothing()) == 0


@given(_apart(), spans)
def test_what_spans_share_with_stretches(rows: Rows, asked: Rows) -> None:
    made, table = _made(rows), np.array(asked, dtype=np.int64).reshape(-1, 2)
    assert len(made) == len(rows)
    start, end = table[:, 0], table[:, 1]
    assert made.touch(start, end).tolist() == [any(_share(row, span) for row in rows) for span in asked]
    first, after = made.touched(start, end)
    for place, span in enumerate(asked):
        assert rows[first[place] : after[place]] == [row for row in rows if _share(row, span)]
        assert first[place] == sum(row[1] <= span[0] for row in rows)
    owner, begin, stop = made.pieces(start, end)
    assert list(zip(owner.tolist(), begin.tolist(), stop.tolist(), strict=True)) == [
        (place, max(row[0], span[0]), min(row[1], span[1]))
        for place, span in enumerate(asked)
        for row in rows
        if _share(row, span)
    ]
    chosen = np.array([row[0] % 2 == 0 for row in rows], dtype=np.bool_)
    assert _rows(made.where(chosen)) == [row for row in rows if row[0] % 2 == 0]


@given(_apart(), _apart())
def test_two_sets_are_joined_place_by_place(one: Rows, other: Rows) -> None:
    a, b = _made(one), _made(other)
    assert _rows(sets.both(a, b)) == [
        (max(row[0], each[0]), min(row[1], each[1])) for row in one for each in other if _share(row, each)
    ]
    assert _rows(sets.either(a, b)) == _union([*one, *other])
    assert _places(_rows(sets.outside(a, LENGTH))) == set(range(LENGTH)) - _places(one)
    assert _places(_rows(sets.without(a, b, LENGTH))) == _places(one) - _places(other)
    for found in (sets.outside(a, LENGTH), sets.without(a, b, LENGTH)):
        assert all(start < end for start, end in _rows(found))
    # What is outside is cut only where there is something: between stretches that touch there is nothing.
    edges = {place for row in one for place in row}
    assert {place for row in _rows(sets.outside(a, LENGTH)) for place in row} <= {0, LENGTH, *edges}
    assert _rows(sets.inside(a, b)) == [
        row for row in one if any(each[0] <= row[0] and row[1] <= each[1] for each in other)
    ]


@pytest.mark.parametrize("rows", [[], [(0, LENGTH)], [(0, 3)], [(20, LENGTH)], [(3, 5), (5, 7)]])
def test_the_rest_of_a_line(rows: Rows) -> None:
    places = [0, *(place for row in rows for place in row), LENGTH]
    pairs = list(zip(places[::2], places[1::2], strict=True))
    assert _rows(sets.outside(_made(rows), LENGTH)) == [pair for pair in pairs if pair[0] < pair[1]]


@given(_apart(), _apart(), st.data())
def test_what_follows_is_joined_with_what_lies_between(one: Rows, other: Rows, data: st.DataObject) -> None:
    right = [data.draw(st.integers(row[1], LENGTH)) for row in one]

    def hull(row: tuple[int, int], near: Rows) -> Rows:
        return [(row[0], max(each[1] for each in near))] if near else []

    expected = [
        hull(row, [each for each in other if row[1] <= each[0] < bound])
        for row, bound in zip(one, right, strict=True)
    ]
    found = merged(*sets.followed(_made(one), _made(other), np.array(right, dtype=np.int64)))
    assert _rows(found) == _union([row for rows in expected for row in rows])
