"""A sheet of paper: where text, numbers and margin stand on it. Lengths are twentieths of a point."""

from dataclasses import dataclass
from typing import Final

from qualcode.ui.paper.choice import PaperMargin, PaperSize, TranscriptPaper
from qualcode.ui.paper.pdf_file import UNITS_A_POINT, page_size

_EDGE: Final = 54 * UNITS_A_POINT
_GAP: Final = 8 * UNITS_A_POINT
_FOOT: Final = 22 * UNITS_A_POINT
_BESIDE: Final = {PaperMargin.NOTHING: 0.0, PaperMargin.CODES: 0.26, PaperMargin.STRIPES: 0.3}
_DIGITS: Final = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """Right edges of the columns of numbers; left edge and width of the text and of what is beside it."""

    width: float
    height: float
    turn_numbers: float
    line_numbers: float
    text: tuple[float, float]
    beside: tuple[float, float]

    @property
    def left(self) -> float:
        return _EDGE

    @property
    def right(self) -> float:
        return self.width - _EDGE

    @property
    def top(self) -> float:
        return _EDGE

    @property
    def bottom(self) -> float:
        """Where the text ends; the foot stands below."""
        return self.height - _EDGE - _FOOT

    @property
    def foot(self) -> float:
        """The top of the line at the foot."""
        return self.height - _EDGE - _FOOT / 2


def whole_size(size: PaperSize) -> tuple[float, float]:
    """Width and height of a sheet."""
    points = page_size(size).sizePoints()
    return points.width() * UNITS_A_POINT, points.height() * UNITS_A_POINT


def sheet_for(choice: TranscriptPaper, digit: float) -> Sheet:
    """The sheet for a transcript; ``digit`` is how wide a digit of its numbers is."""
    width, height = whole_size(choice.size)
    column = _DIGITS * digit
    place = float(_EDGE)
    if choice.turn_numbers:
        place += column
    turns = place
    if choice.line_numbers:
        place += column
    lines = place
    start = place + (_GAP if choice.turn_numbers or choice.line_numbers else 0)
    room = width - _EDGE - start
    beside = room * _BESIDE[choice.margin]
    text = room - beside - (_GAP if beside else 0)
    return Sheet(width, height, turns, lines, (start, text), (width - _EDGE - beside, beside))
