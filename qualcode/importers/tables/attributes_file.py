"""Attribute files: csv or xlsx with one row a participant or a transcript."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.tables.table_file import read_table
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import UnreadableFileError
from qualcode.model.words.names import name_key

_TRANSCRIPTS: Final = ("transcript", "file", "document", "source", "interview", "focus group")


@dataclass(frozen=True)
class AttributeTable:
    """Names of columns, the first of which names the subject, and the rows below.

    ``subject`` is what the first column's name speaks of: participants unless it says otherwise.
    """

    subject: AttributeSubject
    columns: tuple[str, ...]
    rows: list[Sequence[str]]


def read_attributes(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> AttributeTable:
    """The attributes in the file at ``path``; raises UnreadableFileError where it is no such table."""
    table = read_table(path, limits)
    _check_columns(table.name, table.header)
    first = table.header[0].casefold()
    about_transcripts = first.startswith(_TRANSCRIPTS)
    subject = AttributeSubject.TRANSCRIPT if about_transcripts else AttributeSubject.PARTICIPANT
    return AttributeTable(subject, table.header, [row.cells for row in table.rows])


def _check_columns(name: str, header: Sequence[str]) -> None:
    if not header[0]:
        raise UnreadableFileError(
            f"“{name}”: the first column has no name; it must hold the participants or transcripts."
        )
    nameless = [place for place, title in enumerate(header, 1) if not title]
    if nameless:
        raise UnreadableFileError(f"“{name}”: column {nameless[0]} has no name; name it or take it out.")
    seen: set[str] = set()
    for title in header[1:]:
        if name_key(title) in seen:
            raise UnreadableFileError(f"“{name}” has two columns named “{title}”; keep one of them.")
        seen.add(name_key(title))
