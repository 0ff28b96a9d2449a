"""Rows are selected by stretches, which hold each of them and no other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QStringListModel

from qualcode.ui.models.stretches import selection_of, stretches

rows_of = st.sets(st.integers(0, 60))


@given(rows_of)
def test_stretches_hold_each_row_once_and_do_not_touch(rows: set[int]) -> None:
    found = list(stretches(rows))
    assert [row for first, last in found for row in range(first, last + 1)] == sorted(rows)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))


@given(rows_of)
def test_a_selection_holds_the_rows(rows: set[int]) -> None:
    model = QStringListModel([str(number) for number in range(61)])
    selection = selection_of(rows, model.index)
    assert {index.row() for index in selection.indexes()} == rows
