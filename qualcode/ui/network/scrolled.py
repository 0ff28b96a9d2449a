"""A network that is larger than the room there is for it, to be scrolled."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget

from qualcode.ui.network.view import LEAST, NetworkView

_AROUND = 60
"""Pixels around a chosen circle that come into view with it, for its name."""


class ScrolledNetwork(QScrollArea):
    """As large as the room there is, but no smaller than its names can be read in."""

    def __init__(self, network: NetworkView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network = network
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setMinimumSize(LEAST)
        self.setWidget(network)
        network.room_changed.connect(self._fit)
        network.node_chosen.connect(self._show_node)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        least = self._network.room_within(room.width())
        if least.height() > room.height():
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            least = self._network.room_within(room.width() - bar)
        self._network.setMinimumSize(least)

    def _show_node(self, number: int) -> None:
        place = self._network.point(number).toPoint()
        self.ensureVisible(place.x(), place.y(), _AROUND, _AROUND)
