"""In which direction a text is read: from its first letter that has one."""

import unicodedata
from enum import StrEnum

_SEEN = 2_000


class Direction(StrEnum):
    """As HTML writes it."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


def direction_of(text: str) -> Direction:
    """The direction of the first strong letter; left to right where there is none.

    Letters between isolates (embedded words of another script) do not count, as in Unicode's rules.
    """
    if text.isascii():
        return Direction.LEFT_TO_RIGHT
    depth = 0
    for letter in text[:_SEEN]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif not depth and kind == "L":
            return Direction.LEFT_TO_RIGHT
        elif not depth and kind in ("R", "AL"):
            return Direction.RIGHT_TO_LEFT
    return Direction.LEFT_TO_RIGHT


def reads_leftwards(text: str) -> bool:
    """Whether a text is read from right to left, as Arabic and Hebrew are."""
    return direction_of(text) is Direction.RIGHT_TO_LEFT
