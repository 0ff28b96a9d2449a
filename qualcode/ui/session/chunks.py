"""Building what takes long a part at a time, so that the window answers in between."""

from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

Chunks = Iterator[None]
"""Work that stops after each part; the caller says when it goes on."""


def all_at_once(parts: Chunks) -> None:
    """Do all of it now."""
    deque(parts, maxlen=0)


class ChunkRunner(QObject):
    """Does one part in each turn of the event loop; keys, clicks and painting come in between."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: Chunks | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def under_way(self) -> bool:
        """Whether parts are left."""
        return self._parts is not None

    def start(self, parts: Chunks) -> None:
        """Do the first part now; what was under way is given up.

        Begun it must be: a generator that has not begun is not told when it is given up.
        """
        self.stop()
        self._parts = parts
        self._go_on()

    def stop(self) -> None:
        """Give up what is under way: it is told by ``GeneratorExit``, as any generator that is closed."""
        self._timer.stop()
        parts, self._parts = self._parts, None
        close = getattr(parts, "close", None)
        if close is not None:
            close()

    def _go_on(self) -> None:
        parts = self._parts
        if parts is None:
            return
        # An error ends it, and goes where errors go.
        self._parts = None
        self._timer.stop()
        for _ in parts:
            # Unless the part itself began something else.
            if self._parts is None:
                self._parts = parts
                self._timer.start()
            return
