"""A table with a header row, whatever program wrote it: CSV or the first sheet of a spreadsheet."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.tables.csv_file import Chunk, NumberedRow, csv_chunks, unguarded
from qualcode.importers.tables.spreadsheet_file import spreadsheet_rows
from qualcode.model.errors import UnreadableFileError

_SPREADSHEETS: Final = frozenset((".xlsx", ".xlsm"))
_OTHER_PROGRAMS: Final = frozenset((".xls", ".ods", ".numbers", ".sav", ".docx", ".pdf"))
_AT_ONCE: Final = 20_000


class TableRow(NamedTuple):
    """A row and the line (in a spreadsheet: the row) where it stands."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class FileTable:
    """Header and rows; every row has as many cells as the header, and none is empty throughout.

    ``ragged`` are the lines that have more cells and were left out.
    """

    name: str
    header: tuple[str, ...]
    rows: list[TableRow]
    ragged: tuple[int, ...] = ()


def read_table(path: Path, limits: ImportLimits = DEFAULT_LIMITS, *, ragged: bool = False) -> FileTable:
    """The table in the file at ``path``. Raises UnreadableFileError, naming the line where it can.

    A row with more cells than the header is refused unless such rows are to be left out (``ragged``).
    """
    header, chunks = table_chunks(path, limits)
    width = len(header)
    guarded = not is_spreadsheet(path)
    found: list[TableRow] = []
    left_out: list[int] = []
    for lines, rows in chunks:
        for line, cells in zip(lines, rows, strict=True):
            if ragged and any(cells[width:]):
                left_out.append(line)
            elif any(cells):
                fitting = fitted(path, line, cells, width)
                found.append(TableRow(line, [unguarded(cell) for cell in fitting] if guarded else fitting))
    return FileTable(path.name, tuple(header), found, tuple(left_out))


def table_chunks(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> tuple[list[str], Iterator[Chunk]]:
    """The names of the columns, and the rows below as they stand in the file, many at a time."""
    if path.suffix.lower() in _OTHER_PROGRAMS:
        raise UnreadableFileError(
            f"“{path.name}” is not a table that can be read; save it as .xlsx or as CSV."
        )
    chunks = (
        _chunks(spreadsheet_rows(path, limits)) if is_spreadsheet(path) else csv_chunks(path, limits=limits)
    )
    for lines, rows in chunks:
        for place, cells in enumerate(rows):
            if any(cell.strip() for cell in cells):
                rest: Chunk = (lines[place + 1 :], rows[place + 1 :])
                return clean_header(cells), itertools.chain([rest] if rest[1] else [], chunks)
    raise UnreadableFileError(f"“{path.name}” is empty; the first row must hold the names of the columns.")


def _chunks(rows: Iterator[NumberedRow]) -> Iterator[Chunk]:
    while chunk := list(itertools.islice(rows, _AT_ONCE)):
        yield [line for line, _ in chunk], [cells for _, cells in chunk]


def is_spreadsheet(path: Path) -> bool:
    return path.suffix.lower() in _SPREADSHEETS


def clean_header(cells: Sequence[str]) -> list[str]:
    """Names of columns without white space around them and without empty ones at the end."""
    names = [unguarded(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def fitted(path: Path, line: int, cells: list[str], width: int) -> list[str]:
    """``cells`` as many as the header has; raises where there are more, which mixes up columns."""
    if len(cells) > width and any(cells[width:]):
        raise UnreadableFileError(
            f"“{path.name}”, line {line}: there are {len(cells)} cells, but the header has {width} columns."
        )
    return cells[:width] + [""] * (width - len(cells))


def places_of(
    name: str, header: Sequence[str], spellings: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> dict[str, int]:
    """Where each column of ``spellings`` stands in ``header``, case and order ignored.

    Raises UnreadableFileError where one of ``needed`` is missing or a column stands there twice.
    """
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        plain = " ".join(title.casefold().replace("_", " ").split())
        for column, names in spellings.items():
            if plain == column or plain in names:
                if column in places:
                    raise UnreadableFileError(f"“{name}” has two columns for “{column}”; keep one of them.")
                places[column] = place
    missing = [column for column in needed if column not in places]
    if missing:
        wanted, found = "”, “".join(missing), "”, “".join(header)
        raise UnreadableFileError(f"“{name}” has no column “{wanted}”; its columns are “{found}”.")
    return places
