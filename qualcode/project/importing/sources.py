"""Reads what is imported: transcripts and tables, in a process of their own, for window and command alike."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qualcode.importers.file_kind import FileKind, kind_of
from qualcode.importers.isolated import IsolatedAnswer, read_each
from qualcode.importers.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.reading import Refused, transcript_of
from qualcode.importers.table_cells import table_of
from qualcode.model.progress import Progress
from qualcode.model.transcript import ReadTranscript, TranscriptKind
from qualcode.project.importing.listed import ReadFile, RefusedFile, listed
from qualcode.project.importing.tables import TableFile, listed_table


@dataclass(frozen=True, slots=True)
class FoundSources:
    """What files and folders hold."""

    files: tuple[ReadFile, ...] = ()
    tables: tuple[TableFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()


def read_files(
    paths: Sequence[Path], progress: Progress, limits: ImportLimits = DEFAULT_LIMITS
) -> FoundSources:
    """Read files and folders; may be cancelled through ``progress``, and then nothing is kept."""
    answers, refused = read_understood(paths, progress, limits=limits)
    files = [listed(value) for _, value in answers if isinstance(value, ReadTranscript)]
    tables = [value for _, value in answers if isinstance(value, TableFile)]
    unread = [RefusedFile(item.path.name, item.reason) for item in refused]
    return FoundSources(tuple(files), tuple(tables), tuple(unread))


def read_understood(
    paths: Sequence[Path],
    progress: Progress,
    *,
    interviewers: Sequence[str] = (),
    kind: TranscriptKind | None = None,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> tuple[list[IsolatedAnswer[ReadTranscript | TableFile]], list[Refused]]:
    """The transcripts and tables of files and folders, each with its path, and what could not be read."""
    how = partial(_understood, interviewers=tuple(interviewers), kind=kind, limits=limits)
    return read_each(paths, how, progress=progress, limits=limits)


def _understood(
    raw: bytes,
    name: str,
    *,
    interviewers: Sequence[str],
    kind: TranscriptKind | None,
    limits: ImportLimits,
) -> ReadTranscript | TableFile:
    """The transcript or the table with this content and file name. Raises UnreadableFileError."""
    if raw and kind_of(raw, name) is FileKind.TABLE:
        return listed_table(name, hashlib.sha256(raw).hexdigest(), table_of(raw, name, limits))
    return transcript_of(raw, name, interviewers, kind, limits)
