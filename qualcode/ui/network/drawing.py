"""Where the parts of a network lie on the screen, in pixels, and how they are painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from qualcode.exporters.pictures.name_places import (
    STRUCK,
    Line,
    NamedSpot,
    Rectangle,
    first_free,
    name_places,
)
from qualcode.exporters.pictures.network import pushed_apart
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
_GAP: Final = 8.0
"""Between circles at least."""
_AROUND: Final = 4.0
"""How much more room a network needs than its circles and names cover."""
_AROUND_FIGURES: Final = 12.0
"""How much more its figures need than they cover, for the arrows that they stand on."""
_NARROWEST: Final = 280
_PIECES: Final = 8
"""Straight lines as which the bow of an arrow is taken where names keep off it."""
_STRUCK: Final = 2.5
"""Names of few people rather stand as many steps further away than on an arrow, which is read by its ends."""
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
    radius: float = 0.0
    """Of its circle."""


def point_of(node: GraphNode, size: QSize) -> QPointF:
    """The middle of a node on a surface of this size."""
    wide, high = max(1.0, size.width() - 2 * MARGIN), max(1.0, size.height() - 2 * MARGIN - _LOOPS)
    return QPointF(MARGIN + node.x * wide, MARGIN + _LOOPS + (1 - node.y) * high)


def place_of(point: QPointF, size: QSize) -> tuple[float, float]:
    """The place in the unit square of a point on the surface."""
    wide, high = max(1.0, size.width() - 2 * MARGIN), max(1.0, size.height() - 2 * MARGIN - _LOOPS)
    return (point.x() - MARGIN) / wide, 1 - (point.y() - MARGIN - _LOOPS) / high


def points_of(graph: Graph, size: QSize) -> list[QPointF]:
    """The middles of all nodes, with a gap between any two circles that would cover each other."""
    points = [point_of(node, size) for node in graph.nodes]
    if len(points) > _FEW:
        return points
    radii = [node.radius for node in graph.nodes]
    apart = pushed_apart([(point.x(), point.y()) for point in points], radii, _GAP)
    right, below = size.width() - MARGIN, size.height() - MARGIN
    return [QPointF(max(MARGIN, min(right, x)), max(MARGIN, min(below, y))) for x, y in apart]


def room_for(graph: Graph, metrics: QFontMetricsF, wide: int) -> QSize:
    """The least surface on which circles, names and figures have room, for as many nodes as can be told."""
    if len(graph.nodes) > _FEW:
        return QSize(0, 0)
    room = 0.0
    for node in graph.nodes:
        width, height = _name_size(wrapped(node.name, metrics), metrics)
        room += width * height + (2 * node.radius + _GAP) ** 2
    figures = sum(
        metrics.horizontalAdvance(edge.figure) * metrics.height() for edge in graph.edges if edge.figure
    )
    return QSize(_NARROWEST, round((_AROUND * room + _AROUND_FIGURES * figures) / max(wide, _NARROWEST)))


def _name_size(words: str, metrics: QFontMetricsF) -> tuple[float, float]:
    lines = words.split("\n")
    return max(metrics.horizontalAdvance(line) for line in lines) + 6, metrics.height() * len(lines) + 2


def names_of(
    graph: Graph, size: QSize, metrics: QFontMetricsF, points: Sequence[QPointF] | None = None
) -> list[Written]:
    """Where names stand so that none covers another, those of the largest nodes first."""
    points = points_of(graph, size) if points is None else points
    words = [wrapped(node.name, metrics) for node in graph.nodes]
    spots = [
        NamedSpot(point.x(), point.y(), node.radius, *_name_size(text, metrics))
        for node, text, point in zip(graph.nodes, words, points, strict=True)
    ]
    order = sorted(range(len(spots)), key=lambda number: (-graph.nodes[number].share, number))
    whole = Rectangle(0, 0, size.width(), size.height())
    # Arrows lie between the circles, so that names are read best outside.
    centre = (size.width() / 2, size.height() / 2) if graph.directed else None
    paths = [path_of(graph, edge, points) for edge in graph.edges]
    loops = [
        _box(path.boundingRect())
        for edge, path in zip(graph.edges, paths, strict=True)
        if edge.one == edge.other
    ]
    drawn: list[Line] = []
    if len(graph.nodes) <= _FEW:
        pieces = _PIECES if graph.directed else 1
        drawn = [
            line
            for edge, path in zip(graph.edges, paths, strict=True)
            if edge.one != edge.other
            for line in _straight(path, pieces)
        ]
    places = name_places(
        spots,
        order,
        gap=3,
        step=6,
        inside=whole,
        centre=centre,
        obstacles=loops,
        lines=drawn,
        struck=_STRUCK if graph.directed else STRUCK,
    )
    return [
        Written(text, QRectF(QPointF(box.left, box.bottom), QPointF(box.right, box.top)), away, node.radius)
        for node, text, (box, away) in zip(graph.nodes, words, places, strict=True)
    ]


def _straight(path: QPainterPath, pieces: int) -> list[Line]:
    """A line that may be bowed, in straight pieces."""
    along = [path.pointAtPercent(number / pieces) for number in range(pieces + 1)]
    return [(one.x(), one.y(), other.x(), other.y()) for one, other in pairwise(along)]


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


def path_of(graph: Graph, edge: GraphEdge, points: Sequence[QPointF]) -> QPainterPath:
    """The line of an edge: straight, or bowed where it is an arrow."""
    one, other = graph.nodes[edge.one], graph.nodes[edge.other]
    begin, end = points[edge.one], points[edge.other]
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


def node_at(graph: Graph, point: QPointF, points: Sequence[QPointF]) -> int | None:
    """The node under a point, the one painted last where several lie there."""
    for number in reversed(range(len(graph.nodes))):
        node = graph.nodes[number]
        if _length(points[number] - point) <= node.radius + 3:
            return number
    return None


def edge_at(graph: Graph, point: QPointF, points: Sequence[QPointF]) -> int | None:
    """The edge under a point, the strongest where several lie there."""
    stroker = QPainterPathStroker()
    stroker.setWidth(_REACH)
    for number in sorted(range(len(graph.edges)), key=lambda number: -graph.edges[number].share):
        if stroker.createStroke(path_of(graph, graph.edges[number], points)).contains(point):
            return number
    return None


def paint_edges(
    painter: QPainter, graph: Graph, points: Sequence[QPointF], colours: Colours, chosen: int | None
) -> None:
    """Lines, the weakest first, and on arrows their figures."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in sorted(range(len(graph.edges)), key=lambda number: graph.edges[number].share):
        edge = graph.edges[number]
        colour = QColor(tinted(colours.text, colours.base, 0.22 + 0.5 * edge.share))
        width = 0.8 + 4.2 * edge.share
        if number == chosen:
            colour, width = QColor(readable(colours.accent, colours.base)), width + 2
        path = path_of(graph, edge, points)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawPath(path)
        if graph.directed and edge.one != edge.other:
            _paint_head(painter, path, colour, width)


