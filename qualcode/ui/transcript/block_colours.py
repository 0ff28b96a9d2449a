"""What a transcript's blocks are coloured with: tints around the letters, bands below them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QTextLayout

from qualcode.model.span import Span
from qualcode.ui.transcript.bands import Band, layers_of, stretches
from qualcode.ui.transcript.column import TextColumn
from qualcode.ui.transcript.look import Tones

DASHES: Final[tuple[list[float], ...]] = (
    [], [3, 1], [1, 1], [5, 1, 1, 1], [2, 2], [7, 1], [1, 2],
)  # fmt: skip
"""Lengths of dash and gap by pattern, in the height of a band; none: a band without gaps."""
_KEPT: Final = 64
"""Blocks whose colours are known: more than a window shows."""


class Stroke(NamedTuple):
    """A piece of a band: where it is, its colour, and with which pen its middle is drawn; none: no gaps."""

    rect: QRectF
    ink: QColor
    pen: QPen | None
    middle: QLineF
    """From the left to the right, half way down."""


class BlockColours(NamedTuple):
    """A block's colours from the column's top left, in the order in which they are drawn."""

    tints: list[tuple[QRectF, QColor]]
    strokes: list[Stroke]


class _Known(NamedTuple):
    bands: Sequence[Band]
    layout: QTextLayout
    top: int
    colours: BlockColours


class ColouredBlocks:
    """Colours are found for a block when it is first painted, and again when its bands or lines are others.

    A window is painted at every move of the caret, and most of what it shows stays as it was.
    """

    def __init__(
        self,
        column: TextColumn,
        tones: Tones,
        bands_in: Callable[[int], Sequence[Band]],
        pattern_of: Callable[[int, int], int],
    ) -> None:
        self._column = column
        self._tones = tones
        self._bands_in = bands_in
        self._pattern_of = pattern_of
        self._known: dict[int, _Known] = {}

    def of(self, block: int) -> BlockColours:
        """The colours of a block as it is now."""
        bands, layout, top = (
            self._bands_in(block), self._column.layout(block), self._column.text_top(block),
        )  # fmt: skip
        known = self._known.get(block)
        if known is None or known.bands is not bands or known.layout is not layout or known.top != top:
            known = self._known[block] = _Known(bands, layout, top, self._found(block, bands))
            if len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)))
        return known.colours

    def band_at(self, block: int, point: QPointF) -> Band | None:
        """The band at a point, or just beside it: bands are a few pixels high."""
        found = self._rects(block, self._bands_in(block))
        return next((band for band, rect in found if rect.adjusted(0, -1, 0, 1).contains(point)), None)

    def _rects(self, block: int, bands: Sequence[Band]) -> Iterator[tuple[Band, QRectF]]:
        """Where the bands below the letters of a block are, line by line, from the column's top left."""
        rows = self._column.look.band_rows(layers_of(bands))
        for band in bands:
            for piece in self._column.pieces(block, Span(band.start, band.end)):
                top = piece.rect.bottom() + rows.top_of(band.layer)
                yield band, QRectF(piece.rect.left(), top, piece.rect.width(), rows.height)

    def _found(self, block: int, bands: Sequence[Band]) -> BlockColours:
        return BlockColours(
            [
                (ground_of(piece.rect), self._tones.tint(stretch.bands[-1].code))
                for stretch in stretches(bands)
                for piece in self._column.pieces(block, Span(stretch.start, stretch.end))
            ],
            [
                self._stroke(rect, band.code, DASHES[self._pattern_of(band.code, band.start)])
                for band, rect in self._rects(block, bands)
            ],
        )

    def _stroke(self, rect: QRectF, code: int, dashes: list[float]) -> Stroke:
        ink, height = self._tones.ink(code), rect.center().y()
        middle = QLineF(rect.left(), height, rect.right(), height)
        if not dashes:
            return Stroke(rect, ink, None, middle)
        pen = QPen(ink, rect.height())
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(dashes)
        return Stroke(rect, ink, pen, middle)


def ground_of(letters: QRectF) -> QRectF:
    """The ground of letters: next to each other, two of them leave no gap."""
    return letters.adjusted(-0.5, -1, 0.5, 1)
