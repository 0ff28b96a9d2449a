"""A part of a page that scrolls where there is too little room for what is in it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget


class Scrolled(QScrollArea):
    """What is in it fills the room there is, and is never made smaller than it can be read.

    Qt's own resizing would ask for the height that is wished at this width, not for the least one.
    """

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and watched is self._inside:
            self._fit()
        return done

    def viewportEvent(self, event: QEvent) -> bool:
        # A label tells the widget around it that it needs more room, not itself.
        done = super().viewportEvent(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        least = self._least(room.width())
        across = least.width() > room.width()
        if least.height() > room.height() - bar * across:
            room.setWidth(room.width() - bar)
            least = self._least(room.width())
            across = least.width() > room.width()
        if across:
            room.setHeight(room.height() - bar)
        self._inside.resize(room.expandedTo(least))

    def least_height(self, width: int) -> int:
        """How high it has to be to scroll nothing where it is as wide as this."""
        least = self._least(width)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return least.height() + bar * (least.width() > width)

    def _least(self, width: int) -> QSize:
        """The least size of what is in it, where it is as wide as this or wider."""
        inside = self._inside
        least = inside.minimumSizeHint().expandedTo(inside.minimumSize())
        layout = inside.layout()
        if layout is not None and layout.hasHeightForWidth():
            tall = layout.minimumHeightForWidth(max(width, least.width()))
            least.setHeight(max(tall, inside.minimumHeight()))
        return least
