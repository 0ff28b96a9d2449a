"""A matrix as CSV with its rule beside it, or as a spreadsheet."""

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

import numpy as np

from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.pictures.counted_columns import with_counted_columns
from qualcode.exporters.pictures.heat_map import diagonal_in_words
from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.tables.matrix_colours import cell_colours
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import Spreadsheet, spreadsheet
from qualcode.exporters.writing import Cell, csv_bytes, utf8, whole_file
from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.questions.provenance import caption
from qualcode.model.questions.rules import formula_in_words
from qualcode.model.results.matrix import Label, Matrix, is_total
from qualcode.model.results.significance_result import QUESTION, SignificanceResult

_NO_NUMBERS: Final[Mapping[UUID, str]] = MappingProxyType({})

_LYING_NAMES: Final = 6
"""So many column names have room to be written as usual; more of them stand upright."""

_LONGEST_NAME: Final = 64
"""Letters of the name of a row; longer ones go on on a second line."""

_MATRIX_SHEET: Final = "The matrix; the darker a cell, the higher its figure"

TIDY_HEADER: Final = ("row", "column", "value")


def write_matrix(
    path: Path,
    matrix: Matrix,
    *,
    created: datetime,
    tidy: bool = False,
    numbers: Mapping[UUID, str] = _NO_NUMBERS,
) -> None:
    """Write ``matrix`` in the format that the ending of ``path`` names: csv or xlsx.

    ``created`` is the stamp in the meta file beside a CSV, the one place where a clock shows.
    ``tidy`` writes one row a cell (row, column, value) instead of the table. ``numbers`` are those of codes
    in the codebook, which stand before their names in a spreadsheet.
    """
    writers: dict[str, Callable[[], None]] = {
        ".csv": lambda: _write_csv(path, matrix, created, tidy),
        ".xlsx": lambda: _write_xlsx(path, matrix, tidy, numbers),
    }
    writer_for(path, writers, DOCUMENT_ENDINGS)()


def meta_path(path: Path) -> Path:
    """Where the facts about the matrix in the CSV at ``path`` stand."""
    return path.with_name(f"{path.name}.meta.json")


def _cell(matrix: Matrix, row: int, column: int) -> Cell:
    value = matrix.cell(row, column)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _table(matrix: Matrix) -> Iterator[list[Cell]]:
    for row, label in enumerate(matrix.rows):
        yield [label.name, *(_cell(matrix, row, column) for column in range(len(matrix.columns)))]


def _tidy(matrix: Matrix) -> Iterator[list[Cell]]:
    for row, row_label in enumerate(matrix.rows):
        for column, column_label in enumerate(matrix.columns):
            yield [row_label.name, column_label.name, _cell(matrix, row, column)]


def _write_csv(path: Path, matrix: Matrix, created: datetime, tidy: bool) -> None:
    if tidy:
        table = csv_bytes(TIDY_HEADER, _tidy(matrix))
    else:
        table = csv_bytes(["", *(label.name for label in matrix.columns)], _table(matrix))
    meta = json.dumps(_meta(path, matrix, created, tidy, table), ensure_ascii=False, indent=2) + "\n"
    # The meta file comes first: with a new CSV and an old one, its sum would vouch for nothing.
    with whole_file(path) as stream, whole_file(meta_path(path)) as meta_stream:
        stream.write(table)
        meta_stream.write(utf8(meta))


def _meta(path: Path, matrix: Matrix, created: datetime, tidy: bool, table: bytes) -> dict[str, Any]:
    provenance = matrix.provenance
    own = {
        "title": provenance.title,
        "caption": caption(provenance),
        "project": provenance.project,
        "step": provenance.step,
        "version": provenance.version,
        "created": created.isoformat(timespec="seconds"),
        "file": path.name,
        "sha256": hashlib.sha256(table).hexdigest(),
        "form": "tidy" if tidy else "matrix",
        "row_count": len(matrix.rows),
        "column_count": len(matrix.columns),
        "symmetric": matrix.symmetric,
        "remarks": list(matrix.remarks),
        **({} if matrix.chance is None else {"test": _test(matrix.chance)}),
    }
    stated = {f"{name} (fact)" if name in own else name: value for name, value in provenance.facts}
    return {**stated, **own}


