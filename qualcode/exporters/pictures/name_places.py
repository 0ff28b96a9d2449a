"""Places for names beside circles: none covers another name or a circle, few a line. Pure geometry."""

from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

_STEPS: Final = 60
"""Steps outwards after which a name may leave the picture; it never covers a circle or another name."""
_NEAR: Final = 2
"""Steps outwards at which a name is beside its circle: no line leads to it."""
_MORE: Final = 4
"""Steps outwards that are looked through at once after these: only while something better may be there."""
_CROWD: Final = 60
"""Of more names than these each takes the best place near its circle, or else the first free one."""
STRUCK: Final = 0.3
"""How many steps further away a name rather stands than on a line, which it covers with its own ground."""
_MOST_STRUCK: Final = 3
_MISTAKEN: Final = 3.0
"""How many steps further away it rather stands than as close to another circle as to its own."""
_BETWEEN: Final = 0.25
"""How many steps further away, or how many sides worse, it rather stands than where it ends at another."""
_LED: Final = 12.0
"""How many steps further away it rather stands than so that a line to its circle runs through a name."""
_MOST_LED: Final = 3
_AGAIN: Final = 3
"""How often names to which lines lead, or which these run through, look for a better place among all."""
_AT: Final = 5
"""Steps within which a name ends at a circle."""
_RANK: Final = 0.05
"""How much better each side is than the next one."""

_STRAIGHT: Final = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
_ASLANT: Final = ((1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0))
_BETWEEN_THEM: Final = tuple(side for across, up in _ASLANT for side in ((across / 2, up), (across, up / 2)))
_SIDES: Final = _STRAIGHT + _ASLANT + _BETWEEN_THEM


Line = tuple[float, float, float, float]
"""Where a line begins and where it ends: across, up, across, up."""
Side = tuple[float, float]
Boxes = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


class Rectangle(NamedTuple):
    """A rectangle, in whatever unit the picture is measured in."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Rectangle") -> bool:
        """Whether the two share any area."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


class NamedSpot(NamedTuple):
    """A circle that is to be named: its middle, its radius, and how much room its name takes."""

    x: float
    y: float
    radius: float
    width: float
    height: float


class NamePlace(NamedTuple):
    """Where a name stands; ``away`` tells that it is too far from its circle to be clear by itself."""

    box: Rectangle
    away: bool


def name_places(
    spots: Sequence[NamedSpot],
    order: Sequence[int],
    *,
    gap: float,
    step: float,
    inside: Rectangle | None = None,
    centre: tuple[float, float] | None = None,
    obstacles: Sequence[Rectangle] = (),
    lines: Sequence[Line] = (),
    struck: float = STRUCK,
) -> list[NamePlace]:
    """A place for each name, found in this ``order``: beside its circle or, step by step, further away.

    ``gap`` lies between circle and name. With ``inside`` names stay within that box as long as
    there is room. With ``centre`` the side that looks away from it is tried first.
    Names lie on no ``obstacles`` either, and where they can choose on no ``lines``, nor closer to
    another circle than to their own, nor between the two. ``struck`` says how many steps further
    away a name rather stands than on one of the lines. A name that is away leads to its circle
    through as few other names and circles as can be, and stands on no such thin line.
    """
    around = [*obstacles, *(_around(spot) for spot in spots)]
    taken = np.empty((len(around) + len(spots), 4))
    taken[: len(around)] = np.array(around).reshape(-1, 4)
    used = len(around)
    circles = np.array([(spot.x, spot.y, spot.radius) for spot in spots]).reshape(-1, 3)
    drawn = np.array(lines, dtype=np.float64).reshape(-1, 4)
    ground = _Ground(gap, step, inside, circles, drawn, struck)
    names, far = taken[used:], np.zeros(len(spots), dtype=np.int_)
    sides = [_sides(spot, centre, ground.sides) for spot in spots]
    for place, number in enumerate(order):
        led = _leaders(spots, order[:place], names, far)
        far[place], names[place] = _place(
            spots[number], number, sides[number], ground, taken[: used + place], led
        )
    for _ in range(0 if ground.crowded else _AGAIN):
        for place, number in enumerate(order):
            led = _leaders(spots, order, names, far, without=place)
            if far[place] < _NEAR and not _crossed(names[place, None], led).any():
                continue
            others = np.delete(taken, used + place, axis=0)
            far[place], names[place] = _place(spots[number], number, sides[number], ground, others, led)
    found = dict(zip(order, zip(names.tolist(), far.tolist(), strict=True), strict=True))
    return [
        NamePlace(Rectangle(*found[number][0]), found[number][1] >= _NEAR) for number in range(len(spots))
    ]


