"""Where the columns of lines with tabs begin: a heading of names and values stands as in a table."""

from collections.abc import Callable, Iterable
from typing import Final

from qualcode.ui.transcript.look import TranscriptLook

_USUAL: Final = 8
"""Letters from one stop to the next."""
_GAP: Final = 2
"""Letters between columns at least."""
_MOST: Final = 0.5
"""The share of the width that the first column may take; a longer cell goes on into the next."""


def tab_distance(
    lines: Iterable[str], width_of: Callable[[str], float], look: TranscriptLook, width: int
) -> float:
    """How far apart tab stops are, in pixels, so that the cells of these lines stand below each other."""
    widest = max((width_of(cell) for line in lines for cell in line.split("\t")[:-1]), default=0.0)
    return max(_USUAL * look.letter, min(widest + _GAP * look.letter, _MOST * width))
