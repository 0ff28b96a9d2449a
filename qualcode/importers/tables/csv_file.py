"""CSV as programs and people write it: any usual encoding and separator, cells as they were meant."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qualcode.importers.decoding import decode
from qualcode.model.errors import UnreadableFileError

NumberedRow = tuple[int, list[str]]
"""The line in which a row begins, and its cells."""

_SEPARATORS: Final = (",", ";", "\t")
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_RUN_BY_SPREADSHEETS: Final = frozenset("=+-@\t\r")
_LONGEST_CELL: Final = 2**31 - 1
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def csv_rows(path: Path) -> Iterator[NumberedRow]:
    """All rows of the file at ``path``, the header first; cells as they stand in the file."""
    letters = _letters(path)
    csv.field_size_limit(_LONGEST_CELL)
    separator, skipped = _separator(letters)
    lines = io.StringIO(letters, newline="")
    lines.seek(skipped)
    first = 1 + letters.count("\n", 0, skipped)
    reader = csv.reader(lines, delimiter=separator)
    before = 0
    try:
        for row in reader:
            yield first + before, row
            before = reader.line_num
    except csv.Error as error:
        raise UnreadableFileError(
            f"“{path.name}”, line {first + before}: not valid CSV ({error})."
        ) from error


def unguarded(cell: str) -> str:
    """``cell`` without the one apostrophe that keeps a spreadsheet from running what follows.

    Only an apostrophe before a sign that a spreadsheet would run is taken off, also where more
    apostrophes stand between: the exporters put on exactly one.
    """
    if cell[:1] == "'" and cell.lstrip("'")[:1] in _RUN_BY_SPREADSHEETS:
        return cell[1:]
    return cell


def _letters(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFileError(f"“{path.name}” could not be read: {reason}.") from error
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        letters = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(path, raw)
    # Line ends inside cells are kept, so ``decode``, which tidies transcripts, is asked only in need.
    return _guessed(path, raw) if letters[:4096].count("\0") > len(letters[:4096]) // 5 else letters


def _guessed(path: Path, raw: bytes) -> str:
    try:
        return decode(raw).text
    except UnreadableFileError as error:
        raise UnreadableFileError(f"“{path.name}”: {error}") from error


def _separator(letters: str) -> tuple[str, int]:
    """What stands between cells, and how many letters to skip before the header."""
    stated = _SEPARATOR_LINE.match(letters)
    if stated:
        return stated.group(1), stated.end()
    header = _without_quoted(letters[:100_000])
    counts = {separator: header.count(separator) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: counts[separator]), 0


def _without_quoted(letters: str) -> str:
    """The first row without what stands between quotes."""
    return re.split(r"[\r\n]", re.sub(r'"[^"]*"', "", letters).lstrip("\r\n"), maxsplit=1)[0]
