"""A code's colour as every format takes it."""

import re
from typing import Final

GREY: Final = "#7a7a7a"

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def sure_colour(colour: str) -> str:
    """``colour`` as ``#rrggbb``; grey where it is none, since a file must open whatever was imported."""
    return colour if _COLOUR.fullmatch(colour) else GREY
