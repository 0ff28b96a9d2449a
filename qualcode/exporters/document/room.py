"""What finds room together: tables kept on one page where one can hold them, quotes that are not torn."""

from typing import Final

from qualcode.exporters.document.blocks import TableBlock
from qualcode.exporters.document.numbering import plain

SHORT_QUOTE: Final = 1200
"""Letters; a longer quote may go on on the next page."""

_LETTERS_A_LINE: Final = {False: 92, True: 138}
_LINES_A_PAGE: Final = {False: 44, True: 26}
"""Upright and across, in the small letters of tables, less a caption and some air."""


def fits_a_page(table: TableBlock, *, landscape: bool) -> bool:
    """Whether a table is sure to fit one page, counted generously; then it need not be torn."""
    if table.dense:
        # Whoever made it so has seen to that.
        return True
    return not table.torn and _lines(table, landscape=landscape) <= _LINES_A_PAGE[landscape] * 0.8


def _lines(table: TableBlock, *, landscape: bool) -> float:
    whole = sum(column.width for column in table.columns) or 1
    letters = [
        max(1.0, _LETTERS_A_LINE[landscape] * table.share * column.width / whole - 2)
        for column in table.columns
    ]
    upright = any(column.upright for column in table.columns)
    head = max((len(column.name) * 0.45 for column in table.columns), default=1) if upright else 2.0
    enough = _LINES_A_PAGE[landscape]
    lines = head
    for row in table.rows:
        lines += 0.4 + max(
            (_high(plain(cell.words), room) for cell, room in zip(row, letters, strict=False)), default=1
        )
        if lines > enough:
            break
    return lines


def _high(words: str, room: float) -> int:
    return sum(1 + int(len(line) / room) for line in words.split("\n"))
