"""In which direction a text is read: from its first letter that has one."""

import re
import unicodedata
from enum import StrEnum
from typing import Final

_SEEN = 2_000
_LEFTWARDS: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks that hold the scripts read from right to left."""
_APART: Final = "\u2068"
_END: Final = "\u2069"
_MARKED: Final = {"ltr": "\u200e", "rtl": "\u200f"}
"""A sign that is not seen and has a direction."""


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


def isolated(name: str, beside: str = "") -> str:
    """A name among other words, marked so that neither turns the direction of the other.

    Nothing is added where all of it is read from left to right.
    """
    if not name or not (_LEFTWARDS.search(name) or _LEFTWARDS.search(beside)):
        return name
    return f"{_APART}{name}{_END}"


def at_isolates(words: str) -> list[str]:
    """The pieces of ``words`` between the marks, for programs that do not know them.

    After a name that ends against the direction of what is around it stands a mark of that direction: a
    number that follows would else go to its other side.
    """
    pieces = re.split(f"[{_APART}{_END}]", words)
    around = direction_of(words)
    for place in range(1, len(pieces) - 1, 2):
        if direction_of(pieces[place][::-1]) is not around:
            pieces[place + 1] = f"{_MARKED[around]}{pieces[place + 1]}"
    return [piece for piece in pieces if piece]