def _test(chance: SignificanceResult) -> dict[str, Any]:
    """Figures as numbers, for programs that read the file."""
    return {"question": QUESTION, "answer": chance.answer, **asdict(chance)}


def _write_xlsx(path: Path, matrix: Matrix, tidy: bool, numbers: Mapping[UUID, str]) -> None:
    matrix = matrix if tidy else with_counted_columns(matrix)
    diagonal = (diagonal_in_words(matrix),) if matrix.symmetric and matrix.rows and not tidy else ()
    formula = formula_in_words(dict(matrix.provenance.facts).get("coefficient", ""))
    remarks = (*filter(None, (formula,)), *matrix.remarks, *diagonal)
    shown = "#,##0" if np.issubdtype(matrix.values.dtype, np.integer) else "0.000"
    with whole_file(path) as stream, spreadsheet(stream, matrix.provenance, remarks, printed=True) as book:
        if tidy:
            columns = [Column("row", 40), Column("column", 40), Column("value", 14, shown)]
            sheet = book.sheet("Matrix", columns, "A row for each cell")
            for row in _tidy(matrix):
                sheet.write(row)
        else:
            _write_table(book, matrix, shown, numbers)
        if matrix.chance is not None:
            test = book.sheet("Test", [Column("what", 26), Column("value", 90)], "The significance test")
            for line in matrix.chance.lines():
                test.write(line)


def _write_table(book: Spreadsheet, matrix: Matrix, shown: str, numbers: Mapping[UUID, str]) -> None:
    """The table with its shades; narrow columns below upright short names where there are many."""
    places = range(len(matrix.columns))
    fills = cell_colours(matrix)
    widest = max(
        (len(_as_shown(_cell(matrix, *place))) for place in np.ndindex(matrix.values.shape)), default=1
    )
    upright = len(matrix.columns) > _LYING_NAMES
    heads = short_names(matrix.columns) if upright else [label.name for label in matrix.columns]
    heads = _numbered(matrix.columns, heads, numbers)
    width = widest + 3 if upright else max(14, widest + 3)
    # Short, so that each stands in one line and all rows are as high.
    ends = [
        short if PATH_SEPARATOR in label.name else label.name
        for short, label in zip(short_names(matrix.rows), matrix.rows, strict=True)
    ]
    ends = _numbered(matrix.rows, ends, numbers)
    names = Column("", min(_LONGEST_NAME, max(16, *(len(end) + 2 for end in ends), 0)))
    columns = [names, *(Column(head, width, shown, upright) for head in heads)]
    sheet = book.sheet("Matrix", columns, _MATRIX_SHEET, frozen_columns=1)
    totals = [place + 1 for place in places if is_total(matrix.columns, place)]
    for row, (_, *cells) in enumerate(_table(matrix)):
        shades = {place + 1: fills[row, place] for place in places if (row, place) in fills}
        zeros = [place for place, cell in enumerate(cells, 1) if cell == 0]
        total = is_total(matrix.rows, row)
        strong = range(len(cells) + 1) if total else totals
        sheet.write([ends[row], *cells], shades, zeros, strong=strong, total=total)


def _numbered(labels: Sequence[Label], names: Sequence[str], numbers: Mapping[UUID, str]) -> list[str]:
    """Names of codes after their numbers in the codebook, as documents have them."""
    own = [numbers.get(label.id, "") if label.id else "" for label in labels]
    return [f"{number} {name}" if number else name for number, name in zip(own, names, strict=True)]


def _as_shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell or "")
