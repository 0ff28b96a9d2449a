"""Where the parts of a network lie on the screen, in pixels, and how they are painted."""

from dataclasses import dataclass
from math import hypot
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from qualcode.exporters.pictures.name_places import Line, NamedSpot, Rectangle, first_free, name_places
from qualcode.model.codes.colour import readable, tinted
from qualcode.ui.look.theme import Colours, shades_of
from qualcode.ui.network.graph import LARGEST, Graph, GraphEdge, GraphNode

MARGIN: Final = LARGEST + 14
_LOOPS: Final = 34
"""Further room above, where arrows may lead back to where they begin."""

_ALONG: Final = (0.36, 0.28, 0.44, 0.5, 0.22, 0.56, 0.62, 0.68)
"""Shares of an arrow's way at which its figure may stand: many arrows cross midway."""

_FEW: Final = 60
"""Of so many nodes at most, names keep clear of lines: those of more are placed while one waits."""
_WIDEST_NAME: Final = 150.0
_MOST_LINES: Final = 3
_BOW: Final = 0.1
"""How far an arrow leaves the straight line, as a share of its length: there and back stay apart."""

_REACH: Final = 9.0
"""Pixels on which a line is hit."""


@dataclass(frozen=True, slots=True)
class Written:
    """A name in lines, and its rectangle; ``away`` asks for a thin line that leads to its node."""

    words: str
    place: QRectF
    away: bool


def point_of(node: GraphNode, size: QSize) -> QPointF:
    """The middle of a node on a surface of this size."""
    wide, high = max(1.0, size.width() - 2 * MARGIN), max(1.0, size.height() - 2 * MARGIN - _LOOPS)
    return QPointF(MARGIN + node.x * wide, MARGIN + _LOOPS + (1 - node.y) * high)


def place_of(point: QPointF, size: QSize) -> tuple[float, float]:
    """The place in the unit square of a point on the surface."""
    wide, high = max(1.0, size.width() - 2 * MARGIN), max(1.0, size.height() - 2 * MARGIN - _LOOPS)
    return (point.x() - MARGIN) / wide, 1 - (point.y() - MARGIN - _LOOPS) / high


def names_of(graph: Graph, size: QSize, metrics: QFontMetricsF) -> list[Written]:
    """Where names stand so that none covers another, those of the largest nodes first."""
    words = [wrapped(node.name, metrics) for node in graph.nodes]
    spots = []
    for node, text in zip(graph.nodes, words, strict=True):
        point = point_of(node, size)
        lines = text.split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines) + 6
        spots.append(NamedSpot(point.x(), point.y(), node.radius, width, metrics.height() * len(lines) + 2))
    order = sorted(range(len(spots)), key=lambda number: (-graph.nodes[number].share, number))
    whole = Rectangle(0, 0, size.width(), size.height())
    # Arrows lie between the circles, so that names are read best outside.
    centre = (size.width() / 2, size.height() / 2) if graph.directed else None
    loops = [
        _box(path_of(graph, edge, size).boundingRect()) for edge in graph.edges if edge.one == edge.other
    ]
    drawn: list[Line] = []
    if not graph.directed and len(graph.nodes) <= _FEW:
        ends = [(point_of(node, size).x(), point_of(node, size).y()) for node in graph.nodes]
        drawn = [(*ends[edge.one], *ends[edge.other]) for edge in graph.edges]
    places = name_places(
        spots, order, gap=3, step=6, inside=whole, centre=centre, obstacles=loops, lines=drawn
    )
    return [
        Written(text, QRectF(QPointF(box.left, box.bottom), QPointF(box.right, box.top)), away)
        for text, (box, away) in zip(words, places, strict=True)
    ]


def wrapped(name: str, metrics: QFontMetricsF) -> str:
    """A name in at most three lines; what is longer ends in dots."""
    lines: list[str] = []
    for word in " ".join(name.split()).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= _WIDEST_NAME:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])]
    return "\n".join(
        metrics.elidedText(line, Qt.TextElideMode.ElideRight, 1.6 * _WIDEST_NAME) for line in lines
    )


def path_of(graph: Graph, edge: GraphEdge, size: QSize) -> QPainterPath:
    """The line of an edge: straight, or bowed where it is an arrow."""
    one, other = graph.nodes[edge.one], graph.nodes[edge.other]
    begin, end = point_of(one, size), point_of(other, size)
    path = QPainterPath(begin)
    if not graph.directed:
        path.lineTo(end)
        return path
    if edge.one == edge.other:
        reach = one.radius + 16
        path.cubicTo(begin + QPointF(-2 * reach, -2 * reach), begin + QPointF(2 * reach, -2 * reach), end)
        return path
    along = end - begin
    length = max(1.0, hypot(along.x(), along.y()))
    aside = QPointF(-along.y(), along.x()) * (_BOW * 2)
    middle = (begin + end) / 2 + aside
    # From the edge of one circle to the edge of the other, so that the arrowhead is seen.
    start = begin + (middle - begin) * (one.radius / max(1.0, _length(middle - begin)))
    tip = end + (middle - end) * ((other.radius + 2) / max(1.0, _length(middle - end)))
    path = QPainterPath(start)
    if length <= one.radius + other.radius:
        path.lineTo(tip)
    else:
        path.quadTo(middle, tip)
    return path


