"""A box of choices within a list, which the mouse wheel scrolls past instead of changing it."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

_OPENING: Final = ("F4", "Alt+Down")
"""The keys that open a box of choices in other programs, too."""


class ScrollSafeComboBox(QComboBox):
    """Keeps its values itself: Qt would make plain words of those that are words as well."""

    picked = Signal(object)
    """The value that a person picks"""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: list[object] = []
        self._opened_from: tuple[QAbstractItemView, QPersistentModelIndex] | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda place: self.picked.emit(self.values[place]))

    @property
    def value(self) -> object:
        """The value that is chosen; None for none."""
        place = self.currentIndex()
        return self.values[place] if place >= 0 else None

    def offer(self, choices: Sequence[tuple[str, object]], chosen: object) -> None:
        """Offer (words, value) and show which is chosen."""
        values = [value for _, value in choices]
        if values != self.values or [self.itemText(at) for at in range(self.count())] != [
            w for w, _ in choices
        ]:
            self.clear()
            self.values = values
            self.addItems([words for words, _ in choices])
        self.setCurrentIndex(values.index(chosen) if chosen in values else -1)

    def stand_in_row(self) -> None:
        """Leave the way of Tab, which would stop at every row; the row's key opens its box."""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def open_from(self, list_: QAbstractItemView) -> None:
        """Show the choices; when one is made, or none, the keyboard is in the list again."""
        if self.isEnabled() and self.count() > 1:
            # The list takes the box's own cell for the current one, where Space ticks nothing.
            self._opened_from = list_, QPersistentModelIndex(list_.currentIndex())
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        opened_from, self._opened_from = self._opened_from, None
        if opened_from is not None:
            list_, place = opened_from
            list_.setFocus(Qt.FocusReason.PopupFocusReason)
            list_.setCurrentIndex(list_.model().index(place.row(), place.column()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def open_by_key(list_: QAbstractItemView, box_of_row: Callable[[], QWidget | None]) -> None:
    """Let F4 or Alt+Down open the box that stands in the current row of a list."""

    def open_box() -> None:
        box = box_of_row()
        if isinstance(box, ScrollSafeComboBox):
            box.open_from(list_)

    for key in _OPENING:
        shortcut = QShortcut(QKeySequence(key), list_)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(open_box)
