"""When memory is looked through for what nothing needs any more: between gestures, never within one."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PAUSE: Final = 1000
"""Milliseconds from the closing of a project until its study is let go of: the next is seen by then."""
_INTERVAL: Final = 3000
"""Milliseconds between two looks at how much has gathered."""
_MUCH: Final = 30
"""Smaller collections since the last whole one: three times as many as Python itself waits for."""
_NEVER: Final = 1_000_000_000


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
    """Looks through all of memory when nothing else is to be done.

    Python does so whenever enough has gathered, in the middle of a gesture or on another thread, which
    holds the window up just the same; in a large project that takes as long as the gesture.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        usual = gc.get_threshold()
        gc.set_threshold(*usual[:2], _NEVER)
        self.destroyed.connect(lambda: gc.set_threshold(*usual))
        self.setInterval(_INTERVAL)
        self.timeout.connect(collect_much)
        self.start()


def collect_much() -> None:
    """Collect if much has gathered since the last time."""
    if gc.get_count()[2] >= _MUCH:
        gc.collect()


def _let_go() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()
