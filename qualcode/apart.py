"""Work in a process of its own, whose end is certain: asked over a pipe, started again where it died.

Python's interpreter lock lets one thread work at a time, whichever holds it; what loads a large library or
draws for a second would hold up the window from any thread. A process of its own does not, can be ended at
any moment, and takes nobody along when it dies.

Language, importers and exporters use this and may not import each other, so it lies below them; it passes on
the errors that the model knows, so it lies above the model. It knows nothing of texts, pictures or files.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Final, NamedTuple

from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.machine.progress import Progress, no_progress

_LOGGER: Final = logging.getLogger(__name__)
_TICK: Final = 0.05
"""Seconds between two looks at whether the answer is still wanted."""

_PATIENCE: Final = 0.02
"""How long ``close`` waits for an answer that may be about to come before it ends the process."""

_ENDING: Final = 5.0
_NICE: Final = 5


_FROM_OUTSIDE: Final = frozenset(
    getattr(signal, name, None) for name in ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGXCPU")
)


def ended_from_outside(code: int | None) -> bool:
    """Whether a process was ended by a person, another program or a system short of memory."""
    return code is not None and -code in _FROM_OUTSIDE


class Child(NamedTuple):
    """A process and this end of the pipe to it."""

    process: SpawnProcess
    pipe: Connection

    def end(self) -> int | None:
        """End the process if it still runs; gives the code it ended with, where that is known."""
        self.pipe.close()
        self.process.kill()
        self.process.join(_ENDING)
        code = self.process.exitcode
        # What waits for a drive that does not answer may outlive being killed for a while.
        with contextlib.suppress(ValueError):
            self.process.close()
        return code


def start(work: Callable[..., None], *arguments: object) -> Child:
    """Start ``work(pipe, *arguments)`` in a process, in the way that every system knows.

    It is a function of a module, and what it is given can be pickled; the process ends with this one.
    """
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return Child(process, ours)


def _context() -> SpawnContext:
    return multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class _Refused:
    sentence: str


@dataclass(frozen=True, slots=True)
class _Bug:
    trace: str


class Apart:
    """Gives ``answer(question)``, found in a process that the first question starts and ``close`` ends.

    ``answer`` is a function of a module. ``ended`` is said where the process dies of a question.
    Threads may ask at once; they are answered one after the other.
    """

    def __init__(self, answer: Callable[[Any], object], ended: str) -> None:
        self._answer = answer
        self._ended = ended
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._closed = False

    @property
    def asked(self) -> bool:
        """Whether a question is being answered."""
        return self._lock.locked()

    @property
    def process(self) -> SpawnProcess | None:
        """The process, while there is one."""
        return None if self._child is None else self._child.process

    def ask(self, question: object, progress: Progress = no_progress) -> Any:
        """The answer. ``progress`` is called while it is waited for; what it raises ends the process.

        Raises QualcodeError where the answer is a refusal or the process has died, Cancelled where this
        was closed meanwhile, and RuntimeError for a bug over there, whose trace is its message.
        """
        while not self._lock.acquire(timeout=_TICK):
            progress(0, 0, "")
        try:
            answer = self._answered(question, progress)
        finally:
            self._lock.release()
        if isinstance(answer, _Refused):
            raise QualcodeError(answer.sentence)
        if isinstance(answer, _Bug):
            raise RuntimeError(answer.trace)
        return answer

    def close(self) -> None:
        """End the process; questions under way are given up."""
        self._closed = True
        while not self._lock.acquire(timeout=_PATIENCE):
            child = self._child
            if child is not None:
                with contextlib.suppress(ValueError):
                    child.process.kill()
        try:
            self._release()
        finally:
            self._lock.release()

    def _answered(self, question: object, progress: Progress, *, again: bool = True) -> object:
        try:
            pipe = self._reached()
            pipe.send(question)
            while not pipe.poll(_TICK):
                progress(0, 0, "")
            return pipe.recv()
        except (EOFError, OSError) as error:
            if self._child is not None:
                # It ends by itself: how it does is worth knowing.
                self._child.process.join(10 * _PATIENCE)
            code = self._release()
            if self._closed:
                raise Cancelled from error
            if again and ended_from_outside(code):
                # The question had no part in it.
                _LOGGER.warning("A process was ended from outside and is started again (exit code %s)", code)
                return self._answered(question, progress, again=False)
            _LOGGER.error("%s (exit code %s, asked by %s)", self._ended, code, self._answer.__qualname__)
            raise QualcodeError(self._ended) from error
        except BaseException:
            # Half an answer may be on its way: the next question needs a pipe of its own.
            self._release()
            raise

    def _reached(self) -> Connection:
        if self._closed:
            raise EOFError
        if self._child is None:
            self._child = start(_serve, self._answer)
        return self._child.pipe

    def _release(self) -> int | None:
        """Forget the process, which has ended or is ending, and tell how."""
        child, self._child = self._child, None
        return None if child is None else child.end()


def _serve(pipe: Connection, answer: Callable[[Any], object]) -> None:
    """What the process does: answer one question after the other until nobody asks any more."""
    if hasattr(os, "nice"):
        # Anyone who waits for a key to do something comes first.
        os.nice(_NICE)
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            question = pipe.recv()
            found: object
            try:
                found = answer(question)
            except QualcodeError as error:
                found = _Refused(str(error))
            except Exception:  # noqa: BLE001 - told to the caller, who raises it
                found = _Bug(traceback.format_exc())
            pipe.send(found)
