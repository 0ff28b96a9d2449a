"""Places for names beside circles: none covers another name, and hardly any a circle. Pure geometry."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

_STEPS: Final = 60
"""Steps outwards after which a name may cover a circle, never another name."""

_SIDES: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


class Box(NamedTuple):
    """A rectangle, in whatever unit the picture is measured in."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


class Spot(NamedTuple):
    """A circle that is to be named: its middle, its radius, and how much room its name takes."""

    x: float
    y: float
    radius: float
    width: float
    height: float


class NamePlace(NamedTuple):
    """Where a name stands; ``away`` tells that it is too far from its circle to be clear by itself."""

    box: Box
    away: bool


def name_places(
    spots: Sequence[Spot], order: Sequence[int], *, gap: float, step: float, inside: Box | None = None
) -> list[NamePlace]:
    """A place for each name, found in this ``order``: beside its circle or, step by step, further away.

    ``gap`` lies between circle and name. With ``inside`` names stay within that box as long as
    there is room.
    """
    taken = np.empty((2 * len(spots), 4))
    for number, spot in enumerate(spots):
        taken[number] = _around(spot)
    used = len(spots)
    found: dict[int, NamePlace] = {}
    for number in order:
        for far, box in _candidates(spots[number], gap, step):
            last_resort = far >= _STEPS
            outside = inside is not None and not _holds(inside, box)
            others = taken[len(spots) if last_resort else 0 : used]
            if (outside and not last_resort) or _meets_any(others, box):
                continue
            taken[used] = box
            used += 1
            found[number] = NamePlace(box, far > 1)
            break
    return [found[number] for number in range(len(spots))]


def _around(spot: Spot) -> Box:
    return Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)


def _holds(whole: Box, part: Box) -> bool:
    across = whole.left <= part.left and part.right <= whole.right
    return across and whole.bottom <= part.bottom and part.top <= whole.top


def _meets_any(boxes: npt.NDArray[np.float64], box: Box) -> bool:
    across = (box.left < boxes[:, 2]) & (boxes[:, 0] < box.right)
    return bool((across & (box.bottom < boxes[:, 3]) & (boxes[:, 1] < box.top)).any())


def _candidates(spot: Spot, gap: float, step: float) -> Iterator[tuple[int, Box]]:
    """Right, left, above, below, aslant, then the same further and further away."""
    far = 0
    while True:
        reach = spot.radius + gap + step * far
        for across, up in _SIDES:
            slant = 0.75 if across and up else 1.0
            left = spot.x + across * (reach * slant + spot.width / 2) - spot.width / 2
            bottom = spot.y + up * (reach * slant + spot.height / 2) - spot.height / 2
            yield far, Box(left, bottom, left + spot.width, bottom + spot.height)
        far += 1
