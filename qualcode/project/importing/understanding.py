"""What the process that reads files makes of one: a transcript or a table; it loads what the file needs."""

import hashlib
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from qualcode.importers.guarded.file_kind import FileKind, kind_of
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.reading import source_file
from qualcode.importers.source_file import ReadSource
from qualcode.model.transcript import TranscriptKind
from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, ReadingChoices
from qualcode.project.importing.guides import NO_GUIDES, GuideChoice, read_source

if TYPE_CHECKING:
    from qualcode.project.importing.tables import TableFile


def understood(
    raw: bytes,
    name: str,
    *,
    interviewers: Sequence[str],
    kind: TranscriptKind | None,
    limits: ImportLimits,
    choices: ReadingChoices = AS_RECOGNISED,
    guides: GuideChoice = NO_GUIDES,
) -> "ReadSource | TableFile":
    """The transcript or the table with this content and file name. Raises UnreadableFileError."""
    if not raw or kind_of(raw, name) is not FileKind.TABLE:
        return read_source(source_file(raw, name, limits, choices), guides, tuple(interviewers), kind)
    # What tables need takes longer to load than most imports to read.
    table = import_module("qualcode.importers.tables.table_cells").table_of(
        raw, name, limits, choices.encoding
    )
    digest = hashlib.sha256(raw).hexdigest()
    listed: TableFile = import_module("qualcode.project.importing.tables").listed_table(name, digest, table)
    return listed
