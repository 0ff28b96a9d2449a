"""Texts of lines that each begin with a time and name nobody, as speech recognition prints them."""

import re
from collections.abc import Sequence
from typing import Final

from qualcode.importers.clock import TIME, seconds
from qualcode.importers.source_text import KnownTurn

_LINE: Final = re.compile(
    rf"[ \t]*[\[(<{{](?P<time>{TIME})(?:[ \t]*(?:-->|[-–—])[ \t]*{TIME})?[\])>}}][ \t]*"
    rf"|[ \t]*(?P<bare>{TIME})[ \t]*(?:-->|[-–—])[ \t]*{TIME}[ \t]+"
)
_MOSTLY: Final = 0.7
_FEWEST: Final = 3


def timed_lines(lines: Sequence[str], starts: Sequence[int], first_line: int) -> list[KnownTurn]:
    """A turn of nobody for each such line, where most of the lines are like that; else none."""
    found = []
    written = 0
    for number in range(first_line, len(lines)):
        if not lines[number].strip():
            continue
        written += 1
        match = _LINE.match(lines[number])
        if match:
            time = seconds(match["time"] or match["bare"])
            found.append(KnownTurn(starts[number], starts[number] + match.end(), "", time))
    return found if len(found) >= _FEWEST and len(found) >= _MOSTLY * written else []
