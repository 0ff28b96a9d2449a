"""The text column: blocks laid out when they are looked at, the others at an estimated height."""

import re
import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple, cast

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextLine, QTextOption

from qualcode.model.span import Span
from qualcode.model.words.direction import reads_leftwards
from qualcode.ui.transcript.display import NO_TURN, Display
from qualcode.ui.transcript.look import HEAD_GAP, TranscriptLook
from qualcode.ui.transcript.tab_stops import tab_distance
from qualcode.ui.transcript.turn_head import tallest_head

_KEPT: Final = 400
_KEPT_BELOW_TOP: Final = 6
_LOOKED_AT: Final = 100
"""Lines of a turn that say where its columns begin."""
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Room(NamedTuple):
    """Free space below the lines of a block, in pixels: what is open there needs it."""

    block: int
    pixels: int


_NO_ROOM: Final = Room(-1, 0)


class CoveredPiece(NamedTuple):
    """A part of a line that is covered by something: where it is drawn, from the column's top left."""

    line: int
    rect: QRectF


class _KnownLine(NamedTuple):
    """A line of a laid out block, its first and last position in it, and its height in the column."""

    line: QTextLine
    start: int
    end: int
    top: float
    height: float


class _KnownPieces(NamedTuple):
    """What is drawn of spans in a block, while it is laid out so and is at this height.

    Each is asked for several times in one painting: for tints, bands and frames. Where twenty codes are on
    the same words, their edges are the same few places: each is asked of Qt once.
    """

    layout: QTextLayout
    top: int
    mixed: bool
    lines: list[_KnownLine]
    starts: list[int]
    edges: dict[tuple[int, int, bool], float]
    found: dict[Span, list[CoveredPiece]]

    @classmethod
    def of(cls, layout: QTextLayout, top: int) -> "_KnownPieces":
        """Of a block whose text begins at a height."""
        lines = [_known_line(layout.lineAt(number), top) for number in range(layout.lineCount())]
        mixed = _RIGHT_TO_LEFT.search(layout.text()) is not None
        return cls(layout, top, mixed, lines, [line.start for line in lines], {}, {})

    def extents(self, number: int, first: int, last: int) -> list[tuple[float, float]]:
        """Where a stretch is drawn on a line: one piece in plain text, perhaps several otherwise."""
        if self.mixed:
            return _extents(self.lines[number].line, first, last)
        # After the last letter of a line stands the next line's beginning: ask for its far edge.
        return [(self._edge(number, first, False), self._edge(number, last - 1, True))]

    def _edge(self, number: int, units: int, trailing: bool) -> float:
        known = self.edges.get((number, units, trailing))
        if known is None:
            known = self.edges[number, units, trailing] = x_of(
                self.lines[number].line, units, trailing=trailing
            )
        return known


def _known_line(line: QTextLine, top: int) -> _KnownLine:
    start = line.textStart()
    return _KnownLine(line, start, start + line.textLength(), top + line.y(), line.height())


