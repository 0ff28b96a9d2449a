"""The surface a transcript is drawn on: scrolling, zoom, what is where; no caret and no gestures."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from qualcode.model.codings import Codings
from qualcode.model.span import Span
from qualcode.model.turns import Turns
from qualcode.ui.look.reading_style import ReadingStyle
from qualcode.ui.transcript.alike import AlikeCodes
from qualcode.ui.transcript.bands import Band, Bands, changed_span
from qualcode.ui.transcript.block_colours import ColouredBlocks
from qualcode.ui.transcript.column import Room, TextColumn
from qualcode.ui.transcript.display import NO_TURN, Display
from qualcode.ui.transcript.look import MARGIN, NARROW_MARGIN, Tones, TranscriptLook
from qualcode.ui.transcript.painting import BlockPainter, Marks
from qualcode.ui.transcript.turn_head import TurnHead, head_height

ZOOM_LEAST: Final = 80
ZOOM_MOST: Final = 200
ZOOM_STEP: Final = 10
_SLICE_SECONDS: Final = 0.004


class TranscriptCanvas(QAbstractScrollArea):
    """Shows one text with its codings. Positions are stored code points, rectangles the viewport's."""

    geometry_changed = Signal()
    """Something moved: scrolled, resized, laid out again."""
    codings_changed = Signal()
    """Other codings, or other looks of them, are shown."""
    painted = Signal()
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._zoom = 100
        self._style = ReadingStyle()
        self._display = Display("", Turns.empty())
        self._heads: dict[int, TurnHead] = {}
        self._speakers: tuple[str, ...] = ()
        self._codings = Codings.empty()
        self._bands = Bands(self._codings)
        self._bands_in: dict[int, list[Band]] = {}
        self._tones = Tones.of(self.palette(), {})
        self._alike = self._fresh_alike()
        self._marks = Marks()
        self._room: Room | None = None
        self._covered = 0
        """Pixels at the lower edge over which something lies."""
        self._holding = False
        self._settling = QTimer(self)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._settle)
        self._column = TextColumn(self._display, *self._fitting())
        self._build_column()

    # -- what is shown ------------------------------------------------------------------------

    @property
    def display(self) -> Display:
        return self._display

    @property
    def codings(self) -> Codings:
        """The codings that are shown, those that a filter hides left out."""
        return self._codings

    @property
    def bands(self) -> Bands:
        return self._bands

    @property
    def tones(self) -> Tones:
        return self._tones

    @property
    def look(self) -> TranscriptLook:
        return self._column.look

    def _show_text(self, display: Display, codings: Codings, speakers: tuple[str, ...]) -> None:
        self._display, self._speakers = display, speakers
        self._room = None
        self._heads.clear()
        self._codings, self._bands = codings, Bands(codings)
        self._alike = self._fresh_alike()
        self._bands_in.clear()
        self._build_column()
        self.verticalScrollBar().setValue(0)
        self.codings_changed.emit()

    def _show_codings(self, codings: Codings) -> Span | None:
        """Show other codings of the same text; only blocks that look different are done again."""
        span = changed_span(self._codings, codings)
        before, self._codings = self._bands, codings
        if span is not None:
            self._bands = Bands(codings)
            self._alike = self._fresh_alike()
            span = self._bands.cluster_of(before.cluster_of(span))
            for block in self._display.blocks_of(span):
                self._bands_in.pop(block, None)
            self._update_lines(span.start, span.end)
        self.codings_changed.emit()
        return span

    def _show_tones(self, tones: Tones) -> None:
        self._tones = tones
        self._alike = self._fresh_alike()
        self._colours = self._fresh_colours()
        self.viewport().update()
        self.codings_changed.emit()

    def _fresh_alike(self) -> AlikeCodes:
        return AlikeCodes(self._bands, self._tones.codes, colour_blind=self._tones.colour_blind)

    def _fresh_colours(self) -> ColouredBlocks:
        return ColouredBlocks(self._column, self._tones, self.bands_in, self.pattern_of)

    def pattern_of(self, code: int, position: int, *, patterned: bool = False) -> int:
        """The pattern by which a code is told from others that look like it on the same words."""
        return self._alike.pattern(code, position, patterned=patterned)

    def bands_in(self, block: int) -> Sequence[Band]:
        """The bands over a block."""
        bands = self._bands_in.get(block)
        if bands is None:
            here = Span(int(self._display.starts[block]), int(self._display.ends[block]))
            bands = self._bands_in[block] = self._bands.within(here)
        return bands

    def _head(self, turn: int) -> TurnHead:
        raise NotImplementedError

    # -- zoom and size ------------------------------------------------------------------------

    @property
    def zoom(self) -> int:
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Show letters at this size, 80 to 200 per cent."""
        percent = min(max(percent, ZOOM_LEAST), ZOOM_MOST)
        if percent != self._zoom:
            self._zoom = percent
            self._relaid()
            self.zoom_changed.emit(percent)

    def set_style(self, style: ReadingStyle) -> None:
        """Set the lines closer together or further apart, and make them shorter or longer."""
        if style != self._style:
            self._style = style
            self._relaid()
            self.zoom_changed.emit(self._zoom)

    def _relaid(self) -> None:
        anchor = self._anchor()
        self._build_column()
        self._hold(anchor)
        self.viewport().update()

    def _fitting(self) -> tuple[TranscriptLook, int]:
        """The look that leaves the text most room where there is little, and how wide a line is."""
        turns = len(self._display.turns)
        look = TranscriptLook.of(self.font(), self._zoom, self._speakers, turns, self._style)
        return look.fitted(self.viewport().width())

    def width_for(self, characters: int) -> int:
        """How wide the view must be for lines of so many characters, with narrow names and margins."""
        return self.look.least_width(characters) + self.verticalScrollBar().sizeHint().width()

    def least_for(self, characters: int) -> int:
        """The same where names are above the text, and nothing beside it."""
        return self.look.least_without_names(characters) + self.verticalScrollBar().sizeHint().width()

    def _build_column(self) -> None:
        self._column = TextColumn(self._display, *self._fitting(), self._head_room, self._column)
        self._colours = self._fresh_colours()
        self._column.make_room(self._room)
        self._column.ensure(0, self.viewport().height())
        self._adjust()
        self._settling.start()
        self.viewport().update()

    @property
    def text_left(self) -> int:
        """Where the letters begin."""
        used = self.look.left + self._column.width
        return max(NARROW_MARGIN, (self.viewport().width() - used) // 2) + self.look.left

    @property
    def line_width(self) -> int:
        """How wide a line of text can be, in pixels."""
        return self._column.width

    def resizeEvent(self, event: QResizeEvent) -> None:
        look, width = self._fitting()
        if (look.heads_above, width) != (self.look.heads_above, self._column.width):
            self._relaid()
        else:
            self._hold(self._anchor())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._relaid()

    def sizeHint(self) -> QSize:
        return QSize(self.look.left + self.look.measure + 2 * MARGIN, 480)

    # -- scrolling ----------------------------------------------------------------------------

    @property
    def scrolled(self) -> int:
        """How far down the text is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def _anchor(self) -> tuple[int, int]:
        """The block at the viewport's top and how much of it is above."""
        block = self._column.block_at(self.scrolled)
        return block, self.scrolled - int(self._column.tops[block])

    def _hold(self, anchor: tuple[int, int]) -> None:
        """Scroll so that the same text stays at the top though heights have changed."""
        block, above = anchor
        self._column.layout(block)
        top = int(self._column.tops[block]) + above
        self._column.ensure(top, top + self.viewport().height())
        self._adjust()
        self.verticalScrollBar().setValue(int(self._column.tops[block]) + above)
        self._settling.start()
        self.geometry_changed.emit()

    def _adjust(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._column.height - page + self._covered))
        bar.setPageStep(page)
        bar.setSingleStep(round(self.look.text_height * 1.5))

    def _settle(self) -> None:
        """Make further heights exact while nothing else is to be done; what is in view stays put."""
        block, above = self._anchor()
        changed = self._column.settle(_SLICE_SECONDS)
        if changed:
            self._holding = True
            self._adjust()
            self.verticalScrollBar().setValue(int(self._column.tops[block]) + above)
            self._holding = False
        if self._column.settled:
            self._settling.stop()
            self.geometry_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._holding:
            return
        self._column.ensure(self.scrolled, self.scrolled + self.viewport().height())
        self.viewport().update()
        self.geometry_changed.emit()

    def cover_below(self, pixels: int) -> None:
        """So many pixels at the lower edge are covered: what is gone to comes above them; nothing moves."""
        self._covered = pixels
        self._adjust()

    def scroll_to(self, position: int) -> None:
        """Bring a stored position into view, with some lines of context where it was out of sight."""
        seen = self._display.visible(position)
        self._column.layout(self._display.block_at(seen))
        rect = self._column.caret_rect(seen)
        page = self.viewport().height() - self._covered
        context = page // 4
        self._adjust()
        # The name of a long turn, kept in view above its text, covers a line.
        name = self.look.head_line * self.look.heads_above
        if rect.top() < self.scrolled + name:
            far = rect.bottom() < self.scrolled - page / 4
            above = context if far else max(self.look.turn_gap, name)
            self.verticalScrollBar().setValue(int(rect.top()) - above)
        elif rect.bottom() + self.look.below > self.scrolled + page:
            far = rect.top() > self.scrolled + page * 1.25
            below = context if not far else page - context
            self.verticalScrollBar().setValue(
                int(rect.bottom()) + self.look.below - page + (below if far else self.look.turn_gap)
            )

    # -- what is where ------------------------------------------------------------------------

    def visible_span(self) -> Span:
        """The stored text that is in view."""
        first = self._column.block_at(self.scrolled)
        last = self._column.block_at(self.scrolled + self.viewport().height())
        return Span(int(self._display.starts[first]), int(self._display.ends[last]))

    def height_share(self, positions: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
        """Where stored positions lie on the way from the text's top (0) to its end (1)."""
        return self._column.height_share(positions)

    @property
    def text_height(self) -> int:
        """Height of the whole text in pixels; as long as not all is laid out, an estimate."""
        return self._column.height

    @property
    def view_share(self) -> tuple[float, float]:
        """Top and bottom of the viewport on the way from 0 to 1."""
        whole = max(1, self._column.height)
        return self.scrolled / whole, min(1.0, (self.scrolled + self.viewport().height()) / whole)

    def scroll_to_share(self, share: float) -> None:
        """Bring the text at this share of the whole height into the middle of the view."""
        self.verticalScrollBar().setValue(round(share * self._column.height - self.viewport().height() / 2))

    def line_at(self, position: int) -> tuple[float, float]:
        """Top and bottom, in the viewport, of the line that shows a stored position."""
        top, bottom = self._column.lines_of(self._display.visible(position))
        return top - self.scrolled, bottom - self.scrolled

    def rect_of(self, position: int) -> QRect:
        """Where the caret would stand at a stored position."""
        rect = self._column.caret_rect(self._display.visible(position))
        return rect.translated(self.text_left, -self.scrolled).toAlignedRect()

    def place_of_lines(self, span: Span) -> QRect:
        """Where the lines that show a stretch are in the viewport, as wide as a line can be."""
        first, last = self._display.block_at(span.start), self._display.block_at(span.end)
        for block in range(first, last + 1):
            self._column.layout(block)
        top = self._column.line_top(first, span.start) - self.scrolled
        bottom = self._column.line_bottom(last, span.end) - self.scrolled
        return QRect(self.text_left, round(top), self._column.width, round(bottom - top))

    def lines_around(self, position: int, lines: int = 40) -> Span:
        """So many lines of the paragraph at a stored position, the position in the middle."""
        block = self._display.block_at(position)
        return self._column.lines_around(block, position, lines)

    def make_room(self, room: Room | None) -> None:
        """Leave free space below a block, for what is open there; None: nowhere. What is seen stays put."""
        if room != self._room:
            self._room = room
            anchor = self._anchor()
            self._column.make_room(room)
            self._hold(anchor)
            self.viewport().update()

    def rects_of(self, span: Span) -> list[QRectF]:
        """Where a stored span is drawn, line by line, as far as it is in view."""
        shown = span.intersection(self.visible_span())
        if shown is None:
            return []
        return [
            piece.rect.translated(self.text_left, -self.scrolled)
            for block in self._display.blocks_of(shown)
            for piece in self._column.pieces(block, shown)
        ]

    def lines_in(self, around: QRect) -> tuple[list[QRectF], list[QRectF]]:
        """The lines of text and the heads of turns at the heights of a rectangle of the viewport."""
        column, top, bottom = self._column, around.top() + self.scrolled, around.bottom() + self.scrolled
        span = Span(column.position_at(0, top), column.position_at(column.width, bottom))
        openings = {self._display.opening_of(block) for block in self._display.blocks_of(span)}
        return self.rects_of(span), [self._head_rect(block) for block in sorted(openings)]

    def _head_rect(self, block: int) -> QRectF:
        look, turn = self.look, int(self._display.turn_of[block])
        height = head_height(self._head_of(turn), look) if turn != NO_TURN else 0
        top = self._column.head_top(block, height, self.scrolled)
        left = self.text_left - (0 if look.heads_above else look.left)
        width = self._column.width if look.heads_above else look.left
        return QRectF(left, top - self.scrolled, width, height)

    def position_at(self, point: QPoint) -> int:
        """The stored position nearest to a point of the viewport."""
        return self._column.position_at(*self._in_text(point).toTuple())

    def _in_text(self, point: QPoint) -> QPointF:
        """A point of the viewport in the text; on a name that covers words, the first below it are meant."""
        y = self._column.uncovered(point.y() + self.scrolled, self.scrolled)
        return QPointF(point.x() - self.text_left, y)

    def band_at(self, point: QPoint) -> Band | None:
        """The band at a point of the viewport, or just beside it: bands are a few pixels high."""
        at = self._in_text(point)
        return self._colours.band_at(self._column.block_at(at.y()), at)

    def is_on(self, span: Span, point: QPoint) -> bool:
        """Whether a point of the viewport lies on the letters or bands of a span."""
        below, at = self.look.below, self._in_text(point) + QPointF(self.text_left, -self.scrolled)
        return any(rect.adjusted(0, 0, 0, below).contains(at) for rect in self.rects_of(span))

    def _update_lines(self, one: int, other: int) -> None:
        """Have the blocks from one stored position to another painted again, with what reaches beyond."""
        first, last = (self._display.block_at(position) for position in sorted((one, other)))
        top, bottom = int(self._column.tops[first]) - MARGIN, int(self._column.tops[last + 1]) + MARGIN
        self.viewport().update(0, top - self.scrolled, self.viewport().width(), bottom - top)

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._tones.base)
        painter.save()
        painter.translate(self.text_left, -self.scrolled)
        blocks = BlockPainter(painter, self._column, self._tones, self._colours.of)
        bottom = self.scrolled + event.rect().bottom() + 1
        block = self._column.block_at(self.scrolled + event.rect().top())
        # The head of the turn at the top stays in view: it may be far above what is painted.
        opening = {self._display.opening_of(self._column.block_at(self.scrolled))}
        while block < len(self._display) and self._column.tops[block] <= bottom:
            blocks.draw(block, self._marks)
            if self._display.opens_turn[block]:
                opening.add(block)
            block += 1
        for first in opening:
            if self._display.turn_of[first] != NO_TURN:
                end = int(self._column.tops[self._display.after_turn(first)])
                blocks.head(first, self._head_of(int(self._display.turn_of[first])), self.scrolled, end)
        painter.restore()
        self._paint_over(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._tones.accent, 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()
        self.painted.emit()

    def _head_of(self, turn: int) -> TurnHead:
        return self._heads.get(turn) or self._heads.setdefault(turn, self._head(turn))

    def _head_room(self, block: int) -> int:
        """The height that the head of a turn needs where the turn is this block alone."""
        if self.look.heads_above:
            return 0
        turn = int(self._display.turn_of[block])
        alone = self._display.opens_turn[block] and self._display.after_turn(block) == block + 1
        return head_height(self._head_of(turn), self.look) if alone and turn != NO_TURN else 0

    def _paint_over(self, painter: QPainter) -> None:
        """What a view draws over its text, in the viewport's coordinates."""
