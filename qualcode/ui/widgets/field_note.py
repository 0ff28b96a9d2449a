"""Why what was typed in a field was not taken, said right below that field."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from qualcode.model.machine.ways import in_window
from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.plain_label import plain_label

_WIDTH: Final = 340
_GAP: Final = 2
_GOES_ON: Final = frozenset(
    (QEvent.Type.Hide, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
)
"""What somebody does next at a place that is no field for one line."""
_OTHER_WORDS: Final = frozenset((QEvent.Type.Paint, QEvent.Type.KeyPress, QEvent.Type.KeyRelease))
_MOVED: Final = frozenset((QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest))
_HEARD: Final = _GOES_ON | _OTHER_WORDS | _MOVED


class FieldNote(PaintedFrame):
    """Lies over what is below the field, so that nothing moves; goes once other words are in the field."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName("Note on the field")
        self._field: QWidget = window
        self._part: QRect | None = None
        self._typed = ""
        self._words = plain_label()
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 10, 5)
        column.addWidget(self._words)
        self.hide()

    def box(self, colours: Colours) -> Box:
        return Box(colours.refusal, colours.line, radius=4)

    @property
    def text(self) -> str:
        """What is being said; empty while nothing is."""
        return "" if self.isHidden() else self._words.text()

    @property
    def field(self) -> QWidget:
        """The field that it is about; the window while nothing is said."""
        return self._field

    def say(self, field: QWidget, part: QRect | None, sentence: str) -> None:
        """Say why, below a field or ``part`` of it."""
        self._leave()
        self._field, self._part = field, part
        self._typed = field.text() if isinstance(field, QLineEdit) else ""
        self._words.setText(in_window(sentence))
        for watched in self._watched():
            watched.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        announce(self, self._words.text())

    def _watched(self) -> tuple[QWidget, ...]:
        return (self._field, _inside(self._field), self._field.window())

    def _leave(self) -> None:
        # A field may have gone with its page.
        for watched in self._watched() if isValid(self._field) else ():
            watched.removeEventFilter(self)

    def put_away(self) -> None:
        self._leave()
        self._field = self.window()
        self.hide()

    def _place(self) -> None:
        window = self.window()
        part = self._part or self._field.rect()
        holder = self._field if self._part is None else _inside(self._field)
        below = holder.mapTo(window, QPoint(part.left(), part.bottom() + _GAP))
        wide = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 24
        width = min(wide, max(_WIDTH, part.width()), window.width())
        height = max(self.heightForWidth(width), self._words.fontMetrics().height())
        left = max(0, min(below.x(), window.width() - width))
        above = below.y() - part.height() - 2 * _GAP - height
        top = below.y() if below.y() + height <= window.height() or above < 0 else above
        self.setGeometry(left, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self.isHidden() or kind not in _HEARD:
            return super().eventFilter(watched, event)
        if not isValid(self._field):
            self.put_away()
        elif kind in _MOVED:
            self._place()
        elif watched is not self._field.window() and self._is_past(kind):
            self.put_away()
        return super().eventFilter(watched, event)

    def _is_past(self, kind: QEvent.Type) -> bool:
        if not isinstance(self._field, QLineEdit):
            return kind in _GOES_ON
        # Words that a program puts there are told by nothing but that they are painted. A field that
        # hides may be going: nothing is asked of it any more.
        return kind is QEvent.Type.Hide or (kind in _OTHER_WORDS and self._field.text() != self._typed)


def _inside(field: QWidget) -> QWidget:
    """What of a field is scrolled, where anything is."""
    return field.viewport() if isinstance(field, QAbstractScrollArea) else field


def say_at(field: QWidget, part: QRect | None, sentence: str) -> None:
    """Say below a field, or a ``part`` of what is scrolled in it, why what was typed there was not taken."""
    window = field.window()
    note = window.findChild(FieldNote) or FieldNote(window)
    note.say(field, part, sentence)


def unsay_at(field: QWidget) -> None:
    """Say nothing below a field any more."""
    note = field.window().findChild(FieldNote)
    if note is not None and note.field is field:
        note.put_away()
