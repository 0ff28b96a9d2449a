"""Parts beside or above each other, with a thin line between them that can be dragged."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from qualcode.ui.look.theme import colours_now


class LineSplitter(QSplitter):
    """No part of it can be dragged away altogether: anyone who did so by accident would not find it again."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Line(self.orientation(), self)


class _Line(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # More than the line is taken by the mouse.
        painter.fillRect(self.contentsRect(), QColor(colours_now().line))
        painter.end()
