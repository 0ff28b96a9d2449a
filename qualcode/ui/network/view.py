"""A network that can be arranged: knots are dragged by mouse or moved by keyboard, and say what they are."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from qualcode.ui.look.theme import colours_now
from qualcode.ui.network.drawing import (
    Written,
    knot_at,
    link_at,
    names_of,
    paint_figures,
    paint_knots,
    paint_links,
    paint_names,
    place_of,
    point_of,
)
from qualcode.ui.network.graph import Net
from qualcode.ui.widgets.spoken_role import SpokenAs, install

_STEP: Final = 0.02
_FAR: Final = 0.1
_DRAG: Final = 4.0
"""Pixels that the mouse has to go before a click becomes a drag."""

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
KEYS: Final = (
    "Arrow keys go from circle to circle, Page Up and Page Down along its lines, "
    "Ctrl with an arrow key moves a circle."
)


class NetworkView(SpokenAs, QWidget):
    """Paints by itself; the places of its knots are whatever the person makes of them."""

    arranged = Signal(object)
    """The places of all knots, by key, after one was moved."""
    knot_chosen = Signal(int)
    link_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        install()
        self._name = name
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        self.net = Net((), ())
        self.knot: int | None = None
        self.link: int | None = None
        self._names: list[Written] | None = None
        self._pressed: QPointF | None = None
        self._grip = QPointF()
        self._dragging = False

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(640, 460)

    # -- what is shown ------------------------------------------------------------------------

    def show_net(self, net: Net) -> None:
        """Show another network; the chosen knot stays chosen where it is still there."""
        key = None if self.knot is None else self.net.knots[self.knot].key
        keys = [knot.key for knot in net.knots]
        self.net = net
        self.knot = keys.index(key) if key in keys else None
        self.link = None
        self._dragging, self._pressed = False, None
        self._names = None
        self._say()
        self.update()

    @property
    def names(self) -> list[Written]:
        """Where the names stand at present."""
        if self._names is None:
            self._names = names_of(self.net, self.size(), QFontMetricsF(self.font()))
        return self._names

    def point(self, number: int) -> QPointF:
        """The middle of a knot, in pixels."""
        return point_of(self.net.knots[number], self.size())

    def _say(self) -> None:
        parts = []
        if self.link is not None:
            parts.append(self.net.links[self.link].said)
        elif self.knot is not None:
            parts.append(f"{self.net.knots[self.knot].said} {self.knot + 1} of {len(self.net.knots)}.")
        else:
            knots, lines = len(self.net.knots), len(self.net.links)
            parts += [f"{knots} circle{_s(knots)}, {lines} line{_s(lines)}.", KEYS]
        self.setAccessibleDescription(" ".join(parts))

    def choose(self, number: int) -> None:
        """Choose a knot."""
        self.knot, self.link = number, None
        self._say()
        self.update()
        self.knot_chosen.emit(number)

    def choose_link(self, number: int) -> None:
        """Choose a line."""
        self.link = number
        self._say()
        self.update()
        self.link_chosen.emit(number)

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        colours = colours_now()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.base)
        painter.setPen(colours.line)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        paint_links(painter, self.net, self.size(), colours, self.link)
        paint_knots(painter, self.net, self.size(), colours, self.knot, self.hasFocus())
        if self.net.directed:
            paint_figures(painter, self.net, self.size(), self.names, colours)
        paint_names(painter, self.net, self.size(), self.names, colours, self.knot)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._names = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() is QEvent.Type.FontChange:
            self._names = None
        super().changeEvent(event)

    # -- by mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position()
        knot = knot_at(self.net, point, self.size())
        if knot is not None:
            self._pressed, self._grip = point, self.point(knot) - point
            self.choose(knot)
            return
        link = link_at(self.net, point, self.size())
        if link is not None:
            self.choose_link(link)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        point = event.position()
        if self._pressed is None or self.knot is None:
            over = knot_at(self.net, point, self.size()) is not None
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        if not self._dragging and (point - self._pressed).manhattanLength() < _DRAG:
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._move(self.knot, *place_of(point + self._grip, self.size()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        dragged = self._dragging
        self._pressed, self._dragging = None, False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if dragged:
            self._settle()
        super().mouseReleaseEvent(event)

    def _move(self, number: int, x: float, y: float) -> None:
        """Move a knot, its name with it; the other names stay until it lies still."""
        before = self.point(number)
        names = self.names
        self.net = self.net.moved(number, x, y)
        shift = self.point(number) - before
        old = names[number]
        names[number] = Written(old.words, old.place.translated(shift), old.away)
        self.update()

    def _settle(self) -> None:
        self._names = None
        self.update()
        self.arranged.emit(self.net.places)

    # -- by keyboard --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, held = Qt.Key(event.key()), event.modifiers()
        if not self.net.knots:
            super().keyPressEvent(event)
        elif key in _ARROWS and held & Qt.KeyboardModifier.ControlModifier:
            self._push(*_ARROWS[key], _FAR if held & Qt.KeyboardModifier.ShiftModifier else _STEP)
        elif key in _ARROWS:
            self.choose(0 if self.knot is None else self.net.towards(self.knot, *_ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key is Qt.Key.Key_Home else len(self.net.knots) - 1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.knot is not None:
            self._next_link(1 if key is Qt.Key.Key_PageDown else -1)
        elif key is Qt.Key.Key_Escape and self.link is not None and self.knot is not None:
            self.choose(self.knot)
        else:
            super().keyPressEvent(event)

    def _push(self, across: int, up: int, step: float) -> None:
        number = self.knot if self.knot is not None else 0
        if self.knot is None:
            self.choose(0)
        knot = self.net.knots[number]
        self._move(number, knot.x + across * step, knot.y + up * step)
        self._settle()

    def _next_link(self, step: int) -> None:
        links = [] if self.knot is None else self.net.links_of(self.knot)
        if not links:
            return
        begin = -1 if step > 0 else 0
        place = links.index(self.link) if self.link in links else begin
        self.choose_link(links[(place + step) % len(links)])

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say in a tip what lies under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.said_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def said_at(self, point: QPointF) -> str:
        """What the circle or line under a point says."""
        knot = knot_at(self.net, point, self.size())
        if knot is not None:
            return self.net.knots[knot].said
        link = link_at(self.net, point, self.size())
        return "" if link is None else self.net.links[link].said


def _s(number: int) -> str:
    return "" if number == 1 else "s"
