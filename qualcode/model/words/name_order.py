"""The order in which lists of names are read: the same everywhere and on every machine."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from qualcode.model.words.spelling import key

_FIGURES: Final = re.compile(r"\d+")


@lru_cache(maxsize=65_536)
def name_order(name: str) -> str:
    """What sorts a name: letters without accents, strokes and capitals, and figures as numbers.

    Łukasz comes before Zoë, and P2 before P10. Names that are alike in this are sorted as they are
    spelt, so that no two names share a place.
    """
    return f"{_FIGURES.sub(_counted, key(name))}\0{name}"


def _counted(figures: re.Match[str]) -> str:
    """A number so that a longer one comes later."""
    digits = "".join(str(unicodedata.decimal(figure)) for figure in figures.group()).lstrip("0")
    return f"{len(digits):09}{digits}"
