"""Choosing several of many things by name: a field to find them, and a list to check them in."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.words.spelling import narrowing
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.widgets.down_to_list import DownToList

Take = Callable[[tuple[UUID, ...] | None], object]
_ID_ROLE = Qt.ItemDataRole.UserRole + 1


class ChooseSeveralDialog(QDialog):
    """Tells the chosen things in the order of the list; None for all of them."""

    def __init__(
        self,
        title: str,
        things: Sequence[tuple[UUID, str]],
        chosen: tuple[UUID, ...] | None,
        take: Take,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 520)
        self.filter = LineField()
        self.filter.setPlaceholderText("Type to find")
        self.filter.setAccessibleName("Find in the list")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        for identity, name in things:
            item = QListWidgetItem(name, self.list)
            item.setData(_ID_ROLE, identity)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            checked = chosen is None or identity in chosen
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self.list.itemChanged.connect(self._count)
        DownToList(self.filter, self.list)
        self.words = QLabel()
        mute(self.words)
        every, none = QPushButton("Tick all"), QPushButton("Tick none")
        every.clicked.connect(lambda: self._check(Qt.CheckState.Checked))
        none.clicked.connect(lambda: self._check(Qt.CheckState.Unchecked))
        self.button = PrimaryButton("Choose")
        self.button.setDefault(True)
        self.button.clicked.connect(self._choose)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        checks = QHBoxLayout()
        for button in (every, none):
            button.setAutoDefault(False)
            checks.addWidget(button)
        checks.addWidget(self.words, 1)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        for part in (self.filter, self.list):
            column.addWidget(part)
        column.addLayout(checks)
        column.addLayout(row)
        self._count()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _narrow(self, text: str) -> None:
        holds = narrowing(text)
        for item in self._items():
            item.setHidden(not holds(item.text()))

    def _check(self, state: Qt.CheckState) -> None:
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(state)

    @property
    def chosen(self) -> tuple[UUID, ...]:
        """What is checked."""
        return tuple(
            item.data(_ID_ROLE) for item in self._items() if item.checkState() is Qt.CheckState.Checked
        )

    def _count(self) -> None:
        number = len(self.chosen)
        self.words.setText(f"{number:,} of {self.list.count():,} ticked")
        self.button.setEnabled(number > 0)

    def _choose(self) -> None:
        chosen = self.chosen
        self.accept()
        self._take(None if len(chosen) == self.list.count() else chosen)
