"""A canvas one selects text on, by mouse and keyboard: a visible caret, read-only text."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from qualcode.model.span import Span
from qualcode.model.words.direction import reads_leftwards
from qualcode.ui.transcript.canvas import ZOOM_STEP, TranscriptCanvas
from qualcode.ui.transcript.caret import CaretMotion
from qualcode.ui.transcript.dropping import codes_in
from qualcode.ui.transcript.pointer import Pointer
from qualcode.ui.transcript.units import SelectionUnits

_WHEEL_STEP: Final = 120


class SelectingCanvas(TranscriptCanvas):
    """Caret and selection in stored code points; both always stand on shown text."""

    selection_changed = Signal()
    cursor_moved = Signal()
    code_dropped = Signal(object)
    """The UUIDs (a list) of codes dropped together; what they were dropped on is then the selection."""
    context_requested = Signal(QPoint)
    drag_given_up = Signal(str)
    """What was dragged has been changed meanwhile, so that nothing was done: why, in a sentence."""
    code_requested = Signal()
    """A selection was made with the mouse and is there to be coded (once, at the button's release)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAcceptDrops(True)
        self._anchor_at = self._caret_at = 0
        self._units: SelectionUnits | None = None
        self._goal: float | None = None
        self._pointer = Pointer(self, self)
        self.selection_changed.connect(self._pointer.forget)
        self._wheel = 0
        self._grown: list[Span | None] = []
        self._blinking = QTimer(self)
        self._blinking.timeout.connect(self._blink)

    # -- selection ----------------------------------------------------------------------------

    @property
    def units(self) -> SelectionUnits:
        """Words, sentences and turns of the shown text."""
        if self._units is None:
            self._units = SelectionUnits(self.display, None)
        return self._units

    def selected_span(self) -> Span | None:
        """The selected stretch of the stored text; None where nothing is selected."""
        return self.display.selected(self._anchor_at, self._caret_at)

    def cursor_position(self) -> int:
        """The stored code point before which the caret stands."""
        return self._caret_at

    def selection_anchor(self) -> int:
        """The stored code point at which the selection began; the caret's where nothing is selected."""
        return self._anchor_at

    def select_span(self, span: Span | None) -> None:
        """Select a stored stretch and bring it into view; None lets go of the selection."""
        # How another selection has grown is past.
        self._grown = []
        if span is None:
            self.set_selection(self._caret_at, self._caret_at)
            return
        self.set_selection(span.start, span.end)
        self.scroll_to(span.start)

    def set_selection(self, anchor: int, caret: int) -> None:
        """Select from ``anchor`` to ``caret``, where the caret then stands."""
        anchor, caret = self.display.visible(anchor), self.display.visible(caret)
        before, moved = self.selected_span(), caret != self._caret_at
        self._update_lines(self._anchor_at, self._caret_at)
        self._anchor_at, self._caret_at = anchor, caret
        self._update_lines(anchor, caret)
        selected = self.selected_span()
        self._marks.selection = selected
        self._start_caret()
        if moved:
            self.cursor_moved.emit()
        if selected != before:
            self.selection_changed.emit()

    def select_all(self) -> None:
        self.set_selection(int(self.display.starts[0]), int(self.display.ends[-1]))

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        self._take(self.units.sentence_at(self._here()))

    def select_turn(self) -> None:
        """Select the turn at the caret."""
        self._take(self.units.turn_at(self._here()))

    def select_word(self) -> None:
        """Select the word at the caret, or the sentence between words."""
        self._take(self.units.word_at(self._here()) or self.units.sentence_at(self._here()))

    def grow_selection(self) -> None:
        """Select the next larger unit: word, sentence, one more sentence, turn, one more turn."""
        before = self.selected_span()
        grown = self.units.grown(before, self._caret_at)
        if grown != before:
            history = [*self._grown, before]
            self._take(grown)
            self._grown = history

    @property
    def can_shrink(self) -> bool:
        """Whether something of the selection can be left out."""
        return bool(self._grown) or self.selected_span() is not None

    def shrink_selection(self) -> None:
        """Take the last growth back; else leave out the last turn, sentence or word."""
        span = self.selected_span()
        if self._grown:
            smaller, rest = self._grown[-1], self._grown[:-1]
            self._take(smaller)
            self._grown = rest
        elif span is not None:
            self._take(self.units.shrunk(span))

    def _take(self, span: Span | None) -> None:
        self._grown = []
        if span is None:
            selected = self.selected_span()
            start = self._caret_at if selected is None else selected.start
            self.set_selection(start, start)
        else:
            self.set_selection(span.start, span.end)
            self.scroll_to(span.start)

    def _here(self) -> int:
        span = self.selected_span()
        return self._caret_at if span is None else span.start

    def _forget_selection(self, caret: int) -> None:
        """Begin again on another text."""
        self._grown = []
        self._goal = None
        self._anchor_at = self._caret_at = self.display.visible(caret)
        self._marks.selection = None
        self._show_caret()

    def selection_rect(self) -> QRect:
        """Where the selection, or else the caret, is seen in the viewport: for things that open there."""
        span = self.selected_span()
        caret = self.rect_of(self._caret_at)
        rects = self.rects_of(span) if span is not None else []
        inside = [rect for rect in rects if rect.bottom() > 0 and rect.top() < self.viewport().height()]
        return inside[-1].toAlignedRect() if inside else caret

    def menu_place(self) -> QPoint:
        """Where on the screen a menu opens that is about the selection or the caret."""
        inside = self.viewport().rect()
        at = self.selection_rect().bottomLeft()
        at = QPoint(min(max(at.x(), 0), inside.right()), min(max(at.y(), 0), inside.bottom()))
        return self.viewport().mapToGlobal(at)

    def selection_end(self) -> QRect | None:
        """The selection’s last letter in the viewport; None where nothing is selected or it is not seen."""
        span = self.selected_span()
        if span is None or not self.visible_span().overlaps(Span(span.end - 1, span.end)):
            return None
        rects = self.rects_of(Span(span.end - 1, span.end))
        return rects[-1].toAlignedRect() if rects else None

    def selection_ends_leftwards(self) -> bool:
        """Whether the selection ends in a paragraph that is read from right to left."""
        span = self.selected_span()
        if span is None:
            return False
        return reads_leftwards(self.display.shown(self.display.block_at(span.end - 1)))

    @property
    def pointing(self) -> bool:
        """Whether the mouse button is down: the selection may still change."""
        return self._pointer.pressed

    @property
    def word_meant(self) -> Span | None:
        """The word that was double-clicked, while the sentence around it is what is selected."""
        return self._pointer.doubled_word

    @property
    def letters_meant(self) -> bool:
        """Whether the selection was dragged over letter by letter, so that words are not to be made whole."""
        return self._pointer.letters_taken

    # -- caret --------------------------------------------------------------------------------

    def _show_caret(self) -> None:
        """Draw the caret at its present place, just on, and all else for having the focus or not."""
        self._start_caret()
        self.viewport().update()

    def _start_caret(self) -> None:
        self._marks.caret = self._caret_at if self.hasFocus() else None
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if self.hasFocus() and flash > 0:
            self._blinking.start(flash // 2)
        else:
            self._blinking.stop()

    def _blink(self) -> None:
        self._marks.caret = None if self._marks.caret is not None else self._caret_at
        self.viewport().update(self.rect_of(self._caret_at).adjusted(-3, -3, 3, 3))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_caret()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        motion = CaretMotion(self._column, self.viewport().height() * 9 // 10)
        motion.goal = self._goal
        goes_to = motion.destination(event, self._caret_at)
        if goes_to is not None:
            self._goal = motion.goal
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._grown = []
            self.set_selection(self._anchor_at if extend else goes_to, goes_to)
            self.scroll_to(goes_to)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        else:
            event.ignore()

    def copy(self) -> None:
        """Put the selected words on the clipboard, as they are stored."""
        span = self.selected_span()
        if span is not None:
            QGuiApplication.clipboard().setText(self.display.text[span.start : span.end])

    # -- mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._goal = None
        self._grown = []
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    def selection_made(self) -> None:
        self.code_requested.emit()

    def scroll_towards(self, point: QPoint) -> None:
        """Scroll a little where a drag has left the viewport."""
        over = point.y() - self.viewport().height() if point.y() > 0 else point.y()
        if over > 0 or point.y() < 0:
            self.verticalScrollBar().setValue(self.scrolled + over)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        while abs(self._wheel) >= _WHEEL_STEP:
            if self._wheel > 0:
                self.set_zoom(self.zoom + ZOOM_STEP)
            else:
                self.set_zoom(self.zoom - ZOOM_STEP)
            self._wheel -= _WHEEL_STEP if self._wheel > 0 else -_WHEEL_STEP
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            point = self.viewport().mapFrom(self, event.pos())
            selected = self.selected_span()
            if selected is None or not self._belongs_to(selected, point):
                position = self.position_at(point)
                self.set_selection(position, position)
            self.context_requested.emit(event.globalPos())
        else:
            self.context_requested.emit(self.menu_place())
        event.accept()

    def _belongs_to(self, span: Span, point: QPoint) -> bool:
        """Whether a point is on words of a span, in a gap between its lines or beside one of them."""
        return self.is_on(span, point) or span.start <= self.position_at(point) < span.end

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self._tip_at(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return bool(super().viewportEvent(event))

    # -- drag and drop ------------------------------------------------------------------------

    def show_held(self, held: bool) -> None:
        """Show by the pointer that the selection itself is held and goes where the mouse goes."""
        shape = Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def begin_drag(self) -> None:
        """Let the selection be dragged onto a code."""
        data = self._drag_data()
        if data is not None:
            drag = QDrag(self.viewport())
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if codes_in(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if codes_in(event.mimeData()):
            self.outline(self._drop_target(event.position().toPoint()))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.outline(None)

    def dropEvent(self, event: QDropEvent) -> None:
        codes = codes_in(event.mimeData())
        target = self._drop_target(event.position().toPoint())
        self.outline(None)
        if not codes:
            return
        event.acceptProposedAction()
        if target != self.selected_span():
            self.set_selection(target.start, target.end)
        self.code_dropped.emit(codes)

    def _drop_target(self, point: QPoint) -> Span:
        selected = self.selected_span()
        if selected is not None and self.is_on(selected, point):
            return selected
        return self.units.sentence_at(self.position_at(point))

    def give_drag_up(self, why: str) -> None:
        """Say that nothing comes of a drag."""
        self.drag_given_up.emit(why)

    def outline(self, span: Span | None) -> None:
        """Draw a frame around a stretch: where something is about to land; None takes it away."""
        if span != self._marks.drop:
            self._marks.drop = span
            self.viewport().update()

    # -- what a study adds --------------------------------------------------------------------

    def _tip_at(self, point: QPoint) -> str:
        raise NotImplementedError

    def _drag_data(self) -> QMimeData | None:
        raise NotImplementedError

    def band_coding_at(self, point: QPoint) -> UUID | None:
        """The coding whose band is at a point of the viewport."""
        raise NotImplementedError

    def point_out(self, coding_id: UUID) -> None:
        """Emphasise a coding without going anywhere, and say so."""
        raise NotImplementedError
