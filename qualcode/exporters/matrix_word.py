"""A matrix as tables in Word: in parts that fit the page, each with the row names beside it."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qualcode.exporters.word import WordReport
from qualcode.exporters.writing import Cell, whole_file
from qualcode.model.matrix import Label, Matrix
from qualcode.model.provenance import caption

_PORTRAIT_COLUMNS: Final = 6
_LYING_NAMES: Final = 3
"""So many column names have room to be written as usual; more of them stand upright."""
_COLUMNS_A_TABLE: Final = 14
_NAME_SHARE: Final = 4.0
_LETTER_HEIGHT: Final = 0.19
"""Centimetres of a letter of a header that stands upright."""


def write_matrix_word(path: Path, matrix: Matrix) -> None:
    """Write ``matrix`` as a Word document."""
    landscape = len(matrix.columns) > _PORTRAIT_COLUMNS
    report = WordReport(matrix.provenance.title, landscape=landscape)
    total = len(matrix.columns)
    for first in range(0, max(total, 1), _COLUMNS_A_TABLE):
        last = min(first + _COLUMNS_A_TABLE, total)
        if total > _COLUMNS_A_TABLE:
            part = f"Columns {first + 1} to {last} of {total}"
            report.paragraph(part, "Caption", keep_next=True, new_page=first > 0)
        columns = matrix.columns[first:last]
        # Parts of one matrix keep one measure, or the last would be blown up to the page.
        room = _COLUMNS_A_TABLE if total > _COLUMNS_A_TABLE else len(columns)
        name_width = _NAME_SHARE * max(1.0, room / 8)
        report.table(
            ["", *(label.name for label in columns)],
            _rows(matrix, first, last),
            [name_width, *([1.0] * len(columns))],
            share=(name_width + len(columns)) / (name_width + room),
            upright_height=_header_height(columns) if total > _LYING_NAMES else 0,
        )
    for remark in matrix.remarks:
        report.paragraph(remark, "Caption")
    report.paragraph(caption(matrix.provenance), "Caption")
    if matrix.chance is not None:
        question, *lines = matrix.chance.lines()
        report.heading(question[1], 1)
        report.fields([(name[:1].upper() + name[1:], said) for name, said in lines])
    with whole_file(path) as stream:
        report.save(stream)


def _rows(matrix: Matrix, first: int, last: int) -> Iterator[list[Cell]]:
    for row, label in enumerate(matrix.rows):
        yield [label.name, *(_shown(matrix.cell(row, column)) for column in range(first, last))]


def _shown(value: str | int | float) -> Cell:
    if isinstance(value, float):
        return round(value, 3) if math.isfinite(value) else None
    return value


def _header_height(columns: tuple[Label, ...]) -> float:
    """Enough for the longest name on two lines, within reason."""
    longest = max((len(label.name) for label in columns), default=0)
    return min(7.0, max(2.0, _LETTER_HEIGHT * (longest / 2 + 4)))
