"""A bar that lies over an edge of what it is about, so that nothing moves when it comes and goes."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QMainWindow, QWidget

from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame

EDGES: Final = Qt.Edge.TopEdge | Qt.Edge.BottomEdge
_NEAR: Final = 12
"""Pixels above and below the pointer."""
_CONTROLS: Final = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


class EdgeBar(PaintedFrame):
    """Lies over the lower edge of its host, or above the buttons and fields there; these are never covered.

    Nor does it come under the pointer: a click that was meant for what is there would land on the bar.
    """

    _host: QWidget | None = None
    _flees = True
    _pointer: QRect | None = None
    """Around where the pointer was when the bar came."""

    def box(self, colours: Colours) -> Box:
        return Box(colours.window, colours.line, sides=EDGES)

    def lie_over(self, host: QWidget, *, flees: bool = True) -> None:
        """``flees``: the bar comes by itself, and not because it was asked for."""
        self._host, self._flees = host, flees
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._settle)
        self.setParent(host)
        self.hide()
        host.installEventFilter(self)

    def _place(self, host: QWidget) -> None:
        width = host.width()
        tall = self.heightForWidth(width) if self.hasHeightForWidth() else 0
        # The hint of a sentence that can be wrapped is for a narrow bar.
        height = tall if tall > 0 else self.sizeHint().height()
        lowest = host.height() - height
        clear = self._controls(host) if self._flees else []
        clear += [self._pointer] if self._pointer is not None else []
        # Where everything is full of controls it has to be somewhere.
        top = next(_free_places(clear, _top_of(host), lowest, height), lowest)
        self.setGeometry(0, top, width, height)

    def _controls(self, host: QWidget) -> list[QRect]:
        """Where the buttons and fields of the host are, as far as they are seen."""
        found = []
        # By kind: a window has a thousand widgets, and Python would have to hold each to ask what it is.
        parts: Iterator[QWidget] = chain.from_iterable(map(host.findChildren, _CONTROLS))
        for part in parts:
            if part.isVisibleTo(host) and not self.isAncestorOf(part):
                seen = part.visibleRegion().boundingRect() if part.isVisible() else part.rect()
                if not seen.isEmpty():
                    found.append(QRect(part.mapTo(host, QPoint(0, 0)) + seen.topLeft(), seen.size()))
        return found

    def _arrive(self, host: QWidget) -> None:
        pointer = host.mapFromGlobal(QCursor.pos())
        near = QRect(pointer.x(), pointer.y() - _NEAR, 1, 2 * _NEAR)
        self._pointer = near if self._flees and host.rect().contains(pointer) else None
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
        if self._host is not None and self.isVisible():
            if event.type() is QEvent.Type.Resize:
                # Where the pointer was before says nothing of the window as it is now.
                self._pointer = None
                self._place(self._host)
            if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
                # What the bar keeps clear of has its new place only after this.
                self._settling.start()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        if self._host is not None and self.isVisible():
            self._place(self._host)


def _free_places(clear: list[QRect], highest: int, lowest: int, height: int) -> Iterator[int]:
    """Where the upper edge of a bar may be that meets none of these, from the lowest place upwards."""
    beside = ((rect.top() - height, rect.bottom() + 1) for rect in clear)
    for top in sorted({lowest, *chain.from_iterable(beside)}, reverse=True):
        bottom = top + height - 1
        meets = any(rect.top() <= bottom and top <= rect.bottom() for rect in clear)
        if highest <= top <= lowest and not meets:
            yield top


def _top_of(host: QWidget) -> int:
    """Where the upper edge is: menus stay within reach."""
    menus = host.menuWidget() if isinstance(host, QMainWindow) else None
    return 0 if menus is None or menus.isHidden() else menus.geometry().bottom() + 1
