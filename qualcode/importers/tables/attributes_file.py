"""A table of attributes: one row a participant or transcript, named in the first column."""

from pathlib import Path

from qualcode.importers.tables.table_file import Table, read_table
from qualcode.model.errors import UnreadableFileError


def read_attributes(path: Path) -> Table:
    """The table of a file. Raises UnreadableFileError where it names no attribute, or one twice."""
    table = read_table(path)
    if len(table.columns) < 2:
        raise UnreadableFileError(
            f"{path.name}: there is only one column; the first should hold names, "
            "every other one an attribute."
        )
    seen: set[str] = set()
    for name in table.columns:
        if name.casefold() in seen:
            raise UnreadableFileError(f"{path.name}: two columns are named “{name}”; rename one of them.")
        seen.add(name.casefold())
    return table
