"""A box to choose one of several things, as wide as the words that are chosen."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip, QWidget

from qualcode.ui.look.elided import elided

_LEAST: Final = 240
"""Pixels that a box keeps where there is too little room for its words."""


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
        """Somebody's long name does not make a window wider than the screen; the tip has all of it."""
        wished = self.sizeHint()
        return QSize(min(_LEAST, wished.width()), wished.height())

    def shown(self) -> str:
        """What there is room for: a narrow page may give the box less than it asks for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        return elided(self.currentText(), self.fontMetrics(), field.width() - 2)

    def event(self, event: QEvent) -> bool:
        """Tell all of a text that is cut to anyone who rests the mouse on it."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and not self.toolTip():
            words = self.currentText()
            QToolTip.showText(event.globalPos(), words if self.shown() != words else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        # Qt would cut in the middle of a letter.
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def showPopup(self) -> None:
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 28)
        super().showPopup()
