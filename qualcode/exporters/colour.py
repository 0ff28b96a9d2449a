"""A code's colour as every format takes it."""

import re
from typing import Final

GREY: Final = "#7a7a7a"

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def sure_colour(colour: str) -> str:
    """``colour`` as ``#rrggbb``; grey where it is none, since a file must open whatever was imported."""
    return colour if _COLOUR.fullmatch(colour) else GREY


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on ``colour`` (``#rrggbb``)."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 125 else "#ffffff"
