"""Where the window was, and whether it filled the screen, from one run to the next."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from qualcode.ui.session.preferences import Preferences
from qualcode.ui.widgets.on_screen import OnScreen

_USUAL = QSize(1360, 860)
_FRAME = QSize(8, 40)
"""What the system may draw around a window, which is not known before it is shown as large as it is."""
_LAYOUT = "window"


def restore_place(window: QWidget, preferences: Preferences, on_screen: OnScreen) -> None:
    """Put a window where it was, before it is shown; the first time in the middle of what there is.

    Places are kept for each size of letters. That it was maximised holds for all of them.
    """
    # Beyond the screen, as it would be with large letters, its edges could not be reached.
    room = window.screen().availableSize() - _FRAME
    window.resize(_USUAL.boundedTo(room))
    if (state := preferences.layout(_LAYOUT)) is not None:
        window.restoreGeometry(state)
    maximised = preferences.maximised
    if maximised is None:
        # As its place says: it was kept before this was.
        maximised = window.isMaximized()
    # A window whose size is set is not maximised any more: first this, then that.
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMaximized)
    on_screen.look_once(window)
    if maximised:
        # Nobody looks at it once more when it fills the screen no longer.
        window.resize(window.size().boundedTo(room))
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def keep_place(window: QWidget, preferences: Preferences) -> None:
    """Keep where a window is that is about to close."""
    preferences.maximised = window.isMaximized()
    preferences.save_layout(_LAYOUT, window.saveGeometry())
