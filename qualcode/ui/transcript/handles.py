"""The two handles of the emphasised coding: where they are in the view, and how they are drawn."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from qualcode.model.span import Span
from qualcode.ui.transcript.canvas import TranscriptCanvas

_RADIUS: Final = 4.5
_REACH: Final = 8.0
"""How far from its middle a handle can be taken."""
_LINE_ENDS: Final = "\n\r\u2028\u2029"


def handle_at(view: TranscriptCanvas, span: Span, point: QPoint) -> bool | None:
    """Whether the beginning (True) or the end (False) of ``span`` can be taken at a point; None: neither."""
    start, end = _knobs(view, span)
    near = {
        at_start: (knob - QPointF(point)).manhattanLength()
        for at_start, knob in ((True, start), (False, end))
        if knob is not None
    }
    nearest = min(near, key=lambda at_start: near[at_start], default=None)
    return nearest if nearest is not None and near[nearest] <= _REACH else None


def draw_handles(
    painter: QPainter, view: TranscriptCanvas, span: Span, colour: QColor, ground: QColor
) -> None:
    """A line along the letters at each end, with a knob above the first line and below the last."""
    start, end = _knobs(view, span)
    height = view.look.text_height
    for knob, reach in ((start, height), (end, -height)):
        if knob is None:
            continue
        painter.setPen(QPen(colour, 2))
        painter.drawLine(knob, QPointF(knob.x(), knob.y() + reach))
        painter.setPen(QPen(ground, 1))
        painter.setBrush(colour)
        painter.drawEllipse(knob, _RADIUS, _RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _knobs(view: TranscriptCanvas, span: Span) -> tuple[QPointF | None, QPointF | None]:
    """The middles of the two knobs in the viewport; None where that end is not in view."""
    seen = view.visible_span()
    start = end = None
    if seen.start <= span.start < seen.end:
        first = _edge(view, Span(span.start, span.start + 1))
        start = None if first is None else QPointF(first.left(), first.top() - 1)
    if seen.start < span.end <= seen.end:
        last = _last_edge(view, span)
        end = None if last is None else QPointF(last.right(), last.bottom() + 1)
    return start, end


def _last_edge(view: TranscriptCanvas, span: Span) -> QRectF | None:
    """The last letter that is drawn: a coding may end with a line end, of which nothing is seen."""
    text = view.display.text
    last = span.end - 1
    while last > span.start and text[last] in _LINE_ENDS:
        last -= 1
    return _edge(view, Span(last, last + 1))


def _edge(view: TranscriptCanvas, letter: Span) -> QRectF | None:
    rects = view.rects_of(letter)
    return rects[0] if rects else None
