"""What the process that reads files makes of one: a transcript or a table; it loads what the file needs."""

import hashlib
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from qualcode.importers.file_kind import FileKind, kind_of
from qualcode.importers.limits import ImportLimits
from qualcode.importers.reading import transcript_of
from qualcode.importers.reading_choices import AS_RECOGNISED, ReadingChoices
from qualcode.model.transcript import ReadTranscript, TranscriptKind

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
) -> "ReadTranscript | TableFile":
    """The transcript or the table with this content and file name. Raises UnreadableFileError."""
    if not raw or kind_of(raw, name) is not FileKind.TABLE:
        return transcript_of(raw, name, interviewers, kind, limits, choices)
    # What tables need takes longer to load than most imports to read.
    table = import_module("qualcode.importers.table_cells").table_of(raw, name, limits, choices.encoding)
    digest = hashlib.sha256(raw).hexdigest()
    listed: TableFile = import_module("qualcode.project.importing.tables").listed_table(name, digest, table)
    return listed
