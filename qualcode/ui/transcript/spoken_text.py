"""The displayed text in a text field that is never seen: what Qt reads out of it for assistive technology.

PySide lets no text interface of one's own say what is selected, how letters look or where lines end. A
screen reader then hears of selections that are none, and reads the whole text letter by letter to find an
end of its formatting. Qt's interface of a text field answers all of that, so the view lends its own from
one that holds the same text, caret and selection.
"""

from typing import Protocol

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QTextEdit, QWidget

from qualcode.model.span import Span
from qualcode.ui.transcript.display import Display
from qualcode.ui.transcript.limit import Limit
from qualcode.ui.transcript.look import TranscriptLook


class ReadAloud(Protocol):
    """What is asked of a view that lends its text."""

    @property
    def display(self) -> Display: ...
    @property
    def look(self) -> TranscriptLook: ...
    @property
    def line_width(self) -> int: ...
    @property
    def limit(self) -> Limit: ...
    def viewport(self) -> QWidget: ...
    def cursor_position(self) -> int: ...
    def selected_span(self) -> Span | None: ...
    def set_selection(self, anchor: int, caret: int) -> None: ...
    def scroll_to(self, position: int) -> None: ...
    def rect_of(self, position: int) -> QRect: ...
    def description(self) -> str: ...


class SpokenText(QTextEdit):
    """Holds what a view displays; a caret that assistive technology moves here moves in the view."""

    def __init__(self, view: ReadAloud, parent: QAbstractScrollArea) -> None:
        super().__init__(parent)
        self._view = view
        self._shown: Display | None = None
        self._following = False
        self.setObjectName("qt_spoken_text")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.hide()
        self._be_silent()
        self.cursorPositionChanged.connect(self._lead)
        self.selectionChanged.connect(self._lead)

    def _be_silent(self) -> None:
        """Send nothing to assistive technology: the view does, and all would be heard twice.

        Qt tells of a field's caret where the text's control stands directly below a widget.
        """
        keeper = QObject(self)
        for child in self.children():
            if child.inherits("QWidgetTextControl"):
                child.setParent(keeper)

    def follow(self) -> None:
        """Take over text, lines, caret and selection of the view, as far as they are others."""
        view = self._view
        display = view.display
        self._following = True
        if self._shown is not display:
            self._shown = display
            self.setPlainText(display.displayed(0, display.shown_length))
        if self.lineWrapColumnOrWidth() != view.line_width or self.font() != view.look.font:
            self.setFont(view.look.font)
            self.setLineWrapColumnOrWidth(view.line_width)
        anchor, caret = self._ends()
        cursor = self.textCursor()
        if (cursor.anchor(), cursor.position()) != (anchor, caret):
            cursor.setPosition(anchor)
            cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            # Letters are where the view has them, which is asked of this field.
            place = view.viewport().pos() + view.rect_of(view.cursor_position()).topLeft()
            self.move(self.pos() + place - self.mapToParent(self.cursorRect().topLeft()))
        self._following = False

    def _ends(self) -> tuple[int, int]:
        """Where the selection begins and ends, the caret last, in units of the displayed text."""
        display, caret = self._view.display, self._view.cursor_position()
        span = self._view.selected_span()
        if span is None:
            return display.to_display(caret), display.to_display(caret)
        start, end = display.to_display(span.start), display.to_display(span.end)
        return (end, start) if caret <= span.start else (start, end)

    def _lead(self) -> None:
        """Do in the view what assistive technology did here."""
        if self._following or self._shown is not self._view.display:
            return
        cursor, display = self.textCursor(), self._view.display
        caret = display.to_stored(cursor.position())
        self._view.set_selection(display.to_stored(cursor.anchor()), caret)
        self._view.scroll_to(caret)

    def text_interface(self) -> object:
        """Qt's interface to the text, as the address that PySide hands on."""
        self.follow()
        interface = QAccessible.queryAccessibleInterface(self)
        return interface.interface_cast(QAccessible.InterfaceType.TextInterface)
