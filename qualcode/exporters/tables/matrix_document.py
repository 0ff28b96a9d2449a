"""A matrix as a document: tables that fit a page each, shaded as on screen, with what explains them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

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
    Run,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.front_lines import top_lines
from qualcode.exporters.document.referred import continued
from qualcode.exporters.document.room import evenly
from qualcode.exporters.pictures.counted_columns import with_counted_columns
from qualcode.exporters.pictures.heat_map import LONGEST_NOTE, UNDEFINED, cell_texts, diagonal_in_words
from qualcode.exporters.pictures.names import own_name, short_names
from qualcode.exporters.tables.matrix_colours import cell_colours
from qualcode.model.front import Front
from qualcode.model.questions.rules import formula_in_words
from qualcode.model.results.matrix import SUMS, TOTAL, Label, Matrix, is_total
from qualcode.model.words.cutting import cut_in_line, in_one_line
from qualcode.model.words.direction import isolated

CodeNumbers = Mapping[UUID, str]
NO_NUMBERS: Final[CodeNumbers] = MappingProxyType({})

ABOUT: Final = "About this matrix"

_MOST_COLUMNS: Final = 31
"""Of a page that lies across: thirty codes and their total."""
_MOST_ROWS: Final = 31
_MOST_ALONE: Final = 33
"""Of a table that has a page for itself and no key below it."""
_LINES_OF_NOTES: Final = 8
"""For so many there is room below as many rows as that."""
_UPRIGHT_ROWS: Final = 45
"""Of an upright page."""

# Letters of the small type side by side, as wide as figures are.
_ACROSS, _UPRIGHT = 147.0, 96.0
"""On a page that lies across, and on one that stands."""
_BESIDE: Final = 1.2
"""Room beside the figures of a cell."""
_LARGER: Final = 9 / 8
"""How much larger the letters of a small matrix are, which are those of any table."""
_ROW: Final = 10.7
"""Points of a row in the small type."""
_ROOM_BELOW: Final = 345
"""Points of a page that lies across, below a title and a line of front."""
_SENTENCE: Final = 18
"""Points of the one that names the table."""
_AT_THE_END: Final = 14
"""Points of what is said of a matrix below it, less some air that others have there."""
_LETTERS_A_LINE: Final = 130
"""Of the front and of notes, across the page."""
_LONGEST_NAME: Final = 38
_LONGEST_SHOWN: Final = 72
"""Two lines of a name; what is longer is cut."""
_LONGEST_UPRIGHT: Final = 16
"""Longer names make a head so high that numbers with a key are easier to read."""

_WIDEST_NUMBER: Final = 2
_LONGEST_TITLE: Final = 90


@dataclass(frozen=True)
class _Shape:
    """How the parts of a matrix are laid out; widths are in letters."""

    across: bool
    rows: tuple[range, ...]
    columns: tuple[range, ...]
    name_width: float
    figure_width: float
    total_width: float
    heads: tuple[str, ...]
    upright: bool
    names: tuple[str, ...]
    key: tuple[str, ...]

    def width_of(self, matrix: Matrix, column: int) -> float:
        """Of a column; that of totals has room for its name where it is written as usual."""
        if not is_total(matrix.columns, column):
            return self.figure_width
        return self.total_width if self.upright else max(self.total_width, len(TOTAL) + 1.0)

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
        return _ACROSS if self.across else _UPRIGHT


def matrix_document(
    front: Front, matrix: Matrix, picture: Sequence[Block] = (), *, numbers: CodeNumbers = NO_NUMBERS
) -> Document:
    """The matrix in as many tables as it needs pages, its picture and its test, and where it comes from.

    ``numbers`` are those of the codebook: codes have them in the place of names that find no room.
    """
    matrix = with_counted_columns(matrix)
    texts = cell_texts(matrix)
    shape = _shape(matrix, texts, numbers)
    blocks = tuple(_blocks(matrix, texts, shape, picture))
    # What has no room below the front leaves its page to what is said of it, which fills that.
    alone = not picture and matrix.chance is None and len(shape.rows) * len(shape.columns) == 1
    first = shape.across and not _leaves_room(front, shape, _AT_THE_END if alone else 0)
    colophon = Colophon(matrix.provenance, (), ABOUT, counted_above=True, brief=True, first=first)
    return Document(front, blocks, colophon, landscape=shape.across)


def _leaves_room(front: Front, shape: _Shape, below: float) -> bool:
    """Whether the first table fits below the front, with what is ``below`` it.

    One that does not would leave the front alone on its page, or be alone with its end on the next.
    """
    lines = "\n".join(top_lines(front, landscape=True))
    above = 27 * bool(front.subtitle) + 12 * (_lines_of(lines) - 1) + 14 * _lines_of(front.note)
    above += _SENTENCE
    key = shape.key_to(shape.columns[0], shape.rows[0]) if shape.rows and shape.columns else ""
    rows = max(map(len, shape.rows), default=0) + (_rows_of(shape.heads) if shape.upright else 1)
    return rows * _ROW + above + 12 * _lines_of(key) + below <= _ROOM_BELOW


def _lines_of(words: str) -> int:
    return sum(1 + len(line) // _LETTERS_A_LINE for line in words.split("\n")) if words else 0


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
        if number:
            yield NewPage(shape.across)
        yield table
    yield from picture
    if matrix.chance is not None:
        question, *lines = matrix.chance.lines()
        yield Heading(question[1], 1, "test")
        yield Fields(tuple((name[:1].upper() + name[1:], said) for name, said in lines))


# -- how it is laid out ----------------------------------------------------------------------------


def _shape(matrix: Matrix, texts: dict[tuple[int, int], str], numbers: CodeNumbers) -> _Shape:
    heads, names = (_shown(labels, numbers) for labels in (matrix.columns, matrix.rows))
    figure, total = _widest(matrix, texts)
    number = len(heads)
    lying = max([figure, *(len(word) + _BESIDE for name in heads for word in name.split())])
    longest = min(_LONGEST_NAME, max(map(len, names), default=0)) + 2.0
    upright, key = False, list[str]()
    if number and longest + number * lying <= _ACROSS and number <= 12:
        # Few enough for names that are written as usual.
        figure = lying
    elif max(map(len, heads), default=0) <= _LONGEST_UPRIGHT and len(names) + _rows_of(heads) <= _MOST_ROWS:
        upright = True
    else:
        heads, names, key = _numbered(matrix, heads, names, numbers)
        widest = max(len(head) for head in heads if head != TOTAL)
        numbered = _all_known(matrix.rows, numbers)
        longest = min(_LONGEST_NAME, longest) + (0.0 if numbered else max(3.0, widest + 1.0))
        # Numbers such as 2.10 stand upright, for thirty of them would not fit side by side.
        upright = widest > _WIDEST_NUMBER
        figure = max(figure, min(widest, _WIDEST_NUMBER) + _BESIDE)
    # A figure of all has more digits than others, and only its own column is as wide.
    longest_row = longest + max(0.0, total - figure) * any(
        is_total(matrix.columns, at) for at in range(number)
    )
    across = longest_row + number * figure > _UPRIGHT
    page, most = (_ACROSS, _MOST_ROWS) if across else (_UPRIGHT, _UPRIGHT_ROWS)
    room = max(1, min(_MOST_COLUMNS, math.floor((page - longest_row) / figure)))
    columns = evenly(number, room)
    # What the figures leave of the page is for the names, before these go on on a second line.
    wanted = max(map(len, names), default=0) + _BESIDE
    left = page - max(map(len, columns), default=0) * figure - (longest_row - longest)
    longest = max(longest, min(wanted, left))
    line = max(1, round(longest - _BESIDE))
    high = [max(1, -(-len(name) // line)) for name in names]
    rows = _of_height(high, most)
    if across and len(columns) == 1 and sum(high) <= _MOST_ALONE and {*names}.issuperset(filter(None, key)):
        rows = (range(len(names)),)
    if len(rows) * len(columns) > 1:
        key_lines = math.ceil(_lines_of("; ".join(key)) / len(columns)) + 2 * upright
        rows = _of_height(high, most - max(0, key_lines - _LINES_OF_NOTES))
    return _Shape(
        across=across,
        rows=rows,
        columns=columns,
        name_width=longest,
        figure_width=figure,
        total_width=max(figure, total),
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


def _shown(labels: Sequence[Label], numbers: CodeNumbers) -> list[str]:
    """Names as rows and columns have them: with the number of the codebook, which tells codes apart."""
    if not _all_known(labels, numbers):
        return cut_in_line(short_names(labels), _LONGEST_SHOWN)
    own = [in_one_line(own_name(label), _LONGEST_SHOWN) for label in labels]
    return _with_numbers(labels, own, numbers)


def _widest(matrix: Matrix, texts: dict[tuple[int, int], str]) -> tuple[float, float]:
    """The room that figures need, in letters: those of a column, and those of a column of totals."""
    widths = {False: 1, True: 1}
    totals = [is_total(matrix.columns, column) for column in range(len(matrix.columns))]
    for (_, column), text in texts.items():
        widths[totals[column]] = max(widths[totals[column]], len(text))
    return widths[False] + _BESIDE, widths[True] + _BESIDE


def _rows_of(heads: Sequence[str]) -> float:
    """How many low rows an upright head is as high as."""
    return max(map(len, heads), default=0) / 2.0


def _numbered(
    matrix: Matrix, heads: Sequence[str], names: Sequence[str], known: CodeNumbers
) -> tuple[list[str], list[str], list[str]]:
    """Numbers in the head, and the key to them; where columns are the codes of the rows, so have these.

    Codes that are all known have the numbers of the codebook, and have them before their names already.
    """
    columns, rows = _numbers(matrix.columns, known), _numbers(matrix.rows, known)
    key = [f"{number} {name}" if number else "" for number, name in zip(columns, heads, strict=True)]
    if _all_known(matrix.columns, known):
        key = list(heads)
    elif matrix.symmetric:
        names = [f"{number} {name}".strip() for number, name in zip(rows, names, strict=True)]
    key = [each if number else "" for number, each in zip(columns, key, strict=True)]
    return [number or TOTAL for number in columns], list(names), key


def _with_numbers(labels: Sequence[Label], names: Sequence[str], known: CodeNumbers) -> list[str]:
    """Codes have the numbers of the codebook before their names, wherever a document names them in a row."""
    if not _all_known(labels, known):
        return list(names)
    numbers = _numbers(labels, known)
    return [f"{number} {name}" if number else name for number, name in zip(numbers, names, strict=True)]


def _all_known(labels: Sequence[Label], known: CodeNumbers) -> bool:
    places = [place for place in range(len(labels)) if not is_total(labels, place)]
    return bool(places) and all(labels[place].id in known for place in places)


def _numbers(labels: Sequence[Label], known: CodeNumbers) -> list[str]:
    """Those of the codebook where all are codes, else ``1``, ``2``, …; a total has none."""
    places = [place for place in range(len(labels)) if not is_total(labels, place)]
    own = {place: known[found] for place in places if (found := labels[place].id) and found in known}
    if len(own) < len(places):
        own = {place: str(place + 1) for place in places}
    return [own.get(place, "") for place in range(len(labels))]


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
    return TableBlock(
        columns=(TableColumn("", name_width), *heads),
        rows=cells,
        caption=_caption(matrix, shape, rows, columns, part),
        anchor=f"matrix-{part or 1}",
        density=Density.TIGHT if tight else Density.USUAL,
        share=min(1.0, width * (1 if tight else _LARGER) / shape.page_width),
        shows=_shows(matrix, coloured=bool(colours)),
        notes=tuple(filter(None, (shape.key_to(columns, rows), *_notes_of(matrix, shape, columns, part)))),
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
        _stretch(noun, chosen, labels)
        for noun, chosen, labels, several in (
            ("rows", rows, matrix.rows, len(shape.rows) > 1),
            ("columns", columns, matrix.columns, len(shape.columns) > 1),
        )
        if several
    ]
    return f"{title}: {', '.join(which)}"


def _stretch(noun: str, chosen: range, labels: Sequence[Label]) -> str:
    """``columns 24 to 45 of 45 and the total``: a total is none of those that are counted."""
    number = len(labels) - is_total(labels, len(labels) - 1)
    counted = f"{noun} {chosen.start + 1} to {min(chosen.stop, number)} of {number}"
    if chosen.stop <= number:
        return counted
    return f"{counted} and the total" if chosen.start < number else "the total"


def _shows(matrix: Matrix, *, coloured: bool) -> str:
    """What the sentence that names the table says of it."""
    title = matrix.provenance.title
    what = f"breaks down the use of {title[:1].lower()}{title[1:]}"
    if matrix.symmetric:
        counted = np.issubdtype(matrix.values.dtype, np.integer)
        what = (
            "counts how often any two codes occur together"
            if counted
            else "tells how closely any two codes are associated"
        )
    return f"{what}; the darker a cell, the higher its figure." if coloured else f"{what}."


def _notes_of(matrix: Matrix, shape: _Shape, columns: range, part: int) -> list[str]:
    """What is said below one part: of totals below the first that has them, all else below the first."""
    first = _notes(matrix) if part in (0, 1) else []
    totals = any(is_total(matrix.columns, column) for column in columns)
    if totals and part == len(shape.columns) > 1 and SUMS in matrix.remarks:
        return [SUMS]
    return first if totals else [note for note in first if note != SUMS]


def _notes(matrix: Matrix) -> list[str]:
    """How the table is to be read."""
    long = sorted({note for note in matrix.notes.values() if len(note) > LONGEST_NOTE})
    said = [f"{UNDEFINED}: {'; '.join(long)}."] if long else []
    if matrix.symmetric and matrix.rows:
        said.append(diagonal_in_words(matrix))
    sentence = matrix.provenance.sentence
    counted = [f"{sentence[:1].upper()}{sentence[1:]}."] if sentence else []
    formula = formula_in_words(dict(matrix.provenance.facts).get("coefficient", ""))
    return [*counted, *filter(None, (formula,)), *said, *matrix.remarks]