def _leaders(
    spots: Sequence[NamedSpot],
    order: Sequence[int],
    names: Boxes,
    far: npt.NDArray[np.int_],
    without: int = -1,
) -> Boxes:
    """The thin lines that lead to names so far."""
    ends = _middles(names)
    lines = [
        (spots[number].x, spots[number].y, *ends[place])
        for place, number in enumerate(order)
        if far[place] >= _NEAR and place != without
    ]
    return np.array(lines, dtype=np.float64).reshape(-1, 4)


class _Ground(NamedTuple):
    """What names are placed on, the same for all of them."""

    gap: float
    step: float
    inside: Rectangle | None
    circles: Boxes
    lines: Boxes
    struck: float

    @property
    def crowded(self) -> bool:
        return len(self.circles) > _CROWD

    @property
    def sides(self) -> Sequence[Side]:
        return _STRAIGHT + _ASLANT if self.crowded else _SIDES


def _place(
    spot: NamedSpot, number: int, sides: Sequence[Side], ground: _Ground, taken: Boxes, led: Boxes
) -> tuple[int, Boxes]:
    """The best place: how far away, and the box. What is as far away as another costs is no better."""
    found: tuple[float, int, Boxes] | None = None
    for first in chain((0,), count(_NEAR, _MORE)):
        if found is not None and ((ground.crowded and first > _NEAR) or first >= min(found[0], _STEPS)):
            return found[1:]
        steps = np.arange(first, first + _MORE if first else _NEAR)
        boxes = _candidates(spot, ground.gap, ground.step, sides, steps)
        free = np.ones(len(boxes), dtype=np.bool_)
        if ground.inside is not None and first < _STEPS:
            boxes = _moved_into(boxes, ground.inside)
            free = _held(boxes, ground.inside)
        free &= ~_meet(boxes, taken).any(axis=1)
        if not free.any():
            continue
        places = np.flatnonzero(free)
        far = first + places // len(sides)
        costs = far + _RANK * (places % len(sides)) + _blamed(boxes[places], number, ground)
        if not ground.crowded:
            costs += _LED * _led_through(boxes[places], spot, far >= _NEAR, taken, led)
        best = int(np.argmin(costs))
        if found is None or costs[best] < found[0]:
            found = float(costs[best]), int(far[best]), boxes[places[best]]
    raise AssertionError("there is always a free place further away")


def _blamed(boxes: Boxes, number: int, ground: _Ground) -> Boxes:
    """What is wrong with each box: lines below it, and circles that it could be mistaken to name."""
    struck = np.minimum(_crossed(boxes, ground.lines).sum(axis=1), _MOST_STRUCK)
    near = _nearer(boxes, ground.circles, number)
    mistaken = _MISTAKEN * (near < ground.step) + _BETWEEN * (near < _AT * ground.step)
    return np.asarray(ground.struck * struck + mistaken)


def _led_through(boxes: Boxes, spot: NamedSpot, away: Truth, taken: Boxes, led: Boxes) -> Boxes:
    """For each box, how often a thin line to a circle would run through what is no part of it."""
    below = _crossed(boxes, led).sum(axis=1)
    if away.any():
        begin = np.tile((spot.x, spot.y), (len(boxes), 1))
        # Through its own circle each of them leads.
        through = _crossed(taken, np.hstack((begin, _middles(boxes)))).sum(axis=0) - 1
        below = below + away * np.maximum(through, 0)
    return np.asarray(np.minimum(below, _MOST_LED), dtype=np.float64)


