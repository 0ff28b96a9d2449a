"""A list of any length: what a row says is worked out when it is seen, and keys of its own act on it."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from qualcode.ui.widgets.empty_words import EmptyWords
from qualcode.ui.widgets.roomy_rows import RoomyRows

Index = QModelIndex | QPersistentModelIndex
Words = Callable[[int], str]

_AT_ONCE = 1000
"""Rows that are laid out before the window does something else."""


class _Lines(QAbstractListModel):
    def __init__(self, parent: "LineList") -> None:
        super().__init__(parent)
        self._number = 0
        self._words: Words = str
        self._tips: Words = str

    def show_lines(self, number: int, words: Words, tips: Words) -> None:
        self.beginResetModel()
        self._number, self._words, self._tips = number, words, tips
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._number

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index.row())
        return self._tips(index.row()) if role == Qt.ItemDataRole.ToolTipRole else None


class LineList(QListView):
    """Every row has as many lines as the first one."""

    current_changed = Signal(int)
    """The row that is chosen now; -1 for none."""

    def __init__(self, name: str, keys: dict[Qt.Key, Callable[[], object]]) -> None:
        super().__init__()
        self._keys = keys
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setAccessibleName(name)
        self.setItemDelegate(RoomyRows(self, 0, 8))
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_AT_ONCE)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # No more than that: whoever codes blind is not told whether there is something.
        EmptyWords("Nothing is listed.", self)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.current_changed.emit(now.row())
        )

    def show_lines(self, number: int, words: Words, tips: Words, row: int = 0) -> None:
        """Show so many rows; ``words`` and ``tips`` say what each says. ``row`` is chosen, without a word."""
        self.selectionModel().blockSignals(True)
        self._lines.show_lines(number, words, tips)
        self.go_to(row)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def words(self, row: int) -> str:
        """What a row says."""
        return self._lines.data(self._lines.index(row)) or ""

    @property
    def count(self) -> int:
        return self._lines.rowCount()

    @property
    def row(self) -> int:
        """The row that is chosen; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Choose a row, or the one next to it that there is."""
        self.setCurrentIndex(self._lines.index(min(max(0, row), self.count - 1)))

    def go(self, by: int) -> None:
        """Go on or back."""
        self.go_to(self.row + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            act()
