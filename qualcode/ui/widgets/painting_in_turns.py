"""Painting the parts of a page one after the other: all of them at once would be felt."""

from collections.abc import Sequence

import shiboken6 as shiboken
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qualcode.ui.session.chunks import ChunkRunner, Chunks


class PaintingInTurns(QObject):
    """Holds parts of a widget back and lets them be painted again, one in each turn of the event loop.

    What is asked for before the last one has been painted begins anew with the first.
    """

    def __init__(self, whole: QWidget) -> None:
        super().__init__(whole)
        self._waiting: list[QWidget] = []
        self._runner = ChunkRunner(self)

    @property
    def under_way(self) -> bool:
        """Whether parts are still held back."""
        return self._runner.under_way

    def start(self, parts: Sequence[QWidget]) -> None:
        """Have these parts painted in this order, the first of them a turn from now.

        To be called before anything asks for them to be painted: that would not be held back any more.
        """
        for part in parts:
            part.setUpdatesEnabled(False)
        # Not let go of in between, where some wait already: they would be painted together.
        self._waiting = list(parts)
        if not self._runner.under_way:
            self._runner.start(self._turns())

    def stop(self) -> None:
        """Hold nothing back any more."""
        self._runner.stop()

    def _turns(self) -> Chunks:
        try:
            yield
            while self._waiting:
                # Held back as a whole, after a long step, all of it would be painted when that ends.
                if self._is_painted():
                    self._waiting.pop(0).setUpdatesEnabled(True)
                yield
        finally:
            waiting, self._waiting = self._waiting, []
            # Given up where the page goes, they may be gone before.
            for part in filter(shiboken.isValid, waiting):
                part.setUpdatesEnabled(True)

    def _is_painted(self) -> bool:
        # Asked for, not kept: the two would keep each other, and all that the page knows, in memory.
        whole = self.parent()
        return isinstance(whole, QWidget) and whole.updatesEnabled()
