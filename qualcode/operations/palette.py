"""Colours for codes and coders: of equal lightness, as far apart in hue as can be, spread by use.

Code colours have CIE lightness 55, which gives 3.7:1 on white and 4.4:1 on a dark page (WCAG asks 3:1
of graphics); coder colours 45. Each list begins with the colours that are furthest apart.
"""

import re
from collections import Counter
from collections.abc import Iterable

from qualcode.model.errors import QualcodeError

CODE_COLOURS: tuple[str, ...] = (
    "#f5346d", "#259819", "#048cc5", "#bd7300", "#a565e5", "#02957b", "#978400", "#ee4643",
    "#d34cc2", "#537afe", "#0591a1", "#ed3798", "#0186e8", "#009853", "#db5d16", "#699000",
)  # fmt: skip

CODER_COLOURS: tuple[str, ...] = (
    "#056eb3", "#af4a51", "#407733", "#935395", "#89641b", "#027777",
    "#aa4874", "#6762ad", "#696f1c", "#a15630", "#057394", "#007a57",
)  # fmt: skip

_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def next_colour(palette: tuple[str, ...], used: Iterable[str]) -> str:
    """The colour of ``palette`` that is used least; the earliest of several."""
    counts = Counter(used)
    return min(palette, key=lambda colour: counts[colour])


def checked_colour(colour: str) -> str:
    """``colour`` as ``#rrggbb`` in small letters. Raises QualcodeError for anything else."""
    match = _COLOUR.fullmatch(colour.strip())
    if match is None:
        raise QualcodeError(f"“{colour}” is not a colour; write it like #1f77b4.")
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
