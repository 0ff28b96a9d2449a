"""A rectangle with a ground and an edge."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

ALL_SIDES: Final = Qt.Edge.TopEdge | Qt.Edge.BottomEdge | Qt.Edge.LeftEdge | Qt.Edge.RightEdge


@dataclass(frozen=True, slots=True)
class Box:
    """How a box looks; colours as ``#rrggbb``, lengths in pixels. No colour: not painted."""

    fill: str | None = None
    edge: str | None = None
    radius: float = 0.0
    width: float = 1.0
    dashed: bool = False
    sides: Qt.Edge = ALL_SIDES
    """Where the edge is; on single sides it is one pixel thin."""


def paint_box(painter: QPainter, place: QRect, box: Box) -> None:
    """Paint a box just inside ``place``."""
    if box.edge is not None and box.sides != ALL_SIDES:
        paint_box(painter, place, replace(box, edge=None))
        _paint_sides(painter, place, QColor(box.edge), box.sides)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if box.fill is None else QColor(box.fill))
    inset = 0.0
    if box.edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        line = Qt.PenStyle.DashLine if box.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(box.edge), box.width, line))
        # The pen's middle runs along the rectangle.
        inset = box.width / 2
    inside = QRectF(place).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inside, box.radius, box.radius)
    painter.restore()


def _paint_sides(painter: QPainter, place: QRect, colour: QColor, sides: Qt.Edge) -> None:
    lines = {
        Qt.Edge.TopEdge: QRect(place.left(), place.top(), place.width(), 1),
        Qt.Edge.BottomEdge: QRect(place.left(), place.bottom(), place.width(), 1),
        Qt.Edge.LeftEdge: QRect(place.left(), place.top(), 1, place.height()),
        Qt.Edge.RightEdge: QRect(place.right(), place.top(), 1, place.height()),
    }
    for side, line in lines.items():
        if side in sides:
            painter.fillRect(line, colour)
