"""Documents of sections: sentences with a table below them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Colophon,
    Contents,
    Document,
    Heading,
    Paragraph,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.model.front import Front
from qualcode.model.provenance import Provenance
from qualcode.model.report_values import Section

_LONGEST_MEASURED: Final = 30
_LONGEST_SENTENCE: Final = 75
_MOST_UPRIGHT: Final = 6
"""Columns of a table that fit an upright page."""
_LEAST_WIDTH: Final = 7
_BOLD: Final = 1.4
_MARGINS: Final = 2
"""What every cell has at its sides, whatever is in it: without it narrow columns break their words."""


def sections_document(
    front: Front, language: str, sections: Sequence[Section], provenance: Provenance, about: str
) -> Document:
    """The sections in their order; ``about`` is the heading above where the figures come from."""
    landscape = any(len(section.header) > _MOST_UPRIGHT for section in sections)
    colophon = Colophon(provenance, title=about)
    return Document(front, tuple(_blocks(sections)), colophon, language, landscape=landscape)


def _blocks(sections: Sequence[Section]) -> Iterator[Block]:
    yield Contents()
    for number, section in enumerate(sections, 1):
        yield Heading(section.title, 1, f"section-{number}")
        for sentence in section.sentences:
            yield Paragraph(sentence)
        if section.header:
            many = len(section.header) > _MOST_UPRIGHT
            yield replace(rows_table(section.header, section.rows), dense=many)


def rows_table(
    header: Sequence[str], cells: Sequence[Sequence[str | int]], caption: str = "", anchor: str = ""
) -> TableBlock:
    """A table of words and figures, whose columns are as wide as what is in them wants."""
    rows = [[_shown(cell) for cell in row] for row in cells]
    columns = tuple(
        TableColumn(name, width, Align.FIGURE if place and _of_figures(cells, place) else Align.START)
        for place, (name, width) in enumerate(zip(header, _widths(header, rows), strict=True))
    )
    return TableBlock(columns, tuple(tuple(map(TableCell, row)) for row in rows), caption, anchor)


def _of_figures(rows: Sequence[Sequence[str | int]], place: int) -> bool:
    """Whether a column holds figures, with gaps or without; one that is empty is as one of words."""
    cells = [row[place] for row in rows]
    return any(isinstance(cell, int) for cell in cells) and all(isinstance(c, int) or not c for c in cells)


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """As wide as the longest words want, within reason."""
    return [
        # Bold letters are wider, and a name that is broken within a word is hard to read.
        _MARGINS
        + max(
            _LEAST_WIDTH,
            *(len(word) * _BOLD for word in name.split()),
            *(_room(cells[place]) for cells in rows),
        )
        for place, name in enumerate(header)
    ]


def _room(words: str) -> float:
    """Names want their length; a sentence goes on on further lines, and wants more room the longer it is."""
    more = max(0, len(words) - _LONGEST_MEASURED) / 4
    return min(_LONGEST_SENTENCE, min(_LONGEST_MEASURED, len(words)) + more)


def _shown(cell: str | int) -> str:
    return cell if isinstance(cell, str) else f"{cell:,}"
