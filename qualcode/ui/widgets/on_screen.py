"""Windows open no larger than the screen, with all of their edges on it."""

from typing import Final

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

_AROUND: Final = 60
"""Pixels of the window that are seen around a dialog."""
_LOW: Final = 480
"""In a lower window a dialog needs all of its height."""
_ROUNDED: Final = 4
"""Pixels by which the system may round a size that it was asked for."""


class OnScreen(QObject):
    """Looks at each dialog when it gets the keyboard: its buttons are at its lower edge."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._opening: QWidget | None = None
        self._opened_with = QSize()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._look)

    def look_once(self, opening: QWidget) -> None:
        """Look at a window that opens where it was, now and when it gets the keyboard for the first time.

        What the system draws around it is not known before, and later it is where its user has put it. So is
        one that has been given another size meanwhile.
        """
        bring_on_screen(opening)
        self._opening, self._opened_with = opening, opening.size()

    def _opens_so(self, window: QWidget) -> bool:
        """Whether a window opens, and as it was to."""
        other = window.size() - self._opened_with
        alike = max(abs(other.width()), abs(other.height())) <= _ROUNDED
        return window is self._opening and alike and not window.isMaximized()

    def _look(self, window: QWindow | None) -> None:
        if window is not None:
            # Its own layout comes first.
            QTimer.singleShot(0, self, self._bring)

    def _bring(self) -> None:
        window = QApplication.activeWindow()
        if window is None:
            return
        # Of dialogs for files, those of Qt: what the system itself shows is no window of the program.
        if isinstance(window, QDialog) or self._opens_so(window):
            bring_on_screen(window)
        if window is self._opening:
            self._opening = None


def bring_on_screen(dialog: QWidget) -> None:
    """Make a window smaller, and move it, as far as some of it is beyond the screen."""
    room, frame, inner = dialog.screen().availableGeometry(), dialog.frameGeometry(), dialog.size()
    if room.contains(frame):
        return
    # What the system draws around it takes room, too.
    dialog.resize(inner.boundedTo(room.size() - (frame.size() - inner)))
    frame = dialog.frameGeometry()
    left = max(room.left(), min(frame.left(), room.right() + 1 - frame.width()))
    top = max(room.top(), min(frame.top(), room.bottom() + 1 - frame.height()))
    dialog.move(left, top)


def opening_size(parent: QWidget | None, wide: int, high: int) -> QSize:
    """The size with which a dialog opens: as wished, and no larger than the window has room for."""
    if parent is None:
        return QSize(wide, high)
    around = _AROUND if parent.height() > _LOW else 0
    return QSize(min(wide, parent.width() - around), min(high, parent.height() - around))
