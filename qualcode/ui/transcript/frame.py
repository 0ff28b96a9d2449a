"""One frame around a stretch of text, however many lines it has."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from qualcode.model.span import Span
from qualcode.model.words.direction import reads_leftwards
from qualcode.ui.transcript.canvas import TranscriptCanvas

_BEYOND = 4.0
"""Pixels that a frame goes on beyond the view where the stretch does."""


def draw_frame(painter: QPainter, view: TranscriptCanvas, span: Span, colour: QColor) -> None:
    """Draw a frame around what is in view of a stretch."""
    lines = _lines(view.rects_of(span))
    if not lines:
        return
    seen, display = view.visible_span(), view.display
    mirrored = reads_leftwards(display.shown(display.block_at(span.start)))
    whole = _filled(lines, view.text_left, view.text_left + view.line_width, mirrored=mirrored)
    if span.start < seen.start:
        whole[0].setTop(min(whole[0].top(), -_BEYOND))
    if span.end > seen.end:
        whole[-1].setBottom(max(whole[-1].bottom(), view.viewport().height() + _BEYOND))
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(frame_path(whole))


def frame_path(lines: Sequence[QRectF]) -> QPainterPath:
    """The outline of all lines together; each reaches down to the next."""
    path = QPainterPath()
    for place, line in enumerate(lines):
        rect = line.adjusted(-1.5, -1.5, 1.5, 1.0)
        if place + 1 < len(lines):
            rect.setBottom(max(rect.bottom(), lines[place + 1].top() - 1.5))
        path.addRect(rect)
    return path.simplified()


def _lines(pieces: Sequence[QRectF]) -> list[QRectF]:
    """What is drawn on each line, in one piece: where directions mix there are several."""
    lines: list[QRectF] = []
    for piece in pieces:
        if lines and abs(lines[-1].top() - piece.top()) < 1:
            lines[-1] = lines[-1].united(piece)
        else:
            lines.append(QRectF(piece))
    return lines


def _filled(lines: list[QRectF], left: float, right: float, *, mirrored: bool) -> list[QRectF]:
    """As a selection is seen: all lines but the last go on to the end of the column.

    Two lines that do not touch are left as they are: they would be two frames in any case.
    """
    if len(lines) == 2 and (lines[0].left() >= lines[1].right() or lines[0].right() <= lines[1].left()):
        return lines
    for place, line in enumerate(lines):
        if place + 1 < len(lines):
            (line.setLeft if mirrored else line.setRight)(left if mirrored else right)
        if place:
            (line.setRight if mirrored else line.setLeft)(right if mirrored else left)
    return lines
