"""The right margin: a named stripe for every coding, in lanes beside the text."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from qualcode.model.identity import id_at, id_of
from qualcode.model.words.in_words import some_of
from qualcode.ui.transcript import accessible
from qualcode.ui.transcript.edge_drag import EdgeDrag
from qualcode.ui.transcript.stripe_painting import (
    HEADER,
    LEADER,
    LEFT,
    SWATCH,
    Stripe,
    StripeLetters,
    StripePainter,
    short_name,
)
from qualcode.ui.transcript.stripes import StripeLanes, name_places
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.transcript.widest_name import WidestName
from qualcode.ui.widgets.spoken_role import SpokenAs

_GRIP: Final = 5
_NAME_GAP: Final = 8
_LEAST_NAME_WIDTH: Final = 70
_LEAST_WIDTH: Final = 150
_WIDTH: Final = QSize(260, 400)
"""Room for most names. Never by what is coded: the text beside would move at a coding."""
_MOST_MORE: Final = 140
"""Pixels for the longest of them, on a large screen."""
_LATEST: Final = 400
"""Milliseconds after which the margin is painted though the text is not: longer than any gesture takes,
on a busy machine as well: both together would be felt."""
_LANE_WIDTHS: Final = ((10, 7, 3), (20, 5, 2), (10_000, 3, 2))
"""Up to so many lanes: width of a stripe, gap."""


class StripesMargin(SpokenAs, QAbstractScrollArea):
    """Stripes of the codings beside what a view shows; moves with it."""

    resize_requested = Signal(object, object)
    """A coding's UUID and the stored span that it is to have: an end of its stripe was dragged."""
    context_requested = Signal(object, QPoint)
    """A coding's UUID and a place on the screen."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._by_coder = False
        self._patterns = False
        self._more = 0
        self._lanes: StripeLanes | None = None
        self._stripes: list[Stripe] | None = None
        self._several: bool | None = None
        self._who: dict[int, str] = {}
        self._known_letters = StripeLetters(QFont())
        self._widest = WidestName(self._name, self._initials)
        self._hovered: UUID | None = None
        self._drag: EdgeDrag | None = None
        self._painting = QTimer(self)
        self._painting.setSingleShot(True)
        self._painting.timeout.connect(self._paint_now)
        self._other = False
        """Whether other codings are to be painted than the last time."""
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Names that are beyond the edge come by wheel; a bar below would be the highest thing in it.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Segments beside the text")
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setMouseTracking(True)
        view.codings_changed.connect(self._refresh)
        view.geometry_changed.connect(self._moved)
        view.painted.connect(self._after_the_text)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)

    def sizeHint(self) -> QSize:
        """The same for every transcript, coded or not; what is longer is cut, and its tip says it whole."""
        return QSize(_WIDTH.width() + self._more, _WIDTH.height())

    def take(self, spare: int) -> None:
        """Take of the room that no line of the text needs what longer names may need."""
        more = max(0, min(_MOST_MORE, spare - _WIDTH.width()))
        if more != self._more:
            self._more = more
            self.updateGeometry()

    @property
    def by_coder(self) -> bool:
        return self._by_coder

    def set_by_coder(self, by_coder: bool) -> None:
        """Give each coder lanes of their own, or mix all."""
        if by_coder != self._by_coder:
            self._by_coder = by_coder
            self._lanes = None
            self._refresh()

    def set_patterns(self, patterns: bool) -> None:
        """Tell stripes apart by patterns too, or by colour and name alone."""
        self._patterns = patterns
        self._forget_places()
        self.viewport().update()

    # -- what stands where --------------------------------------------------------------------

    @property
    def stripes(self) -> list[Stripe]:
        """The stripes in view, from top to bottom."""
        if self._stripes is None:
            self._stripes = self._laid_out()
        return self._stripes

    @property
    def lanes(self) -> StripeLanes:
        """The lanes of all codings."""
        if self._lanes is None or self._lanes.codings is not self._view.codings:
            self._lanes = StripeLanes.of(
                self._view.codings, self._view.display, by_coder=self._by_coder, before=self._lanes
            )
        return self._lanes

    def _refresh(self) -> None:
        self._several = None
        self._who.clear()
        self._other = True
        self._moved()

    def _moved(self) -> None:
        self._forget_places()
        # The text is painted first: both together would take long. Where it has been, it may not be again,
        # and the stripes of another transcript would be seen beside it meanwhile.
        due = self._painting.isActive() and self._painting.interval() == 0
        if not due:
            self._painting.start(_LATEST)

    def wait_for_the_text(self) -> None:
        """Stay as it is, whoever has it painted, until the text has been painted next."""
        self.setUpdatesEnabled(False)
        self._painting.start(_LATEST)

    def _after_the_text(self) -> None:
        if self._painting.isActive():
            self._painting.start(0)

    def _paint_now(self) -> None:
        self.setUpdatesEnabled(True)
        self.viewport().update()

    def _scrolled(self) -> None:
        """What is seen to move moves in one; of another text the words come first."""
        if not self._other:
            self._painting.stop()
            self._paint_now()

    def _forget_places(self) -> None:
        self._stripes = None
        if accessible.someone_listens():
            self.setAccessibleDescription(self.description())

    def _lane_sizes(self) -> tuple[int, int]:
        count = self.lanes.count
        return next((width, gap) for most, width, gap in _LANE_WIDTHS if count <= most)

    @property
    def _letters(self) -> StripeLetters:
        """The letters of names at the present zoom."""
        font = self._view.look.stripe
        if self._known_letters.font != font:
            self._known_letters = StripeLetters(font)
        return self._known_letters

    def _bars(self) -> list[tuple[int, QRectF, bool, bool]]:
        """Row, stripe and whether its ends are in view, for every coding in view."""
        view, table, lanes = self._view, self._view.codings, self.lanes
        seen = view.visible_span()
        width, gap = self._lane_sizes()
        rows = ((table.start < seen.end) & (table.end > seen.start)).nonzero()[0]
        places = zip(
            *(column[rows].tolist() for column in (table.start, table.end, lanes.lanes)), strict=True
        )
        left = LEFT - self.horizontalScrollBar().value()
        top_edge = HEADER if lanes.groups else 0
        bottom_edge = self._view.viewport().height() + 10.0
        found = []
        for row, (start, end, lane) in zip(rows.tolist(), places, strict=True):
            opens, closes = start >= seen.start, end <= seen.end
            top = view.line_at(start)[0] if opens else -10.0
            bottom = view.line_at(view.display.last_shown(end))[1] if closes else bottom_edge
            if bottom > top_edge and top < bottom_edge:
                bar = QRectF(left + lane * (width + gap), top, width, max(bottom - top, 6.0))
                found.append((row, bar, opens, closes))
        return found

    def _laid_out(self) -> list[Stripe]:
        bars = sorted(self._bars(), key=lambda item: (max(item[1].top(), 0.0), item[1].left()))
        letters, table = self._letters, self._view.codings
        height, top = letters.metrics.height() + 2, HEADER if self.lanes.groups else 1
        wanted = [max(bar.top(), float(top)) for _, bar, _, _ in bars]
        places = name_places(wanted, height, top, self.viewport().height())
        left, columns = self._left_of_names(bars), max((place.column for place in places), default=0) + 1
        named = self._is_named(left)
        step = self._name_width(left, columns) + _NAME_GAP
        self._set_extent(left + columns * step if named else left - LEADER)
        left -= self.horizontalScrollBar().value()
        stripes = []
        for (row, bar, opens, closes), place in zip(bars, places, strict=True):
            code, coder = int(table.code[row]), int(table.coder[row])
            wide = letters.width(self._text(code, coder)) + SWATCH + 10
            room = min(step - _NAME_GAP, wide)
            name = QRectF(left + place.column * step, place.y, room, height) if named else QRectF()
            pattern = self._view.pattern_of(code, int(table.start[row]), patterned=self._patterns)
            stripes.append(Stripe(id_at(table.id, row), code, coder, bar, name, opens, closes, pattern))
        return stripes

    def _is_named(self, left: float) -> bool:
        """Where the margin has given way to the text there are stripes alone, and their tips say the rest."""
        return self.viewport().width() >= min(_LEAST_WIDTH, left + _LEAST_NAME_WIDTH)

    def _left_of_names(self, bars: list[tuple[int, QRectF, bool, bool]]) -> float:
        """Beyond all lanes; where names would be cut for that, beyond those that have a stripe in view."""
        left = self._names_left()
        if left + self._widest_name() <= self.viewport().width():
            return left
        shift = self.horizontalScrollBar().value()
        return min(left, max((bar.right() + shift for _, bar, _, _ in bars), default=left) + LEADER)

    def _names_left(self) -> float:
        width, gap = self._lane_sizes()
        return LEFT + self.lanes.count * (width + gap) + LEADER

    def _name_width(self, left: float, columns: int) -> float:
        room = (self.viewport().width() - left) / columns - _NAME_GAP
        return max(min(self._widest_name(), room), _LEAST_NAME_WIDTH)

    def _widest_name(self) -> float:
        """Width of the longest name of the transcript, which keeps the column of names in place."""
        view = self._view
        return self._widest.of(view.codings, view.tones, self._letters, several=self._says_coder())

    def _set_extent(self, width: float) -> None:
        bar = self.horizontalScrollBar()
        over = max(0, round(width) - self.viewport().width())
        if over != bar.maximum():
            bar.setRange(0, over)
            bar.setPageStep(self.viewport().width())

    def _text(self, code: int, coder: int) -> str:
        """A stripe's name: the code and, where several coders are shown, who."""
        name = self._name(code)
        return f"{name}  {self._initials(coder)}" if self._says_coder() else name

    def _name(self, code: int) -> str:
        row = self._view.tones.code(code)
        return "?" if row is None else row.name

    def _says_coder(self) -> bool:
        if self._several is None:
            coder = self._view.codings.coder
            self._several = len(coder) > 0 and bool((coder != coder[0]).any())
        return self._several and not self._by_coder

    def _initials(self, coder: int) -> str:
        known = self._who.get(coder)
        if known is None:
            row = self._view.session.study.coders.get(id_of(coder))
            known = self._who[coder] = "" if row is None else short_name(row.name)
        return known

    def stripe_at(self, point: QPointF) -> Stripe | None:
        """The stripe, or its name, at a point of the viewport."""
        return next((stripe for stripe in reversed(self.stripes) if stripe.is_at(point)), None)

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.updatesEnabled() and event.rect().contains(self.viewport().rect()):
            # As it is now: nothing is left to wait for.
            self._painting.stop()
            self._other = False
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._view.tones.base)
        strong = {self._view.focused_coding, self._hovered}
        stripes, said = StripePainter(painter, self._view.tones, self._letters), self._says_coder()
        for stripe in self.stripes:
            stripes.leader(stripe, strong=stripe.coding_id in strong)
        for stripe in self.stripes:
            who = self._initials(stripe.coder) if said else ""
            stripes.draw(stripe, self._name(stripe.code), who, strong=stripe.coding_id in strong)
        self._draw_groups(stripes)
        if self.hasFocus():
            painter.setPen(QPen(self._view.tones.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_groups(self, stripes: StripePainter) -> None:
        groups = self.lanes.groups
        if not groups:
            return
        size = self.viewport().size()
        stripes.clear_header(size.width())
        step, shift = sum(self._lane_sizes()), self.horizontalScrollBar().value()
        ends = [first for _, first in groups[1:]] + [self.lanes.count]
        for (coder, first), end in zip(groups, ends, strict=True):
            left, right = LEFT + first * step - shift, LEFT + end * step - shift
            stripes.group(self._initials(coder), left, right, size)

    # -- mouse --------------------------------------------------------------------------------

    def _grip_at(self, point: QPointF) -> tuple[Stripe, bool] | None:
        """The stripe of which an end can be taken at a point, and whether it is the beginning."""
        for stripe in reversed(self.stripes):
            if stripe.bar.left() - 1 <= point.x() <= stripe.bar.right() + 2:
                if stripe.opens and abs(point.y() - stripe.bar.top()) <= _GRIP:
                    return stripe, True
                if stripe.closes and abs(point.y() - stripe.bar.bottom()) <= _GRIP:
                    return stripe, False
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        grip = self._grip_at(event.position())
        stripe = grip[0] if grip else self.stripe_at(event.position())
        if stripe is None:
            return
        coding = self._view.coding(stripe.coding_id)
        if grip is not None and coding is not None:
            self._drag = EdgeDrag(self._view, coding, at_start=grip[1])
        self._view.activate_coding(stripe.coding_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            point = self.viewport().mapToGlobal(event.position().toPoint())
            self._drag.to(self._view.viewport().mapFromGlobal(point), event.modifiers())
            return
        stripe = self.stripe_at(event.position())
        hovered = None if stripe is None else stripe.coding_id
        if self._grip_at(event.position()) is not None:
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        elif stripe is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        drag, self._drag = self._drag, None
        span = drag.end()
        if span is not None:
            self.resize_requested.emit(drag.coding.id, span)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
        else:
            self._view.wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            focused = self._view.focused_coding
            stripe = next((item for item in self.stripes if item.coding_id == focused), None)
            named = stripe is not None and not stripe.name.isNull()
            point = QPointF() if stripe is None else (stripe.name if named else stripe.bar).bottomLeft()
        else:
            point = QPointF(self.viewport().mapFrom(self, event.pos()))
            stripe = self.stripe_at(point)
        if stripe is not None:
            self._view.activate_coding(stripe.coding_id)
            self.context_requested.emit(stripe.coding_id, self.viewport().mapToGlobal(point.toPoint()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._view.next_segment()
        elif event.key() == Qt.Key.Key_Up:
            self._view.previous_segment()
        else:
            event.ignore()

    # -- words --------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            stripe = self.stripe_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.tip(stripe), self.viewport())
            return True
        return bool(super().viewportEvent(event))

    def tip(self, stripe: Stripe | None) -> str:
        """Code, coder, words and memo of a stripe."""
        view = self._view
        coding = None if stripe is None else view.coding(stripe.coding_id)
        if coding is None or view.transcript_id is None:
            return ""
        return accessible.describe_coding(view.session.study, view.transcript_id, coding, view.limit)

    def description(self) -> str:
        """The stripes in view, in words."""
        names = [self._text(stripe.code, stripe.coder) for stripe in self.stripes]
        return f"{len(names)} in view: {some_of(names)}" if names else "none in view"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.isVisible():
            # All of the window is painted then.
            self.wait_for_the_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._moved()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._forget_places()
        self.viewport().update()
