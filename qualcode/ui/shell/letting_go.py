"""When memory is looked through for what nothing needs any more: between gestures, never within one.

And on the window's thread alone: parts of a window that somebody has closed may be among it, and the program
ends at once where another thread deletes one of those.
"""

import gc
from typing import Final

import shiboken6 as shiboken
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

_PAUSE: Final = 1000
"""Milliseconds from the closing of a project until its study is let go of: the next is seen by then."""
_OFTEN: Final = 50
"""Milliseconds between two looks at what is new: few enough for it to be looked through in no time."""
_INTERVAL: Final = 3000
"""Milliseconds between two looks at how much has gathered."""
_QUIET: Final = 2000
"""Milliseconds without a key or the mouse after which nobody waits for anything."""
_MUCH: Final = 30
"""Smaller collections since the last whole one: three times as many as Python itself waits for."""
_AT_WORK: Final = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    )
)
"""Events by which somebody shows that they are at work."""


class LettingGo(QTimer):
    """A closed project's views and session hold each other.

    Frozen with the next project's, they would never be looked at again, and each study would stay in memory.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(_PAUSE)
        self.timeout.connect(_let_go)
        self._collecting = Collecting(self)


class Collecting(QTimer):
    """Looks through what is new every now and then, and through all when nobody is at work.

    Python does so whenever enough has gathered, in the middle of a gesture or on whichever thread comes to
    that number; in a large project looking through all takes as long as the gesture.
    """

    def __init__(self, parent: QObject, quiet: int = _QUIET) -> None:
        super().__init__(parent)
        self._new, self._recent, _ = gc.get_threshold()
        if gc.isenabled():
            gc.disable()
            self.destroyed.connect(lambda: gc.enable())  # noqa: PLW0108  # it takes nothing
        often = QTimer(self)
        often.setInterval(_OFTEN)
        often.timeout.connect(self._collect_what_is_new)
        often.start()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(quiet)
        self._quiet.timeout.connect(self._collect)
        self._watched: QWindow | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
        self.setInterval(_INTERVAL)
        self.timeout.connect(self.look)
        self.start()

    def _collect_what_is_new(self) -> None:
        new, recent, _ = gc.get_count()
        if new > self._new:
            gc.collect(1 if recent > self._recent else 0)

    def look(self) -> None:
        """If much has gathered since the last time, wait until nobody is at work, and collect."""
        if not self._quiet.isActive() and gc.get_count()[2] >= _MUCH:
            self._quiet.start()
            self._watch(QGuiApplication.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        """Hear what is typed and clicked in this window instead of the one before.

        In the window alone: to look at every event of every part of it would be felt.
        """
        if self._watched is not None and shiboken.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def _on_window(self, window: QWindow | None) -> None:
        if self._quiet.isActive():
            self._quiet.start()
            self._watch(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _AT_WORK:
            self._quiet.start()
        return False

    def _collect(self) -> None:
        self._watch(None)
        gc.collect()


def _let_go() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()
