"""Colours for codes and coders: the next one is as far as can be from those in use.

The first code colours have CIE lightness 55, which gives 3.7:1 on white and 4.4:1 on a dark page (WCAG asks
3:1 of graphics); coder colours 45. Each list begins with the colours that are furthest apart. More colours
come from a grid of all that stand out on light and dark.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.model.codes.colour import Colours, luminance, nearest, places, strength
from qualcode.model.entities import Palette
from qualcode.model.errors import QualcodeError

CODE_COLOURS: tuple[str, ...] = (
    "#f5346d", "#259819", "#048cc5", "#bd7300", "#a565e5", "#02957b", "#978400", "#ee4643",
    "#d34cc2", "#537afe", "#0591a1", "#ed3798", "#0186e8", "#009853", "#db5d16", "#699000",
)  # fmt: skip

CODER_COLOURS: tuple[str, ...] = (
    "#056eb3", "#af4a51", "#407733", "#935395", "#89641b", "#027777",
    "#aa4874", "#6762ad", "#696f1c", "#a15630", "#057394", "#007a57",
)  # fmt: skip

_FOR_COLOUR_BLIND: tuple[str, ...] = (
    "#0066ff", "#33aa00", "#ee22aa", "#118866", "#1199cc", "#ff4488", "#4488ee", "#338833",
)  # fmt: skip

FIRST_COLOURS: Final = {Palette.USUAL: CODE_COLOURS, Palette.COLOUR_BLIND: _FOR_COLOUR_BLIND}
"""What codes get as long as it is not in use."""

_GRID_STEP: Final = 17
_GREY: Final = 0.05
_LEAST_LUMINANCE: Final = 0.165
_MOST_LUMINANCE: Final = 0.295
"""Between these a colour stands out by 3:1 from white and from a dark page."""
_NEAR: Final = 0.04
"""What is nearer than this to a colour in use does not count as another one."""

_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def next_colour(palette: tuple[str, ...], used: Iterable[str]) -> str:
    """The colour of ``palette`` that is used least; the earliest of several."""
    counts = Counter(used)
    return min(palette, key=lambda colour: counts[colour])


class ColourDealer:
    """Deals colours for codes one after another, each as far as can be from all before it."""

    def __init__(self, palette: Palette, used: Iterable[str]) -> None:
        self._colour_blind = palette is Palette.COLOUR_BLIND
        self._first = len(FIRST_COLOURS[palette])
        self._colours, self._places = _candidates(palette)
        self._least = _from_nearest(palette, frozenset(map(checked_colour, used)))

    def deal(self) -> str:
        """The next colour."""
        first = self._least[: self._first]
        dealt = self._colours[int((first if first.max() > _NEAR else self._least).argmax())]
        self._take(dealt)
        return dealt

    def _take(self, *colours: str) -> None:
        taken = places(colours, colour_blind=self._colour_blind)
        self._least = np.minimum(self._least, nearest(self._places, taken))


_LAST: dict[Palette, tuple[frozenset[str], npt.NDArray[np.float64]]] = {}
"""By palette: the colours in use when it was last asked, and how far each candidate was from the nearest."""


def _from_nearest(palette: Palette, used: frozenset[str]) -> npt.NDArray[np.float64]:
    """How far each candidate is from the nearest colour in use.

    One code after another is added: only what is new since the last time is looked at.
    """
    colours, candidates = _candidates(palette)
    before: frozenset[str] = frozenset()
    least: npt.NDArray[np.float64] = np.full(len(colours), np.inf)
    if palette in _LAST and _LAST[palette][0] <= used:
        before, least = _LAST[palette]
    new = tuple(sorted(used - before))
    if new:
        taken = places(new, colour_blind=palette is Palette.COLOUR_BLIND)
        least = np.asarray(np.minimum(least, nearest(candidates, taken)))
        _LAST[palette] = used, least
    return least


@cache
def _candidates(palette: Palette) -> tuple[tuple[str, ...], Colours]:
    """Colours that can be dealt, the first ones first, and where they are."""
    levels = range(0, 256, _GRID_STEP)
    grid = [f"#{red:02x}{green:02x}{blue:02x}" for red in levels for green in levels for blue in levels]
    light, strong = luminance(grid), strength(grid)
    seen = (light > _LEAST_LUMINANCE) & (light < _MOST_LUMINANCE) & (strong > _GREY)
    colours = (*FIRST_COLOURS[palette], *(colour for colour, fits in zip(grid, seen, strict=True) if fits))
    return colours, places(colours, colour_blind=palette is Palette.COLOUR_BLIND)


def checked_colour(colour: str) -> str:
    """``colour`` as ``#rrggbb`` in small letters. Raises QualcodeError for anything else."""
    match = _COLOUR.fullmatch(colour.strip())
    if match is None:
        raise QualcodeError(f"“{colour}” is not a colour; write it like #1f77b4.")
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
