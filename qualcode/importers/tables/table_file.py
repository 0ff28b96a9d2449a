"""A table from a csv file or a spreadsheet: a header row, then rows of text cells."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from qualcode.importers.decoding import decode
from qualcode.model.errors import UnreadableFileError

# On a tie the first wins: a comma stands in names more often than a tab or a semicolon does.
_SEPARATORS: Final = ("\t", ";", ",")
_QUOTED: Final = re.compile(r'"[^"]*"')
# What our exports put before a cell that a spreadsheet would run, also before apostrophes that
# stood there already: so exactly one is taken off again.
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
_CELL_LIMIT: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table's header and its rows, each as long as the header; ``lines`` count from 1."""

    columns: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]

    def column(self, name: str) -> list[str] | None:
        """The cells below the header ``name`` (case and surrounding space ignored), None if absent."""
        names = [column.strip().casefold() for column in self.columns]
        if name not in names:
            return None
        place = names.index(name)
        return [row[place] for row in self.rows]


def read_table(path: Path) -> Table:
    """The table in a csv or xlsx file. Raises UnreadableFileError, in one sentence, where there is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(f"There is no file {path}.") from error
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        numbered = _sheet_rows(raw) if raw.startswith(b"PK\x03\x04") else _csv_rows(decode(raw).text)
        return _table(numbered)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error}") from error


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def _table(numbered: Iterable[tuple[int, Sequence[str]]]) -> Table:
    rows = iter(numbered)
    header = next(((line, row) for line, row in rows if any(cell.strip() for cell in row)), None)
    if header is None:
        raise UnreadableFileError("the file is empty; its first row should name the columns.")
    columns = _without_empty_end(header[1])
    width = len(columns)
    cells: list[list[str]] = []
    lines: list[int] = []
    for line, row in rows:
        if len(row) > width and any(row[width:]):
            raise UnreadableFileError(
                f"line {line} has {len(row)} cells, but the header names {width} columns; "
                "put cells that contain the separator in quotation marks."
            )
        if any(row):
            filled = [unguarded(cell) for cell in row[:width]]
            cells.append(filled if len(filled) == width else filled + [""] * (width - len(filled)))
            lines.append(line)
    return Table(tuple(name.strip() for name in columns), cells, lines)


def _without_empty_end(header: Sequence[str]) -> list[str]:
    names = [unguarded(name) for name in header]
    while names and not names[-1].strip():
        names.pop()
    return names


# -- csv --------------------------------------------------------------------------------------


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    limit = csv.field_size_limit(_CELL_LIMIT)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        line = 1
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(f"line {line} is not well-formed csv ({error}).") from error
    finally:
        csv.field_size_limit(limit)


def _separator(text: str) -> str:
    """The separator that the header row uses most."""
    start = text.lstrip("\n")
    header = _QUOTED.sub("", start[:10_000]).split("\n", 1)[0]
    return max(_SEPARATORS, key=header.count)


# -- spreadsheets -----------------------------------------------------------------------------


def _sheet_rows(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    # Heavy, and needed for spreadsheets only.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFileError("the file is not a spreadsheet that can be read.") from error
    try:
        sheet = book.worksheets[0] if book.worksheets else None
        if sheet is None:
            raise UnreadableFileError("the spreadsheet has no sheet.")
        for line, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield line, [_words(value) for value in row]
    finally:
        book.close()


def _words(value: Any) -> str:
    """A spreadsheet's value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)
