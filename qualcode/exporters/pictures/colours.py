"""Colours that the colour-blind can tell apart, and patterns for anyone who prints in grey."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

OTHER: Final = "#bdbdbd"
EMPTY: Final = "#f4f4f4"

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

_STOPS: Final = np.array(
    [(247, 250, 253), (208, 225, 242), (148, 196, 223), (74, 143, 197), (23, 90, 155), (8, 42, 92)]
)
"""From light to dark, evenly, so that grey print keeps the order."""


class Fill(NamedTuple):
    """How an area is filled."""

    colour: str
    pattern: str


def fill(number: int) -> Fill:
    """The fill of the number-th category: 8 colours in turn, 24 patterns in turn."""
    return Fill(_OKABE_ITO[number % len(_OKABE_ITO)], _PATTERNS[number % len(_PATTERNS)])


def shades(shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Red, green and blue (0..1) for shares of the scale, 0 light and 1 dark."""
    places = np.clip(np.nan_to_num(shares), 0, 1) * (len(_STOPS) - 1)
    steps = np.arange(len(_STOPS))
    channels = [np.interp(places, steps, _STOPS[:, channel] / 255) for channel in range(3)]
    return np.stack(channels, axis=-1)


def ink(colour: npt.NDArray[np.float64]) -> str:
    """Black or white, whichever is easier to read on a colour."""
    red, green, blue = (float(part) for part in colour[:3])
    return "#111111" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.52 else "#ffffff"


def rgb(colour: str) -> npt.NDArray[np.float64]:
    """``#rrggbb`` as numbers from 0 to 1."""
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
