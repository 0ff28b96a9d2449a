"""Two parts of a page beside each other, with a line between them that can be dragged."""

from collections.abc import Callable
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
_MOST_LEAST: Final = 220
"""Nothing that is in the smaller part may take more than this from the larger one."""
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
    is_empty: Callable[[], bool] = lambda: False,
) -> None:
    """Fill ``page`` with both parts. ``grows``: the place (0, 1) of the one that takes further room.

    ``may_go_below``: in a narrow window the right part is below the left one. While the smaller part
    ``is_empty``, it is no wider than it has to be, unless somebody has dragged the line.
    """
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(_Beside(left, right, sizes, grows, may_go_below, is_empty))


class _Beside(LineSplitter):
    """The smaller part is as wide as it was made or dragged, wherever there is room for that."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        sizes: tuple[int, int],
        grows: int,
        may_go_below: bool,
        is_empty: Callable[[], bool],
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._grows = grows
        self._may_go_below = may_go_below
        self._is_empty = is_empty
        self._was_dragged = False
        self._was_empty = is_empty()
        self._below: int | None = None
        """How high the lower part was dragged."""
        self._smaller = (left, right)[1 - grows]
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

    @property
    def _least(self) -> int:
        """What the smaller part needs: with less it would have a scroll bar under a few pixels."""
        inside = self._smaller
        return max(inside.minimumWidth(), min(inside.minimumSizeHint().width(), _MOST_LEAST))

    def _dragged(self) -> None:
        if self.orientation() is Qt.Orientation.Vertical:
            self._below = self.sizes()[1]
        else:
            self._wished = self.sizes()[1 - self._grows]
            self._was_dragged = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            empty = self._is_empty()
            if self.orientation() is Qt.Orientation.Vertical or empty != self._was_empty:
                self._arrange()
            self._was_empty = empty
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
        wished = 0 if self._is_empty() and not self._was_dragged else self._wished
        smaller = max(self._least, min(wished, room - _GOOD))
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
