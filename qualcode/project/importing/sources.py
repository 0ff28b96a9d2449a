"""Reads what was dropped, away from the window: transcripts and tables, each in a process of its own."""

import contextlib
import hashlib
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic
from typing import Final

from qualcode.importers.archives import bytes_at
from qualcode.importers.isolated import limit_memory, read_isolated
from qualcode.importers.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.table_cells import table_of
from qualcode.model.errors import QualcodeError
from qualcode.model.progress import Progress
from qualcode.project.importing.listed import ReadFile, RefusedFile, listed
from qualcode.project.importing.tables import TableFile, listed_table

IS_A_TABLE: Final = "The file is a table:"
"""How the reason begins for which a table is no transcript."""

_TICK: Final = 0.1
_START: Final = 30.0
"""Seconds that starting the process may take on a slow machine."""

_Answer = TableFile | RefusedFile


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
    read, refused = read_isolated(paths, progress=progress, limits=limits)
    tables: list[TableFile] = []
    unread: list[RefusedFile] = []
    waiting: list[Path] = []
    for item in refused:
        if item.reason.startswith(IS_A_TABLE):
            waiting.append(item.path)
        else:
            unread.append(RefusedFile(item.path.name, item.reason))
    for answer in _read_tables(waiting, progress, limits):
        if isinstance(answer, TableFile):
            tables.append(answer)
        else:
            unread.append(answer)
    return FoundSources(tuple(listed(transcript) for transcript in read), tuple(tables), tuple(unread))


def table_at(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> TableFile:
    """The table of a file in a folder or in an archive. Raises UnreadableFileError where there is none."""
    raw = bytes_at(path, limits)
    return listed_table(path.name, hashlib.sha256(raw).hexdigest(), table_of(raw, path.name, limits))


def _read_tables(paths: Sequence[Path], progress: Progress, limits: ImportLimits) -> list[_Answer]:
    """Each file's table or why there is none; where one ends the process, another goes on with the rest."""
    answers: list[_Answer] = []
    while len(answers) < len(paths):
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(theirs, paths[len(answers) :], limits), daemon=True)
        process.start()
        theirs.close()
        try:
            _listen(ours, paths, answers, progress, limits)
        finally:
            _end(process, ours)
    return answers


def _listen(
    pipe: Connection, paths: Sequence[Path], answers: list[_Answer], progress: Progress, limits: ImportLimits
) -> None:
    """Take answers until all are there or the process cannot go on."""
    until = monotonic() + limits.seconds_per_file + _START
    while len(answers) < len(paths):
        path = paths[len(answers)]
        progress(len(answers), len(paths), path.name)
        try:
            if pipe.poll(_TICK):
                answers.append(pipe.recv())
                until = monotonic() + limits.seconds_per_file
            elif monotonic() > until:
                reason = f"Reading the file takes longer than {limits.seconds_per_file:.0f} seconds."
                answers.append(RefusedFile(path.name, reason))
                return
        except (EOFError, OSError):
            answers.append(RefusedFile(path.name, "The table cannot be read: it is too large or damaged."))
            return


def _end(process: SpawnProcess, pipe: Connection) -> None:
    pipe.close()
    if process.is_alive():
        process.kill()
    process.join()
    process.close()


def _work(pipe: Connection, paths: Sequence[Path], limits: ImportLimits) -> None:
    """What the process does: one answer for each file."""
    limit_memory(limits.memory_bytes)
    with contextlib.suppress(BrokenPipeError):
        for path in paths:
            pipe.send(_answer(path, limits))
    pipe.close()


def _answer(path: Path, limits: ImportLimits) -> _Answer:
    try:
        return table_at(path, limits)
    except QualcodeError as error:
        return RefusedFile(path.name, str(error))
    except MemoryError:
        return RefusedFile(path.name, "The table is too large to be read.")
