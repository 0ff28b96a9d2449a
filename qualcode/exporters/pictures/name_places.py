"""Places for names beside circles: none covers another name or a circle, few a line. Pure geometry."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

_STEPS: Final = 60
"""Steps outwards after which a name may leave the picture; it never covers a circle or another name."""
_NEAR: Final = 6
"""Steps outwards among which the best place is looked for; further away the first free one is taken."""
_STRUCK: Final = 0.3
"""How many steps further away a name rather stands than on a line, which it covers with its own ground."""
_MOST_STRUCK: Final = 3
_MISTAKEN: Final = 3.0
"""How many steps further away it rather stands than as close to another circle as to its own."""
_BETWEEN: Final = 0.25
"""How many steps further away, or how many sides worse, it rather stands than where it ends at another."""
_AT: Final = 5
"""Steps within which a name ends at a circle."""
_RANK: Final = 0.05
"""How much better each side is than the next one."""

_SIDES: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


Line = tuple[float, float, float, float]
"""Where a line begins and where it ends: across, up, across, up."""
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
) -> list[NamePlace]:
    """A place for each name, found in this ``order``: beside its circle or, step by step, further away.

    ``gap`` lies between circle and name. With ``inside`` names stay within that box as long as
    there is room. With ``centre`` the side that looks away from it is tried first.
    Names lie on no ``obstacles`` either, and where they can choose on no ``lines``, nor closer to
    another circle than to their own, nor between the two.
    """
    around = [*obstacles, *(_around(spot) for spot in spots)]
    taken = np.empty((len(around) + len(spots), 4))
    taken[: len(around)] = np.array(around).reshape(-1, 4)
    used = len(around)
    circles = np.array([(spot.x, spot.y, spot.radius) for spot in spots]).reshape(-1, 3)
    drawn = np.array(lines, dtype=np.float64).reshape(-1, 4)
    found: dict[int, NamePlace] = {}
    for number in order:
        sides = _sides(spots[number], centre)
        far, box = _place(spots[number], number, gap, step, sides, inside, taken[:used], circles, drawn)
        taken[used] = box
        used += 1
        found[number] = NamePlace(Rectangle(*box.tolist()), far > 1)
    return [found[number] for number in range(len(spots))]


def _place(
    spot: NamedSpot,
    number: int,
    gap: float,
    step: float,
    sides: Sequence[tuple[int, int]],
    inside: Rectangle | None,
    taken: Boxes,
    circles: Boxes,
    lines: Boxes,
) -> tuple[int, Boxes]:
    """The best of the places that are near, else the first that is free: how far away, and the box."""
    for first in count(0, _NEAR):
        boxes = _candidates(spot, gap, step, sides, range(first, first + _NEAR))
        if inside is not None and first < _STEPS:
            boxes = _moved_into(boxes, inside)
        free = ~_meet(boxes, taken).any(axis=1)
        if inside is not None and first < _STEPS:
            free &= _held(boxes, inside)
        if not free.any():
            continue
        places = np.flatnonzero(free)
        costs = places // len(sides) + _RANK * (places % len(sides))
        if first == 0:
            struck = np.minimum(_crossed(boxes[places], lines).sum(axis=1), _MOST_STRUCK)
            near = _nearer(boxes[places], circles, number)
            costs = costs + _STRUCK * struck + _MISTAKEN * (near < step) + _BETWEEN * (near < _AT * step)
        best = int(places[int(np.argmin(costs))])
        return first + best // len(sides), boxes[best]
    raise AssertionError("there is always a free place further away")


def _candidates(
    spot: NamedSpot, gap: float, step: float, sides: Sequence[tuple[int, int]], steps: range
) -> Boxes:
    """Boxes by distance and then by side: usually right, left, above, below, aslant."""
    reach = spot.radius + gap + step * np.array(steps, dtype=np.float64)[:, None]
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


def _sides(spot: NamedSpot, centre: tuple[float, float] | None) -> Sequence[tuple[int, int]]:
    if centre is None:
        return _SIDES
    away = np.array((spot.x - centre[0], spot.y - centre[1]))
    # Rounded: what is as far on both sides of an axis is tried in the usual order.
    return sorted(_SIDES, key=lambda side: -round(float(away @ side) / float(np.hypot(*side)), 6))


def first_free(candidates: Iterable[Rectangle], taken: Sequence[Rectangle]) -> int:
    """The number of the first candidate that meets nothing; 0 where each meets something."""
    for number, box in enumerate(candidates):
        if not any(box.meets(other) for other in taken):
            return number
    return 0
