"""Which way a paragraph is read: from right to left where its first letter belongs to such a script."""

import unicodedata
from typing import Final

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def reads_leftwards(words: str) -> bool:
    """Whether the first letter with a direction is one of Arabic, Hebrew and the like."""
    if words.isascii():
        return False
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return False
        if kind in _RIGHT_TO_LEFT:
            return True
    return False
