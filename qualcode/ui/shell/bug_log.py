"""Bugs: written to a log file, and said in one plain sentence that names the file."""

import logging
import sys
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from platformdirs import user_log_dir
from PySide6.QtCore import QObject, Signal

from qualcode.model.machine.refusals import in_words, refusal_of
from qualcode.model.machine.rights import make_folder, open_to_add
from qualcode.model.machine.traces import trace_without_words

_LOGGER: Final = logging.getLogger("qualcode")
_LIMIT: Final = 1_000_000

ExceptionHook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def log_path() -> Path:
    """The file that bugs are written to."""
    return Path(user_log_dir("qualcode", appauthor=False)) / "qualcode.log"


class _PrivateFile(RotatingFileHandler):
    """A log that only its owner may read, however often it is begun again."""

    def _open(self) -> TextIOWrapper:
        return open_to_add(Path(self.baseFilename))


class _WithoutWords(logging.Formatter):
    """What is logged about an error, but for what it quotes: that may be what a participant said."""

    def formatException(self, ei: Any) -> str:
        return trace_without_words(ei[1])


class BugReporter(QObject):
    """While it is installed every error that nobody expected is logged and told by ``happened``."""

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: ExceptionHook = sys.excepthook
        self._handler: RotatingFileHandler | None = None

    def install(self) -> None:
        self._before = sys.excepthook
        sys.excepthook = self._on_error
        path = log_path()
        try:
            make_folder(path.parent)
        except OSError as error:
            # No log is no reason not to work; what would stand there is said on the terminal.
            _LOGGER.info("no log can be written: %s", refusal_of(error).why)
            return
        self._handler = _PrivateFile(path, maxBytes=_LIMIT, backupCount=1, delay=True)
        self._handler.setFormatter(_WithoutWords("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        _LOGGER.addHandler(self._handler)

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
        if self._before is sys.__excepthook__:
            # Terminals are logged, too.
            print(trace_without_words(error), file=sys.stderr)  # noqa: T201 - as Python itself would
        else:
            self._before(kind, error, trace)
        if isinstance(error, OSError):
            # A full disk, a drive that went away: trouble, and no bug.
            self.happened.emit(in_words("Something could not be read or written", error))
            return
        self.happened.emit(
            f"Something went wrong that should not have; what is saved is safe. Details: {log_path()}"
        )
