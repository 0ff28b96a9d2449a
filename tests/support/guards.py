"""What no test may do: leave threads running, log warnings, open a project beside SQLite."""

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qualcode.storage import open_files

GRACE_SECONDS = 2.0


class LeftRunningError(AssertionError):
    """A test ended while threads that it started were still running."""


class OpenedBesideError(AssertionError):
    """A file that SQLite has open in this process was opened by other means: its locks are gone."""


class LoggedWarningError(AssertionError):
    """Something was logged as a warning or worse."""


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@contextmanager
def no_threads_left() -> Iterator[None]:
    """Raise LeftRunningError where a non-daemon thread, or work in Qt's pool, outlives the block."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    names = [thread.name for thread in left if thread.is_alive()]
    if not _qt_pool_done():
        names.append("Qt's global thread pool")
    if names:
        raise LeftRunningError("still running after the test: " + ", ".join(names))


@contextmanager
def no_warnings_logged() -> Iterator[None]:
    """Raise LoggedWarningError where WARNING or higher is logged within the block."""
    recorder = _Recorder()
    root = logging.getLogger()
    root.addHandler(recorder)
    try:
        yield
    finally:
        root.removeHandler(recorder)
    if recorder.lines:
        raise LoggedWarningError("logged during the test: " + "; ".join(recorder.lines))


def _qt_pool_done() -> bool:
    """Whether Qt's global pool is idle; Qt is asked only where a test has loaded it."""
    if "PySide6.QtCore" not in sys.modules:
        return True
    from PySide6.QtCore import QThreadPool

    return QThreadPool.globalInstance().waitForDone(int(GRACE_SECONDS * 1000))


def watch_opened_files() -> None:
    """From now on raise OpenedBesideError where Python opens a file that SQLite has open in this process."""
    sys.addaudithook(_on_event)


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "open" or not isinstance(arguments[0], (str, bytes)):
        return
    path = Path(os.fsdecode(arguments[0]))
    if open_files.is_open(path):
        raise OpenedBesideError(f"{path} is open as a project and was opened by other means")
