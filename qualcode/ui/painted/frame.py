"""Frames with a ground of their own, and the line between two parts."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from qualcode.ui.look.theme import Colours, colours_now
from qualcode.ui.painted.box import Box, paint_box


class PaintedFrame(QFrame):
    """Paints the box that it is given for the present theme; what lies in it is not concerned."""

    def box(self, colours: Colours) -> Box:
        """How the frame looks now."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.box(colours_now()))
        painter.end()


class ThinLine(PaintedFrame):
    """A thin line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def box(self, colours: Colours) -> Box:
        return Box(colours.line)
