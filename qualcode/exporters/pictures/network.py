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
    """What is drawn; ``strength`` names what the lines stand for."""

    nodes: Sequence[NetworkSpot]
    edges: Sequence[Tie]
    strength: str
    provenance: Provenance
    colours: OwnColours = field(default_factory=dict)

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
        remarks.append(f"Lines: {picture.strength}, from {low} (thin) to {high} (thick and dark).")
    if picture.nodes:
        uses = [node.uses for node in picture.nodes]
        remarks.append(f"Areas of circles: how often a code is used, from {min(uses):,} to {max(uses):,}.")
    return remarks


def draw_network(sheet: PictureSheet, picture: NetworkPicture) -> None:
    """Lines, circles, and names that overlap neither each other nor any circle."""
    wide, high = _size(sheet, len(picture.nodes))
    axes = sheet.axes(0, 0, wide, high)
    axes.set_xlim(0, wide)
    axes.set_ylim(0, high)
    points = [(0.3 + node.x * (wide - 0.6), 0.3 + node.y * (high - 0.6)) for node in picture.nodes]
    _draw_lines(axes, picture.edges, points)
    most = max((node.uses for node in picture.nodes), default=1)
    sizes = [max(_SMALLEST, _LARGEST * float(np.sqrt(node.uses / most))) for node in picture.nodes]
    across = [point[0] for point in points]
    up = [point[1] for point in points]
    areas = [(144 * size) ** 2 for size in sizes]
    inks = [own_colour(node.label, picture.colours) for node in picture.nodes]
    axes.scatter(across, up, s=areas, color=inks, edgecolors="white", linewidths=0.8, zorder=2)
    for name in place_names(sheet, picture, points, sizes):
        x, y = (name.box.left + name.box.right) / 2, (name.box.bottom + name.box.top) / 2
        if name.away:
            axes.plot(
                (points[name.node][0], x), (points[name.node][1], y), color="#777777", linewidth=0.4, zorder=3
            )
        axes.text(
            x, y, name.words, size=_SIZE, color=INK, ha="center", va="center", linespacing=1.05, zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.5},
        )  # fmt: skip


def _size(sheet: PictureSheet, codes: int) -> tuple[float, float]:
    """Room for as many codes; in a document no wider than its pages, and higher for that."""
    side = max(5.0, 1.45 * float(np.sqrt(max(codes, 1))))
    wide = sheet.across(1.25 * side, 0.7, 3.0)
    return wide, side if wide == 1.25 * side else min(_HIGHEST, 1.25 * side * side / wide)


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
    places = name_places(spots, order, gap=0.02, step=0.07)
    return [Placed(words[node], places[node].box, node, places[node].away) for node in order]
