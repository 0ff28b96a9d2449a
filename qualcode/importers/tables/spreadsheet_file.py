"""Spreadsheets (xlsx): the rows of the first sheet; of our own exports, of the first that is a table."""

import io
import itertools
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from qualcode.importers.guarded.foreign_file import file_bytes
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.guarded.xml_package import XmlPackage
from qualcode.importers.tables.csv_file import NumberedRow
from qualcode.model.errors import UnreadableFileError

_ABOUT: Final = ("About", "About this file")
"""Name and first cell of the sheet with which our own exports begin."""

_LONG_TEXTS: Final = "Long texts"
_LONG_TEXT_HEADER: Final = ("sheet", "row", "column", "part", "text")
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
)

LongTexts = dict[tuple[int, str], str]


def spreadsheet_rows(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> Iterator[NumberedRow]:
    """The rows of the first sheet that is a table, with their numbers, the header first."""
    try:
        raw = file_bytes(path, limits)
        if not raw:
            raise UnreadableFileError("The file is empty (0 bytes).")
        if raw[:2] != b"PK":
            raise zipfile.BadZipFile
        XmlPackage(raw, replace(limits, unpacked_bytes=limits.table_bytes)).check_parts((".xml", ".rels"))
        for number, cells in _rows(raw):
            limits.check_columns(len(cells))
            yield number, cells
    except UnreadableFileError as error:
        raise UnreadableFileError(f"“{path.name}”: {error}") from error
    except _DAMAGED as error:
        raise UnreadableFileError(
            f"“{path.name}” is not a spreadsheet that can be read; save it again as .xlsx or as CSV."
        ) from error


def _rows(raw: bytes) -> Iterator[NumberedRow]:
    # Loaded only here: most tables come as CSV, and the library is slow to load.
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # What openpyxl cannot keep (colours, drop-down lists) plays no part in reading.
        warnings.simplefilter("ignore")
        book: Any = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    with closing(book):
        for page, sheet in enumerate(_continued(book)):
            rows = _rows_of(sheet, _long_texts(book, sheet.title))
            # Each sheet on which our own export goes on has the header again.
            yield from itertools.islice(rows, min(page, 1), None)


def _continued(book: Any) -> Iterator[Any]:
    """The first table, and the sheets on which our own export goes on where one is full."""
    first = first_table(book)
    yield first
    if first is book.worksheets[0]:
        return
    for number in itertools.count(2):
        name = f"{first.title} {number}"
        if name not in book.sheetnames:
            return
        yield book[name]


def _rows_of(sheet: Any, longer: "LongTexts") -> Iterator[NumberedRow]:
    # Some programs state a wrong size; without it every row is looked at.
    sheet.reset_dimensions()
    header: list[str] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [words(value) for value in values]
        header = header or cells
        if longer:
            for place, name in enumerate(header[: len(cells)]):
                cells[place] = longer.get((number, name), cells[place])
        yield number, cells


def first_table(book: Any) -> Any:
    """The first sheet of a workbook, or the second where the first is the one that explains our exports."""
    first, *others = book.worksheets
    if not others or first.title != _ABOUT[0]:
        return first
    top = next(first.iter_rows(values_only=True), ())
    return others[0] if top and top[0] == _ABOUT[1] else first


def words(value: object) -> str:
    """A cell's value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _long_texts(book: Any, first_sheet: str) -> LongTexts:
    """Texts too long for a cell, which our own export keeps in parts, by row and column name."""
    found: LongTexts = {}
    if _LONG_TEXTS not in book.sheetnames:
        return found
    sheet = book[_LONG_TEXTS]
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    if tuple(next(rows, ()))[: len(_LONG_TEXT_HEADER)] != _LONG_TEXT_HEADER:
        return found
    for sheet_name, row, column, _part, text in (values[:5] for values in rows):
        if sheet_name == first_sheet:
            key = (int(row), words(column))
            found[key] = found.get(key, "") + words(text)
    return found
