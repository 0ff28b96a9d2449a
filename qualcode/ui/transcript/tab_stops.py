"""Where the columns of lines with tabs begin: a heading of names and values stands as in a table."""

from collections.abc import Callable, Iterable
from typing import Final

_USUAL: Final = 8
"""Letters from one stop to the next."""
_GAP: Final = 2
"""Letters between columns at least."""
_TRIES: Final = 8
_MOST: Final = 0.5
"""The share of the width that the first column may take; a longer cell goes on into the next."""


def tab_distance(
    lines: Iterable[str], width_of: Callable[[str], float], letter: float, width: float
) -> float:
    """How far apart tab stops are, so that the cells of these lines stand below each other.

    ``letter`` is the width of one, ``width`` the room of a line. Where a cell is too long for its column, and
    would end right before the next one, the columns are a little wider: words never touch.
    """
    widths = [width_of(cell) for line in lines for cell in line.split("\t")[:-1]]
    gap = _GAP * letter
    distance = max(_USUAL * letter, min(max(widths, default=0.0) + gap, _MOST * width))
    tries = (distance + number * gap for number in range(_TRIES))
    return next((each for each in tries if all(each - wide % each >= gap / 2 for wide in widths)), distance)
