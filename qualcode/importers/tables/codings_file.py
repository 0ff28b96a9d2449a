"""Codings files: csv (or xlsx) with one row a coding, a million of them in a few seconds."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from qualcode.importers.tables.csv_file import NumberedRow, unguarded
from qualcode.importers.tables.table_file import (
    clean_header,
    fitted,
    is_spreadsheet,
    places_of,
    table_rows,
)
from qualcode.model.coding_rows import CodingTable
from qualcode.model.progress import Progress, no_progress

_SPELLINGS: Final[Mapping[str, Sequence[str]]] = {
    "transcript": ("document", "file", "source"),
    "code": ("code path", "code name"),
    "coder": ("coded by", "user"),
    "start": ("begin",),
    "end": (),
    "memo": ("comment", "note"),
}
_NEEDED: Final = ("transcript", "code", "coder", "start", "end")
_AT_ONCE: Final = 20_000


def read_codings(path: Path, progress: Progress = no_progress) -> CodingTable:
    """The codings of the file at ``path``; further columns, such as those of our export, are ignored.

    Raises UnreadableFileError, with the line, where the file is no such table. Numbers that are
    none stay for the import to name: they are among the table's ``faults``.
    """
    rows = table_rows(path)
    _, titles = next(rows)
    header = clean_header(titles)
    places = places_of(path.name, header, _SPELLINGS, _NEEDED)
    columns: dict[str, list[str]] = {name: [] for name in places}
    lines: list[int] = []
    repeated: dict[str, str] = {}
    guarded = not is_spreadsheet(path)
    while chunk := list(itertools.islice(rows, _AT_ONCE)):
        numbers, table = _columns(path, chunk, len(header))
        lines.extend(numbers)
        for name, place in places.items():
            columns[name].extend(_shared(table[place], repeated, guarded=guarded))
        progress(len(lines), 0, f"Reading {path.name}")
    return CodingTable.of(
        transcripts=columns["transcript"],
        codes=columns["code"],
        coders=columns["coder"],
        starts=columns["start"],
        ends=columns["end"],
        memos=columns.get("memo"),
        lines=lines,
    )


def _columns(
    path: Path, chunk: list[NumberedRow], width: int
) -> tuple[Sequence[int], Sequence[Sequence[str]]]:
    lines, rows = zip(*chunk, strict=True)
    if set(map(len, rows)) != {width}:
        lines, rows = _mended(path, chunk, width)
    return lines, list(zip(*rows, strict=True)) or [()] * width


def _mended(
    path: Path, chunk: list[NumberedRow], width: int
) -> tuple[tuple[int, ...], tuple[list[str], ...]]:
    """Rows without the empty ones, each as long as the header."""
    kept = [(line, fitted(path, line, cells, width)) for line, cells in chunk if any(cells)]
    return tuple(line for line, _ in kept), tuple(cells for _, cells in kept)


def _shared(cells: Sequence[str], repeated: dict[str, str], *, guarded: bool) -> Iterator[str]:
    """The cells as meant, one object for all that read the same: names repeat a thousandfold."""
    for cell in cells:
        known = repeated.get(cell)
        if known is None:
            known = repeated[cell] = unguarded(cell) if guarded else cell
        yield known
