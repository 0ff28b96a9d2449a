"""The current row of a list in which several can be selected, chosen by the program and not by a key."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView


def make_current(view: QAbstractItemView, index: QModelIndex) -> None:
    """Make a row the current one and the only one selected.

    Qt would add it to those that are selected, or take it from them, while Ctrl or Shift is held: as it is
    where the next transcript is gone to, or a step is undone.
    """
    flag = QItemSelectionModel.SelectionFlag
    whole = view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
    command = flag.ClearAndSelect | flag.Rows if whole else flag.ClearAndSelect
    view.selectionModel().setCurrentIndex(index, command)