def paint_figures(
    painter: QPainter, graph: Graph, points: Sequence[QPointF], names: list[Written], colours: Colours
) -> None:
    """How often, on each arrow where it is free of circles, of names and of other figures."""
    metrics = QFontMetricsF(painter.font())
    taken = [_box(written.place) for written in names]
    for node, point in zip(graph.nodes, points, strict=True):
        taken.append(
            _box(QRectF(point, point).adjusted(-node.radius, -node.radius, node.radius, node.radius))
        )
    for edge in sorted(graph.edges, key=lambda edge: -edge.share):
        if not edge.figure:
            continue
        path = path_of(graph, edge, points)
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
    painter: QPainter,
    graph: Graph,
    points: Sequence[QPointF],
    colours: Colours,
    chosen: int | None,
    focused: bool,
) -> None:
    """Circles; a quiet one is hollow, the chosen one has a ring."""
    usual = shades_of(colours).solid
    for number, node in enumerate(graph.nodes):
        fill = QColor(readable(node.colour or usual, colours.base))
        point = points[number]
        painter.setPen(QPen(fill if node.quiet else QColor(colours.base), 1.5))
        painter.setBrush(QColor(colours.base) if node.quiet else fill)
        painter.drawEllipse(point, node.radius, node.radius)
        if number == chosen:
            style = Qt.PenStyle.SolidLine if focused else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(colours.text), 2, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(point, node.radius + 3, node.radius + 3)


def paint_names(
    painter: QPainter,
    points: Sequence[QPointF],
    names: list[Written],
    colours: Colours,
    chosen: int | None,
) -> None:
    """Names on a ground that lets them be read across lines."""
    ground = QColor(colours.base)
    ground.setAlpha(215)
    for number, written in enumerate(names):
        if written.away:
            painter.setPen(QPen(QColor(colours.muted), 0.7))
            way = QLineF(points[number], written.place.center())
            way.setP1(way.pointAt(min(1.0, written.radius / max(1.0, way.length()))))
            painter.drawLine(way)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(written.place.adjusted(1, 1, -1, -1), 3, 3)
        font = painter.font()
        font.setUnderline(number == chosen)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(written.place, Qt.AlignmentFlag.AlignCenter, written.words)
