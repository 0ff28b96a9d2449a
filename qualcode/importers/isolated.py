"""Reads foreign files in a process apart: broken or endless ones end in a sentence, and the rest is read."""

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from qualcode.importers.guarded.foreign_file import opened
from qualcode.importers.guarded.limited import (
    LimitedProcess,
    Looks,
    ReaderFailure,
    Reads,
    failure_of,
    limit_memory,
    unused_addresses,
)
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits, in_megabytes
from qualcode.importers.guarded.reader_ended import Ended, needs_more
from qualcode.importers.reading import Item, Refused, files_below, in_order, read_items
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.machine.refusals import in_words

T = TypeVar("T")

_LOGGER: Final = logging.getLogger(__name__)
_MANY: Final = 500
"""So many entries of a folder are listed between two signs of life."""


class IsolatedAnswer(NamedTuple, Generic[T]):
    """What a file was understood as; ``path`` also names a file within an archive."""

    path: Path
    value: T


class _Job(NamedTuple):
    """A file to read, and whether it was named itself."""

    path: Path
    asked_for: bool


class _Listed(NamedTuple):
    """Everything at or below a path."""

    files: Sequence[tuple[Path, bool]]


class _Done(NamedTuple):
    """A file, or all files of an archive, are read or refused."""


class _Failed(NamedTuple):
    path: Path
    how: ReaderFailure


class _SecondTry:
    """Reads a file once more whose reader was ended from outside; what came of it meanwhile is forgotten."""

    def __init__(self, answers: list[IsolatedAnswer[Any]], refused: list[Refused]) -> None:
        self._found: tuple[list[Any], list[Any]] = answers, refused
        self.through()

    def through(self) -> None:
        """One file is done: what was found stays, and the next has its second try."""
        self._lengths = [len(found) for found in self._found]
        self._used = False

    def is_worth_it(self, ended: Ended) -> bool:
        """Whether to read the same file again."""
        if self._used or not ended.from_outside:
            return False
        self._used = True
        for found, length in zip(self._found, self._lengths, strict=True):
            del found[length:]
        return True


