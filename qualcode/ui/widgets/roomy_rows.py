"""Rows of a list with a little room around their words."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyleOptionViewItem

from qualcode.ui.look.elided import WholeWords

Index = QModelIndex | QPersistentModelIndex


class RoomyRows(WholeWords):
    """Rows that are easily read and hit: ``wide`` and ``high`` are pixels more than the words need."""

    def __init__(self, parent: QObject, wide: int, high: int) -> None:
        super().__init__(parent)
        self._room = QSize(wide, high)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + self._room
