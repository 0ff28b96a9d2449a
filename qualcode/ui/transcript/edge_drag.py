"""Dragging one end of a coding, by words or by letters: the frame shows what the coding will be."""

from PySide6.QtCore import QPoint, Qt

from qualcode.model.codings import Coding
from qualcode.model.span import Span
from qualcode.ui.transcript.pointer import by_letter
from qualcode.ui.transcript.selecting import SelectingCanvas


class EdgeDrag:
    """One drag, from the press to the release; nothing is changed meanwhile."""

    def __init__(self, view: SelectingCanvas, coding: Coding, *, at_start: bool) -> None:
        self._view = view
        self.coding = coding
        self.at_start = at_start
        self._span: Span | None = None

    def to(self, point: QPoint, held: Qt.KeyboardModifier) -> None:
        """Follow the mouse to a point of the view's viewport; beyond its right edge count whole lines."""
        over, width = QPoint(point), self._view.viewport().width()
        if over.x() > width:
            over.setX(0 if self.at_start else width * 2)
        position = self._view.position_at(over)
        word = None if by_letter(held) else self._view.units.word_at(position)
        if word is not None:
            position = word.start if self.at_start else word.end
        before = self.coding.span
        start, end = (position, before.end) if self.at_start else (before.start, position)
        self._span = Span(start, end) if start < end else None
        self._view.outline(self._span)

    def end(self) -> Span | None:
        """Let go: the coding's new span, None where it is to stay as it is."""
        self._view.outline(None)
        return self._span if self._span != self.coding.span else None
