"""A bar that lies over an edge of what it is about, so that nothing moves when it comes and goes."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMainWindow, QWidget

from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame

EDGES: Final = Qt.Edge.TopEdge | Qt.Edge.BottomEdge


class EdgeBar(PaintedFrame):
    """Lies over the lower edge of its host; over the upper one, below a menu bar, where the pointer is below.

    A click that was meant for what is there would else land on the bar.
    """

    _host: QWidget | None = None
    _flees = True
    _above = False

    def box(self, colours: Colours) -> Box:
        return Box(colours.window, colours.line, sides=EDGES)

    def lie_over(self, host: QWidget, *, flees: bool = True) -> None:
        """``flees``: the bar comes by itself, and not because it was asked for."""
        self._host, self._flees = host, flees
        self.setParent(host)
        self.hide()
        host.installEventFilter(self)

    def _place(self, host: QWidget) -> None:
        width = host.width()
        tall = self.heightForWidth(width) if self.hasHeightForWidth() else 0
        # The hint of a sentence that can be wrapped is for a narrow bar.
        height = tall if tall > 0 else self.sizeHint().height()
        self.setGeometry(0, _top_of(host) if self._above else host.height() - height, width, height)

    def _arrive(self, host: QWidget) -> None:
        self._above = False
        self._place(host)
        self._above = self._flees and self.geometry().contains(host.mapFromGlobal(QCursor.pos()))
        self._place(host)
        self.raise_()

    def event(self, event: QEvent) -> bool:
        if self._host is not None and event.type() is QEvent.Type.Show:
            self._arrive(self._host)
        done = super().event(event)
        if self._host is not None and event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._place(self._host)
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._host is not None and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place(self._host)
        return super().eventFilter(watched, event)


def _top_of(host: QWidget) -> int:
    """Where the upper edge is: menus stay within reach."""
    menus = host.menuWidget() if isinstance(host, QMainWindow) else None
    return 0 if menus is None or menus.isHidden() else menus.geometry().bottom() + 1
