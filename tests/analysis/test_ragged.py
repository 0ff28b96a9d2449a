import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.ragged import Whole, chunks, distinct, distinct_together, expand, sorted_together


def whole(*values: int) -> Whole:
    return np.array(values, dtype=np.int64)


def test_owners_and_members() -> None:
    owners, members = expand(whole(5, 9, 2), whole(2, 0, 3))
    assert owners.tolist() == [0, 0, 2, 2, 2]
    assert members.tolist() == [5, 6, 2, 3, 4]


def test_no_owners_have_no_members() -> None:
    owners, members = expand(whole(), whole())
    assert owners.tolist() == members.tolist() == []


@given(st.lists(st.integers(0, 9), max_size=20), st.integers(1, 12))
def test_chunks_cover_all_owners_within_the_limit(counts: list[int], limit: int) -> None:
    parts = list(chunks(whole(*counts), limit))
    assert [place for part in parts for place in range(part.start, part.stop)] == list(range(len(counts)))
    assert all(sum(counts[part]) <= limit or part.stop - part.start == 1 for part in parts)


@given(st.lists(st.integers(0, 5), max_size=20))
def test_distinct_values(values: list[int]) -> None:
    assert distinct(whole(*values)).tolist() == sorted(set(values))


rows = st.tuples(st.integers(0, 3), st.integers(0, 2**20), st.integers(0, 3))
wide_rows = st.tuples(st.integers(0, 2**40), st.integers(0, 2**40), st.integers(0, 1))


@given(st.lists(rows | wide_rows, max_size=20))
def test_rows_are_sorted_whatever_their_width(table: list[tuple[int, int, int]]) -> None:
    columns = [whole(*(row[place] for row in table)) for place in range(3)]
    found = sorted_together(*columns)
    assert [tuple(row) for row in np.column_stack(found).tolist()] == sorted(table)


@given(st.lists(rows | wide_rows, max_size=20))
def test_different_rows_are_given_once_whatever_their_width(table: list[tuple[int, int, int]]) -> None:
    table = [*table, *table[:2]]
    columns = [whole(*(row[place] for row in table)) for place in range(3)]
    found = distinct_together(*columns)
    assert [tuple(row) for row in np.column_stack(found).tolist()] == sorted(set(table))
    assert {column.dtype for column in found} == {np.dtype(np.int64)}
