"""Two parts of a page beside each other, with a line between them that can be dragged."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.widgets.scrolled import Scrolled

_LEAST: Final = 320
"""Pixels of the larger part."""
_GOOD: Final = 620
"""While the larger part has less, the smaller one gives way, down to its own least width."""


_LEAST_BESIDE: Final = 420
"""Where the larger part would have less, the smaller one goes below it, if it may."""
_LEAST_BELOW: Final = 84
_SHARE_BELOW: Final = 0.3


def side_by_side(
    page: QWidget,
    left: QWidget,
    right: QWidget,
    sizes: tuple[int, int],
    grows: int = 0,
    *,
    may_go_below: bool = False,
) -> None:
    """Fill ``page`` with both parts. ``grows``: the place (0, 1) of the one that takes further room.

    ``may_go_below``: in a narrow window the right part is below the left one.
    """
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(_Beside(left, right, sizes, grows, may_go_below))


class _Beside(LineSplitter):
    """The smaller part is as wide as it was made or dragged, wherever there is room for that."""

    def __init__(
        self, left: QWidget, right: QWidget, sizes: tuple[int, int], grows: int, may_go_below: bool
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._grows = grows
        self._may_go_below = may_go_below
        self._below: int | None = None
        """How high the lower part was dragged."""
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
        self._lower = right
        right.installEventFilter(self)

    def _dragged(self) -> None:
        if self.orientation() is Qt.Orientation.Vertical:
            self._below = self.sizes()[1]
        else:
            self._wished = self.sizes()[1 - self._grows]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self.orientation() is Qt.Orientation.Vertical:
            self._arrange()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self.handleWidth()
        if self._may_go_below and room - self._least < _LEAST_BESIDE:
            self.setOrientation(Qt.Orientation.Vertical)
            room = self.height() - self.handleWidth()
            share = max(_LEAST_BELOW, round(room * _SHARE_BELOW))
            lower = self._below or min(share, _height_of(self._lower, self.width()))
            self.setSizes([room - lower, lower])
            return
        self.setOrientation(Qt.Orientation.Horizontal)
        smaller = max(self._least, min(self._wished, room - _GOOD))
        sizes = [room - smaller, smaller]
        self.setSizes(sizes if self._grows == 0 else sizes[::-1])


def _height_of(part: QWidget, width: int) -> int:
    """How high a part is with all that it shows now, if it is so wide."""
    layout = part.layout()
    if layout is None:
        return part.sizeHint().height()
    layout.activate()
    high = (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )
    return max(high, part.minimumHeight())