def read_each(
    paths: Sequence[Path],
    understand: Callable[[bytes, str], T],
    *,
    progress: Progress = no_progress,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> tuple[list[IsolatedAnswer[T]], list[Refused]]:
    """What each file of files, folders and archives is understood as, by name, and what cannot be read.

    ``understand`` makes something of content and name and is a function of a module, or a part of one;
    ``progress`` is also called while a file takes long. Cancelling ends the process at once.
    """
    answers: list[IsolatedAnswer[Any]] = []
    refused: list[Refused] = []
    again = _SecondTry(answers, refused)
    with LimitedProcess(limits) as process:
        jobs = _listed(process, paths, refused, progress)
        total = len(jobs)

        def tick(at: Path | None) -> None:
            progress(total - len(jobs), total, (at or jobs[0].path).name if jobs else "")

        def hear(message: Any) -> None:
            if isinstance(message, _Done):
                jobs.pop(0)
                again.through()
            else:
                _sorted(message, answers, refused)

        while jobs:
            ended = process.run(_read, list(jobs), understand, limits, hear=hear, tick=tick)
            if ended is not None and not again.is_worth_it(ended):
                refused.append(Refused(jobs.pop(0).path, ended.reason))
                again.through()
    progress(total, total, "")
    return answers, refused


def read_apart(
    read: Callable[[Path], T],
    path: Path,
    *,
    progress: Progress = no_progress,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> T:
    """What ``read``, a function of a module, makes of one file. Raises UnreadableFileError."""
    answers: list[IsolatedAnswer[Any]] = []
    refused: list[Refused] = []
    again = _SecondTry(answers, refused)
    with LimitedProcess(limits) as process:
        while True:
            ended = process.run(
                _read_one,
                read,
                path,
                limits,
                hear=lambda message: _sorted(message, answers, refused),
                tick=lambda _: progress(0, 0, path.name),
            )
            if ended is None:
                break
            if not again.is_worth_it(ended):
                raise UnreadableFileError(f"“{path.name}”: {ended.reason}")
    if refused:
        raise UnreadableFileError(refused[0].reason)
    value: T = answers[0].value
    return value


def _sorted(message: Any, answers: list[IsolatedAnswer[Any]], refused: list[Refused]) -> None:
    """Put what came back where it belongs."""
    match message:
        case IsolatedAnswer():
            answers.append(message)
        case Refused():
            refused.append(message)
        case _Failed(path, how):
            _LOGGER.error("A reader of %s failed: %s at %s", path.suffix or "files", how.kind, how.places)
            refused.append(Refused(path, how.reason))


def _listed(
    process: LimitedProcess, paths: Sequence[Path], refused: list[Refused], progress: Progress
) -> list[_Job]:
    """The files to read, by name; a folder that cannot be listed is refused."""
    files: dict[Path, bool] = {}
    rest = list(paths)
    again = _SecondTry([], refused)

    def hear(message: Any) -> None:
        if isinstance(message, _Listed):
            files.update((path, asked or files.get(path, False)) for path, asked in message.files)
            rest.pop(0)
            again.through()
        else:
            refused.append(message)

    while rest:
        ended = process.run(
            _list, list(rest), hear=hear, tick=lambda at: progress(0, 0, (at or rest[0]).name if rest else "")
        )
        if ended is not None and not again.is_worth_it(ended):
            refused.append(Refused(rest.pop(0), ended.reason))
            again.through()
    return [_Job(*file) for file in in_order(files)]


# -- in the process ---------------------------------------------------------------------------


def _list(paths: Sequence[Path]) -> Iterator[object]:
    for path in paths:
        yield Looks(path)
        found: list[tuple[Path, bool]] = []
        try:
            for file in files_below(path):
                found.append(file)
                if len(found) % _MANY == 0:
                    yield Looks(path)
        except OSError as error:
            yield Refused(path, in_words("The folder could not be listed", error))
        yield _Listed(found)


def _read(
    jobs: Sequence[_Job], understand: Callable[[bytes, str], object], limits: ImportLimits
) -> Iterator[object]:
    # As in read_folder: what reading makes has no cycles.
    gc.disable()
    for path, asked_for in jobs:
        yield Looks(path)
        for item in read_items(path, limits, asked_for=asked_for):
            yield Reads(item.path, limit_memory(limits.memory_bytes))
            yield from _understood(item, understand, limits)
        yield _Done()


def _understood(
    item: Item, understand: Callable[[bytes, str], object], limits: ImportLimits
) -> Iterator[object]:
    memory = limits.memory_bytes
    try:
        raw = item.load()
        if b"%PDF-" in raw[:1024]:
            memory = limits.pdf_memory_bytes
            yield Reads(item.path, limit_memory(memory, beside=unused_addresses()))
        yield IsolatedAnswer(item.path, understand(raw, item.path.name))
    except QualcodeError as error:
        yield Refused(item.path, str(error))
    except MemoryError:
        yield Refused(item.path, _too_much(memory))
    except Exception as error:  # noqa: BLE001 - told to the caller, who logs it; the other files are read
        yield _Failed(item.path, failure_of(error))


def _too_much(memory: int) -> str:
    return needs_more(in_megabytes(memory)).reason


def _read_one(read: Callable[[Path], object], path: Path, limits: ImportLimits) -> Iterator[object]:
    # As above: a project of fifty thousand codings is read in three quarters of the time.
    gc.disable()
    yield Looks(path)
    try:
        with opened(path, limits.table_bytes, limits) as file:
            file.read(1)
    except UnreadableFileError as error:
        yield Refused(path, f"“{path.name or path}”: {error}")
        return
    yield Reads(path, limit_memory(limits.memory_bytes))
    try:
        yield IsolatedAnswer(path, read(path))
    except QualcodeError as error:
        yield Refused(path, str(error))
    except MemoryError:
        yield Refused(path, f"“{path.name}”: {_too_much(limits.memory_bytes)}")
    except Exception as error:  # noqa: BLE001 - told to the caller, who logs it
        yield _Failed(path, failure_of(error))
