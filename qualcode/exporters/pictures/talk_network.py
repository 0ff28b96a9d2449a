"""Who speaks after whom as a network: an arrow for each pair, the thicker the more often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, Final

from qualcode.exporters.pictures.name_places import Line, NamedSpot, Rectangle, first_free, name_places
from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.pictures.network import pushed_apart
from qualcode.exporters.pictures.sheet import INK, Page, PictureSheet
from qualcode.model.codes.shades import PAPER
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Point = tuple[float, float]

_SIDE: Final = 5.2
_SIZE: Final = 8.0
_FIGURE: Final = 6.5
_LINE: Final = 0.15
_WIDEST_NAME: Final = 1.4
_LARGEST: Final = 0.3
_SMALLEST: Final = 0.08
_APART: Final = 0.12
"""Between circles at least, wherever people were put."""
_STRUCK: Final = 2.5
"""Names of few people rather stand as many steps further away than on an arrow, which is read by its ends."""
_BOW: Final = 0.2
_LOOP: Final = 1.9
_LOOP_WIDTH: Final = 1.0
_LOOP_ASIDE: Final = radians(65)
"""A loop leaves its circle so far beside the direction away from all others, where the name stands."""
_PIECES: Final = 8
"""Straight lines as which the bow of an arrow is taken where names keep off it."""
_OF_A_LOOP: Final = 24
"""Points of a loop, each of which keeps names so far off."""
_BESIDE: Final = 0.06
_ALONG: Final = (0.36, 0.28, 0.44, 0.5, 0.22, 0.56, 0.62, 0.68, 0.33, 0.4, 0.25, 0.47, 0.53, 0.74)
"""Shares of an arrow's way at which its figure may stand: many arrows cross midway."""


@dataclass(frozen=True, eq=False)
class TalkNetwork:
    """Speakers with their numbers of turns and places in the unit square, and who follows whom how often.

    ``silent`` are the numbers of those who touch no code, or, where codes are ``narrowed``, none of
    those that count: their circles are hollow.
    """

    speakers: Sequence[Label]
    turns: Sequence[int]
    places: Sequence[Point]
    following: Mapping[tuple[int, int], int]
    silent: frozenset[int]
    provenance: Provenance
    narrowed: bool = False

    def page(self) -> Page:
        """Circles and arrows with what they stand for."""
        remarks = []
        if self.following:
            remarks.append(
                "An arrow leads from one speaker to the one who speaks directly after; its figure: how often."
            )
        if self.turns:
            low, high = min(self.turns), max(self.turns)
            remarks.append(f"Areas of circles: turns, from {low:,} to {high:,}.")
        if self.silent:
            none = "none of the codes that count here" if self.narrowed else "no code"
            remarks.append(f"Hollow circles: participants who touch {none}.")
        return Page(lambda sheet: draw_talk_network(sheet, self), self.provenance, remarks)


def draw_talk_network(sheet: PictureSheet, picture: TalkNetwork) -> None:
    """Arrows, circles, figures, and names that overlap neither each other nor any circle."""
    side = sheet.across(1.25 * _SIDE, 0.2, 3.0) / 1.25
    axes = sheet.axes(0, 0, 1.25 * side, side)
    axes.set_xlim(0, 1.25 * side)
    axes.set_ylim(0, side)
    points = [(0.7 + x * (1.25 * side - 1.4), 0.7 + y * (side - 1.4)) for x, y in picture.places]
    most = max(picture.turns, default=1) or 1
    sizes = [max(_SMALLEST, _LARGEST * (turns / most) ** 0.5) for turns in picture.turns]
    points = pushed_apart(points, sizes, _APART)
    outwards = _outwards(points)
    often = max(picture.following.values(), default=1)
    for (one, other), number in sorted(picture.following.items(), key=lambda item: (item[1], item[0])):
        _arrow(axes, points[one], points[other], sizes[one], sizes[other], number / often, outwards[one])
    for number, ((x, y), size) in enumerate(zip(points, sizes, strict=True)):
        hollow = number in picture.silent
        axes.scatter(
            [x], [y], s=[(144 * size) ** 2], color="white" if hollow else PAPER.solid,
            edgecolors=PAPER.solid if hollow else "white", linewidths=1.4, zorder=3,
        )  # fmt: skip
    taken = _names(sheet, axes, picture, points, sizes)
    _figures(sheet, axes, picture, points, sizes, taken)


