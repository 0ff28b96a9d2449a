"""Codes as a network: the more a code is used the larger, the more two go together the stronger the line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import numpy as np

from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.pictures.sheet import INK, Sheet, write_picture
from qualcode.model.matrix import Label, Provenance

_SIZE: Final = 7.0
_LINE: Final = 0.13
_WIDEST_NAME: Final = 1.5
_LARGEST: Final = 0.26
_SMALLEST: Final = 0.05
_NODE: Final = "#5b9bd0"
_FURTHEST: Final = 60


class Spot(Protocol):
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

    nodes: Sequence[Spot]
    edges: Sequence[Tie]
    strength: str
    provenance: Provenance


class Box(NamedTuple):
    """A rectangle in inches."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


class Placed(NamedTuple):
    """A name in lines, where it stands, and the node it belongs to."""

    words: str
    box: Box
    node: int
    away: bool


def write_network(path: Path, picture: NetworkPicture) -> None:
    """Write a network as png, svg or pdf."""
    remarks = []
    if picture.edges:
        weights = [edge.weight for edge in picture.edges]
        low, high = f"{min(weights):.3g}", f"{max(weights):.3g}"
        remarks.append(f"Lines: {picture.strength}, from {low} (thin) to {high} (thick and dark).")
    if picture.nodes:
        uses = [node.uses for node in picture.nodes]
        remarks.append(f"Areas of circles: how often a code is used, from {min(uses):,} to {max(uses):,}.")
    write_picture(path, lambda sheet: draw_network(sheet, picture), picture.provenance, remarks)


def draw_network(sheet: Sheet, picture: NetworkPicture) -> None:
    """Lines, circles, and names that overlap neither each other nor any circle."""
    side = max(5.0, 1.45 * np.sqrt(max(len(picture.nodes), 1)))
    axes = sheet.axes(0, 0, 1.25 * side, side)
    axes.set_xlim(0, 1.25 * side)
    axes.set_ylim(0, side)
    points = [(0.3 + node.x * (1.25 * side - 0.6), 0.3 + node.y * (side - 0.6)) for node in picture.nodes]
    strongest = max((edge.weight for edge in picture.edges), default=1.0)
    for edge in sorted(picture.edges, key=lambda edge: edge.weight):
        share = edge.weight / strongest
        (x, y), (u, v) = points[edge.one], points[edge.other]
        axes.plot(
            (x, u), (y, v), color=str(round(0.85 - 0.6 * share, 3)), linewidth=0.4 + 3.6 * share, zorder=1
        )
    most = max((node.uses for node in picture.nodes), default=1)
    sizes = [max(_SMALLEST, _LARGEST * float(np.sqrt(node.uses / most))) for node in picture.nodes]
    across = [point[0] for point in points]
    up = [point[1] for point in points]
    areas = [(144 * size) ** 2 for size in sizes]
    axes.scatter(across, up, s=areas, color=_NODE, edgecolors="white", linewidths=0.8, zorder=2)
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


def place_names(
    sheet: Sheet, picture: NetworkPicture, points: Sequence[tuple[float, float]], sizes: Sequence[float]
) -> list[Placed]:
    """A place for every name, those of the most used codes first, beside its circle or further away."""
    circles = [
        Box(x - size, y - size, x + size, y + size) for (x, y), size in zip(points, sizes, strict=True)
    ]
    taken: list[Box] = []
    placed = []
    names = short_names([node.label for node in picture.nodes])
    for node in sorted(range(len(names)), key=lambda node: (-picture.nodes[node].uses, node)):
        words = sheet.wrapped(names[node], _SIZE, _WIDEST_NAME)
        width, height = sheet.width_of([words], _SIZE) + 0.06, _LINE * (words.count("\n") + 1) + 0.02
        for far, box in _candidates(points[node], sizes[node], width, height):
            # At the last resort a name may cover a circle, never another name.
            around = circles if far < _FURTHEST else []
            if not any(box.meets(other) for other in (*taken, *around)):
                taken.append(box)
                placed.append(Placed(words, box, node, far > 1))
                break
    return placed


def _candidates(
    point: tuple[float, float], size: float, width: float, height: float
) -> Iterator[tuple[int, Box]]:
    """Places around a circle: right, left, above, below, aslant, then the same further and further away."""
    x, y = point
    far = 0
    while True:
        reach = size + 0.02 + 0.07 * far
        for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            slant = 0.75 if across and up else 1.0
            left = x + across * (reach * slant + width / 2) - width / 2
            bottom = y + up * (reach * slant + height / 2) - height / 2
            yield far, Box(left, bottom, left + width, bottom + height)
        far += 1
