"""CSV as programs and people write it: any usual encoding and separator, cells as they were meant."""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from qualcode.importers.formats.decoding import decode
from qualcode.importers.guarded.foreign_file import opened
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.model.errors import UnreadableFileError
from qualcode.model.words.spreadsheet_signs import RUN_BY_SPREADSHEETS

NumberedRow = tuple[int, list[str]]
"""The line in which a row begins, and its cells."""

Chunk = tuple[Sequence[int], list[list[str]]]
"""Some rows: the line in which each begins, and the cells of each."""

_SEPARATORS: Final = (",", ";", "\t")
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)[\r\n]", re.IGNORECASE)
_LONGEST_CELL: Final = 2**31 - 1
_BLOCK: Final = 1 << 20
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def csv_rows(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> Iterator[NumberedRow]:
    """All rows of the file at ``path``, the header first; cells as they stand in the file."""
    for lines, rows in csv_chunks(path, limits=limits):
        yield from zip(lines, rows, strict=True)


def csv_chunks(path: Path, at_once: int = 4_000, limits: ImportLimits = DEFAULT_LIMITS) -> Iterator[Chunk]:
    """The same, ``at_once`` rows at a time: for files of a million rows."""
    csv.field_size_limit(_LONGEST_CELL)
    with _opened_text(path, limits) as text:
        separator = _separator(text)
        text.seek(0)
        # A first line that names the separator is no row.
        first = 1 + int(bool(_SEPARATOR_LINE.match(text.readline())))
        if first == 1:
            text.seek(0)
        reader = csv.reader(text, delimiter=separator)
        try:
            header = list(itertools.islice(reader, 1))
            limits.check_columns(max(map(len, header), default=0))
            below = itertools.chain(header, reader)
            above = 0
            while rows := list(itertools.islice(below, at_once)):
                # Where the reader took a line for each row, no cell has a line end in it.
                plain, above = reader.line_num - above == len(rows), reader.line_num
                lines = range(first, first + len(rows)) if plain else _lines(rows, first)
                first = lines[-1] + 1 + (0 if plain else _breaks(rows[-1]))
                yield lines, rows
        except csv.Error as error:
            where = f"“{path.name}”, line {first + reader.line_num}"
            raise UnreadableFileError(f"{where} or above: not valid CSV ({error}).") from error


def _lines(rows: list[list[str]], first: int) -> Sequence[int]:
    """The line in which each row begins, ``first`` being that of the first row."""
    breaks = [_breaks(row) for row in rows]
    if not any(breaks):
        return range(first, first + len(rows))
    return [
        first + number + above for number, above in enumerate(itertools.accumulate(breaks[:-1], initial=0))
    ]


def _breaks(row: list[str]) -> int:
    """Line ends inside the cells of a row."""
    return sum(len(_LINE_END.findall(cell)) for cell in row if "\n" in cell or "\r" in cell)


def unguarded(cell: str) -> str:
    """``cell`` without the one apostrophe that keeps a spreadsheet from running what follows.

    Only an apostrophe before a sign that a spreadsheet would run is taken off, also where more
    apostrophes stand between: the exporters put on exactly one.
    """
    if cell[:1] == "'" and cell.lstrip("'")[:1] in RUN_BY_SPREADSHEETS:
        return cell[1:]
    return cell


@contextmanager
def _opened_text(path: Path, limits: ImportLimits) -> Iterator[TextIO]:
    """The file as text, with its line ends: those inside cells are part of what is said."""
    try:
        with opened(path, limits.table_bytes, limits) as file:
            encoding = _encoding(file)
            file.seek(0)
            if encoding:
                text: TextIO = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
            else:
                text = io.StringIO(decode(file.read()).text, newline="")
            yield text
    except UnreadableFileError as error:
        known = str(error)
        raise UnreadableFileError(known if known.startswith("“") else f"“{path.name}”: {known}") from error


def _encoding(file: BinaryIO) -> str:
    """Of an open file where it is certain; empty where it must be guessed."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    start = file.read(_BLOCK)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    if start[:4096].count(0) > len(start[:4096]) // 5:
        return ""
    try:
        decoder.decode(start)
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _separator(text: TextIO) -> str:
    """What stands between cells: stated in a line of its own, or most frequent in the header."""
    start = text.read(100_000)
    stated = _SEPARATOR_LINE.match(start)
    if stated:
        return stated.group(1)
    header = _without_quoted(start)
    counts = {separator: header.count(separator) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: counts[separator])


def _without_quoted(text: str) -> str:
    """The first row without what stands between quotes."""
    return re.split(r"[\r\n]", re.sub(r'"[^"]*"', "", text).lstrip("\r\n"), maxsplit=1)[0]