def _figures(
    sheet: PictureSheet,
    axes: "Axes",
    picture: TalkNetwork,
    points: Sequence[Point],
    sizes: Sequence[float],
    taken: list[Rectangle],
) -> None:
    """How often, on each arrow where it is free of names and of other figures."""
    outwards = _outwards(points)
    taken += [
        Rectangle(x - size, y - size, x + size, y + size) for (x, y), size in zip(points, sizes, strict=True)
    ]
    for (one, other), number in sorted(picture.following.items(), key=lambda item: (-item[1], item[0])):
        words = f"{number:,}"
        wide, high = sheet.size_of(words, sheet.letters(_FIGURE))
        places = [_on_bow(points[one], points[other], share) for share in _ALONG]
        if one == other:
            places = [_on_loop(_loop(points[one], sizes[one], outwards[one]), 0.5)]
        boxes = [
            Rectangle(x - wide / 2 - 0.04, y - high / 2 - 0.04, x + wide / 2 + 0.04, y + high / 2 + 0.04)
            for x, y in places
        ]
        chosen = first_free(boxes, taken)
        taken.append(boxes[chosen])
        ground = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.6}
        x, y = places[chosen]
        axes.text(
            x,
            y,
            words,
            size=sheet.letters(_FIGURE),
            color=INK,
            ha="center",
            va="center",
            zorder=4,
            bbox=ground,
        )


def _on_bow(one: Point, other: Point, share: float) -> Point:
    """The point on an arrow that lies at this share of its way."""
    bend = _bend(one, other)
    weights = ((1 - share) ** 2, 2 * share * (1 - share), share**2)
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, (one, bend, other), strict=True))
        for axis in (0, 1)
    )
    return x, y


def _straight(points: Sequence[Point], one: int, other: int) -> list[Line]:
    """An arrow in straight pieces; one that is a loop keeps names off otherwise."""
    if one == other:
        return []
    shares = [number / _PIECES for number in range(_PIECES + 1)]
    along = [_on_bow(points[one], points[other], share) for share in shares]
    return [(*begin, *end) for begin, end in pairwise(along)]


def _bend(one: Point, other: Point) -> Point:
    """What a bow is drawn towards: beside the middle, so that there and back stay apart."""
    return (
        (one[0] + other[0]) / 2 - (other[1] - one[1]) * _BOW,
        (one[1] + other[1]) / 2 + (other[0] - one[0]) * _BOW,
    )


def _outwards(points: Sequence[Point]) -> list[Point]:
    """Of each circle, the direction away from the middle of all; upwards where it is there itself."""
    middle = tuple(sum(point[axis] for point in points) / max(1, len(points)) for axis in (0, 1))
    ways = [(x - middle[0], y - middle[1]) for x, y in points]
    lengths = [hypot(*way) for way in ways]
    return [
        (way[0] / length, way[1] / length) if length > _SMALLEST else (0.0, 1.0)
        for way, length in zip(ways, lengths, strict=True)
    ]


def _loop(one: Point, size: float, outwards: Point) -> list[Point]:
    """The ends of a loop and what its curve is drawn towards."""
    reach = size + 0.2
    turn, rise = cos(_LOOP_ASIDE), sin(_LOOP_ASIDE)
    way = outwards[0] * turn - outwards[1] * rise, outwards[0] * rise + outwards[1] * turn
    far = one[0] + _LOOP * reach * way[0], one[1] + _LOOP * reach * way[1]
    aside = -_LOOP_WIDTH * reach * way[1], _LOOP_WIDTH * reach * way[0]
    return [one, (far[0] + aside[0], far[1] + aside[1]), (far[0] - aside[0], far[1] - aside[1]), one]


