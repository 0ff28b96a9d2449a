"""What finds room together: tables kept on one page where one can hold them, quotes that are not torn."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from qualcode.exporters.document.blocks import TableBlock, TableCell, TableColumn
from qualcode.exporters.document.numbering import plain
from qualcode.model.words.cutting import in_one_line

SHORT_QUOTE: Final = 1200
"""Letters; a longer quote may go on on the next page."""

SHORT_FIELDS: Final = 2400
"""Letters; what is said of one code is kept on one page where it is no longer."""

_LETTERS_A_LINE: Final = {False: 92, True: 138}
LONGEST_UPRIGHT: Final = 36
_BOLDER: Final = 1.35
"""Letters of heads are wider than those of cells, and those of a font in place of Arial wider still."""
_DENSER: Final = 1.19
_LINES_A_PAGE: Final = {False: 44, True: 26}
"""Upright and across, in the small letters of tables, less a caption and some air."""


def evenly(number: int, most: int) -> tuple[range, ...]:
    """So many rows or columns in parts that are as equal as can be, so that no page holds but two of them."""
    parts = max(1, -(-number // most))
    ends = [number * part // parts for part in range(parts + 1)]
    return tuple(range(first, last) for first, last in pairwise(ends))


def head_of(column: TableColumn) -> str:
    """What is above a column; what stands upright is cut where it would fill the page."""
    return in_one_line(column.name, LONGEST_UPRIGHT) if column.upright else column.name


def fits_a_page(table: TableBlock, *, landscape: bool) -> bool:
    """Whether a table is sure to fit one page, counted generously; then it need not be torn."""
    if table.tight:
        # Whoever made it so has seen to that.
        return True
    return not table.torn and _lines(table, landscape=landscape) <= _LINES_A_PAGE[landscape] * 0.8


def torn_rows(table: TableBlock, *, landscape: bool) -> list[bool]:
    """Which rows may go on on the next page: those of a torn table, and any that no page could hold."""
    if table.torn:
        return [True] * len(table.rows)
    letters = _letters(table, landscape=landscape)
    most = _LINES_A_PAGE[landscape] * 0.8 * (_DENSER if table.dense else 1)
    return [_height(row, letters) > most for row in table.rows]


def _letters(table: TableBlock, *, landscape: bool) -> list[float]:
    """How many letters a line of each column has room for."""
    line = _line(table, landscape=landscape)
    return [max(1.0, line * share - 2) for share in column_shares(table, landscape=landscape)]


def _line(table: TableBlock, *, landscape: bool) -> float:
    return _LETTERS_A_LINE[landscape] * table.share * (_DENSER if table.dense else 1)


def column_shares(table: TableBlock, *, landscape: bool) -> list[float]:
    """Of the width of a table, what each column has: no less than the longest word of its head needs.

    What a column gains the others give, as far as they have more than they need.
    """
    whole = sum(column.width for column in table.columns) or 1
    shares = [column.width / whole for column in table.columns]
    if table.tight or any(column.upright for column in table.columns):
        return shares
    line = _line(table, landscape=landscape)
    needed = [(_longest_word(column.name) * _BOLDER + 2) / line for column in table.columns]
    missing = sum(max(0.0, need - share) for need, share in zip(needed, shares, strict=True))
    spare = sum(max(0.0, share - need) for need, share in zip(needed, shares, strict=True))
    if not missing or missing > spare:
        return shares
    return [
        need if share < need else share - (share - need) * missing / spare
        for need, share in zip(needed, shares, strict=True)
    ]


def words_stay_whole(table: TableBlock, *, landscape: bool) -> bool:
    """Whether all columns together have room for the longest word of each."""
    longest = [_longest_word(column.name) * _BOLDER for column in table.columns]
    for row in table.rows:
        # What goes over several columns has their room.
        for place, cell in enumerate(row[:-1] if leads(table, row) else row):
            longest[place] = max(longest[place], _longest_word(plain(cell.words)) + 2 * cell.indent)
    return sum(word + 2 for word in longest) <= _line(table, landscape=landscape)


def _longest_word(name: str) -> int:
    return max(map(len, name.replace("-", "- ").split()), default=0)


def spans(table: TableBlock, row: Sequence[TableCell]) -> list[int]:
    """Over how many columns each cell of a row goes: the last one over all that are left."""
    return [1] * (len(row) - 1) + [len(table.columns) - len(row) + 1] if row else []


def leads(table: TableBlock, row: Sequence[TableCell]) -> bool:
    """Whether a row is a heading of those below it, to stand on their page: its last cell goes over many."""
    return 1 < len(row) < len(table.columns)


def _height(row: Sequence[TableCell], letters: Sequence[float]) -> int:
    rooms = [*letters[: len(row) - 1], sum(letters[len(row) - 1 :])]
    return max((_high(plain(cell.words), room) for cell, room in zip(row, rooms, strict=False)), default=1)


def _lines(table: TableBlock, *, landscape: bool) -> float:
    letters = _letters(table, landscape=landscape)
    upright = any(column.upright for column in table.columns)
    head = max((len(head_of(column)) * 0.45 for column in table.columns), default=1) if upright else 2.0
    enough = _LINES_A_PAGE[landscape]
    lines = head
    for row in table.rows:
        lines += 0.4 + _height(row, letters)
        if lines > enough:
            break
    return lines


def _high(words: str, room: float) -> int:
    return sum(1 + int(len(line) / room) for line in words.split("\n"))
