"""How the columns of a spreadsheet lie on paper: a page wide, or in as few groups as can be read."""

from collections.abc import Sequence
from typing import Final, NamedTuple

_PAPERS: Final = ((9, 240), (8, 340))
"""A4 and A3 with the letters that are still readable side by side when they lie across."""
_A_LITTLE_MORE: Final = 1.1
"""So little more than a page holds is not worth another page, but pressed into it."""
_NARROWEST: Final = 24.0
"""Letters of a column of words: what is narrower is hard to read."""
_FINER: Final = 0.1


class Column(NamedTuple):
    """A column's name, its width in letters and, where it holds figures, how they are shown.

    ``upright``: its name is written from bottom to top. ``for_programs``: identities, positions and exact
    moments, which a spreadsheet has only where they are asked for.
    """

    name: str
    width: float
    number_format: str = ""
    upright: bool = False
    for_programs: bool = False


def shown_places(columns: Sequence[Column], *, identifiers: bool = False) -> list[int]:
    """Which of the columns a spreadsheet has: what is for programs only where it is asked for."""
    return [place for place, column in enumerate(columns) if identifiers or not column.for_programs]


class SheetPaper(NamedTuple):
    """The paper by its number in the format, and how many pages side by side."""

    paper: int
    pages: int


def fitted(columns: Sequence[Column], frozen: int) -> list[Column]:
    """The columns on as few pages as they can be read on, as wide there as they may be.

    Columns of words give way, down to what can still be read; the first ``frozen`` are on every page.
    """
    if paper_for(columns, frozen).pages == 1:
        return list(columns)
    least = paper_for(_capped(columns, frozen, _NARROWEST), frozen, 1.0).pages
    cap = max((column.width for column in columns), default=_NARROWEST)
    while cap > _NARROWEST and paper_for(_capped(columns, frozen, cap), frozen, 1.0).pages > least:
        cap -= _FINER
    return _capped(columns, frozen, max(cap, _NARROWEST))


def paper_for(columns: Sequence[Column], frozen: int, more: float = _A_LITTLE_MORE) -> SheetPaper:
    """The smallest paper that holds all columns, else the largest and how many of it.

    ``more``: what is pressed into a page, where 1 is what it holds.
    """
    names = sum(column.width for column in columns[:frozen])
    rest = [column.width for column in columns[frozen:]]
    found = [SheetPaper(paper, _across(rest, more * max(1, letters - names))) for paper, letters in _PAPERS]
    return next((one for one in found if one.pages == 1), found[-1])


def _capped(columns: Sequence[Column], frozen: int, cap: float) -> list[Column]:
    return [
        column
        if place < frozen or column.number_format
        else column._replace(width=min(column.width, max(cap, _NARROWEST)))
        for place, column in enumerate(columns)
    ]


def _across(widths: Sequence[float], room: float) -> int:
    """On how many pages side by side columns are, none of them on two."""
    pages, used = 1, 0.0
    for width in widths:
        if used and used + width > room:
            pages, used = pages + 1, 0.0
        used += width
    return pages
