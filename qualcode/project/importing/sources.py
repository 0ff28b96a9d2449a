"""Reads what is imported: transcripts and tables, in a process of their own, for window and command alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from qualcode.importers.formats.text_encodings import DoubtfulLine, doubtful_lines
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.isolated import IsolatedAnswer, read_each
from qualcode.importers.reading import Refused
from qualcode.importers.source_file import ReadSource
from qualcode.model.errors import UnreadableFileError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.transcript import TranscriptKind
from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, ReadingChoices
from qualcode.project.importing.guides import NO_GUIDES, GuideChoice
from qualcode.project.importing.listed import ReadFile, RefusedFile, listed_source
from qualcode.project.importing.tables import TableFile
from qualcode.project.importing.understanding import understood

T = TypeVar("T")


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
    choices: ReadingChoices = AS_RECOGNISED,
    guides: GuideChoice = NO_GUIDES,
) -> FoundSources:
    """Read files and folders; may be cancelled through ``progress``, and then nothing is kept."""
    answers, refused = read_understood(paths, progress, limits=limits, choices=choices, guides=guides)
    files = [listed_source(value, path, choices) for path, value in answers if isinstance(value, ReadSource)]
    tables = [
        replace(value, path=path, read_as=choices) for path, value in answers if isinstance(value, TableFile)
    ]
    unread = [RefusedFile(item.path.name, item.reason) for item in refused]
    return FoundSources(tuple(files), tuple(tables), tuple(unread))


def read_understood(
    paths: Sequence[Path],
    progress: Progress,
    *,
    interviewers: Sequence[str] = (),
    kind: TranscriptKind | None = None,
    limits: ImportLimits = DEFAULT_LIMITS,
    choices: ReadingChoices = AS_RECOGNISED,
    guides: GuideChoice = NO_GUIDES,
) -> tuple[list[IsolatedAnswer[ReadSource | TableFile]], list[Refused]]:
    """The transcripts and tables of files and folders, each with its path, and what could not be read."""
    how = partial(
        understood,
        interviewers=tuple(interviewers),
        kind=kind,
        limits=limits,
        choices=choices,
        guides=guides,
    )
    return read_each(paths, how, progress=progress, limits=limits)


def read_again(
    row: ReadFile | TableFile,
    choices: ReadingChoices,
    progress: Progress,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> ReadFile | TableFile:
    """The same file read under other choices. Raises UnreadableFileError where that cannot be."""
    guides = GuideChoice({row.shape: row.guide}) if isinstance(row, ReadFile) else NO_GUIDES
    how = partial(understood, interviewers=(), kind=None, limits=limits, choices=choices, guides=guides)
    value = _only(row, how, progress, limits)
    if isinstance(value, TableFile):
        return replace(value, path=row.path, read_as=choices, wanted=row.wanted, repeat=row.repeat)
    read = listed_source(value, row.path, choices)
    return replace(read, wanted=row.wanted, repeat=row.repeat)


def read_several_again(
    rows: Sequence[tuple[ReadFile | TableFile, ReadingChoices]],
    progress: Progress,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> list[ReadFile | TableFile]:
    """These files read under other choices. Raises UnreadableFileError where one of them cannot be."""
    found = []
    for number, (row, choices) in enumerate(rows):
        progress(number, len(rows), row.name)
        found.append(read_again(row, choices, no_progress, limits))
    return found


def encoding_lines(
    row: ReadFile | TableFile, progress: Progress, limits: ImportLimits = DEFAULT_LIMITS
) -> list[DoubtfulLine]:
    """The lines of a file that read otherwise in another encoding."""
    return _only(row, _doubtful_lines, progress, limits)


def _doubtful_lines(raw: bytes, _name: str) -> list[DoubtfulLine]:
    return doubtful_lines(raw)


def _only(
    row: ReadFile | TableFile, how: Callable[[bytes, str], T], progress: Progress, limits: ImportLimits
) -> T:
    """What ``how`` makes of one file, which may lie in an archive. Raises UnreadableFileError."""
    path = row.path
    if path is None:
        raise UnreadableFileError(f"“{row.name}” cannot be read again. Add the file once more.")
    # A path into an archive begins with that of the archive. Nothing is asked of the file system here: a
    # folder on the network may not answer.
    outer = next((part for part in path.parents if part.suffix.casefold() == ".zip"), path)
    answers, refused = read_each([outer], how, progress=progress, limits=limits)
    for answer in answers:
        if answer.path == path:
            return answer.value
    reason = next((item.reason for item in refused), "The file is no longer there.")
    raise UnreadableFileError(f"{row.name}: {reason}")
