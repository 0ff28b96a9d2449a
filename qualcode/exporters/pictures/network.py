"""Codes as a network: the more a code is used the larger, the more two go together the stronger the line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np

from qualcode.exporters.pictures.colours import OwnColours, own_colour
from qualcode.exporters.pictures.name_places import NamedSpot as Circle
from qualcode.exporters.pictures.name_places import Rectangle, name_places
from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.pictures.sheet import INK, Page, PictureSheet
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE: Final = 7.0
_LINE: Final = 0.13
_WIDEST_NAME: Final = 1.5
_LARGEST: Final = 0.26
_SMALLEST: Final = 0.05
_FEW: Final = 16
"""Of more codes circles are smaller, so that names find room between them."""
_GAP: Final = 0.2
"""Between circles at least."""
_PUSHES: Final = 200
_SAME: Final = 1e-9
_CROWD: Final = 400
"""Of more circles than these nobody could tell one from another anyway."""
_MOST_LINES: Final = 400
"""Names keep clear of so many lines, the strongest."""
_HIGHEST: Final = 7.4
"""In a document, in inches before it is enlarged there."""


class NetworkSpot(Protocol):
    """A code, how often it is used, and its place in the unit square."""

    @property
    def label(self) -> Label: ...
    @property
    def uses(self) -> int: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...


class Tie(Protocol):
    """Two codes by number and how strongly they go together."""

    @property
    def one(self) -> int: ...
    @property
    def other(self) -> int: ...
    @property
    def weight(self) -> float: ...


@dataclass(frozen=True, eq=False)
class NetworkPicture:
    """What is drawn; ``strength`` names what the lines stand for, ``counted`` what the circles do."""

    nodes: Sequence[NetworkSpot]
    edges: Sequence[Tie]
    strength: str
    provenance: Provenance
    colours: OwnColours = field(default_factory=dict)
    counted: str = "passages"

    def page(self) -> Page:
        """Circles and lines with what they stand for."""
        return Page(lambda sheet: draw_network(sheet, self), self.provenance, legend(self))


class Placed(NamedTuple):
    """A name in lines, where it stands, and the node it belongs to."""

    words: str
    box: Rectangle
    node: int
    away: bool


def legend(picture: NetworkPicture) -> list[str]:
    """What lines and circles stand for, in sentences."""
    remarks = []
    if picture.edges:
        weights = [edge.weight for edge in picture.edges]
        low, high = f"{min(weights):.3g}", f"{max(weights):.3g}"
        remarks.append(f"Lines: {picture.strength}, from {low} (thin) to {high} (thick).")
    if picture.nodes:
        uses = [node.uses for node in picture.nodes]
        remarks.append(
            f"Areas of circles: {picture.counted} of each code, from {min(uses):,} to {max(uses):,}."
        )
    return remarks


def draw_network(sheet: PictureSheet, picture: NetworkPicture) -> None:
    """Lines, circles, and names that overlap neither each other nor any circle."""
    wide, high = _size(sheet, len(picture.nodes))
    axes = sheet.axes(0, 0, wide, high)
    axes.set_xlim(0, wide)
    axes.set_ylim(0, high)
    points = [(0.3 + node.x * (wide - 0.6), 0.3 + node.y * (high - 0.6)) for node in picture.nodes]
    most = max((node.uses for node in picture.nodes), default=1)
    largest = _LARGEST * min(1.0, float(np.sqrt(_FEW / max(1, len(picture.nodes)))))
    sizes = [max(_SMALLEST, largest * float(np.sqrt(node.uses / most))) for node in picture.nodes]
    points = pushed_apart(points, sizes)
    _draw_lines(axes, picture.edges, points)
    across = [point[0] for point in points]
    up = [point[1] for point in points]
    areas = [(144 * size) ** 2 for size in sizes]
    inks = [own_colour(node.label, picture.colours) for node in picture.nodes]
    axes.scatter(across, up, s=areas, color=inks, edgecolors="white", linewidths=0.8, zorder=2)
    for name in place_names(sheet, picture, points, sizes):
        x, y = (name.box.left + name.box.right) / 2, (name.box.bottom + name.box.top) / 2
        if name.away:
            (left, low), size = points[name.node], sizes[name.node]
            share = size / max(float(np.hypot(x - left, y - low)), size)
            edge = left + (x - left) * share, low + (y - low) * share
            axes.plot((edge[0], x), (edge[1], y), color="#333333", linewidth=0.6, zorder=3)
        axes.text(
            x, y, name.words, size=_SIZE, color=INK, ha="center", va="center", linespacing=1.05, zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 1.0, "pad": 0.5},
        )  # fmt: skip


def _size(sheet: PictureSheet, codes: int) -> tuple[float, float]:
    """Room for as many codes; in a document no wider than its pages, and higher for that."""
    side = max(5.0, 1.45 * float(np.sqrt(max(codes, 1))))
    wide = sheet.across(1.25 * side, 0.7, 3.0)
    return wide, side if wide == 1.25 * side else min(_HIGHEST, 1.25 * side * side / wide)


def pushed_apart(
    points: Sequence[tuple[float, float]], sizes: Sequence[float], gap: float = _GAP
) -> list[tuple[float, float]]:
    """The same places, but that no circle covers another: those that would go a little out of the way."""
    places, radii = np.array(points, dtype=np.float64).reshape(-1, 2), np.array(sizes)
    least = radii[:, None] + radii[None] + gap
    numbers = np.arange(len(points))
    # Two in one place part sidewards, the first one to the left.
    sideways = np.sign(np.subtract.outer(numbers, numbers))
    for _ in range(_PUSHES if len(points) <= _CROWD else 0):
        way = places[:, None] - places[None]
        away = np.hypot(way[..., 0], way[..., 1])
        same = away < _SAME
        way[..., 0] = np.where(same, sideways, way[..., 0])
        away = np.where(same, 1.0, away)
        short = np.maximum(least - np.where(same, 0.0, away), 0.0)
        np.fill_diagonal(short, 0.0)
        if not short.any():
            break
        places += (way / away[..., None] * (short / 2)[..., None]).sum(axis=1)
    return [(float(x), float(y)) for x, y in places]


def _draw_lines(axes: "Axes", edges: Sequence[Tie], points: Sequence[tuple[float, float]]) -> None:
    """All lines at once, the strongest on top: a large codebook has a hundred thousand."""
    from matplotlib.collections import LineCollection

    strongest = max((edge.weight for edge in edges), default=1.0)
    drawn = sorted(edges, key=lambda edge: edge.weight)
    shares = [edge.weight / strongest for edge in drawn]
    axes.add_collection(
        LineCollection(
            [(points[edge.one], points[edge.other]) for edge in drawn],
            colors=[str(round(0.85 - 0.6 * share, 3)) for share in shares],
            linewidths=[0.4 + 3.6 * share for share in shares],
            zorder=1,
        ),
        autolim=False,
    )


def place_names(
    sheet: PictureSheet,
    picture: NetworkPicture,
    points: Sequence[tuple[float, float]],
    sizes: Sequence[float],
) -> list[Placed]:
    """A place for every name, those of the most used codes first, beside its circle or further away."""
    names = short_names([node.label for node in picture.nodes])
    words = [sheet.wrapped(name, _SIZE, _WIDEST_NAME) for name in names]
    spots = [
        Circle(x, y, size, sheet.width_of([text], _SIZE) + 0.06, _LINE * (text.count("\n") + 1) + 0.02)
        for (x, y), size, text in zip(points, sizes, words, strict=True)
    ]
    order = sorted(range(len(names)), key=lambda node: (-picture.nodes[node].uses, node))
    strongest = sorted(picture.edges, key=lambda edge: -edge.weight)[:_MOST_LINES]
    lines = [(*points[edge.one], *points[edge.other]) for edge in strongest]
    places = name_places(spots, order, gap=0.02, step=0.07, lines=lines)
    return [Placed(words[node], places[node].box, node, places[node].away) for node in order]
