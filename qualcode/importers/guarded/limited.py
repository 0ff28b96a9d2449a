"""A process with limits of memory and of silence for reading foreign files: every way it ends is a sentence.

A task is a generator of a module that runs over there; what it yields comes back one by one. It says
``Looks`` before it asks the system for a file or a folder, which may not answer, and ``Reads`` when it
has the content.
"""

import contextlib
import importlib
import sys
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, Final, NamedTuple

import psutil

from qualcode.apart import Child, start
from qualcode.importers.guarded.limits import ImportLimits, in_megabytes
from qualcode.importers.guarded.reader_ended import Ended, by_exit_code, needs_more, not_begun, not_started
from qualcode.importers.guarded.reading_time import ReadingTime

_TICK: Final = 0.1
_ENDING: Final = 2.0
"""Seconds that a process may take to end whose pipe is closed."""

_START: Final = 60.0
"""Seconds that starting the process may take on a slow machine, or on one that is busy."""

_HAS_LIMIT: Final = sys.platform == "linux"
_LAST: Final = 4 * 1024 * 1024
_NO_ANSWER: Final = Ended("The folder or drive does not answer. Check that it is connected, and try again.")


class Looks(NamedTuple):
    """The system is asked for what is at a path."""

    path: Path


class Bound(NamedTuple):
    """How much memory a process may use, and what the system then lets it address."""

    memory: int
    addresses: int


class Reads(NamedTuple):
    """What is at a path is being read, within this bound."""

    path: Path
    bound: Bound


class ReaderFailure(NamedTuple):
    """A reader failed in a way that nobody foresaw: how and where, without the words of the file."""

    kind: str
    places: str

    @property
    def reason(self) -> str:
        return (
            f"The file cannot be read: something in it made the reader fail ({self.kind}). "
            "Save it in another format and try again."
        )


class _Over(NamedTuple):
    """The task has come to its end."""


class LimitedProcess:
    """Runs tasks one after the other in a process that is started when needed, and again where it died."""

    def __init__(self, limits: ImportLimits) -> None:
        self._limits = limits
        self._child: Child | None = None
        self._process: psutil.Process | None = None

    def __enter__(self) -> "LimitedProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def run(
        self,
        task: Callable[..., Iterator[object]],
        *arguments: object,
        hear: Callable[[Any], None],
        tick: Callable[[Path | None], None],
    ) -> Ended | None:
        """Why the task was ended; None where it came to its end.

        ``hear`` takes what it yields; ``tick`` is called while it is waited for, with the path it is at,
        and what it raises ends the process.
        """
        try:
            ended = self._listen(task, arguments, hear, tick)
        except BaseException:
            self._end()
            raise
        if ended is not None:
            self._end()
        return ended

    def _listen(
        self,
        task: Callable[..., Iterator[object]],
        arguments: tuple[object, ...],
        hear: Callable[[Any], None],
        tick: Callable[[Path | None], None],
    ) -> Ended | None:
        at: Path | None = None
        bound = usual = Bound(self._limits.memory_bytes, self._limits.memory_bytes)
        slow = Ended(f"Reading the file takes longer than {self._limits.seconds_per_file:.0f} seconds.")
        silence = not_begun(_START)
        is_over = _after(_START)
        try:
            pipe = self._reached()
        except OSError as error:
            return not_started(error)
        try:
            pipe.send((task, arguments))
            while True:
                tick(at)
                if not pipe.poll(_TICK):
                    if _needs_more(self._process, bound):
                        return needs_more(in_megabytes(bound.memory))
                    if is_over():
                        return silence
                    continue
                message = pipe.recv()
                match message:
                    case _Over():
                        return None
                    case Looks(path):
                        at, silence, bound = path, _NO_ANSWER, usual
                        is_over = _after(self._limits.seconds_to_answer)
                    case Reads(path, bound):
                        at, silence = path, slow
                        is_over = ReadingTime(self._limits.seconds_per_file, self._processor_time).is_over
                    case _:
                        hear(message)
        except (EOFError, OSError):
            return by_exit_code(self._exit_code(), in_megabytes(bound.memory))

    def _processor_time(self) -> float | None:
        """How many seconds the process has worked; None where the system does not say."""
        try:
            times = None if self._process is None else self._process.cpu_times()
        except psutil.Error:
            return None
        return None if times is None else times.user + times.system

    def _exit_code(self) -> int | None:
        """How the process ended that says nothing any more; None where it is still there."""
        if self._child is None:
            return None
        self._child.process.join(_ENDING)
        return self._child.process.exitcode

    def _reached(self) -> Connection:
        if self._child is None:
            self._child = start(_serve, self._limits.memory_bytes)
            # It may have ended before it is looked at.
            with contextlib.suppress(psutil.Error):
                self._process = psutil.Process(self._child.process.pid)
        return self._child.pipe

    def _end(self) -> None:
        child, self._child, self._process = self._child, None, None
        if child is not None:
            child.end()


def _after(seconds: float) -> Callable[[], bool]:
    """Says whether so many seconds have gone by since now."""
    until = monotonic() + seconds
    return lambda: monotonic() >= until


def _needs_more(process: psutil.Process | None, bound: Bound) -> bool:
    """Whether a process has more memory than it may, or all that its own limit lets it have.

    Where the system refuses more, an interpreter may try again for ever instead of ending; and some
    systems know no limit.
    """
    try:
        used = None if process is None else process.memory_info()
    except psutil.Error:
        return False
    if used is None:
        return False
    return used.rss > bound.memory or (_HAS_LIMIT and used.vms > bound.addresses - _LAST)


def failure_of(error: Exception) -> ReaderFailure:
    """What is told of an error that nobody foresaw; its message may hold words of the file."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return ReaderFailure(
        type(error).__name__, ", ".join(f"{Path(row.filename).name}:{row.lineno}" for row in frames)
    )


def _serve(pipe: Connection, memory: int) -> None:
    """What the process does: one task after the other until nobody asks any more."""
    limit_memory(memory)
    # Where memory ends while an answer is packed, the silence of this process tells.
    with contextlib.suppress(BrokenPipeError, EOFError, KeyboardInterrupt, MemoryError):
        while True:
            task, arguments = pipe.recv()
            for message in task(*arguments):
                pipe.send(message)
            pipe.send(_Over())


def limit_memory(size: int, *, beside: int = 0) -> Bound:
    """Bound the memory of this process, where the system can; it may be bounded otherwise later.

    ``beside`` is what it addresses without using it.
    """
    size, bound = size + beside, Bound(size, size + beside)
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return bound
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    return bound


def unused_addresses() -> int:
    """What this process addresses without using it: after a large file, that may be much."""
    now = psutil.Process().memory_info()
    return int(now.vms - now.rss)
