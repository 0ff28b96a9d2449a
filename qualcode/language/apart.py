"""Finds words and sentences in a process of its own: spaCy never holds up the window.

Loading spaCy and reading ten million words keep Python's interpreter lock for tenths of a second at a
time, whichever thread they run on.
"""

import contextlib
import multiprocessing
import os
import threading
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Final

from qualcode.language.boundaries import FindsHere, Question
from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.measures import SpanArray

_CLOSING_SECONDS: Final = 5.0
_PATIENCE_SECONDS: Final = 0.02
"""How long ``close`` waits for an answer that may be about to come before it ends the process."""
_NICE: Final = 5
_ENDED: Final = "Words could not be found: the process that looks for them has ended. Try again."


@dataclass(frozen=True, slots=True)
class _NoteOf:
    language: str
    installed: str


@dataclass(frozen=True, slots=True)
class _CommonWordsOf:
    language: str
    installed: str


@dataclass(frozen=True, slots=True)
class _Refused:
    sentence: str


@dataclass(frozen=True, slots=True)
class _Bug:
    trace: str


class FindsApart:
    """A ``Finder`` whose process is started by the first question and ended by ``close``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def find(self, question: Question) -> SpanArray:
        """As ``FindsHere``. Raises Cancelled where the finder is closed meanwhile."""
        found: SpanArray = self._answer(question)
        return found

    def note(self, language: str, installed: str) -> str:
        """As ``FindsHere``."""
        return str(self._answer(_NoteOf(language, installed)))

    def common_words(self, language: str, installed: str) -> frozenset[str]:
        """As ``FindsHere``."""
        found: frozenset[str] = self._answer(_CommonWordsOf(language, installed))
        return found

    def close(self) -> None:
        """End the process; questions under way are given up."""
        self._closed = True
        while not self._lock.acquire(timeout=_PATIENCE_SECONDS):
            process = self._process
            if process is not None:
                with contextlib.suppress(ValueError):
                    process.kill()
        try:
            self._let_go()
        finally:
            self._lock.release()

    def _answer(self, question: Question | _NoteOf | _CommonWordsOf) -> Any:
        with self._lock:
            try:
                pipe = self._reached()
                pipe.send(question)
                answer = pipe.recv()
            except (EOFError, OSError) as error:
                self._let_go()
                raise (Cancelled() if self._closed else QualcodeError(_ENDED)) from error
        if isinstance(answer, _Refused):
            raise QualcodeError(answer.sentence)
        if isinstance(answer, _Bug):
            raise RuntimeError(answer.trace)
        return answer

    def _reached(self) -> Connection:
        if self._closed:
            raise EOFError
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _let_go(self) -> None:
        """Forget the process, which has ended or is ending."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(_CLOSING_SECONDS)
            self._process.close()
        self._pipe = self._process = None


def _serve(pipe: Connection) -> None:
    """What the process does: answer one question after the other until nobody asks any more."""
    if hasattr(os, "nice"):
        # Whoever waits for a key to do something comes first.
        os.nice(_NICE)
    finder = FindsHere()
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            question = pipe.recv()
            answer: object
            try:
                if isinstance(question, _NoteOf):
                    answer = finder.note(question.language, question.installed)
                elif isinstance(question, _CommonWordsOf):
                    answer = finder.common_words(question.language, question.installed)
                else:
                    answer = finder.find(question)
            except QualcodeError as error:
                answer = _Refused(str(error))
            except Exception:  # noqa: BLE001 - told to whoever asked, who raises it
                answer = _Bug(traceback.format_exc())
            pipe.send(answer)
