"""Choosing some of a few things and their order: a list to check them in and to move them up and down."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.widgets.on_screen import opening_size

Take = Callable[[tuple[str, ...]], object]
_VALUE: Final = Qt.ItemDataRole.UserRole + 1


class ChooseInOrderDialog(QDialog):
    """Tells the chosen values in the order that they were given; what is chosen comes first in the list."""

    def __init__(
        self,
        title: str,
        hint: str,
        things: Sequence[tuple[str, str]],
        chosen: Sequence[str],
        take: Take,
        parent: QWidget | None = None,
        *,
        least: int = 0,
    ) -> None:
        super().__init__(parent)
        self._take = take
        self._least = least
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(None if parent is None else parent.window(), 560, 440))
        words = QLabel(hint)
        words.setWordWrap(True)
        mute(words)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        # A long name goes on below: what it ends with tells it from the others.
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        names = dict(things)
        first = [value for value in dict.fromkeys(chosen) if value in names]
        for value in (*first, *(value for value in names if value not in first)):
            item = QListWidgetItem(names[value], self.list)
            item.setData(_VALUE, value)
            item.setToolTip(names[value])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in first else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self._enable())
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.up, self.down = QPushButton("Move up"), QPushButton("Move down")
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.button = PrimaryButton("Choose")
        self.button.setDefault(True)
        self.button.clicked.connect(self._choose)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        for button in (self.up, self.down, cancel):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.up)
        row.addWidget(self.down)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self._enable()

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is checked, from top to bottom."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return tuple(item.data(_VALUE) for item in items if item.checkState() is Qt.CheckState.Checked)

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        item = self.list.takeItem(place)
        self.list.insertItem(place + by, item)
        self.list.setCurrentRow(place + by)

    def _enable(self) -> None:
        place, number = self.list.currentRow(), self.list.count()
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < number - 1)
        self.button.setEnabled(len(self.chosen) >= self._least)

    def _choose(self) -> None:
        chosen = self.chosen
        self.accept()
        self._take(chosen)
