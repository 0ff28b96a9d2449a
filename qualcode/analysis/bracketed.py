"""What stands in brackets of any kind: ``[laughs]``, ``{vocalsound}``, ``(inaudible)``, ``<pause>``."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.model.measures import SpanArray

_CLOSES: Final = {"]": "[", "}": "{", ")": "(", ">": "<", "］": "［", "）": "（", "】": "【"}
_SIGNS: Final = re.compile(r"[\[\]{}()［］（）【】\n]|<(?=[^\W\d_/]|/)|>")
"""A line end too: what is not closed in its line is no bracket. ``<`` by itself means less."""


def in_brackets(text: str, words: SpanArray) -> npt.NDArray[np.bool_]:
    """Which words, ascending, begin in brackets or have some around them; those of ``[son]`` do."""
    starts, ends = bracketed(text)
    if not len(starts):
        return np.zeros(len(words), dtype=np.bool_)
    before = np.searchsorted(starts, words[:, 0], side="right") - 1
    return np.asarray((before >= 0) & (words[:, 0] < ends[before]))


def bracketed(text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Beginnings and ends of the outermost brackets, ascending."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for match in _SIGNS.finditer(text):
        sign, place = match.group(), match.start()
        if sign == "\n":
            opened.clear()
        elif sign not in _CLOSES:
            opened.append((sign, place))
        else:
            _close(opened, found, _CLOSES[sign], place)
    spans = np.array(found, dtype=np.int64).reshape(-1, 2)
    return spans[:, 0], spans[:, 1]


def _close(opened: list[tuple[str, int]], found: list[tuple[int, int]], wanted: str, place: int) -> None:
    for depth in reversed(range(len(opened))):
        sign, start = opened[depth]
        if sign == wanted:
            del opened[depth:]
            # What lies inside is part of this one.
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, place + 1))
            return
