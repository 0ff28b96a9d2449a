"""A network that can be arranged: nodes are dragged by mouse or moved by keyboard, and say what they are."""

from dataclasses import replace
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

from qualcode.model.words.in_words import counted
from qualcode.ui.look.theme import FADED, colours_now
from qualcode.ui.network.drawing import (
    Written,
    edge_at,
    names_of,
    node_at,
    paint_edges,
    paint_figures,
    paint_names,
    paint_nodes,
    place_of,
    point_of,
    points_of,
    room_for,
)
from qualcode.ui.network.graph import Graph
from qualcode.ui.widgets.spoken_role import SpokenAs, install

LEAST: Final = QSize(240, 180)
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
    """Paints by itself; the places of its nodes are whatever the person makes of them."""

    arranged = Signal(object)
    """The places of all nodes, by key, after one was moved."""
    node_chosen = Signal(int)
    edge_chosen = Signal(int)
    room_changed = Signal()
    """Another network, or another font, needs more of the screen, or less."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        install()
        self._name = name
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(LEAST)
        self.graph = Graph((), ())
        self.node: int | None = None
        self.edge: int | None = None
        self._points: list[QPointF] | None = None
        self._names: list[Written] | None = None
        self._pressed: QPointF | None = None
        self._grip = QPointF()
        self._dragging = False
        self._stale = False

    def sizeHint(self) -> QSize:
        return QSize(640, 460)

    # -- what is shown ------------------------------------------------------------------------

    def show_graph(self, graph: Graph) -> None:
        """Show another network; the chosen node stays chosen where it is still there."""
        key = None if self.node is None else self.graph.nodes[self.node].key
        keys = [node.key for node in graph.nodes]
        self.graph, self._stale = graph, False
        self.node = keys.index(key) if key in keys else None
        self.edge = None
        self._dragging, self._pressed = False, None
        self._forget_places()
        self._say()
        self.update()
        self.room_changed.emit()

    def show_stale(self) -> None:
        """Fade the network: another one is being worked out."""
        self._stale = True
        self.update()

    def _forget_places(self) -> None:
        self._points = self._names = None

    def room_within(self, wide: int) -> QSize:
        """How much of the screen it needs in order to be read where there is this width."""
        return room_for(self.graph, QFontMetricsF(self.font()), wide).expandedTo(LEAST)

    @property
    def points(self) -> list[QPointF]:
        """The middles of the circles at present, in pixels."""
        if self._points is None:
            self._points = points_of(self.graph, self.size())
        return self._points

    @property
    def names(self) -> list[Written]:
        """Where the names stand at present."""
        if self._names is None:
            self._names = names_of(self.graph, self.size(), QFontMetricsF(self.font()), self.points)
        return self._names

    def point(self, number: int) -> QPointF:
        """The middle of a node, in pixels."""
        return self.points[number]

    def _say(self) -> None:
        parts = []
        if self.edge is not None:
            parts.append(self.graph.edges[self.edge].said)
        elif self.node is not None:
            parts.append(f"{self.graph.nodes[self.node].said} {self.node + 1} of {len(self.graph.nodes)}.")
        else:
            nodes, lines = len(self.graph.nodes), len(self.graph.edges)
            parts += [f"{counted(nodes, 'circle')}, {counted(lines, 'line')}.", KEYS]
        self.setAccessibleDescription(" ".join(parts))

    def choose(self, number: int) -> None:
        """Choose a node."""
        self.node, self.edge = number, None
        self._say()
        self.update()
        self.node_chosen.emit(number)

    def choose_edge(self, number: int) -> None:
        """Choose a line."""
        self.edge = number
        self._say()
        self.update()
        self.edge_chosen.emit(number)

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = colours_now()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.base)
        painter.setPen(colours.line)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setOpacity(FADED if self._stale else 1.0)
        paint_edges(painter, self.graph, self.points, colours, self.edge)
        paint_nodes(painter, self.graph, self.points, colours, self.node, self.hasFocus())
        if self.graph.directed:
            paint_figures(painter, self.graph, self.points, self.names, colours)
        paint_names(painter, self.points, self.names, colours, self.node)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._forget_places()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._forget_places()
            self.room_changed.emit()
        super().changeEvent(event)

    # -- by mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position()
        node = node_at(self.graph, point, self.points)
        if node is not None:
            self._pressed, self._grip = point, self.point(node) - point
            self.choose(node)
            return
        edge = edge_at(self.graph, point, self.points)
        if edge is not None:
            self.choose_edge(edge)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed is None or self.node is None:
            over = node_at(self.graph, point, self.points) is not None
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        if not self._dragging and (point - self._pressed).manhattanLength() < _DRAG:
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._move(self.node, *place_of(point + self._grip, self.size()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged = self._dragging
        self._pressed, self._dragging = None, False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if dragged:
            self._settle()
        super().mouseReleaseEvent(event)

    def _move(self, number: int, x: float, y: float) -> None:
        """Move a node, its name with it; the other names stay until it lies still."""
        before, points, names = self.point(number), self.points, self.names
        self.graph = self.graph.moved(number, x, y)
        points[number] = point_of(self.graph.nodes[number], self.size())
        shift = points[number] - before
        old = names[number]
        names[number] = replace(old, place=old.place.translated(shift))
        self.update()

    def _settle(self) -> None:
        self._forget_places()
        self.update()
        self.arranged.emit(self.graph.places)

    # -- by keyboard --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if not self.graph.nodes:
            super().keyPressEvent(event)
        elif key in _ARROWS and held & Qt.KeyboardModifier.ControlModifier:
            self._push(*_ARROWS[key], _FAR if held & Qt.KeyboardModifier.ShiftModifier else _STEP)
        elif key in _ARROWS:
            self.choose(0 if self.node is None else self.graph.towards(self.node, *_ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key is Qt.Key.Key_Home else len(self.graph.nodes) - 1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.node is not None:
            self._next_edge(1 if key is Qt.Key.Key_PageDown else -1)
        elif key is Qt.Key.Key_Escape and self.edge is not None and self.node is not None:
            self.choose(self.node)
        else:
            super().keyPressEvent(event)

    def _push(self, across: int, up: int, step: float) -> None:
        number = self.node if self.node is not None else 0
        if self.node is None:
            self.choose(0)
        node = self.graph.nodes[number]
        self._move(number, node.x + across * step, node.y + up * step)
        self._settle()

    def _next_edge(self, step: int) -> None:
        edges = [] if self.node is None else self.graph.edges_of(self.node)
        if not edges:
            return
        begin = -1 if step > 0 else 0
        place = edges.index(self.edge) if self.edge in edges else begin
        self.choose_edge(edges[(place + step) % len(edges)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
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
        node = node_at(self.graph, point, self.points)
        if node is not None:
            return self.graph.nodes[node].said
        edge = edge_at(self.graph, point, self.points)
        return "" if edge is None else self.graph.edges[edge].said
