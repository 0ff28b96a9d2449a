"""Bugs: written to a log file, and said in one plain sentence that names the file."""

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from platformdirs import user_log_dir
from PySide6.QtCore import QObject, Signal

_LOGGER: Final = logging.getLogger("qualcode")
_LIMIT: Final = 1_000_000

ExceptionHook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def log_path() -> Path:
    """The file that bugs are written to."""
    return Path(user_log_dir("qualcode", appauthor=False)) / "qualcode.log"


class BugReporter(QObject):
    """While it is installed every error that nobody expected is logged and told by ``happened``."""

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: ExceptionHook = sys.excepthook
        self._handler: RotatingFileHandler | None = None

    def install(self) -> None:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            path, maxBytes=_LIMIT, backupCount=1, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        _LOGGER.addHandler(self._handler)
        self._before = sys.excepthook
        sys.excepthook = self._on_error

    def remove(self) -> None:
        """Put everything back as it was."""
        sys.excepthook = self._before
        if self._handler is not None:
            _LOGGER.removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        _LOGGER.critical("a bug", exc_info=(kind, error, trace))
        self._before(kind, error, trace)
        self.happened.emit(
            f"Something went wrong that should not have; what is saved is safe. Details: {log_path()}"
        )
