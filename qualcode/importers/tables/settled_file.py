"""Tables of differences that were settled in a spreadsheet: csv or xlsx with key and decision."""

from pathlib import Path
from typing import Final

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.tables.table_file import places_of, read_table
from qualcode.model.errors import UnreadableFileError
from qualcode.model.teamwork.settled_rows import SettledRow

_SPELLINGS: Final = {"key": ("id",), "decision": ("settled", "outcome"), "code": (), "reason": ("why",)}


def read_settled(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> list[SettledRow]:
    """The lines of the file at ``path`` in which something was decided. Raises UnreadableFileError."""
    table = read_table(path, limits)
    places = places_of(table.name, table.header, _SPELLINGS, ("key", "decision", "code", "reason"))
    key, decision, code, reason = (places[name] for name in ("key", "decision", "code", "reason"))
    rows = ((row.line, [cell.strip() for cell in row.cells]) for row in table.rows)
    found = [
        SettledRow(cells[key], cells[decision], cells[code], cells[reason], line)
        for line, cells in rows
        if cells[decision]
    ]
    if not found:
        raise UnreadableFileError(f"“{table.name}” settles nothing: its column “decision” is empty.")
    return found
