"""The transcript as assistive technology reads it: its text, caret and places, by letters, words and lines.

PySide cannot pass on the two numbers of a selection (``QAccessibleTextInterface.selection`` is not
wrapped), so none is told here; the view announces what is selected instead.
"""

from functools import cache
from typing import Protocol, cast

import shiboken6 as shiboken
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleTextInterface
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget, QWidget

from qualcode.model.span import Span
from qualcode.ui.transcript.display import Display


class ReadAloud(Protocol):
    """What the text interface needs of a view."""

    @property
    def display(self) -> Display: ...
    def viewport(self) -> QWidget: ...
    def cursor_position(self) -> int: ...
    def set_selection(self, anchor: int, caret: int) -> None: ...
    def scroll_to(self, position: int) -> None: ...
    def rect_of(self, position: int) -> QRect: ...
    def position_at(self, point: QPoint) -> int: ...
    def description(self) -> str: ...


class TranscriptText(QAccessibleTextInterface):
    """Text in UTF-16 units of what is displayed."""

    def __init__(self, view: ReadAloud) -> None:
        super().__init__()
        self._view = view
        self._read: tuple[Display, str] | None = None

    def text(self, start: int, end: int) -> str:
        display = self._view.display
        if (start, end) != (0, display.shown_length):
            return display.displayed(start, end)
        # Looking for a word Qt asks for the whole text each time.
        if self._read is None or self._read[0] is not display:
            self._read = display, display.displayed(start, end)
        return self._read[1]

    def characterCount(self) -> int:  # noqa: N802
        return self._view.display.shown_length

    def cursorPosition(self) -> int:  # noqa: N802
        return self._view.display.to_display(self._view.cursor_position())

    def setCursorPosition(self, position: int) -> None:  # noqa: N802
        self.setSelection(0, position, position)

    def selectionCount(self) -> int:  # noqa: N802
        return 0

    def addSelection(self, start: int, end: int) -> None:  # noqa: N802
        self.setSelection(0, start, end)

    def setSelection(self, index: int, start: int, end: int) -> None:  # noqa: N802
        span = self._stored(start, end)
        self._view.set_selection(span.start, span.end)
        self._view.scroll_to(span.end)

    def removeSelection(self, index: int) -> None:  # noqa: N802
        caret = self._view.cursor_position()
        self._view.set_selection(caret, caret)

    def characterRect(self, offset: int) -> QRect:  # noqa: N802
        display = self._view.display
        start = self._view.rect_of(display.to_stored(offset))
        end = self._view.rect_of(display.to_stored(offset + 1))
        rect = start.united(end) if start.top() == end.top() else start
        return rect.translated(self._view.viewport().mapToGlobal(QPoint(0, 0)))

    def offsetAtPoint(self, point: QPoint) -> int:  # noqa: N802
        inside = self._view.viewport().mapFromGlobal(point)
        return self._view.display.to_display(self._view.position_at(inside))

    def scrollToSubstring(self, start: int, end: int) -> None:  # noqa: N802
        self._view.scroll_to(self._stored(start, end).start)

    def _stored(self, start: int, end: int) -> Span:
        display = self._view.display
        return Span(display.to_stored(start), display.to_stored(end))


class AccessibleTranscript(QAccessibleWidget):
    """The view to assistive technology: read-only text of many lines that says what codes are here."""

    def __init__(self, widget: QWidget, view: ReadAloud) -> None:
        super().__init__(widget, QAccessible.Role.EditableText)
        self._view = view
        self._text = TranscriptText(view)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        # The stub says int (an address). What PySide takes is the object itself, or a VoidPtr: handed
        # None or a number, it ends the program with a segmentation fault.
        if kind == QAccessible.InterfaceType.TextInterface:
            return cast("int", self._text)
        found: object = super().interface_cast(kind)
        return cast("int", shiboken.VoidPtr(0) if found is None else found)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = True
        state.multiLine = True
        state.focusable = True
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Value:
            return self._view.description()
        return super().text(kind)


class Readable(QAbstractScrollArea):
    """A widget that makes its own interface for assistive technology."""

    def accessible_interface(self) -> QAccessibleInterface:
        raise NotImplementedError


def _interface_of(_: str, thing: QObject | None) -> QAccessibleInterface | None:
    """The interface of a view; None leaves all other widgets to Qt."""
    return thing.accessible_interface() if isinstance(thing, Readable) else None


@cache
def install() -> None:
    """Have Qt ask views for their interfaces; once in a process, for there is no way to undo it."""
    QAccessible.installFactory(_interface_of)
