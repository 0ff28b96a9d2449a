"""A text field that saves by itself: when it is left, or when nothing has been typed for a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from qualcode.ui.look.theme import mute

PAUSE_MILLISECONDS = 2_000
_LINES = (1, 12)


class NoteField(QPlainTextEdit):
    """Plain text as tall as what is in it, up to a dozen lines. ``saved`` tells the new text.

    While a person types, what is shown from outside waits: their words are never replaced.
    """

    saved = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._known = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.save)
        self.textChanged.connect(self._on_text)

    def show_text(self, text: str) -> None:
        """Show what is stored, unless something else is being typed here."""
        if text == self._known or (self.hasFocus() and self.toPlainText() != self._known):
            return
        self._known = text
        if self.toPlainText() != text:
            self.setPlainText(text)
            self._pause.stop()

    def save(self) -> None:
        """Tell the text if it differs from what is stored."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.saved.emit(text)

    def _on_text(self) -> None:
        self._pause.start()
        self.updateGeometry()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        least, most = _LINES
        # A plain text layout tells its height in lines.
        lines = min(most, max(least, int(self.document().size().height())))
        margins = self.contentsMargins()
        extra = 2 * self.document().documentMargin() + margins.top() + margins.bottom() + 2
        return QSize(120, int(lines * self.fontMetrics().lineSpacing() + extra))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())


class LabelledNote(QWidget):
    """A note field below its name."""

    def __init__(
        self, name: str, placeholder: str, save: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        label = QLabel(name)
        mute(label)
        self.field = NoteField(name, placeholder)
        self.field.saved.connect(save)
        label.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(self.field)


class EscapeLeaves(QObject):
    """Hands the focus back to another widget when Escape is pressed in a field."""

    def __init__(self, home: QWidget, field: QWidget) -> None:
        super().__init__(field)
        self._home = home

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)
