"""Summary files: csv or xlsx with participant, code and text, or with a column for each code."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.tables.table_file import FileTable, places_of, read_table
from qualcode.model.errors import UnreadableFileError
from qualcode.model.results.report_values import SummaryRow

_SPELLINGS: Final = {
    "participant": ("pseudonym", "name", "case", "person"),
    "code": ("theme", "code path", "path"),
    "text": ("summary", "cell", "words"),
}
_COUNTS: Final = " (segments)"
"""How the names of columns end that hold counts, in a matrix that was exported with them."""


def read_summaries(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> list[SummaryRow]:
    """The summaries in the file at ``path``, empty ones left out. Raises UnreadableFileError."""
    table = read_table(path, limits)
    names = {name.casefold() for name in table.header}
    if names & {"code", *_SPELLINGS["code"]} or names & {"text", *_SPELLINGS["text"]}:
        places = places_of(table.name, table.header, _SPELLINGS, ("participant", "code", "text"))
        who, code, text = (places[name] for name in ("participant", "code", "text"))
        rows = [SummaryRow(row.cells[who], row.cells[code], row.cells[text], row.line) for row in table.rows]
    else:
        rows = list(_cells(table))
    found = [row for row in rows if row.text.strip()]
    if not found:
        raise UnreadableFileError(f"“{table.name}” contains no summaries.")
    return found


def _cells(table: FileTable) -> Iterator[SummaryRow]:
    """The cells of a matrix, whose first column names participants and whose others are codes."""
    places_of(table.name, table.header[:1], _SPELLINGS, ("participant",))
    for row in table.rows:
        for code, text in zip(table.header[1:], row.cells[1:], strict=True):
            if code and not code.endswith(_COUNTS):
                yield SummaryRow(row.cells[0], code, text, row.line)
