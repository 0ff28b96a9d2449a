"""Draws blocks of a transcript: tints, marks, selection, letters, bands, and the quiet left column."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from qualcode.model.span import Span
from qualcode.ui.transcript.block_colours import BlockColours, ground_of
from qualcode.ui.transcript.column import TextColumn
from qualcode.ui.transcript.look import Tones
from qualcode.ui.transcript.turn_head import TurnHead, draw_head, draw_head_above, head_height

_HAIRLINE: Final = 1


class Focus(NamedTuple):
    """The segment one is at, and its code's key."""

    span: Span
    code: int


@dataclass
class Marks:
    """What is drawn over the text besides codings: stored spans and positions."""

    selection: Span | None = None
    caret: int | None = None
    drop: Span | None = None
    focus: Focus | None = None
    matches: list[Span] = field(default_factory=list)
    highlights: list[Span] = field(default_factory=list)


class BlockPainter:
    """Draws into a painter whose origin is the text column's top left."""

    def __init__(
        self,
        painter: QPainter,
        column: TextColumn,
        tones: Tones,
        colours_of: Callable[[int], BlockColours],
    ) -> None:
        self._painter = painter
        self._column = column
        self._look = column.look
        self._tones = tones
        self._colours_of = colours_of

    def draw(self, block: int, marks: Marks) -> None:
        """One block with everything on it."""
        colours = self._colours_of(block)
        here = Span(int(self._column.display.starts[block]), int(self._column.display.ends[block]))
        for rect, tint in colours.tints:
            self._painter.fillRect(rect, tint)
        if marks.focus is not None:
            self._fill(block, marks.focus.span, here, self._tones.strong_tint(marks.focus.code))
        for span in marks.highlights:
            self._fill(block, span, here, self._tones.mark)
        for span in marks.matches:
            self._fill(block, span, here, self._tones.match)
        if marks.selection is not None:
            self._fill(block, marks.selection, here, self._tones.selection)
        self._letters(block)
        self._strokes(colours)
        if marks.caret is not None and here.start <= marks.caret <= here.end:
            self._painter.fillRect(self._column.caret_rect(marks.caret), self._tones.text)

    def _letters(self, block: int) -> None:
        self._painter.setPen(self._tones.text)
        self._column.layout(block).draw(self._painter, QPointF(0, self._column.text_top(block)))

    def _fill(self, block: int, span: Span, here: Span, colour: QColor) -> None:
        if not span.overlaps(here):
            return
        for piece in self._column.pieces(block, span):
            self._painter.fillRect(ground_of(piece.rect), colour)

    def _strokes(self, colours: BlockColours) -> None:
        painter = self._painter
        for stroke in colours.strokes:
            if stroke.pen is None:
                painter.fillRect(stroke.rect, stroke.ink)
            else:
                painter.setPen(stroke.pen)
                painter.drawLine(stroke.middle)

    # -- the left column ----------------------------------------------------------------------

    def head(self, block: int, head: TurnHead, scrolled: int, end: int) -> None:
        """The head of the turn that begins with ``block``, left of the text, or above it.

        Scrolled out of sight it stays in view, at the top, as long as the turn does, which ends at ``end``.
        """
        if self._look.heads_above:
            self._head_above(block, head, scrolled, end)
            return
        top = self._column.head_top(block, head_height(head, self._look), scrolled)
        base = top + QFontMetricsF(self._look.small).ascent()
        draw_head(self._painter, head, self._look, self._tones, -self._look.left, base)

    def _head_above(self, block: int, head: TurnHead, scrolled: int, end: int) -> None:
        look, width = self._look, self._column.width
        top = self._column.name_top(block)
        kept = min(scrolled, end - look.head_line)
        if kept > top:
            # Over the text that is scrolled away below it, with an edge that the cut line ends at.
            band = QRectF(-1, kept, width + 2, look.head_line)
            self._painter.fillRect(band, self._tones.base)
            self._painter.fillRect(QRectF(-1, band.bottom(), width + 2, _HAIRLINE), self._tones.line)
        base = max(top, kept) + QFontMetricsF(look.bold).ascent()
        draw_head_above(self._painter, head, look, self._tones, width, base)
