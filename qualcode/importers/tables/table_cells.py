"""Tables from files (csv, tsv, xlsx): rows of text, whatever the separator, encoding or type of a cell."""

import io
import warnings
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from qualcode.importers.formats.decoding import clean, decode
from qualcode.importers.formats.text_encodings import recoded
from qualcode.importers.guarded.archives import bytes_at
from qualcode.importers.guarded.file_kind import FileKind, kind_of
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.guarded.xml_package import XmlPackage
from qualcode.importers.tables.spreadsheet_file import first_table
from qualcode.importers.tables.survey_tools import survey_header
from qualcode.model.errors import UnreadableFileError
from qualcode.model.words.in_words import plural_of
from qualcode.model.words.separated import separated_rows

_FEW_RAGGED: Final = 0.5
_SEPARATORS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A table with its header; every row has as many cells as that, and in ``lines`` its line in the file."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...] = ()
    encoding: str = ""
    other_encoding: str = ""
    lines: tuple[int, ...] = ()

    def line_of(self, row: int) -> int:
        """The line of a row in its file; for messages."""
        return self.lines[row] if row < len(self.lines) else row + 2

    def column(self, place: int) -> tuple[str, ...]:
        """The cells of one column."""
        return tuple(row[place] for row in self.rows)


def read_table(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> HeadedTable:
    """The first sheet or the only table of the file at ``path``, which may lie within an archive."""
    try:
        return table_of(bytes_at(path, limits), path.name, limits)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error}") from error


def table_of(raw: bytes, name: str, limits: ImportLimits = DEFAULT_LIMITS, encoding: str = "") -> HeadedTable:
    """The table with this content and file name, read in ``encoding`` where one is chosen."""
    if not raw:
        raise UnreadableFileError("The file is empty (0 bytes).")
    if raw[:2] == b"PK":
        if kind_of(raw, name) is not FileKind.TABLE:
            raise UnreadableFileError("The file is not a table.")
        sheet = _sheet(raw, limits)
        return _tidy(sheet, list(range(1, len(sheet) + 1)), "row", ())
    found = recoded(raw, FileKind.TABLE, encoding)
    decoded = decode(found.raw)
    limits.check_text(len(decoded.text))
    rows, lines, cells = [], [], 0
    for line, row in separated_rows(decoded.text, _separator(decoded.text)):
        rows.append([cell.strip() for cell in row])
        lines.append(line)
        cells += len(row)
        limits.check_columns(len(row))
        limits.check_cells(cells)
    table = _tidy(rows, lines, "line", found.warnings + decoded.warnings)
    return replace(table, encoding=found.encoding, other_encoding=found.other)


def _separator(text: str) -> str:
    """The separator that gives the first lines the same number of cells, more than one."""
    sample = text[:20_000]
    best, most = ",", 0.0
    for separator in _SEPARATORS:
        rows = [row.cells for row in separated_rows(sample, separator) if row.cells][:30]
        if not rows:
            break
        width = len(rows[0])
        alike = sum(len(row) == width for row in rows[: max(1, len(rows) - 1)]) / max(1, len(rows) - 1)
        if width > 1 and alike * (1 + min(width, 50) / 1000) > most:
            best, most = separator, alike * (1 + min(width, 50) / 1000)
    return best


def _sheet(raw: bytes, limits: ImportLimits) -> list[list[str]]:
    XmlPackage(raw, limits).check_parts((".xml", ".rels"))
    # Loaded only here: the library is slow to load and most imports have no spreadsheet.
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # Validations and styles that the library does not know do not matter here.
        warnings.simplefilter("ignore")
        try:
            workbook = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            try:
                sheet = first_table(workbook)
                sheet.reset_dimensions()
                rows, cells = [], 0
                for row in sheet.iter_rows(values_only=True):
                    rows.append([_cell(value) for value in row])
                    cells += len(row)
                    limits.check_columns(len(row))
                    limits.check_cells(cells)
            finally:
                workbook.close()
        except UnreadableFileError:
            raise
        except Exception as error:
            # The library raises whatever a broken file makes it stumble on.
            raise UnreadableFileError("The spreadsheet is damaged.") from error
    return rows


def _cell(value: object) -> str:
    """A cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value))[0].strip()


def _tidy(rows: list[list[str]], lines: list[int], noun: str, told: tuple[str, ...]) -> HeadedTable:
    """The header and the rows below it, all of one width; empty rows and empty columns are dropped.

    What survey tools write below their header (questions, import identifiers) is no respondent's. A row
    with more cells than the others is left out and told: nobody knows which cell belongs where.
    """
    filled = [(line, row) for line, row in zip(lines, rows, strict=True) if any(row)]
    header = filled[0][1] if filled else []
    header, filled = survey_header(header, filled[1:])
    named = len(header)
    ragged = [line for line, row in filled if any(row[named:])]
    if 0 < len(ragged) <= _FEW_RAGGED * len(filled):
        filled = [(line, row) for line, row in filled if not any(row[named:])]
        told = (*told, _left_out(ragged, noun, named))
    short = [line for line, row in filled if len(row) < named] if noun == "line" else []
    if 0 < len(short) <= _FEW_RAGGED * len(filled):
        told = (*told, _padded(short, noun, named))
    if not filled:
        raise UnreadableFileError("The table has no rows below its header.")
    all_rows = [header, *(row for _, row in filled)]
    width = max(map(len, all_rows))
    full = [row + [""] * (width - len(row)) for row in all_rows]
    kept = [place for place in range(width) if any(row[place] for row in full)]
    columns: dict[str, None] = {}
    for place in kept:
        name = " ".join(full[0][place].split()) or f"Column {place + 1}"
        columns[name if name not in columns else f"{name} ({place + 1})"] = None
    body = tuple(tuple(row[place] for place in kept) for row in full[1:])
    return HeadedTable(tuple(columns), body, told, lines=tuple(line for line, _ in filled))


def _padded(lines: list[int], noun: str, width: int) -> str:
    has = plural_of(len(lines), "has", "have")
    return f"{_named(lines, noun)} {has} fewer cells than the {width} columns of the header; others are empty"


def _named(lines: list[int], noun: str) -> str:
    shown = ", ".join(str(line) for line in lines[:10]) + (" and more" if len(lines) > 10 else "")
    return f"{plural_of(len(lines), noun)} {shown}"


def _left_out(lines: list[int], noun: str, width: int) -> str:
    has, was = (plural_of(len(lines), *words) for words in (("has", "have"), ("was", "were")))
    return f"{_named(lines, noun)} {has} more cells than the {width} columns of the header and {was} left out"
