"""Reads what is imported: transcripts and tables, in a process of their own, for window and command alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qualcode.importers.isolated import IsolatedAnswer, read_each
from qualcode.importers.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.reading import Refused
from qualcode.importers.source_file import ReadSource
from qualcode.model.progress import Progress
from qualcode.model.transcript import TranscriptKind
from qualcode.project.importing.guides import NO_GUIDES, GuideChoice
from qualcode.project.importing.listed import ReadFile, RefusedFile, listed_source
from qualcode.project.importing.tables import TableFile
from qualcode.project.importing.understanding import understood


@dataclass(frozen=True, slots=True)
class FoundSources:
    """What files and folders hold."""

    files: tuple[ReadFile, ...] = ()
    tables: tuple[TableFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()


def read_files(
    paths: Sequence[Path],
    progress: Progress,
    limits: ImportLimits = DEFAULT_LIMITS,
    guides: GuideChoice = NO_GUIDES,
) -> FoundSources:
    """Read files and folders; may be cancelled through ``progress``, and then nothing is kept."""
    answers, refused = read_understood(paths, progress, limits=limits, guides=guides)
    files = [listed_source(value) for _, value in answers if isinstance(value, ReadSource)]
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
    guides: GuideChoice = NO_GUIDES,
) -> tuple[list[IsolatedAnswer[ReadSource | TableFile]], list[Refused]]:
    """The transcripts and tables of files and folders, each with its path, and what could not be read."""
    how = partial(understood, interviewers=tuple(interviewers), kind=kind, limits=limits, guides=guides)
    return read_each(paths, how, progress=progress, limits=limits)
