import numpy as np
import pytest
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
    # None could take in what follows it.
    assert all(sum(counts[part.start : part.stop + 1]) > limit for part in parts[:-1])


@given(st.lists(st.tuples(st.integers(-5, 99), st.integers(0, 4)), max_size=9))
def test_each_owner_has_the_members_that_follow_its_first(ranges: list[tuple[int, int]]) -> None:
    owners, members = expand(*(whole(*(row[place] for row in ranges)) for place in (0, 1)))
    assert list(zip(owners.tolist(), members.tolist(), strict=True)) == [
        (owner, first + nth) for owner, (first, count) in enumerate(ranges) for nth in range(count)
    ]


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


@pytest.mark.parametrize("bits", [15, 16, 31, 32, 33])
def test_rows_of_nearly_31_and_nearly_63_bits(bits: int) -> None:
    """Two columns together as wide as a short number, as a long one, or by a bit more or less."""
    most = 2**bits - 1
    for width in (bits - 2, bits - 1, bits, 62 - bits, 63 - bits, 64 - bits):
        high = 2 ** max(width, 1) - 1
        columns = whole(most, 0, most, 1, most), whole(high, high, 0, 1, high)
        rows = list(zip(*(column.tolist() for column in columns), strict=True))
        sorted_columns, distinct_columns = sorted_together(*columns), distinct_together(*columns)
        for found, wanted in ((sorted_columns, sorted(rows)), (distinct_columns, sorted(set(rows)))):
            assert [tuple(row) for row in np.column_stack(found).tolist()] == wanted
            assert {column.dtype for column in found} == {np.dtype(np.int64)}


def test_sorting_leaves_what_it_was_given_as_it_was() -> None:
    for largest in (3, 2**40):
        columns = whole(largest, 1, 2), whole(0, largest, 1)
        before = [column.copy() for column in columns]
        sorted_together(*columns)
        distinct_together(*columns)
        assert all(map(np.array_equal, columns, before))
