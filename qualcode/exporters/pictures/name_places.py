"""Places for names beside circles: none covers another name, and hardly any a circle. Pure geometry."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

_STEPS: Final = 60
"""Steps outwards after which a name may cover a circle, never another name."""

_SIDES: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


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
) -> list[NamePlace]:
    """A place for each name, found in this ``order``: beside its circle or, step by step, further away.

    ``gap`` lies between circle and name. With ``inside`` names stay within that box as long as
    there is room. With ``centre`` the side that looks away from it is tried first.
    Names lie on no ``obstacles`` either, as long as there is room.
    """
    around = [*obstacles, *(_around(spot) for spot in spots)]
    taken = np.empty((len(around) + len(spots), 4))
    taken[: len(around)] = np.array(around).reshape(-1, 4)
    used = len(around)
    found: dict[int, NamePlace] = {}
    for number in order:
        for far, box in _candidates(spots[number], gap, step, _sides(spots[number], centre)):
            last_resort = far >= _STEPS
            outside = inside is not None and not _holds(inside, box)
            others = taken[len(around) if last_resort else 0 : used]
            if (outside and not last_resort) or _meets_any(others, box):
                continue
            taken[used] = box
            used += 1
            found[number] = NamePlace(box, far > 1)
            break
    return [found[number] for number in range(len(spots))]


def _around(spot: NamedSpot) -> Rectangle:
    return Rectangle(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)


def _holds(whole: Rectangle, part: Rectangle) -> bool:
    across = whole.left <= part.left and part.right <= whole.right
    return across and whole.bottom <= part.bottom and part.top <= whole.top


def _meets_any(boxes: npt.NDArray[np.float64], box: Rectangle) -> bool:
    across = (box.left < boxes[:, 2]) & (boxes[:, 0] < box.right)
    return bool((across & (box.bottom < boxes[:, 3]) & (boxes[:, 1] < box.top)).any())


def _sides(spot: NamedSpot, centre: tuple[float, float] | None) -> Sequence[tuple[int, int]]:
    if centre is None:
        return _SIDES
    away = np.array((spot.x - centre[0], spot.y - centre[1]))
    # Rounded: what is as far on both sides of an axis is tried in the usual order.
    return sorted(_SIDES, key=lambda side: -round(float(away @ side) / float(np.hypot(*side)), 6))


def _candidates(
    spot: NamedSpot, gap: float, step: float, sides: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, Rectangle]]:
    """The usual order is right, left, above, below, aslant; then the same further and further away."""
    far = 0
    while True:
        reach = spot.radius + gap + step * far
        for across, up in sides:
            slant = 0.75 if across and up else 1.0
            left = spot.x + across * (reach * slant + spot.width / 2) - spot.width / 2
            bottom = spot.y + up * (reach * slant + spot.height / 2) - spot.height / 2
            yield far, Rectangle(left, bottom, left + spot.width, bottom + spot.height)
        far += 1


def first_free(candidates: Iterable[Rectangle], taken: Sequence[Rectangle]) -> int:
    """The number of the first candidate that meets nothing; 0 where each meets something."""
    for number, box in enumerate(candidates):
        if not any(box.meets(other) for other in taken):
            return number
    return 0
