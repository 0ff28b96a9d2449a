"""A box of choices within a list, which the mouse wheel scrolls past instead of changing it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class ScrollSafeComboBox(QComboBox):
    """Keeps its values itself: Qt would make plain words of those that are words as well."""

    picked = Signal(object)
    """The value that a person picks"""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: list[object] = []
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

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
