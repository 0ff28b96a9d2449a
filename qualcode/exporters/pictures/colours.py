"""Codes' own colours, others that the colour-blind can tell apart, and patterns for print in grey."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.exporters.colour import sure_colour
from qualcode.model.codes.colour import ALIKE, ink_on, places, readable, spaces, tinted
from qualcode.model.codes.shades import PAPER
from qualcode.model.results.matrix import Label

OTHER: Final = "#bdbdbd"
EMPTY: Final = PAPER.empty
OwnColours = Mapping[UUID, str]
"""The colours of codes, by their identity."""

_WHITE: Final = "#ffffff"
_SEEN: Final = 1.4
"""The contrast with paper from which an area is seen; a code may be white."""

_OKABE_ITO: Final = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#cc79a7", "#d55e00", "#0072b2", "#8c8c8c")
"""Okabe and Ito (2008); grey in the place of black, on which no pattern would show.

In an order in which neighbours are far apart for anyone who sees no red or no green, too.
"""

_PATTERNS: Final = (
    "", "////", "....", "\\\\\\\\", "xxxx", "----", "||||", "oo",
    "//", "..", "\\\\", "xx", "--", "||", "++", "**",
    "//..", "\\\\..", "--..", "||..", "+.", "xo", "-\\\\", "|//",
)  # fmt: skip
"""As many as there are fills: in grey print it is they that tell areas apart."""

PATTERN_COUNT: Final = len(_PATTERNS)


class Fill(NamedTuple):
    """How an area is filled."""

    colour: str
    pattern: str


def fill(number: int) -> Fill:
    """The fill of the number-th category: 8 colours in turn, 24 patterns in turn."""
    return Fill(_OKABE_ITO[number % len(_OKABE_ITO)], _PATTERNS[number % PATTERN_COUNT])


def own_colour(label: Label, colours: OwnColours) -> str:
    """The colour of a code, darkened where paper would not show it; what is no code has that of figures."""
    known = None if label.id is None else colours.get(label.id)
    return PAPER.solid if known is None else readable(sure_colour(known), _WHITE, _SEEN)


def own_fills(labels: Sequence[Label], colours: OwnColours) -> list[Fill]:
    """Codes' own colours, each with a pattern that none has whose colour looks like its own."""
    own = [own_colour(label, colours) for label in labels]
    found = places(own) if own else np.zeros((1, 0, 3))
    alike = np.asarray((spaces(found, found) < ALIKE).any(axis=0))
    patterns: list[int] = []
    for number in range(len(own)):
        taken = {patterns[other] for other in range(number) if alike[number, other]}
        tried = ((number + step) % PATTERN_COUNT for step in range(PATTERN_COUNT))
        patterns.append(next((each for each in tried if each not in taken), number % PATTERN_COUNT))
    return [Fill(colour, _PATTERNS[number]) for colour, number in zip(own, patterns, strict=True)]


def ink(colour: npt.NDArray[np.float64]) -> str:
    """Black or white, whichever is easier to read on a colour."""
    return ink_on("#" + "".join(f"{round(255 * float(part)):02x}" for part in colour[:3]))


def pattern_ink(colour: str) -> str:
    """The ink of a pattern, which must be seen on a colour and not shout."""
    return tinted(ink_on(colour), colour, 0.6)


def rgb(colour: str) -> npt.NDArray[np.float64]:
    """``#rrggbb`` as numbers from 0 to 1."""
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