def _length(point: QPointF) -> float:
    return hypot(point.x(), point.y())


def node_at(graph: Graph, point: QPointF, size: QSize) -> int | None:
    """The node under a point, the one painted last where several lie there."""
    for number in reversed(range(len(graph.nodes))):
        node = graph.nodes[number]
        if _length(point_of(node, size) - point) <= node.radius + 3:
            return number
    return None


def edge_at(graph: Graph, point: QPointF, size: QSize) -> int | None:
    """The edge under a point, the strongest where several lie there."""
    stroker = QPainterPathStroker()
    stroker.setWidth(_REACH)
    for number in sorted(range(len(graph.edges)), key=lambda number: -graph.edges[number].share):
        if stroker.createStroke(path_of(graph, graph.edges[number], size)).contains(point):
            return number
    return None


def paint_edges(painter: QPainter, graph: Graph, size: QSize, colours: Colours, chosen: int | None) -> None:
    """Lines, the weakest first, and on arrows their figures."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in sorted(range(len(graph.edges)), key=lambda number: graph.edges[number].share):
        edge = graph.edges[number]
        colour = QColor(tinted(colours.text, colours.base, 0.22 + 0.5 * edge.share))
        width = 0.8 + 4.2 * edge.share
        if number == chosen:
            colour, width = QColor(readable(colours.accent, colours.base)), width + 2
        path = path_of(graph, edge, size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawPath(path)
        if graph.directed and edge.one != edge.other:
            _paint_head(painter, path, colour, width)


def paint_figures(
    painter: QPainter, graph: Graph, size: QSize, names: list[Written], colours: Colours
) -> None:
    """How often, on each arrow where it is free of circles, of names and of other figures."""
    metrics = QFontMetricsF(painter.font())
    taken = [_box(written.place) for written in names]
    for node in graph.nodes:
        point = point_of(node, size)
        taken.append(
            _box(QRectF(point, point).adjusted(-node.radius, -node.radius, node.radius, node.radius))
        )
    for edge in sorted(graph.edges, key=lambda edge: -edge.share):
        if not edge.figure:
            continue
        path = path_of(graph, edge, size)
        shares = (0.5,) if edge.one == edge.other else _ALONG
        places = []
        for share in shares:
            box = QRectF(0, 0, metrics.horizontalAdvance(edge.figure) + 6, metrics.height())
            box.moveCenter(path.pointAtPercent(share))
            places.append(box)
        chosen = places[first_free([_box(place) for place in places], taken)]
        taken.append(_box(chosen))
        _paint_figure(painter, chosen, edge.figure, colours)


def _box(place: QRectF) -> Rectangle:
    return Rectangle(place.left(), place.top(), place.right(), place.bottom())


def _paint_head(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    tip = path.pointAtPercent(1.0)
    length = max(1.0, path.length())
    after = path.pointAtPercent(max(0.0, 1.0 - (8 + 1.5 * width) / length))
    along = tip - after
    aside = QPointF(-along.y(), along.x()) * 0.45
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([tip, after + aside, after - aside]))


def _paint_figure(painter: QPainter, place: QRectF, figure: str, colours: Colours) -> None:
    ground = QColor(colours.base)
    ground.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(place, 3, 3)
    painter.setPen(QColor(colours.text))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, figure)


def paint_nodes(
    painter: QPainter, graph: Graph, size: QSize, colours: Colours, chosen: int | None, focused: bool
) -> None:
    """Circles; a quiet one is hollow, the chosen one has a ring."""
    usual = shades_of(colours).solid
    for number, node in enumerate(graph.nodes):
        fill = QColor(readable(node.colour or usual, colours.base))
        point = point_of(node, size)
        painter.setPen(QPen(fill if node.quiet else QColor(colours.base), 1.5))
        painter.setBrush(QColor(colours.base) if node.quiet else fill)
        painter.drawEllipse(point, node.radius, node.radius)
        if number == chosen:
            style = Qt.PenStyle.SolidLine if focused else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(colours.text), 2, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(point, node.radius + 3, node.radius + 3)


def paint_names(
    painter: QPainter, graph: Graph, size: QSize, names: list[Written], colours: Colours, chosen: int | None
) -> None:
    """Names on a ground that lets them be read across lines."""
    ground = QColor(colours.base)
    ground.setAlpha(215)
    for number, written in enumerate(names):
        if written.away:
            painter.setPen(QPen(QColor(colours.muted), 0.7))
            painter.drawLine(point_of(graph.nodes[number], size), written.place.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(written.place.adjusted(1, 1, -1, -1), 3, 3)
        font = painter.font()
        font.setUnderline(number == chosen)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(written.place, Qt.AlignmentFlag.AlignCenter, written.words)