def _middles(boxes: Boxes) -> Boxes:
    return (boxes[:, :2] + boxes[:, 2:]) / 2


def _candidates(
    spot: NamedSpot, gap: float, step: float, sides: Sequence[Side], steps: npt.NDArray[np.int_]
) -> Boxes:
    """Boxes by distance and then by side: usually right, left, above, below, aslant."""
    reach = spot.radius + gap + step * steps[:, None]
    across, up = np.array(sides, dtype=np.float64).T
    # A corner of what is aslant is as far away as a side of what is not.
    slant = np.where((across != 0) & (up != 0), float(np.sqrt(0.5)), 1.0)
    left = (spot.x + across * (reach * slant + spot.width / 2) - spot.width / 2).ravel()
    bottom = (spot.y + up * (reach * slant + spot.height / 2) - spot.height / 2).ravel()
    return np.column_stack((left, bottom, left + spot.width, bottom + spot.height))


def _meet(boxes: Boxes, others: Boxes) -> Truth:
    """Of each box, which of the others it shares any area with."""
    one, other = boxes[:, None], others[None]
    across = (one[..., 0] < other[..., 2]) & (other[..., 0] < one[..., 2])
    return np.asarray(across & (one[..., 1] < other[..., 3]) & (other[..., 1] < one[..., 3]))


def _moved_into(boxes: Boxes, whole: Rectangle) -> Boxes:
    """Each box, moved no further than it has to be in order not to go beyond an edge of the picture."""
    corners = np.array(whole, dtype=np.float64)
    sizes = boxes[:, 2:] - boxes[:, :2]
    starts = np.maximum(np.minimum(boxes[:, :2], corners[2:] - sizes), corners[:2])
    return np.hstack((starts, starts + sizes))


def _held(boxes: Boxes, whole: Rectangle) -> Truth:
    across = (whole.left <= boxes[:, 0]) & (boxes[:, 2] <= whole.right)
    return np.asarray(across & (whole.bottom <= boxes[:, 1]) & (boxes[:, 3] <= whole.top))


def _crossed(boxes: Boxes, lines: Boxes) -> Truth:
    """Of each box, which of the lines goes through it (Liang and Barsky 1984)."""
    begin, end = lines[None, :, :2], lines[None, :, 2:]
    way = np.where(end == begin, 1e-12, end - begin)
    enter, leave = ((boxes[:, None, side] - begin) / way for side in (slice(0, 2), slice(2, 4)))
    first = np.minimum(enter, leave).max(axis=2)
    last = np.maximum(enter, leave).min(axis=2)
    return np.asarray((first < last) & (last > 0) & (first < 1))


def _nearer(boxes: Boxes, circles: Boxes, number: int) -> Boxes:
    """Of each box, how much further away the nearest other circle is than its own."""
    x, y, radius = (circles[None, :, part] for part in range(3))
    across = np.maximum(np.maximum(boxes[:, :1] - x, x - boxes[:, 2:3]), 0)
    up = np.maximum(np.maximum(boxes[:, 1:2] - y, y - boxes[:, 3:]), 0)
    away = np.hypot(across, up) - radius
    own = away[:, number].copy()
    away[:, number] = np.inf
    return np.asarray(away.min(axis=1) - own)


def _around(spot: NamedSpot) -> Rectangle:
    return Rectangle(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)


def _sides(spot: NamedSpot, centre: Side | None, sides: Sequence[Side]) -> Sequence[Side]:
    if centre is None:
        return sides
    away = np.array((spot.x - centre[0], spot.y - centre[1]))
    # Rounded: what is as far on both sides of an axis is tried in the usual order.
    return sorted(sides, key=lambda side: -round(float(away @ side) / float(np.hypot(*side)), 6))


def first_free(candidates: Iterable[Rectangle], taken: Sequence[Rectangle]) -> int:
    """The number of the first candidate that meets nothing; 0 where each meets something."""
    for number, box in enumerate(candidates):
        if not any(box.meets(other) for other in taken):
            return number
    return 0
