"""A button with a name on it, which may be longer than there is room."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

_LEAST: Final = 120


class NameButton(QPushButton):
    """Leaves out the middle of the name where it has to; whoever makes it gives it a tip with all of it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name.replace("&", "&&"), parent)
        self._name = name

    def minimumSizeHint(self) -> QSize:
        wished = self.sizeHint()
        return QSize(min(_LEAST, wished.width()), wished.height())

    def shown(self) -> str:
        """What there is room for."""
        option = self._option()
        part = QStyle.SubElement.SE_PushButtonContents
        room = self.style().subElementRect(part, option, self).width()
        return option.fontMetrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)

    def _option(self) -> QStyleOptionButton:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        return option

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = self._option()
        option.text = self.shown().replace("&", "&&")
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()
