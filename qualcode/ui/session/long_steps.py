"""Steps that take long: worked out and saved in the background, taken in on the window's thread, in turn."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Final, TypeVar

import shiboken6 as shiboken
from PySide6.QtCore import QObject, QTimer, Signal

from qualcode.model.errors import Cancelled, QualcodeError, ReasonWantedError, UnreachableError
from qualcode.model.machine.progress import Progress
from qualcode.model.step import Step
from qualcode.project.making import TRIES, PendingStep, SavedStep, StaleStepError
from qualcode.ui.session.background import Background, Task

if TYPE_CHECKING:
    # Not when the program starts: the database takes a second to load.
    from qualcode.project.project import Project

T = TypeVar("T")
Then = Callable[[Step], object]
Failed = Callable[[str], object]


def ignored(_what: object) -> None:
    """Nobody waits for this."""


def nobody_to_ask(_wanted: ReasonWantedError) -> str:
    """No window to ask in."""
    return ""


_LATER: Final = 20
"""Milliseconds until what is not urgent."""
STOPPED: Final = "Stopped: nothing was changed."
NO_REASON: Final = "Nothing was changed, because no reason was given."


@dataclass(eq=False)
class _Long:
    """Something that is to be saved or read, and who waits for it."""

    begin: Callable[[str], Callable[[Progress], list[SavedStep]]]
    """Called with the reason when its turn has come. Raises QualcodeError where it is no longer possible."""
    then: Then
    failed: Failed
    words: str = ""
    """What is being done, where it is to be seen."""
    found: Future[list[SavedStep]] = field(default_factory=Future)
    task: Task | None = None
    reason: str = ""
    asked: bool = True
    """Whether somebody asked for it; news that do not come, because the server is away, come later."""


class LongSteps(QObject):
    """One at a time, in the order in which they were asked for; the study moves on as each is through."""

    began = Signal(object, str)
    """(Task, what is being done in words)."""
    refused = Signal(str)
    """Why a step was not made, in a sentence; anyone who asked for it is told, too."""

    def __init__(self, project: "Project", background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._background = background
        self._waiting: deque[_Long] = deque()
        self._current: _Long | None = None
        self.ask_reason: Callable[[ReasonWantedError], str] = nobody_to_ask
        """Who is asked why, where the project wants to know; they say nothing to leave the step undone."""

    @property
    def under_way(self) -> bool:
        """Whether a step is being saved; no other can be made until it is taken in."""
        return self._current is not None

    def make(self, pending: Callable[[], PendingStep], words: str, then: Then, failed: Failed) -> None:
        """Make the step that is wished for when its turn comes.

        ``then`` is called with it; ``failed`` with a sentence where it was refused or stopped.
        """
        project, begun = self._project, count()

        def begin(reason: str) -> Callable[[Progress], list[SavedStep]]:
            wanted, tries = pending(), next(begun)
            wanted = replace(wanted, reason=reason or wanted.reason)

            def work(progress: Progress) -> list[SavedStep]:
                if tries >= TRIES:
                    # Anyone who is slower than their team would be overtaken for ever.
                    return project.save_in_turn(wanted, progress)
                saved = project.save(wanted, progress, overtaken=tries > 0)
                return [] if saved is None else [saved]

            return work

        self._ask(_Long(begin, then, failed, words))

    def catch_up(self) -> None:
        """Take in what teammates have done meanwhile."""

        def work(_progress: Progress) -> list[SavedStep]:
            return self._project.news()

        self._ask(_Long(lambda _reason: work, ignored, ignored, asked=False))

    def _ask(self, long: _Long) -> None:
        self._waiting.append(long)
        self._next()

    def _next(self) -> None:
        while self._current is None and self._waiting:
            self._start(self._waiting.popleft())

    def _start(self, long: _Long) -> None:
        try:
            work = long.begin(long.reason)
        except QualcodeError as error:
            self._fail(long, str(error))
            return
        self._current = long

        def keep(progress: Progress) -> None:
            # Kept here and not handed over: what is saved must be taken in, though it be cancelled by then.
            try:
                long.found.set_result(work(progress))
            except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
                long.found.set_exception(error)

        long.task = self._background.run(keep, lambda _none: None, at_once=True)
        long.task.ended.connect(lambda: self._arrive(long))
        if long.words:
            self.began.emit(long.task, long.words)

    def settle(self) -> None:
        """Wait for what is under way, so that the next step follows it."""
        while self._current is not None:
            self._arrive(self._current)

    def stop(self) -> None:
        """Stop what is under way, or wait for it where it is too late for that; forget what waits."""
        self._waiting.clear()
        long, self._current = self._current, None
        if long is not None:
            if long.task is not None:
                long.task.cancel()
            long.found.exception()

    def _arrive(self, long: _Long) -> None:
        if long is not self._current:
            # Somebody could not wait, and has taken it in already.
            return
        error = long.found.exception()
        self._current = None
        try:
            if isinstance(error, StaleStepError):
                self._project.catch_up()
                self._waiting.appendleft(replace(long, found=Future(), task=None))
            elif isinstance(error, ReasonWantedError):
                reason = self.ask_reason(error)
                if reason:
                    self._waiting.appendleft(replace(long, found=Future(), task=None, reason=reason))
                else:
                    self._fail(long, NO_REASON)
            elif isinstance(error, Cancelled):
                self._fail(long, STOPPED)
            elif isinstance(error, QualcodeError):
                if long.asked or not isinstance(error, UnreachableError):
                    self._fail(long, str(error))
            elif error is not None:
                raise error
            else:
                self._take_in(long)
        finally:
            self._next()

    def _take_in(self, long: _Long) -> None:
        before = self._project.whole
        steps = [self._project.take_in(saved) for saved in long.found.result()]
        # Letting go of what may be a million codings takes a moment too: of its own, when all is shown.
        QTimer.singleShot(_LATER, self, lambda _held=before: None)
        del before
        if steps:
            # In a turn of its own: all views have just taken in what may be much.
            QTimer.singleShot(0, self, lambda: _tell(long.then, steps[-1]))

    def _fail(self, long: _Long, sentence: str) -> None:
        self.refused.emit(sentence)
        _tell(long.failed, sentence)


def _tell(who: Callable[[T], object], what: T) -> None:
    """Tell anyone who waits: a method of a window that has been closed meanwhile is not called."""
    owner = getattr(who, "__self__", None)
    if not isinstance(owner, QObject) or shiboken.isValid(owner):
        who(what)
