"""Work away from the window's thread: a pure function, its progress, a way to stop it, and its end."""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NamedTuple, TypeVar, cast

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.model.machine.ways import in_window

T = TypeVar("T")

_BUSY_SECONDS: Final = 0.00005


class Task(QObject):
    """One piece of work under way."""

    progressed = Signal(int, int, str)
    ended = Signal()
    """The last thing that is heard of it, however it ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop; it does so when it next reports its progress."""
        self._cancelled = True

    def report(self, done: int, total: int, what: str) -> None:
        """The progress callback of the work, called on its own thread."""
        if self._cancelled:
            raise Cancelled
        self.progressed.emit(done, total, what)


class _Run(QRunnable):
    """The work of a task; ``tell`` hears on the pool's thread how it ended: (task, result, error).

    Qt never gives back what a pool was given once, so nothing may hang on it when the work is done: whole
    studies would stay in memory, one after another.
    """

    def __init__(
        self,
        task: Task,
        function: Callable[[Progress], object],
        tell: Callable[[Task, object, BaseException | None], None],
    ) -> None:
        super().__init__()
        self._work = [(task, function, tell)]

    def run(self) -> None:
        task, function, tell = self._work.pop()
        try:
            result = function(task.report)
        except BaseException as error:  # noqa: BLE001 - carried to the window's thread and raised there
            tell(task, None, error)
        else:
            tell(task, result, None)


class _Asked(NamedTuple):
    """What the caller of a task wants to hear, and the work itself, which must stay alive."""

    done: Callable[[object], object]
    failed: Callable[[str], object]
    broken: Callable[[], object]
    work: _Run


class Background(QObject):
    """Runs work in a pool of its own; nothing is left running once it is closed."""

    refused = Signal(str)
    """A known error, for the message bar, of work that gave no ``failed`` of its own."""
    _finished = Signal(object, object, object)
    """(task, result, error). Not the task's own: it is deleted on this thread as soon as that is heard, while
    the other thread may still be within the signal, and a sender that goes meanwhile ends the program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._tasks: dict[Task, _Asked] = {}
        self._usual = sys.getswitchinterval()
        # A method, not a bare function: the object that it belongs to says on which thread it is called.
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
        *,
        at_once: bool = False,
        broken: Callable[[], object] = lambda: None,
    ) -> Task:
        """Start ``function`` and call ``done`` with its result, on this thread.

        It waits for its turn after other work unless it is to begin ``at_once``. A known error goes
        to ``failed`` as a sentence; a bug is raised here, where it is logged, once ``broken`` has been
        called. None of them is called once the task has been cancelled.
        """
        task = Task(self)
        work = _Run(task, function, self._tell)
        work.setAutoDelete(False)
        self._tasks[task] = _Asked(
            cast("Callable[[object], object]", done), failed or self.refused.emit, broken, work
        )
        self._hurry(busy=True)
        if at_once:
            # A thread more than usual, where those are busy.
            self._pool.reserveThread()
            self._pool.startOnReservedThread(work)
        else:
            self._pool.start(work)
        return task

    def _hurry(self, *, busy: bool) -> None:
        """While work is under way let Python change threads more often.

        With the usual 5 ms the window would wait as long at every call that gives Python away.
        """
        sys.setswitchinterval(_BUSY_SECONDS if busy else self._usual)

    def _tell(self, task: Task, result: object, error: BaseException | None) -> None:
        """Called on the pool's thread."""
        # Raised where this has been deleted meanwhile, with a window that went without being closed: nobody
        # waits for the answer any more. To ask first would leave a moment in which it may still go.
        with suppress(RuntimeError):
            self._finished.emit(task, result, error)

    def _on_finished(self, task: Task, result: object, error: BaseException | None) -> None:
        asked = self._tasks.pop(task, None)
        if asked is None:
            return
        if not self._tasks:
            self._hurry(busy=False)
        task.ended.emit()
        task.deleteLater()
        if task.cancelled or isinstance(error, Cancelled):
            return
        if error is None:
            asked.done(result)
        elif isinstance(error, QualcodeError):
            asked.failed(in_window(str(error)))
        else:
            asked.broken()
            raise error

    @property
    def busy(self) -> bool:
        return bool(self._tasks)

    def cancel_all(self) -> None:
        """Have nobody told of any work that is under way, and ask it to stop."""
        for task in self._tasks:
            task.cancel()

    def close(self) -> None:
        """Stop all work and wait for it."""
        self.cancel_all()
        self._pool.waitForDone()
        self._tasks.clear()
        self._hurry(busy=False)
