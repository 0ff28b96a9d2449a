import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.tallies import DistinctCells, PairTally, both_ways

entries = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 2)), max_size=30)


def slow(found: list[tuple[int, int, int]]) -> list[list[int]]:
    different = {(subject, *sorted((row, column))) for subject, row, column in found}
    table = [[0] * 3 for _ in range(3)]
    for _, low, high in different:
        table[low][high] += 1
        table[high][low] += 1
    return table


def fed(cells: DistinctCells, found: list[tuple[int, int, int]], size: int) -> DistinctCells:
    for begin in range(0, len(found), size):
        part = np.array(found[begin : begin + size], dtype=np.int64)
        cells.add(part[:, 0], part[:, 1], part[:, 2])
    return cells


@given(entries, st.integers(1, 7))
def test_subjects_count_once_in_whatever_order(found: list[tuple[int, int, int]], size: int) -> None:
    assert fed(DistinctCells(3), found, size).table().tolist() == slow(found)


@given(entries, st.integers(1, 7))
def test_subjects_in_order_count_once(found: list[tuple[int, int, int]], size: int) -> None:
    in_order = sorted(found)
    assert fed(DistinctCells(3, in_order=True), in_order, size).table().tolist() == slow(found)


def test_pairs_count_every_time() -> None:
    tally = PairTally(np.array([0, 1, 1]), 2)
    tally.add(np.array([0, 0]), np.array([1, 2]))
    tally.add(np.array([1]), np.array([0]))
    assert tally.table()[0, 1] == tally.table()[1, 0] == 3


def test_both_ways() -> None:
    assert both_ways(np.array([0, 2, 1, 0]), 2).tolist() == [[0, 3], [3, 0]]


def test_a_subject_that_comes_back_after_another_is_counted_once() -> None:
    back = [(1, 0, 1), (0, 0, 1), (1, 0, 1)]
    assert fed(DistinctCells(3), back, 1).table()[0, 1] == 2
