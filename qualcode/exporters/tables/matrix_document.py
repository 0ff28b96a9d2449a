"""A matrix as a document: tables that fit a page each, shaded as on screen, with what explains them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Colophon,
    Density,
    Document,
    Fields,
    Heading,
    NewPage,
    Paragraph,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.front_lines import top_lines
from qualcode.exporters.document.referred import continued
from qualcode.exporters.document.room import OUR_PAGE, evenly, room_below
from qualcode.exporters.pictures.counted_columns import with_counted_columns
from qualcode.exporters.pictures.heat_map import LONGEST_NOTE, UNDEFINED, cell_texts, diagonal_in_words
from qualcode.exporters.tables.matrix_colours import cell_colours
from qualcode.exporters.tables.matrix_names import (
    NO_NUMBERS,
    CodeNumbers,
    all_known,
    names_shown,
    numbered_heads,
    stretch_in_words,
)
from qualcode.model.front import Front
from qualcode.model.questions.rules import facts_told, formula_in_words
from qualcode.model.results.matrix import SUMS, TOTAL, Matrix, is_total
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import sentence, with_capital

ABOUT: Final = "About this matrix"
_NOTHING: Final = "There is nothing to count yet."

_MOST_ROWS: Final = 31
"""Below upright names."""
_LINES_OF_NOTES: Final = 8
"""For so many there is room below as many rows as that."""

# Letters of the small type side by side, as wide as figures are.
_ACROSS, _UPRIGHT = 147.0, 96.0
"""On a page that lies across, and on one that stands."""
_BESIDE: Final = 1.2
"""Room beside the figures of a cell."""
_BOLD: Final = 1.17
"""How much wider a bold digit may be."""
_LARGER: Final = 9 / 8
"""How much larger the letters of a small matrix are, which are those of any table."""
_ROOM_BELOW: Final = {True: 345, False: 640}
"""Points of a page that lies across, and of one that stands, below a title and a line of front."""
_SENTENCE: Final = 18
"""Points of the one that names the table."""
_TITLE: Final = 40
"""Points of a title and a line of front."""
_AT_THE_END: Final = 14
"""Points of what is said of a matrix below it, less some air that others have there."""
_LETTERS_OF_FACTS: Final = 105
_LINE_OF_FACTS: Final = 11.5
"""Of what is said at the end of an upright page, where two lines have room in any case."""
_LETTERS_A_LINE: Final = {True: 130, False: 85}
"""Of the front and of notes, across the page and upright."""
_LONGEST_NAME: Final = 38
_LONGEST_UPRIGHT: Final = 16
"""Longer names make a head so high that numbers with a key are easier to read."""

_WIDEST_NUMBER: Final = 2
_LONGEST_TITLE: Final = 90
DIAGONAL_BESIDE: Final = "in bold; in the heat map grey and no part of the scale"
"""How the diagonal of a table looks that has the same figures beside it, which say no more of theirs."""


class _Type(NamedTuple):
    """``row``: points of one. ``letters``: how many more a line has than one of the small type.

    ``rows``: of an upright page. ``columns``, ``lying`` and ``alone``: columns of a page that lies across,
    its rows, and those of a table that has such a page for itself and no key below it.
    """

    density: Density
    row: float
    rows: int
    columns: int
    lying: int
    alone: int
    letters: float = 1.0


_SMALL: Final = _Type(Density.TIGHT, 10.7, 45, 33, 31, 33)
"""Thirty codes and their total."""
_FINE: Final = _Type(Density.FINE, 8.9, 61, 37, 37, 39, 8 / 7)
"""For a table that has no page with its title otherwise, or more than one."""


@dataclass(frozen=True)
class _Shape:
    """How the parts of a matrix are laid out; widths are in letters."""

    across: bool
    type: _Type
    rows: tuple[range, ...]
    lines: int
    """Of the rows of the highest part."""
    columns: tuple[range, ...]
    name_width: float
    widths: tuple[float, ...]
    """Of the columns, by the figures in them."""
    heads: tuple[str, ...]
    upright: bool
    names: tuple[str, ...]
    key: tuple[str, ...]

    def width_of(self, matrix: Matrix, column: int) -> float:
        """Of a column; that of totals has room for its name where it is written as usual."""
        lying = is_total(matrix.columns, column) and not self.upright
        return max(self.widths[column], len(TOTAL) + 1.0) if lying else self.widths[column]

    def key_to(self, columns: range, rows: range) -> str:
        """The names of the numbers above some columns, for whoever has only their page before them.

        Where the rows are the same codes, those beside them are the key.
        """
        named = [self.key[column] for column in columns if self.key and self.key[column]]
        beside = {self.names[row] for row in rows}
        named = [] if beside.issuperset(named) else named
        return f"Columns: {'; '.join(map(isolated, named))}." if named else ""

    @property
    def page_width(self) -> float:
        return (_ACROSS if self.across else _UPRIGHT) * self.type.letters

    @property
    def parts(self) -> int:
        return len(self.rows) * len(self.columns)


def matrix_document(
    front: Front, matrix: Matrix, picture: Sequence[Block] = (), *, numbers: CodeNumbers = NO_NUMBERS
) -> Document:
    """The matrix in as many tables as it needs pages, its picture and its test, and where it comes from.

    ``numbers`` are those of the codebook: codes have them in the place of names that find no room.
    """
    matrix = with_counted_columns(matrix)
    colophon = Colophon(matrix.provenance, (), ABOUT, counted_above=True, brief=True)
    if not counts_something(matrix):
        return Document(front, (Paragraph(_NOTHING),), colophon)
    texts = cell_texts(matrix)
    # What has no room below the front leaves it a page of its own, and what is said of it comes last.
    end = 0 if picture or matrix.chance is not None else _AT_THE_END
    shape = _shape(matrix, texts, numbers, _SMALL)
    first = shape.across and not _leaves_room(front, shape, end)
    if first or shape.parts > 1:
        fine = _shape(matrix, texts, numbers, _FINE)
        below = _leaves_room(front, fine, end + (0 if fine.across else _noted(matrix, fine)))
        fewer = fine.parts == 1 < shape.parts and (fine.across or below)
        turned = shape.across and not fine.across and bool(shape.key)
        if fewer or (first and below and not turned and fine.parts <= shape.parts):
            shape, first = fine, not below
        elif first and _fits_alone(fine, end) and not _fits_alone(shape, end) and not turned:
            shape = fine
    blocks = tuple(_blocks(matrix, texts, shape, picture))
    return Document(front, blocks, colophon, cover=first, landscape=shape.across)


def counts_something(matrix: Matrix) -> bool:
    """Whether a matrix has rows and columns, sums aside."""
    return not any(
        all(is_total(labels, at) for at in range(len(labels))) for labels in (matrix.rows, matrix.columns)
    )


def _leaves_room(front: Front, shape: _Shape, below: float) -> bool:
    """Whether the first table fits below the front, with what is ``below`` it.

    One that does not would leave the front alone on its page, or be alone with its end on the next.
    """
    across = shape.across
    lines = "\n".join(top_lines(front, landscape=across))
    above = 27 * bool(front.subtitle) + 12 * (_lines_of(lines, across=across) - 1)
    above += 14 * _lines_of(front.note, across=across) + _SENTENCE
    key = shape.key_to(shape.columns[0], shape.rows[0]) if shape.rows and shape.columns else ""
    rows = shape.lines + (_rows_of(shape.heads) if shape.upright else 1)
    below = below if shape.parts == 1 else 0.0
    needed = rows * shape.type.row + above + 12 * _lines_of(key, across=across) + below
    return needed <= _ROOM_BELOW[across]


def _noted(matrix: Matrix, shape: _Shape) -> float:
    """Points of what is said below a matrix on an upright page, and of names above it that are broken."""
    notes = sum(_lines_of(note, across=False) for note in _notes(matrix))
    facts = sum(len(name) + len(words) + 5 for name, words in facts_told(matrix.provenance))
    widths = [max(1.0, width - _BESIDE) for width in shape.widths]
    broken = max((len(head) / width for head, width in zip(shape.heads, widths, strict=True)), default=0.0)
    more = 0 if shape.upright else math.ceil(broken) - 1
    return 12 * notes + _LINE_OF_FACTS * max(0, facts // _LETTERS_OF_FACTS - 1) + shape.type.row * more


def _fits_alone(shape: _Shape, below: float) -> bool:
    """Whether it is one table that has room on a page of its own with what is ``below`` it."""
    return shape.parts == 1 and _leaves_room(Front(title=""), shape, below - _TITLE)


def _lines_of(words: str, *, across: bool) -> int:
    letters = _LETTERS_A_LINE[across]
    return sum(1 + len(line) // letters for line in words.split("\n")) if words else 0


def _blocks(
    matrix: Matrix, texts: dict[tuple[int, int], str], shape: _Shape, picture: Sequence[Block]
) -> Iterator[Block]:
    parts = [(rows, columns) for rows in shape.rows for columns in shape.columns]
    # A heat map of the same figures has the colours.
    colours = {} if picture else cell_colours(matrix)
    several = len(parts) > 1
    tables = [
        _table(matrix, texts, colours, shape, *part, number if several else 0)
        for number, part in enumerate(parts, 1)
    ]
    for number, table in enumerate(continued(tables)):
        if number and shape.across:
            yield NewPage(shape.across)
        yield table
    yield from picture
    if matrix.chance is not None:
        question, *lines = matrix.chance.lines()
        yield Heading(question[1], 1, "test")
        yield Fields(tuple((with_capital(name), said) for name, said in lines))


# -- how it is laid out ----------------------------------------------------------------------------


def _shape(matrix: Matrix, texts: dict[tuple[int, int], str], numbers: CodeNumbers, letters: _Type) -> _Shape:
    wide = _ACROSS * letters.letters
    heads, names = (names_shown(labels, numbers) for labels in (matrix.columns, matrix.rows))
    figure, total = _widest(matrix, texts)
    number = len(heads)
    letter = OUR_PAGE[True].wide / wide
    lying = max([figure, *(room_below(head, letters.density) / letter for head in heads)])
    longest = min(_LONGEST_NAME, max(map(len, names), default=0)) + 2.0
    upright, key = False, list[str]()
    if number and longest + number * lying <= wide and number <= 12:
        # Few enough for names that are written as usual.
        figure = lying
    elif max(map(len, heads), default=0) <= _LONGEST_UPRIGHT and len(names) + _rows_of(heads) <= _MOST_ROWS:
        upright = True
    else:
        heads, names, key = numbered_heads(matrix, heads, names, numbers)
        widest = max(len(head) for head in heads if head != TOTAL)
        numbered = all_known(matrix.rows, numbers)
        longest = min(_LONGEST_NAME, longest) + (0.0 if numbered else max(3.0, widest + 1.0))
        # Numbers such as 2.10 stand upright, for thirty of them would not fit side by side.
        upright = widest > _WIDEST_NUMBER
        figure = max(figure, min(widest, _WIDEST_NUMBER) + _BESIDE)
    # A figure of all has more digits than others, and only its own column is as wide.
    longest_row = longest + max(0.0, total - figure) * any(
        is_total(matrix.columns, at) for at in range(number)
    )
    # Many codes beside one another stay on a page that lies across.
    standing = _UPRIGHT * (1.0 if upright else letters.letters)
    across = longest_row + number * figure > standing
    page, most = (wide, letters.lying) if across else (_UPRIGHT * letters.letters, letters.rows)
    lying_heads = not upright and not key
    widths = _widths(matrix, texts, figure, total, own=letters is _FINE and not lying_heads)
    room = max(1, min(letters.columns, math.floor((page - longest_row) / figure)))
    alone = number <= letters.columns and longest + sum(widths) <= page
    columns = evenly(number, number if alone else room)
    # What the figures leave of the page is for the names, before these go on on a second line.
    wanted = max(map(len, names), default=0) + _BESIDE
    every = max(map(len, columns), default=0) * figure + longest_row - longest
    longest = max(longest, min(wanted, page - (sum(widths) if alone else every)))
    line = max(1, round(longest - _BESIDE))
    high = [max(1, -(-len(name) // line)) for name in names]
    rows = _of_height(high, most)
    if across and len(columns) == 1 and sum(high) <= letters.alone and {*names}.issuperset(filter(None, key)):
        rows = (range(len(names)),)
    if len(rows) * len(columns) > 1:
        key_lines = math.ceil(_lines_of("; ".join(key), across=across) / len(columns)) + 2 * upright
        rows = _of_height(high, most - max(0, key_lines - _LINES_OF_NOTES))
    return _Shape(
        across=across,
        type=letters,
        rows=rows,
        lines=max((sum(high[part.start : part.stop]) for part in rows), default=0),
        columns=columns,
        name_width=longest,
        widths=widths,
        heads=tuple(heads),
        upright=upright,
        names=tuple(names),
        key=tuple(key),
    )


def _of_height(lines: Sequence[int], most: int) -> tuple[range, ...]:
    """Rows of so many lines each in as few even parts as none is higher than ``most`` lines."""
    for number in range(max(1, most), 0, -1):
        parts = evenly(len(lines), number)
        if all(sum(lines[part.start : part.stop]) <= most for part in parts):
            return parts
    return evenly(len(lines), 1)


def _widest(matrix: Matrix, texts: dict[tuple[int, int], str]) -> tuple[float, float]:
    """The room that figures need, in letters: those of a column, and those of a column of totals."""
    widths = {False: 1, True: 1}
    totals = [is_total(matrix.columns, column) for column in range(len(matrix.columns))]
    for (_, column), text in texts.items():
        widths[totals[column]] = max(widths[totals[column]], len(text))
    return widths[False] + _BESIDE, widths[True] + _BESIDE


def _widths(
    matrix: Matrix, texts: dict[tuple[int, int], str], figure: float, total: float, *, own: bool
) -> tuple[float, ...]:
    """Of the columns: as wide as one another, or each as wide as its ``own`` figures."""
    number = len(matrix.columns)
    if not own:
        totals = (is_total(matrix.columns, column) for column in range(number))
        return tuple(max(figure, total) if each else figure for each in totals)
    widths = [float(_WIDEST_NUMBER)] * number
    for (_, column), text in texts.items():
        widths[column] = max(widths[column], len(text))
    return tuple(width * _BOLD + _BESIDE for width in widths)


def _rows_of(heads: Sequence[str]) -> float:
    """How many low rows an upright head is as high as."""
    return max(map(len, heads), default=0) / 2.0


# -- one part of it --------------------------------------------------------------------------------


def _table(
    matrix: Matrix,
    texts: dict[tuple[int, int], str],
    colours: dict[tuple[int, int], str],
    shape: _Shape,
    rows: range,
    columns: range,
    part: int,
) -> TableBlock:
    name_width = shape.name_width
    heads = tuple(
        TableColumn(shape.heads[column], shape.width_of(matrix, column), Align.FIGURE, shape.upright)
        for column in columns
    )
    width = name_width + sum(head.width for head in heads)
    tight = len(matrix.columns) > 12 or len(matrix.rows) > 20
    cells = tuple(
        (
            TableCell(
                (Run(shape.names[row], bold=is_total(matrix.rows, row)),),
                strong=is_total(matrix.rows, row),
            ),
            *(_cell(matrix, texts, colours, row, column) for column in columns),
        )
        for row in rows
    )
    said = _notes_of(matrix, shape, columns, part, coloured=bool(colours))
    return TableBlock(
        columns=(TableColumn("", name_width), *heads),
        rows=cells,
        caption=_caption(matrix, shape, rows, columns, part),
        anchor=f"matrix-{part or 1}",
        density=shape.type.density if tight else Density.USUAL,
        share=min(1.0, width * (1 if tight else _LARGER) / shape.page_width),
        shows=_shows(matrix, coloured=bool(colours)),
        notes=tuple(filter(None, (shape.key_to(columns, rows), *said))),
    )


def _cell(
    matrix: Matrix,
    texts: dict[tuple[int, int], str],
    colours: dict[tuple[int, int], str],
    row: int,
    column: int,
) -> TableCell:
    total = is_total(matrix.rows, row) or is_total(matrix.columns, column)
    apart = total or (matrix.symmetric and row == column)
    zero = (row, column) not in matrix.notes and matrix.values[row, column] == 0
    return TableCell(
        texts[row, column], fill=colours.get((row, column), ""), pale=bool(zero) and not apart, strong=apart
    )


def _caption(matrix: Matrix, shape: _Shape, rows: range, columns: range, part: int) -> str:
    title = in_one_line(matrix.provenance.title, _LONGEST_TITLE)
    if not part:
        return title
    which = [
        stretch_in_words(noun, chosen, labels)
        for noun, chosen, labels, several in (
            ("rows", rows, matrix.rows, len(shape.rows) > 1),
            ("columns", columns, matrix.columns, len(shape.columns) > 1),
        )
        if several
    ]
    return f"{title}: {', '.join(which)}"


def _shows(matrix: Matrix, *, coloured: bool) -> str:
    """What the sentence that names the table says of it."""
    title = matrix.provenance.title
    what = matrix.shows or f"breaks down the use of {title[:1].lower()}{title[1:]}"
    if matrix.symmetric:
        counted = np.issubdtype(matrix.values.dtype, np.integer)
        what = (
            "counts how often any two codes occur together"
            if counted
            else "tells how closely any two codes are associated"
        )
    return f"{what}; the darker a cell, the higher its figure." if coloured else f"{what}."


def _notes_of(matrix: Matrix, shape: _Shape, columns: range, part: int, *, coloured: bool) -> list[str]:
    """What is said below one part: of totals below the first that has them, all else below the first."""
    first = _notes(matrix, coloured=coloured) if part in (0, 1) else []
    totals = any(is_total(matrix.columns, column) for column in columns)
    if totals and part == len(shape.columns) > 1 and SUMS in matrix.remarks:
        return [SUMS]
    return first if totals else [note for note in first if note != SUMS]


def _notes(matrix: Matrix, *, coloured: bool = True) -> list[str]:
    """How the table is to be read."""
    long = sorted({note for note in matrix.notes.values() if len(note) > LONGEST_NOTE})
    said = [f"{UNDEFINED}: {'; '.join(long)}."] if long else []
    if matrix.symmetric and matrix.rows:
        said.append(diagonal_in_words(matrix) if coloured else diagonal_in_words(matrix, DIAGONAL_BESIDE))
    counted = [sentence(matrix.provenance.sentence)] if matrix.provenance.sentence else []
    formula = formula_in_words(dict(matrix.provenance.facts).get("coefficient", ""))
    return [*counted, *filter(None, (formula,)), *said, *matrix.remarks]
