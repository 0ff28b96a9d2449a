"""Work away from the window's thread: a pure function, its progress, a way to stop it, and its end."""

import sys
from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar, cast

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.progress import Progress

T = TypeVar("T")

_BUSY_SECONDS: Final = 0.00005


class Task(QObject):
    """One piece of work under way."""

    progressed = Signal(int, int, str)
    ended = Signal()
    """The last thing that is heard of it, however it ended."""
    finished = Signal(object, object, object)
    """(task, result, error): for ``Background``, which knows what is to be done with them."""

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

    def work(self, function: Callable[[Progress], object]) -> None:
        """Run the function and tell how it ended; on the pool's thread."""
        try:
            result = function(self.report)
        except BaseException as error:  # noqa: BLE001 - carried to the window's thread and raised there
            self.finished.emit(self, None, error)
        else:
            self.finished.emit(self, result, None)


class _Run(QRunnable):
    def __init__(self, task: Task, function: Callable[[Progress], object]) -> None:
        super().__init__()
        self._task = task
        self._function = function

    def run(self) -> None:
        self._task.work(self._function)


class _Asked(NamedTuple):
    """What the caller of a task wants to hear, and the work itself, which must stay alive."""

    done: Callable[[object], object]
    failed: Callable[[str], object]
    work: _Run


class Background(QObject):
    """Runs work in a pool of its own; nothing is left running once it is closed."""

    refused = Signal(str)
    """A known error, for the message bar, of work that gave no ``failed`` of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._tasks: dict[Task, _Asked] = {}
        self._usual = sys.getswitchinterval()

    def run(
        self,
        function: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
        *,
        at_once: bool = False,
    ) -> Task:
        """Start ``function`` and call ``done`` with its result, on this thread.

        It waits for its turn after other work unless it is to begin ``at_once``. A known error goes
        to ``failed`` as a sentence; a bug is raised here, where it is logged. Neither is called once the
        task has been cancelled.
        """
        task = Task(self)
        work = _Run(task, function)
        work.setAutoDelete(False)
        self._tasks[task] = _Asked(
            cast("Callable[[object], object]", done), failed or self.refused.emit, work
        )
        # A method, not a bare function: the object that it belongs to says on which thread it is called.
        task.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
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
            asked.failed(str(error))
        else:
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
