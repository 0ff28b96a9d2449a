"""Codings files: csv (or xlsx) with one row a coding, a million of them in a few seconds."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.tables.csv_file import Chunk, unguarded
from qualcode.importers.tables.table_file import (
    fitted,
    is_spreadsheet,
    places_of,
    table_chunks,
)
from qualcode.model.codes.coding_rows import CodingTable
from qualcode.model.machine.progress import Progress, no_progress

_SPELLINGS: Final[Mapping[str, Sequence[str]]] = {
    "transcript": ("document", "file", "source"),
    "code": ("code path", "code name"),
    "coder": ("coded by", "user"),
    "start": ("begin",),
    "end": (),
    "memo": ("comment", "note"),
    "text": ("coded text", "segment", "passage", "words", "quotation"),
}
_NEEDED: Final = ("transcript", "code", "coder", "start", "end")
_NUMBERS: Final = frozenset(("start", "end"))


def read_codings(
    path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> CodingTable:
    """The codings of the file at ``path``; further columns, such as those of our export, are ignored.

    Raises UnreadableFileError, with the line, where the file is no such table. Numbers that are
    none stay for the import to name: they are among the table's ``faults``.
    """
    header, chunks = table_chunks(path, limits)
    places = places_of(path.name, header, _SPELLINGS, _NEEDED)
    names = _Names(guarded=not is_spreadsheet(path))
    parts: list[CodingTable] = []
    read = 0
    for numbers, rows in chunks:
        if set(map(len, rows)) != {len(header)}:
            numbers, rows = _mended(path, numbers, rows, len(header))  # noqa: PLW2901 - the same rows, in shape
        cells = list(zip(*rows, strict=True)) or [()] * len(header)
        columns = {name: cells[place] for name, place in places.items()}
        parts.append(_part(columns, numbers, names))
        read += len(numbers)
        progress(read, 0, f"Reading {path.name}")
    return CodingTable.joined(parts)


def _part(columns: Mapping[str, Sequence[str]], lines: Sequence[int], names: "_Names") -> CodingTable:
    """Some rows as a table: of a million, the cells of all would fill the memory."""
    meant = {
        name: list(map(names.__getitem__, cells)) for name, cells in columns.items() if name not in _NUMBERS
    }
    return CodingTable.of(
        transcripts=meant["transcript"],
        codes=meant["code"],
        coders=meant["coder"],
        starts=columns["start"],
        ends=columns["end"],
        memos=meant.get("memo"),
        lines=lines,
        texts=meant.get("text"),
    )


def _mended(path: Path, lines: Sequence[int], rows: list[list[str]], width: int) -> Chunk:
    """Rows without the empty ones, each as long as the header."""
    kept = [
        (line, fitted(path, line, cells, width))
        for line, cells in zip(lines, rows, strict=True)
        if any(cells)
    ]
    return [line for line, _ in kept], [cells for _, cells in kept]


class _Names(dict[str, str]):
    """Cells as meant, one object for all that read the same: names repeat a thousandfold."""

    def __init__(self, *, guarded: bool) -> None:
        super().__init__()
        self._guarded = guarded

    def __missing__(self, cell: str) -> str:
        name = self[cell] = unguarded(cell) if self._guarded else cell
        return name