class TextColumn:
    """Geometry of one transcript at one width; all coordinates count from the column's top left.

    Lines are where they are whatever is coded. ``head_room`` is how high a block must be at least for what
    stands beside it, asked of short ones alone; ``before``: the column that was shown until now, perhaps of
    nearly the same text.
    """

    def __init__(
        self,
        display: Display,
        look: TranscriptLook,
        width: int,
        head_room: Callable[[int], int] = lambda _block: 0,
        before: "TextColumn | None" = None,
    ) -> None:
        self.display = display
        self.look = look
        self.width = width
        self._head_room = head_room
        self._tallest_head = tallest_head(look)
        self._layouts: OrderedDict[int, QTextLayout] = OrderedDict()
        self._options = {mirrored: _option(right_to_left=mirrored) for mirrored in (False, True)}
        above = (look.head_line + HEAD_GAP) * look.heads_above
        gaps = np.where(display.opens_turn, look.turn_gap + above, look.paragraph_gap)
        self._gaps: npt.NDArray[np.int64] = gaps.astype(np.int64)
        self._heights = self._estimated()
        if before is not None and (before.look, before.width) == (look, width):
            self._expect_as(before)
        self._exact = np.zeros(len(display), dtype=np.bool_)
        self._tabs: dict[int, float] = {}
        self._tops: npt.NDArray[np.int64] | None = None
        self._settled = 0
        self._room = _NO_ROOM
        self._pieces: dict[int, _KnownPieces] = {}

    def _estimated(self) -> npt.NDArray[np.int64]:
        look = self.look
        lines = np.ceil(np.maximum(self.display.lengths, 1) * (look.letter * 1.03) / self.width)
        line = round(look.text_height) + look.above + look.below
        return self._gaps + np.where(self.display.lengths == 0, line // 2, lines * line).astype(np.int64)

    def _expect_as(self, before: "TextColumn") -> None:
        """Expect blocks that are likely the same as before to be as high: after a correction nearly all are.

        Nothing moves then, and nothing is painted again, while they are laid out one after the other.
        """
        ours, theirs = self.display.lengths, before.display.lengths
        most = min(len(ours), len(theirs))
        head = _alike(ours[:most], theirs[:most])
        tail = _alike(ours[::-1][: most - head], theirs[::-1][: most - head])
        plain = before.heights
        self._heights[:head] = plain[:head] + self._gaps[:head]
        end, their_end = len(ours) - tail, len(theirs) - tail
        self._heights[end:] = plain[their_end:] + self._gaps[end:]

    # -- heights ------------------------------------------------------------------------------

    @property
    def heights(self) -> npt.NDArray[np.int64]:
        """How high each block is, its gap left out."""
        return self._heights - self._gaps

    @property
    def tops(self) -> npt.NDArray[np.int64]:
        """Where each block begins, its gap included, and where the last one ends."""
        if self._tops is None:
            self._tops = np.concatenate(([0], np.cumsum(self._heights)))
        return self._tops

    @property
    def height(self) -> int:
        return int(self.tops[-1]) + self.look.turn_gap

    def text_top(self, block: int) -> int:
        """Where the first line of a block begins."""
        return int(self.tops[block] + self._gaps[block])

    def name_top(self, block: int) -> int:
        """Where the name above a turn that begins with this block begins, in its own place."""
        return self.text_top(block) - self.look.head_line - HEAD_GAP

    def head_top(self, block: int, height: int, scrolled: int) -> float:
        """Where the head of the turn that begins with this block, which is so high, begins.

        Beside the text it is on the line of the first words; scrolled out of sight it stays in view, at the
        top, as long as the turn does.
        """
        if self.look.heads_above:
            return self.name_top(block)
        line = self.layout(block).lineAt(0)
        kept = min(scrolled + _KEPT_BELOW_TOP, int(self.tops[self.display.after_turn(block)]) - height)
        raised = line.ascent() - QFontMetricsF(self.look.small).ascent()
        return max(self.text_top(block) + line.y(), kept) + raised

    def kept_name_end(self, scrolled: int) -> int:
        """Lower edge of a name that is kept in view over words when scrolled so far; 0 where none is."""
        first = self.display.opening_of(self.block_at(scrolled))
        if not self.look.heads_above or self.display.turn_of[first] == NO_TURN:
            return 0
        kept = min(scrolled, int(self.tops[self.display.after_turn(first)]) - self.look.head_line)
        return kept + self.look.head_line if kept > self.name_top(first) else 0

    def uncovered(self, y: float, scrolled: int) -> float:
        """A height, or that of the first line below a kept name which covers it."""
        end = self.kept_name_end(scrolled)
        # Half a line further, as the line at the edge may show no more than its bands.
        return y if y >= end else end + self.look.text_height / 2

    def height_share(self, positions: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
        """Where stored positions lie on the way from the text's top (0) to its end (1)."""
        display, tops = self.display, self.tops
        block = np.maximum(np.searchsorted(display.starts, positions, side="right") - 1, 0)
        inside = (positions - display.starts[block]) / np.maximum(display.lengths[block], 1)
        heights = tops[block + 1] - tops[block]
        return np.asarray((tops[block] + np.clip(inside, 0, 1) * heights) / max(1, self.height))

    def block_at(self, y: float) -> int:
        """The block at a height; the first or last beyond the ends."""
        place = int(np.searchsorted(self.tops, y, side="right")) - 1
        return min(max(place, 0), len(self.display) - 1)

    @property
    def settled(self) -> bool:
        """Whether all heights are exact."""
        return self._settled >= len(self.display)

    def settle(self, seconds: float) -> bool:
        """Lay out further blocks for so long; whether any height changed."""
        before, blocks, deadline = self.height, len(self.display), time.perf_counter() + seconds
        while self._settled < blocks and time.perf_counter() < deadline:
            if not self._exact[self._settled]:
                self._lay_out(self._settled)
            self._settled += 1
        return self.height != before

    def forget(self, blocks: range) -> None:
        """Lay these blocks out again: the room below them may have changed."""
        for block in blocks:
            self._layouts.pop(block, None)
            self._exact[block] = False
        self._settled = min(self._settled, blocks.start)

    def make_room(self, room: Room | None) -> None:
        """Leave free space below a block; None: nowhere."""
        for block in (self._room.block, -1 if room is None else room.block):
            if block >= 0:
                self.forget(range(block, block + 1))
        self._room = room or _NO_ROOM

    def ensure(self, top: float, bottom: float) -> None:
        """Lay out every block between two heights."""
        block = self.block_at(top)
        while block < len(self.display) and self.tops[block] < bottom:
            self.layout(block)
            block += 1

    # -- layouts ------------------------------------------------------------------------------

    def layout(self, block: int) -> QTextLayout:
        """The lines of a block; line positions count from ``text_top``."""
        layout = self._layouts.get(block)
        if layout is None or not self._exact[block]:
            layout = self._lay_out(block)
            self._layouts[block] = layout
            if len(self._layouts) > _KEPT:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(block)
        return layout

    def _lay_out(self, block: int) -> QTextLayout:
        look = self.look
        text = self.display.shown(block)
        layout = QTextLayout(text, look.font)
        layout.setTextOption(self._option_of(block, text))
        layout.setCacheEnabled(True)
        layout.beginLayout()
        y = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self.width)
            line.setPosition(QPointF(0, y + look.above))
            y += round(look.above + line.height() + look.below)
        layout.endLayout()
        if not self.display.lengths[block]:
            y /= 2
        if y < self._tallest_head:
            y = max(y, self._head_room(block))
        room = self._room.pixels if block == self._room.block else 0
        self._set_height(block, int(y) + int(self._gaps[block]) + room)
        return layout

    def _option_of(self, block: int, text: str) -> QTextOption:
        option = self._options[reads_leftwards(text)]
        if "\t" in text:
            option = QTextOption(option)
            option.setTabStopDistance(self.tab_distance(block))
        return option

    def tab_distance(self, block: int) -> float:
        """How far apart, in pixels, tab stops are in the turn that a block belongs to."""
        first = self.display.opening_of(block)
        if first not in self._tabs:
            blocks = range(first, min(self.display.after_turn(first), first + _LOOKED_AT))
            width_of = QFontMetricsF(self.look.font).horizontalAdvance
            lines, letter = map(self.display.shown, blocks), self.look.letter
            self._tabs[first] = tab_distance(lines, width_of, letter, self.width)
        return self._tabs[first]

    def _set_height(self, block: int, height: int) -> None:
        self._exact[block] = True
        grown = height - int(self._heights[block])
        if grown:
            self._heights[block] = height
            if self._tops is not None:
                self._tops[block + 1 :] += grown

    # -- places -------------------------------------------------------------------------------

    def line_of(self, block: int, units: int) -> QTextLine:
        """The line that holds a position of a block."""
        return self.layout(block).lineForTextPosition(units)

    def caret_rect(self, position: int) -> QRectF:
        """Where the caret stands at a stored position."""
        block = self.display.block_at(position)
        units = self.display.units_in(block, position)
        line = self.line_of(block, units)
        return QRectF(x_of(line, units), self.text_top(block) + line.y(), 1.5, line.height())

    def lines_around(self, block: int, position: int, lines: int) -> Span:
        """What is shown on so many lines of a block, the line of a stored position in the middle."""
        layout = self.layout(block)
        middle = self.line_of(block, self.display.units_in(block, position)).lineNumber()
        first = layout.lineAt(max(0, middle - lines // 2))
        last = layout.lineAt(min(layout.lineCount() - 1, middle + lines // 2))
        return Span(
            self.display.position_in(block, first.textStart()),
            self.display.position_in(block, last.textStart() + last.textLength()),
        )

    def line_top(self, block: int, position: int) -> float:
        """Where the room of the line begins that shows a stored position of a block."""
        line = self.line_of(block, self.display.units_in(block, position))
        return self.text_top(block) + line.y() - self.look.above

    def line_bottom(self, block: int, position: int) -> float:
        """Where the room of the line ends that shows a stored position of a block."""
        units = self.display.units_in(block, position)
        line = self.line_of(block, max(0, units - 1))
        return self.text_top(block) + line.y() + line.height() + self.look.below

    def position_at(self, x: float, y: float) -> int:
        """The stored position nearest to a point."""
        block = self.block_at(y)
        layout = self.layout(block)
        inside = y - self.text_top(block)
        # The room below a line, where its bands are, belongs to that line.
        number = next(
            (
                place
                for place in range(layout.lineCount() - 1)
                if inside < layout.lineAt(place + 1).y() - self.look.above
            ),
            layout.lineCount() - 1,
        )
        line = layout.lineAt(number)
        return self.display.position_in(block, self.units_at(layout, line, x))

    def units_at(self, layout: QTextLayout, line: QTextLine, x: float) -> int:
        """The position in a line nearest to ``x``; never that of the next line's beginning."""
        units = int(line.xToCursor(x))
        last = line.textStart() + line.textLength()
        if units >= last and line.lineNumber() + 1 < layout.lineCount():
            return max(line.textStart(), layout.previousCursorPosition(last))
        return units

    def pieces(self, block: int, span: Span) -> list[CoveredPiece]:
        """What is drawn of a stored span in a block, line by line."""
        layout, top = self.layout(block), self.text_top(block)
        known = self._pieces.get(block)
        if known is None or known.layout is not layout or known.top != top or len(known.found) > _KEPT:
            known = self._pieces[block] = _KnownPieces.of(layout, top)
            if len(self._pieces) > _KEPT:
                self._pieces.pop(next(iter(self._pieces)))
        if span not in known.found:
            known.found[span] = self._pieces_in(block, span, known)
        return known.found[span]

    def _pieces_in(self, block: int, span: Span, known: _KnownPieces) -> list[CoveredPiece]:
        display = self.display
        first, last = display.units_in(block, span.start), display.units_in(block, span.end)
        if first >= last:
            return []
        found = []
        for number in range(max(0, bisect_right(known.starts, first) - 1), len(known.lines)):
            _, start, end, y, height = known.lines[number]
            if start >= last:
                break
            if min(end, last) <= max(start, first):
                continue
            for left, right in known.extents(number, max(start, first), min(end, last)):
                found.append(CoveredPiece(number, QRectF(left, y, right - left, height)))
        return found

    def lines_of(self, position: int) -> tuple[float, float]:
        """Top and bottom of the line that holds a stored position."""
        block = self.display.block_at(position)
        line = self.line_of(block, self.display.units_in(block, position))
        top = self.text_top(block) + line.y()
        return top, top + line.height()


def _alike(ours: npt.NDArray[np.int64], theirs: npt.NDArray[np.int64]) -> int:
    """How many of the first are the same."""
    differing = np.flatnonzero(ours != theirs)
    return int(differing[0]) if len(differing) else len(ours)


def _option(*, right_to_left: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if right_to_left:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    else:
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    return option


def x_of(line: QTextLine, units: int, *, trailing: bool = False) -> float:
    """Where a position stands in a line."""
    edge = QTextLine.Edge.Trailing if trailing else QTextLine.Edge.Leading
    return cast("tuple[float, int]", line.cursorToX(units, edge))[0]


def _extents(line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    """Where a stretch is drawn of a line in which directions mix, perhaps in several pieces.

    Where they meet a caret has two places, so the drawn letters are asked where they are.
    """
    found: list[tuple[float, float]] = []
    for run in line.glyphRuns(first, last - first):
        lefts = [point.x() for point in run.positions()]
        wide = [point.x() for point in run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())]
        found.append((min(lefts), max(left + width for left, width in zip(lefts, wide, strict=True))))
    return found
