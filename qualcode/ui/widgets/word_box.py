"""A box to choose one of several things, as wide as the words that are chosen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget


class WordBox(QComboBox):
    """Keeps what its entries stand for itself: Qt would turn an enumeration into plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[tuple[Any, str]] = []

    def offer(self, items: Sequence[tuple[Any, str]], chosen: Any) -> None:
        """Offer other things; without a signal, and without flicker where they are the same."""
        if list(items) != self._items:
            self._items = list(items)
            self.clear()
            self.addItems([text for _thing, text in items])
        place = next((place for place, (thing, _text) in enumerate(items) if thing == chosen), 0)
        self.setCurrentIndex(place)

    @property
    def chosen(self) -> Any:
        """What is chosen."""
        place = self.currentIndex()
        return self._items[place][0] if 0 <= place < len(self._items) else None

    def sizeHint(self) -> QSize:
        # Qt itself would measure every entry, hundreds of transcripts say, for a width that is not used;
        # asked to leave that, it makes the list that opens below, which most boxes never need.
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = QSize(0, self.fontMetrics().height() + 2)
        height = self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, words, self).height()
        return QSize(self.fontMetrics().horizontalAdvance(self.currentText()) + 42, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showPopup(self) -> None:
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 28)
        super().showPopup()
