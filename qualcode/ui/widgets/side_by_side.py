"""Two parts of a page beside each other, with a line between them that can be dragged."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.widgets.scrolled import Scrolled

_LEAST: Final = 320
"""Pixels of the larger part."""
_GOOD: Final = 620
"""While the larger part has less, the smaller one gives way, down to its own least width."""


def side_by_side(
    page: QWidget, left: QWidget, right: QWidget, sizes: tuple[int, int], grows: int = 0
) -> None:
    """Fill ``page`` with both parts. ``grows``: the place (0, 1) of the one that takes further room."""
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(_Beside(left, right, sizes, grows))


class _Beside(LineSplitter):
    """The smaller part is as wide as it was made or dragged, wherever there is room for that."""

    def __init__(self, left: QWidget, right: QWidget, sizes: tuple[int, int], grows: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._grows = grows
        self._least = (left, right)[1 - grows].minimumWidth()
        self._wished = sizes[1 - grows]
        parts = Scrolled(left), Scrolled(right)
        for part, inside in zip(parts, (left, right), strict=True):
            self.addWidget(part)
            part.setMinimumWidth(inside.minimumWidth())
        parts[grows].setMinimumWidth(_LEAST)
        self.setStretchFactor(grows, 1)
        self.setSizes(list(sizes))
        self.splitterMoved.connect(self._dragged)

    def _dragged(self) -> None:
        self._wished = self.sizes()[1 - self._grows]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.handleWidth()
        smaller = max(self._least, min(self._wished, room - _GOOD))
        sizes = [room - smaller, smaller]
        self.setSizes(sizes if self._grows == 0 else sizes[::-1])
