"""Documents of sections: sentences with a table below them; codes by their paths are shown as a tree."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Colophon,
    Contents,
    Density,
    Document,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    Run,
    Runs,
    TableBlock,
    TableCell,
    TableColumn,
    plain,
)
from qualcode.exporters.document.referred import continued
from qualcode.exporters.document.room import LETTERS_A_LINE, OUR_PAGE, side_by_side
from qualcode.exporters.document.works_cited import with_references
from qualcode.model.branches import PATH_SEPARATOR, last_part
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.report_values import Section
from qualcode.model.words.in_words import with_capital

_LONGEST_MEASURED: Final = 30
_LONGEST_SENTENCE: Final = 75
_LONG_LIST, _MORE_FOR_A_LIST = 200, 50
"""Letters from which a list wants more than the longest sentence, and how much more at most."""
_MOST_DENSE, _MOST_COMPACT = 27, 36
"""Rows of a table of codes on a page that lies across, below its heading and what leads to it."""
_MOST_UPRIGHT: Final = 6
"""Columns of a table that fit an upright page."""
_LEAST_WIDTH: Final = 7
_WIDER_FIGURES: Final = 1.4
"""Dates and marks of files are not to be broken, in wider fonts than ours either."""
_DAY: Final = re.compile(r"\d{1,2} [^\W\d]+ \d{4}")
_WIDER_DAY: Final = 1.14
_BOLD: Final = 1.4
_MARGINS: Final = 2
_AIRY: Final = 1.35
_NARROWEST: Final = 0.5
"""Of the width between margins."""
"""What every cell has at its sides, whatever is in it: without it narrow columns break their words."""

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


def sections_document(
    front: Front,
    language: str,
    sections: Sequence[Section],
    provenance: Provenance,
    about: str,
    names: Mapping[str, str] = NO_NAMES,
) -> Document:
    """The sections in their order; ``about`` is the heading above where the figures come from.

    ``names`` are what documents call codes, by their paths; those that are not among them have no number.
    """
    landscape = any(_is_wide(section) for section in sections[:1])
    colophon = Colophon(provenance, title=about)
    blocks = tuple(with_references(_blocks(sections, names)))
    return Document(front, blocks, colophon, language, landscape=landscape)


def _is_wide(section: Section) -> bool:
    """Whether a section has a table that only a page that lies across has room for."""
    return len(section.header) > _MOST_UPRIGHT


def _blocks(sections: Sequence[Section], names: Mapping[str, str]) -> Iterator[Block]:
    yield Contents()
    yield Contents(ListOf.TABLES)
    density = _density_of_codes(sections)
    across = any(_is_wide(section) for section in sections[:1])
    for number, section in enumerate(sections, 1):
        if _is_wide(section) is not across:
            across = not across
            yield NewPage(across)
        method = method_once(section.methods) if section.methods else None
        yield Heading(section.title, 1, f"section-{number}", unless=method.once if method else "")
        if method:
            yield method
        for sentence in section.sentences:
            yield Paragraph(sentence)
        if number == 1:
            yield from _other_intervals(sections)
        if section.header:
            # All tables of codes alike, though some have fewer columns.
            table = replace(
                _table(section, f"table-{number}", names),
                density=density if section.paths else Density.USUAL,
                shows=section.shows,
            )
            split = table.density is not Density.USUAL
            yield from continued(side_by_side(table, OUR_PAGE[across].wide)) if split else (table,)


def _density_of_codes(sections: Sequence[Section]) -> Density:
    """Of all tables of codes: where one needs a page that lies across, as many rows as may be are on it."""
    wide = [section for section in sections if section.paths and _is_wide(section)]
    if not wide:
        return Density.DENSE if any(map(_is_wide, sections)) else Density.USUAL
    rows = max(map(_rows_of, wide))
    return Density.COMPACT if _MOST_DENSE < rows <= _MOST_COMPACT else Density.DENSE


def _rows_of(section: Section) -> int:
    """With those of categories that have none of their own."""
    paths = [str(row[0]) for row in section.rows]
    above = {path.rpartition(PATH_SEPARATOR)[0] for path in paths} - {*paths, ""}
    return len(paths) + len(above)


_OF_A_ROUND: Final = re.compile(r" of the round “[^”]*”")
_INTERVAL: Final = re.compile(r" \(95% confidence interval [^)]*\)")
_INTERVALS: Final = re.compile(r" Confidence intervals are (percentiles of [^.]*)\.")


def _other_intervals(sections: Sequence[Section]) -> Iterator[Paragraph]:
    """Why intervals differ from those of a part that compares the same coders, with other samples."""
    for said in filter(None, (section.methods for section in sections)):
        if found := _INTERVALS.search(said):
            yield replace(
                method_once(said, ""),
                instead=f"Confidence intervals here are {found[1]}; they may differ a little from those of "
                "other samples in",
                unlike=found[1],
            )


def method_once(said: str, words: Runs | None = None) -> Paragraph:
    """How coders were compared, which one part of a document should say, with whatever bootstrap samples.

    ``words`` are what is printed, where that is more.
    """
    return Paragraph(
        said if words is None else words,
        once=f"method: {_without_samples(said)}",
        instead="How coders were compared, and how far they agreed, is described in",
    )


def _without_samples(said: str) -> str:
    for words in (_OF_A_ROUND, _INTERVAL, _INTERVALS):
        said = words.sub("", said)
    return said


def _table(section: Section, anchor: str, names: Mapping[str, str]) -> TableBlock:
    paths = [str(row[0]) for row in section.rows]
    named = [(_named(path, names), *row[1:]) for path, row in zip(paths, section.rows, strict=True)]
    table = rows_table(section.header, named if section.paths else section.rows, section.caption, anchor)
    last = len(table.rows) - section.totals
    rows = list(table.rows[:last])
    if section.paths:
        rows = list(_as_a_tree(paths, rows, names))
    # Words of ours begin with a capital letter where names of codes stand above them as they are.
    totals = [
        (replace(name, words=with_capital(plain(name.words))), *figures)
        for name, *figures in (tuple(replace(cell, strong=True) for cell in row) for row in table.rows[last:])
    ]
    columns = [
        replace(column, unit=unit)
        for column, unit in zip(table.columns, section.units or ("",) * len(table.columns), strict=True)
    ]
    return replace(table, columns=tuple(columns), rows=(*rows, *totals))


def _named(path: str, names: Mapping[str, str]) -> str:
    return names.get(path) or last_part(path)


def _as_a_tree(
    paths: Sequence[str], rows: Sequence[tuple[TableCell, ...]], names: Mapping[str, str]
) -> Iterator[tuple[TableCell, ...]]:
    """The rows indented, below the names of categories that have no row of their own."""
    shown: set[str] = set()
    for path, (name, *figures) in zip(paths, rows, strict=False):
        parts = path.split(PATH_SEPARATOR)
        for depth in range(len(parts) - 1):
            above = PATH_SEPARATOR.join(parts[: depth + 1])
            if above not in shown:
                yield TableCell((Run(_named(above, names), bold=True),), indent=depth), TableCell()
            shown.add(above)
        shown.add(path)
        yield replace(name, indent=len(parts) - 1), *figures


def rows_table(
    header: Sequence[str],
    cells: Sequence[Sequence[str | int]],
    caption: str = "",
    anchor: str = "",
    shows: str = "",
) -> TableBlock:
    """A table of words and figures, whose columns are as wide as what is in them wants."""
    rows = [[_shown(cell) for cell in row] for row in cells]
    columns = tuple(
        TableColumn(name, width, Align.FIGURE if place and _of_figures(cells, place) else Align.START)
        for place, (name, width) in enumerate(zip(header, _widths(header, rows), strict=True))
    )
    # Few columns of little stand beside each other, and not scattered over the page.
    letters = _AIRY * sum(column.width for column in columns)
    share = min(1.0, max(_NARROWEST, letters / LETTERS_A_LINE[False]))
    cells_of = tuple(tuple(map(TableCell, row)) for row in rows)
    return TableBlock(columns, cells_of, caption, anchor, share=share, shows=shows)


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
    room = min(_LONGEST_SENTENCE, min(_LONGEST_MEASURED, len(words)) + more)
    room += min(_MORE_FOR_A_LIST, max(0, len(words) - _LONG_LIST) / 10)
    if _DAY.fullmatch(words):
        return len(words) * _WIDER_DAY
    figures = max((len(word) for word in words.split() if any(map(str.isdigit, word))), default=0)
    return max(room, min(_LONGEST_MEASURED, figures * _WIDER_FIGURES))


def _shown(cell: str | int) -> str:
    return cell if isinstance(cell, str) else f"{cell:,}"
