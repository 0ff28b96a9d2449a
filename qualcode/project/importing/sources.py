"""Reads what is imported: transcripts and tables, in a process of their own, for window and command alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qualcode.importers.isolated import IsolatedAnswer, read_each
from qualcode.importers.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.reading import Refused
from qualcode.model.progress import Progress
from qualcode.model.transcript import ReadTranscript, TranscriptKind
from qualcode.project.importing.listed import ReadFile, RefusedFile, listed
from qualcode.project.importing.tables import TableFile
from qualcode.project.importing.understanding import understood


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
    how = partial(understood, interviewers=tuple(interviewers), kind=kind, limits=limits)
    return read_each(paths, how, progress=progress, limits=limits)
