"""Reads files in a process of its own, so that a hostile or broken one ends in a sentence.

The process gets limits of memory and time; where a file makes it die or hang, that file is refused
and a new process goes on with the rest. Cancelling ends the process at once.
"""

import contextlib
import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Final

from qualcode.apart import Child, start
from qualcode.importers.limits import DEFAULT_LIMITS, ImportLimits, in_megabytes
from qualcode.importers.reading import Refused, files_in, read_items, transcript_of
from qualcode.model.errors import UnreadableFileError
from qualcode.model.progress import Progress, no_progress
from qualcode.model.transcript import ReadTranscript, TranscriptKind

_TICK: Final = 0.1
_START: Final = 30.0
"""Seconds that starting the process may take on a slow machine."""

_Job = tuple[int, Path, bool]


@dataclass(frozen=True, slots=True)
class _Wishes:
    """How to read, as the process is told."""

    interviewers: tuple[str, ...]
    kind: TranscriptKind | None
    limits: ImportLimits


@dataclass(frozen=True, slots=True)
class _Began:
    number: int
    path: Path


@dataclass(frozen=True, slots=True)
class _Done:
    number: int


_Message = _Began | _Done | ReadTranscript | Refused


def read_isolated(
    paths: Sequence[Path],
    *,
    progress: Progress = no_progress,
    interviewers: Sequence[str] = (),
    kind: TranscriptKind | None = None,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> tuple[list[ReadTranscript], list[Refused]]:
    """As ``read_folder``, in a process of its own; ``progress`` is also called while a file takes long."""
    jobs = [(number, path, asked) for number, (path, asked) in enumerate(files_in(paths))]
    batch = _Batch(len(jobs), progress, _Wishes(tuple(interviewers), kind, limits))
    while jobs:
        jobs = batch.run(jobs)
    progress(batch.total, batch.total, "")
    return batch.read, batch.refused


class _Batch:
    """Runs processes one after the other until every file is read or refused."""

    def __init__(self, total: int, progress: Progress, wishes: _Wishes) -> None:
        self.total = total
        self.read: list[ReadTranscript] = []
        self.refused: list[Refused] = []
        self._progress = progress
        self._wishes = wishes

    def run(self, jobs: list[_Job]) -> list[_Job]:
        """Read ``jobs`` in a fresh process; gives those left where it had to be ended."""
        child = start(_work, jobs, self._wishes)
        try:
            return self._listen(child, jobs)
        finally:
            child.end()

    def _listen(self, child: Child, jobs: list[_Job]) -> list[_Job]:
        at, path = jobs[0][0], jobs[0][1]
        limit = self._wishes.limits.seconds_per_file
        until = monotonic() + limit + _START
        while True:
            self._progress(at, self.total, path.name)
            try:
                if not child.pipe.poll(_TICK):
                    if monotonic() < until:
                        continue
                    reason = f"Reading the file takes longer than {limit:.0f} seconds."
                    break
                message: _Message = child.pipe.recv()
            except (EOFError, OSError):
                child.process.join()
                if child.process.exitcode == 0:
                    return []
                memory = in_megabytes(self._wishes.limits.memory_bytes)
                reason = f"The file cannot be read: it needs more than {memory} of memory or is damaged."
                break
            until = monotonic() + limit
            if isinstance(message, _Began):
                at, path = message.number, message.path
            elif isinstance(message, ReadTranscript):
                self.read.append(message)
            elif isinstance(message, Refused):
                self.refused.append(message)
            else:
                at = message.number + 1
        self.refused.append(Refused(path, reason))
        return [job for job in jobs if job[0] > at]


def _work(pipe: Connection, jobs: Sequence[_Job], wishes: _Wishes) -> None:
    """What the process does: read file after file and send each on."""
    limit_memory(wishes.limits.memory_bytes)
    with contextlib.suppress(BrokenPipeError):
        for number, path, asked_for in jobs:
            pipe.send(_Began(number, path))
            for item in read_items(path, wishes.limits, asked_for=asked_for):
                pipe.send(_Began(number, item.path))
                try:
                    pipe.send(
                        transcript_of(
                            item.load(), item.path.name, wishes.interviewers, wishes.kind, wishes.limits
                        )
                    )
                except UnreadableFileError as error:
                    pipe.send(Refused(item.path, str(error)))
                except MemoryError:
                    memory = in_megabytes(wishes.limits.memory_bytes)
                    pipe.send(Refused(item.path, f"Reading the file needs more than {memory} of memory."))
            pipe.send(_Done(number))
    pipe.close()


def limit_memory(size: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        bound = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
