"""How figures look in tables and pictures: one palette and one font, on the screen and on paper."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

FONT: Final = "DejaVu Sans"
"""The drawing library brings it along, so that figures look the same on every computer."""

_LEAST: Final = 0.08
_ROOT: Final = 0.75
"""The root keeps small figures apart; a linear scale would leave most cells white."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shades:
    """Colours as ``#rrggbb``. ``stops`` lead from nothing to the largest figure, evenly in lightness.

    ``apart`` is the ground of totals and of a diagonal, which are not part of the scale; ``empty`` that
    of a cell without a figure; ``quiet`` the ink of zeros; ``solid`` what is drawn in one colour alone.
    """

    stops: tuple[str, ...]
    apart: str
    empty: str
    quiet: str
    solid: str


LIGHT: Final = Shades(
    stops=("#f6fafb", "#d3e7ed", "#9ccad8", "#5fa5ba", "#297a95", "#0b465b"),
    apart="#e9ebec",
    empty="#f4f4f4",
    quiet="#5d666f",
    solid="#297a95",
)
PAPER: Final = LIGHT
"""What is printed is what is seen in the light window."""

DARK: Final = Shades(
    stops=("#252b2e", "#243f49", "#255a6c", "#2f7993", "#55a3be", "#9ad6ec"),
    apart="#353b3f",
    empty="#272c30",
    quiet="#a3abb2",
    solid="#55a3be",
)


def scale_of(values: npt.NDArray[np.number], inside: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Lowest and highest figure of a scale: from 0, or from below it where there are negative ones."""
    # Without copies: of five thousand codes by as many there are twenty-five million figures.
    return float(values.min(where=inside, initial=0)), float(values.max(where=inside, initial=0))


def places_of(values: npt.NDArray[np.number], inside: npt.NDArray[np.bool_]) -> Numbers:
    """Where figures are between the first stop (0) and the last (1); 0 for what is not ``inside``."""
    return places_between(values, inside, scale_of(values, inside))


def places_between(
    values: npt.NDArray[np.number], inside: npt.NDArray[np.bool_], scale: tuple[float, float]
) -> Numbers:
    """As ``places_of``, for some of the figures of a scale that is known."""
    low, high = scale
    found = np.where(inside, np.nan_to_num(values.astype(np.float64)), low)
    return raised((found - low) / (high - low if high > low else 1.0))


def raised(shares: Numbers) -> Numbers:
    """Places for shares of the largest figure: what is not nothing is seen to be so."""
    kept = np.clip(np.nan_to_num(shares), 0.0, 1.0)
    return np.where(kept > 0, _LEAST + (1 - _LEAST) * kept**_ROOT, 0.0)


def mixed(places: Numbers, shades: Shades = PAPER) -> Numbers:
    """Red, green and blue (0 to 1) for places of the scale."""
    stops = np.array([_parts(stop) for stop in shades.stops])
    at = np.clip(places, 0, 1) * (len(stops) - 1)
    steps = np.arange(len(stops))
    return np.stack([np.interp(at, steps, stops[:, channel]) for channel in range(3)], axis=-1)


@lru_cache(maxsize=1024)
def shade(place: float, shades: Shades) -> str:
    """The colour of one place as ``#rrggbb``."""
    channels = np.rint(255 * mixed(np.array(place), shades)).astype(int)
    return "#" + "".join(f"{channel:02x}" for channel in channels.tolist())


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
