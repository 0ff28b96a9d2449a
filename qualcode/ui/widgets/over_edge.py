"""A bar that lies over an edge of what it is about, so that nothing moves when it comes and goes."""

from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QStatusBar,
    QStyle,
    QWidget,
)

from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame

EDGES: Final = Qt.Edge.TopEdge | Qt.Edge.BottomEdge
_NEAR: Final = 12
"""Pixels above and below the pointer."""
_AROUND: Final = 3
"""Pixels above and below words, which are read as part of them."""
_CONTROLS: Final = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


class KeptClear(PaintedFrame):
    """A frame at the lower edge that no bar covers any of, whatever else there is to be seen."""


class EdgeBar(PaintedFrame):
    """Lies over the lower edge of its host, or above the buttons, fields and captions there.

    Captions, and what is disabled, are covered where there is no other place; of buttons and fields that can
    be used as little as can be.

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
        top = _top_of(host)
        places = range(top, max(top, _bottom_of(host) - height) + 1)
        controls, captions = self._to_be_seen(host) if self._flees else ([], [])
        if self._pointer is not None:
            controls.append(self._pointer)
        self.setGeometry(0, _best_place(controls, captions, places, height), width, height)

    def _to_be_seen(self, host: QWidget) -> tuple[list[QRect], list[QRect]]:
        """Where buttons and fields are in the host as far as they are seen, and what is only to be read."""
        controls: list[QRect] = []
        captions: list[QRect] = []
        # By kind: a window has a thousand widgets, and Python would have to hold each to ask what it is.
        parts: Iterator[QWidget] = chain.from_iterable(map(host.findChildren, (*_CONTROLS, QLabel)))
        for part in parts:
            if part.isVisibleTo(host) and not self.isAncestorOf(part) and not _may_be_covered(part, host):
                seen = part.visibleRegion().boundingRect() if part.isVisible() else part.rect()
                if not seen.isEmpty():
                    seen = _words_of(part) if isinstance(part, QLabel) else seen
                    used = part.isEnabled() and not isinstance(part, QLabel)
                    place = QRect(part.mapTo(host, QPoint(0, 0)) + seen.topLeft(), seen.size())
                    (controls if used else captions).append(place)
        return controls, captions

    def _arrive(self, host: QWidget) -> None:
        pointer = host.mapFromGlobal(QCursor.pos())
        near = QRect(pointer.x(), pointer.y() - _NEAR, 1, 2 * _NEAR)
        self._pointer = near if self._flees and host.rect().contains(pointer) else None
        self._place(host)
        self.raise_()

    def _follow_pages(self, host: QWidget) -> None:
        """Heed when another page is turned to within the host: its buttons are elsewhere."""
        heeded = f"heeded {id(self)}"
        for pages in host.findChildren(QStackedWidget):
            if not pages.property(heeded):
                pages.setProperty(heeded, True)
                pages.currentChanged.connect(self._page_turned)

    def _page_turned(self, _page: int) -> None:
        if self._host is not None and self.isVisible():
            self._arrive(self._host)
            self._settling.start()

    def event(self, event: QEvent) -> bool:
        if self._host is not None and event.type() is QEvent.Type.Show:
            self._follow_pages(self._host)
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


def _may_be_covered(part: QWidget, host: QWidget) -> bool:
    """Labels without words, in what is being scrolled, and in the status line, which messages replace."""
    if not isinstance(part, QLabel):
        return False
    inside: QWidget | None = part
    while inside is not None and inside is not host:
        if isinstance(inside, QStatusBar) or (isinstance(inside, QAbstractScrollArea) and _scrolls(inside)):
            return True
        inside = inside.parentWidget()
    return not part.text()


def _scrolls(area: QAbstractScrollArea) -> bool:
    """Whether more is in it than is seen."""
    return area.verticalScrollBar().maximum() > area.verticalScrollBar().minimum()


def _words_of(label: QLabel) -> QRect:
    """Where the words of a label are in it: one that fills a page covers little of it."""
    wrapped = label.heightForWidth(label.width()) if label.hasHeightForWidth() else label.sizeHint().height()
    size = QSize(label.width(), min(wrapped, label.height()))
    words = QStyle.alignedRect(label.layoutDirection(), label.alignment(), size, label.rect())
    return words.adjusted(0, -_AROUND, 0, _AROUND)


class _Strip(NamedTuple):
    """How wide something is, and from where to where it goes downwards: numbers that are asked for often."""

    width: int
    top: int
    end: int


def _strips(rects: list[QRect]) -> list[_Strip]:
    return [_Strip(rect.width(), rect.top(), rect.bottom() + 1) for rect in rects]


def _best_place(controls: list[QRect], captions: list[QRect], places: range, height: int) -> int:
    """Where the upper edge of a bar may be that covers the least of these, and of such places the lowest."""
    lowest = places.stop - 1
    used, read = _strips(controls), _strips(captions)
    beside = ((strip.top - height, strip.end) for strip in (*used, *read))
    tops = {lowest, *(top for top in chain.from_iterable(beside) if top in places)}
    return min(tops, key=lambda top: (_covered(used, top, height), _covered(read, top, height), -top))


def _covered(strips: list[_Strip], top: int, height: int) -> int:
    """How many square pixels of these a bar covers."""
    end = top + height
    return sum(
        width * (min(below, end) - max(above, top))
        for width, above, below in strips
        if above < end and top < below
    )


def _top_of(host: QWidget) -> int:
    """Where the upper edge is: menus stay within reach."""
    menus = host.menuWidget() if isinstance(host, QMainWindow) else None
    return 0 if menus is None or menus.isHidden() else menus.geometry().bottom() + 1


def _bottom_of(host: QWidget) -> int:
    """Where the lower edge is: above what is kept clear."""
    clear = [each for each in host.findChildren(KeptClear) if each.isVisibleTo(host)]
    return min([host.height(), *(each.mapTo(host, QPoint(0, 0)).y() for each in clear)])
