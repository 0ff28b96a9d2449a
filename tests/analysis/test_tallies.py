import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import tallies
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.tallies import (
    CharacterTally,
    DistinctCells,
    PairTally,
    SharedTurnTally,
    SubjectTally,
    both_ways,
)
from qualcode.model.questions.rules import ALL
from tests.analysis.building import Coded, Said, Talk, study_of

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


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20), st.integers(1, 5))
def test_pairs_are_counted_both_ways_in_whatever_chunks(found: list[tuple[int, int]], size: int) -> None:
    code = [0, 2, 1, 2]
    tally, expected = PairTally(np.array(code), 3), np.zeros((3, 3), dtype=np.int64)
    for begin in range(0, len(found), size):
        part = np.array(found[begin : begin + size])
        tally.add(part[:, 0], part[:, 1])
    for left, right in found:
        expected[code[left], code[right]] += 1
        expected[code[right], code[left]] += 1
    assert tally.table().tolist() == expected.tolist()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20), st.integers(1, 5))
def test_subjects_of_pairs_are_counted_once(found: list[tuple[int, int]], size: int) -> None:
    code, subject = [0, 2, 1, 2], [0, 0, 1, 3]
    tally = SubjectTally(np.array(code), np.array(subject), 3)
    in_order = sorted(found, key=lambda pair: subject[pair[0]])
    for begin in range(0, len(in_order), size):
        part = np.array(in_order[begin : begin + size])
        tally.add(part[:, 0], part[:, 1])
    table = slow([(subject[left], code[left], code[right]) for left, right in found])
    assert tally.table().tolist() == table


@pytest.mark.parametrize("kept", [1, 2, 3, 1 << 23])
@pytest.mark.parametrize("in_order", [True, False])
def test_how_many_keys_wait_changes_nothing(
    kept: int, in_order: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallies, "KEPT_KEYS", kept)
    found = [(subject, row, column) for subject in range(3) for row in range(3) for column in range(2)]
    for size in range(1, 6):
        cells = DistinctCells(3, in_order=in_order)
        assert fed(cells, [*found, *found[-4:]], size).table().tolist() == slow(found)


def test_characters_that_two_runs_share_and_people_in_whose_turns_they_lie() -> None:
    turns = [Said(0, 2, "P1"), Said(2, 4, "P2"), Said(4, 6, "P1"), Said(6, 8)]
    codings = [Coded("X", "a", 0, 5), Coded("X", "b", 1, 3), Coded("X", "b", 4, 8), Coded("X", "a", 5, 8)]
    runs = merged_runs(
        SelectedText(study_of({"T": Talk("x" * 8, turns, codings)}, {"a": None, "b": None}), ALL)
    )
    assert list(zip(runs.code.tolist(), runs.start.tolist(), strict=True)) == [(0, 0), (0, 5), (1, 1), (1, 4)]
    characters, people = CharacterTally(runs), SharedTurnTally(runs)
    for pair in ((0, 2), (0, 3), (3, 1)):
        characters.add(*np.array(pair).reshape(2, 1))
        people.add(*np.array(pair).reshape(2, 1))
    shared = (3 - 1) + (5 - 4) + (8 - 5)
    assert characters.table().tolist() == [[0, shared], [shared, 0]]
    assert people.table().tolist() == [[0, 2], [2, 0]]


def test_of_what_runs_share_in_no_turn_nobody_is_counted() -> None:
    turns = [Said(0, 2, "P1"), Said(4, 6, "P2")]
    codings = [Coded("X", "a", 1, 4), Coded("X", "b", 2, 4), Coded("X", "c", 3, 5)]
    talk = Talk("x" * 6, turns, codings)
    runs = merged_runs(SelectedText(study_of({"T": talk}, {"a": None, "b": None, "c": None}), ALL))
    people = SharedTurnTally(runs)
    people.add(np.array([0, 0, 1]), np.array([1, 2, 2]))
    assert people.table().tolist() == [[0] * 3] * 3


def test_both_ways() -> None:
    assert both_ways(np.array([0, 2, 1, 0]), 2).tolist() == [[0, 3], [3, 0]]


def test_a_subject_that_comes_back_after_another_is_counted_once() -> None:
    back = [(1, 0, 1), (0, 0, 1), (1, 0, 1)]
    assert fed(DistinctCells(3), back, 1).table()[0, 1] == 2
