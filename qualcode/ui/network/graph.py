"""What a network on the screen shows: knots with their places, the links between them, and what each says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

Places = Mapping[str, tuple[float, float]]
"""By key: places in the unit square, counted from the left and from below."""

SMALLEST: Final = 7.0
LARGEST: Final = 24.0


@dataclass(frozen=True, slots=True)
class Knot:
    """A circle. ``share`` (0 to 1) is its area; ``said`` tells in a sentence what it stands for."""

    key: str
    name: str
    share: float
    x: float
    y: float
    said: str
    quiet: bool = False

    @property
    def radius(self) -> float:
        """In pixels."""
        return max(SMALLEST, LARGEST * sqrt(max(0.0, self.share)))


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two knots by number; ``figure`` stands on it, where it is not empty."""

    one: int
    other: int
    share: float
    figure: str
    said: str


@dataclass(frozen=True, slots=True)
class Net:
    """A whole network. With ``directed`` lines are arrows from ``one`` to ``other``."""

    knots: tuple[Knot, ...]
    links: tuple[Link, ...]
    directed: bool = False

    @property
    def places(self) -> dict[str, tuple[float, float]]:
        return {knot.key: (knot.x, knot.y) for knot in self.knots}

    def moved(self, number: int, x: float, y: float) -> "Net":
        """The same with one knot elsewhere, though not outside."""
        knot = replace(self.knots[number], x=min(1.0, max(0.0, x)), y=min(1.0, max(0.0, y)))
        return replace(self, knots=(*self.knots[:number], knot, *self.knots[number + 1 :]))

    def links_of(self, number: int) -> list[int]:
        """The numbers of the links that end at a knot, the strongest first."""
        found = [place for place, link in enumerate(self.links) if number in (link.one, link.other)]
        return sorted(found, key=lambda place: (-self.links[place].share, place))

    def towards(self, number: int, across: int, up: int) -> int:
        """The nearest knot in a direction, the same one where there is none."""
        here = self.knots[number]
        best, least = number, float("inf")
        for place, knot in enumerate(self.knots):
            ahead = (knot.x - here.x) * across + (knot.y - here.y) * up
            aside = abs((knot.x - here.x) * up) + abs((knot.y - here.y) * across)
            if place != number and ahead > 0 and ahead + 2 * aside < least:
                best, least = place, ahead + 2 * aside
        return best
