"""How a transcript is set: the distance of its lines and how long they are."""

from dataclasses import dataclass
from enum import StrEnum


class Spread(StrEnum):
    """How closely something is set."""

    COMPACT = "compact"
    NORMAL = "normal"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """``spacing``: how far lines and turns are apart; ``measure``: how long lines may be."""

    spacing: Spread = Spread.NORMAL
    measure: Spread = Spread.NORMAL


@dataclass(frozen=True, slots=True)
class LineDistances:
    """Shares of a line's height: above and below its letters, between turns, between paragraphs."""

    above: float
    below: float
    turn: float
    paragraph: float


DISTANCES = {
    Spread.COMPACT: LineDistances(0.0, 0.24, 0.28, 0.08),
    Spread.NORMAL: LineDistances(0.03, 0.42, 0.65, 0.2),
    Spread.WIDE: LineDistances(0.06, 0.8, 1.0, 0.35),
}
CHARACTERS = {Spread.COMPACT: 60, Spread.NORMAL: 75, Spread.WIDE: 95}
"""In a line that has all the room it may take."""