def _on_loop(loop: Sequence[Point], share: float) -> Point:
    left = 1 - share
    weights = left**3, 3 * left**2 * share, 3 * left * share**2, share**3
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, loop, strict=True)) for axis in (0, 1))
    return x, y


def _arrow(
    axes: "Axes", one: Point, other: Point, size: float, other_size: float, share: float, outwards: Point
) -> None:
    from matplotlib.patches import PathPatch, Polygon
    from matplotlib.path import Path as Outline

    colour, width = str(round(0.8 - 0.6 * share, 3)), 0.5 + 3.2 * share
    if one == other:
        path = Outline(_loop(one, size, outwards), [Outline.MOVETO, *[Outline.CURVE4] * 3])
        axes.add_patch(PathPatch(path, fill=False, edgecolor=colour, linewidth=width, zorder=1))
        return
    bend = _bend(one, other)
    start, tip = _towards(one, bend, size), _towards(other, bend, other_size + 0.02)
    after = _towards(tip, bend, 0.09 + 0.02 * width)
    path = Outline([start, bend, after], [Outline.MOVETO, Outline.CURVE3, Outline.CURVE3])
    axes.add_patch(PathPatch(path, fill=False, edgecolor=colour, linewidth=width, capstyle="butt", zorder=1))
    across = ((tip[1] - after[1]) * 0.5, -(tip[0] - after[0]) * 0.5)
    head = [
        tip,
        (after[0] + across[0], after[1] + across[1]),
        (after[0] - across[0], after[1] - across[1]),
    ]
    axes.add_patch(Polygon(head, closed=True, facecolor=colour, edgecolor="none", zorder=2))


def _towards(begin: Point, end: Point, length: float) -> Point:
    """The point so far from ``begin`` in the direction of ``end``."""
    whole = max(hypot(end[0] - begin[0], end[1] - begin[1]), 1e-9)
    share = length / whole
    return begin[0] + (end[0] - begin[0]) * share, begin[1] + (end[1] - begin[1]) * share


def _names(
    sheet: PictureSheet, axes: "Axes", picture: TalkNetwork, points: Sequence[Point], sizes: Sequence[float]
) -> list[Rectangle]:
    """Write the names; returns where they stand."""
    words = sheet.fitted_apart(short_names(picture.speakers), _SIZE, _WIDEST_NAME, 2.5 * _LINE)
    spots = [
        NamedSpot(x, y, size, _bold_width(sheet, text) + 0.08, _LINE * (text.count("\n") + 1) + 0.02)
        for (x, y), size, text in zip(points, sizes, words, strict=True)
    ]
    outwards = _outwards(points)
    loops = [
        _around(_on_loop(_loop(points[number], sizes[number], outwards[number]), share / _OF_A_LOOP))
        for number in range(len(spots))
        if (number, number) in picture.following
        for share in range(_OF_A_LOOP + 1)
    ]
    order = sorted(range(len(spots)), key=lambda number: (-picture.turns[number], number))
    centre = (0.625 * _SIDE, 0.5 * _SIDE)
    lines = [line for pair in picture.following for line in _straight(points, *pair)]
    places = name_places(
        spots, order, gap=0.03, step=0.07, centre=centre, obstacles=loops, lines=lines, struck=_STRUCK
    )
    for number, (box, away) in enumerate(places):
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if away:
            across, up = (points[number][0], x), (points[number][1], y)
            axes.plot(across, up, color="#777777", linewidth=0.4, zorder=4)
        axes.text(
            x, y, words[number], size=_SIZE, color=INK, weight="bold", ha="center", va="center",
            linespacing=1.05, zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.5},
        )  # fmt: skip
    return [place.box for place in places]


def _around(point: Point) -> Rectangle:
    x, y = point
    return Rectangle(x - _BESIDE, y - _BESIDE, x + _BESIDE, y + _BESIDE)


def _bold_width(sheet: PictureSheet, words: str) -> float:
    return max(sheet.size_of(line, _SIZE, "bold")[0] for line in words.split("\n"))
