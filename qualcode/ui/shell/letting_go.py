"""Frees what a closed project leaves behind, a little after it was closed."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PAUSE: Final = 1000
"""Milliseconds from the closing of a project until its study is let go of: the next is seen by then."""


class LettingGo(QTimer):
    """Its views and session hold each other.

    Frozen with the next project's, they would never be looked at again, and each study would stay in memory.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(_PAUSE)
        self.timeout.connect(_let_go)


def _let_go() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()
