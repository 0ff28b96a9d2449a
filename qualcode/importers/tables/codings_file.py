"""Codings from a csv file or a spreadsheet, in columns, so that a million rows take seconds."""

from pathlib import Path
from typing import Final

from qualcode.importers.tables.table_file import read_table
from qualcode.model.coding_rows import CodingTable
from qualcode.model.errors import UnreadableFileError

_NEEDED: Final = ("transcript", "code", "coder", "start", "end")


def read_codings(path: Path) -> CodingTable:
    """The codings of a file with the columns transcript, code, coder, start, end and perhaps memo.

    Other columns, such as those of our own export, are passed over. Raises UnreadableFileError
    where a column is missing; cells that are no numbers become faults of the table.
    """
    table = read_table(path)
    columns = {name: table.column(name) for name in (*_NEEDED, "memo")}
    missing = [name for name in _NEEDED if columns[name] is None]
    if missing:
        raise UnreadableFileError(
            f"{path.name}: there is no column “{missing[0]}”; a codings file has the columns "
            f"{', '.join(_NEEDED)} and perhaps memo."
        )
    transcripts, codes, coders, starts, ends = (columns[name] or [] for name in _NEEDED)
    return CodingTable.of(transcripts, codes, coders, starts, ends, columns["memo"], table.lines)
