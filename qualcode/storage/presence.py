"""Whether the file at a path is still the one that is open: asked of the system, not by opening it."""

import os
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from qualcode.storage.open_files import FileIdentity


class FileState(Enum):
    """What is at the path of an open project."""

    SAME = auto()
    TOUCHED = auto()
    """The same file, but somebody has written to it."""
    OTHER = auto()
    """By its number another file; on network drives it may be the same one all the same."""
    GONE = auto()
    BARRED = auto()
    """The system does not let us look any more."""
    AWAY = auto()
    """The system cannot say: the drive or the network does not answer."""


class _Look(NamedTuple):
    identity: FileIdentity
    size: int
    modified: int


class Presence:
    """Remembers what the open file looks like from outside."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: _Look | None = None
        self.remember()

    def look(self) -> FileState:
        """Compare what is at the path with what was there when it was last remembered."""
        try:
            now = _look(self._path)
        except (FileNotFoundError, NotADirectoryError):
            return FileState.GONE
        except PermissionError:
            return FileState.BARRED
        except OSError:
            return FileState.AWAY
        if self._known is None or now.identity != self._known.identity:
            return FileState.OTHER
        return FileState.SAME if now == self._known else FileState.TOUCHED

    def remember(self) -> None:
        """What is there now is ours."""
        try:
            self._known = _look(self._path)
        except OSError:
            self._known = None


def _look(path: Path) -> _Look:
    found = os.stat(path)  # noqa: PTH116 - beside a path, not through it
    return _Look(FileIdentity(found.st_dev, found.st_ino), found.st_size, found.st_mtime_ns)
