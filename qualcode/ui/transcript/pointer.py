"""Mouse gestures on a transcript: select words, sentences or turns, hold the selection, click bands."""

from enum import Enum, auto
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

from qualcode.model.span import Span
from qualcode.ui.transcript.text_shift import TextShift
from qualcode.ui.transcript.units import SelectionUnits

_AUTOSCROLL_MS: Final = 30
_HOLD_MS: Final = 350
"""After so long on a selection the button takes the selection itself; before, it begins another one."""


_BY_LETTER: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
"""Either: many desktops move the window where Alt is held."""


def by_letter(held: Qt.KeyboardModifier) -> bool:
    """Whether a drag is to take letters as they come, instead of whole words."""
    return bool(held & _BY_LETTER)


class PointedAt(Protocol):
    """What the pointer needs of the view it works on."""

    @property
    def units(self) -> SelectionUnits: ...
    def position_at(self, point: QPoint) -> int: ...
    def is_on(self, span: Span, point: QPoint) -> bool: ...
    def selected_span(self) -> Span | None: ...
    def selection_anchor(self) -> int: ...
    def set_selection(self, anchor: int, caret: int) -> None: ...
    def band_coding_at(self, point: QPoint) -> UUID | None: ...
    def point_out(self, coding_id: UUID) -> None: ...
    def begin_drag(self) -> None: ...
    def show_held(self, held: bool) -> None: ...
    def selection_made(self) -> None: ...
    def scroll_towards(self, point: QPoint) -> None: ...


class _Step(Enum):
    """What one press goes on to select."""

    WORD = auto()
    SENTENCE = auto()
    TURN = auto()


class Pointer(QObject):
    """Turns presses, moves and releases of the left button into selections."""

    def __init__(self, view: PointedAt, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._step = _Step.WORD
        self._pressed: QPoint | None = None
        self._origin = Span(0, 0)
        self._by_letter = self._letters_taken = False
        self._on_selection = False
        self._held = False
        self._moved = False
        self._since_double = QElapsedTimer()
        self._doubled: Span | None = None
        self._last = QPoint()
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(_AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._scrolled)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_HOLD_MS)
        self._hold.timeout.connect(self._take_selection)

    def press(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._pressed, self._last, self._moved = point, point, False
        self._on_selection = self._held = False
        if self._is_triple(point):
            self._take(_Step.TURN, self._view.units.turn_at(self._view.position_at(point)))
            return
        self._step, self._by_letter = _Step.WORD, by_letter(event.modifiers())
        selected = self._view.selected_span()
        position = self._view.position_at(point)
        self._origin = Span(position, position)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            anchor = self._view.selection_anchor()
            self._origin, self._moved = Span(anchor, anchor), True
            self._extend()
        elif selected is not None and self._view.is_on(selected, point):
            self._on_selection = True
            self._hold.start()
        else:
            self._view.set_selection(position, position)

    def double_click(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        self._on_selection = False
        self._hold.stop()
        self._since_double.start()
        position = self._view.position_at(self._pressed)
        sentence, word = self._view.units.sentence_at(position), self._view.units.word_at(position)
        self._take(_Step.SENTENCE, sentence)
        self._doubled = word

    @property
    def doubled_word(self) -> Span | None:
        """The word that a double click was on, while the sentence that it took is selected."""
        return self._doubled

    @property
    def letters_taken(self) -> bool:
        """Whether what is selected was dragged over letter by letter, and is meant so."""
        return self._letters_taken

    def forget(self) -> None:
        """Something else is selected."""
        self._doubled, self._letters_taken = None, False

    def cancel(self) -> None:
        """Another transcript is shown: what was begun in the one before ends."""
        self._autoscroll.stop()
        if self._on_selection:
            self._let_go()
        self._pressed = None

    def follow(self, shift: TextShift) -> None:
        """The text has been corrected: what was begun goes on from the same words."""
        start, end = (shift.position(place) for place in self._origin)
        self._origin = Span(start, max(start, end))
        if self._doubled is not None:
            self._doubled = shift.span(self._doubled)

    def move(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        self._last, self._by_letter = event.position().toPoint(), by_letter(event.modifiers())
        far = (
            self._last - self._pressed
        ).manhattanLength() >= QGuiApplication.styleHints().startDragDistance()
        if self._held:
            if far:
                self._pressed = None
                self._let_go()
                self._view.begin_drag()
            return
        if self._on_selection:
            if not far:
                return
            # Anyone who moves at once wants other words, beginning where the button went down.
            self._let_go()
            self._view.set_selection(*self._origin)
        if far or self._moved:
            self._moved = True
            self._extend()
            self._autoscroll.start()

    def release(self, event: QMouseEvent) -> None:
        self._autoscroll.stop()
        if self._pressed is None:
            return
        point = event.position().toPoint()
        if self._on_selection:
            self._let_go()
            position = self._view.position_at(point)
            self._view.set_selection(position, position)
        clicked = self._step is _Step.WORD and not self._moved
        self._pressed = None
        if self._view.selected_span() is not None:
            self._view.selection_made()
        elif clicked:
            coding = self._view.band_coding_at(point)
            if coding is not None:
                self._view.point_out(coding)

    def _take_selection(self) -> None:
        self._held = self._pressed is not None and self._on_selection
        self._view.show_held(self._held)

    def _let_go(self) -> None:
        self._hold.stop()
        self._on_selection = self._held = False
        self._view.show_held(False)

    @property
    def pressed(self) -> bool:
        return self._pressed is not None

    def _is_triple(self, point: QPoint) -> bool:
        near = (point - self._last).manhattanLength() <= QGuiApplication.styleHints().startDragDistance()
        running = self._since_double.isValid()
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        fresh = running and self._since_double.elapsed() <= interval
        self._since_double.invalidate()
        return near and fresh

    def _take(self, step: _Step, span: Span) -> None:
        self._step, self._origin, self._moved = step, span, True
        if self._pressed is not None:
            self._last = self._pressed
        self._view.set_selection(span.start, span.end)

    def _extend(self) -> None:
        position = self._view.position_at(self._last)
        units = self._view.units
        if self._step is _Step.WORD:
            begin = self._origin.start
            taken = Span(min(begin, position), max(begin, position))
            if taken.length and not self._by_letter:
                taken = units.whole_words(taken)
            self._view.set_selection(*(taken if begin <= position else reversed(taken)))
            self._letters_taken = self._by_letter
            return
        reached = units.sentence_at(position) if self._step is _Step.SENTENCE else units.turn_at(position)
        if position < self._origin.start:
            self._view.set_selection(self._origin.end, reached.start)
        else:
            self._view.set_selection(self._origin.start, max(self._origin.end, reached.end))

    def _scrolled(self) -> None:
        self._view.scroll_towards(self._last)
        self._extend()
