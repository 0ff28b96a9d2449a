"""Which files SQLite has open in this process; nothing else may open those meanwhile.

Closing any descriptor of a file takes away every lock that this process has on it, SQLite's included: a
copy made beside an open project once let another program delete what had just been saved.
"""

import os
import threading
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple


class FileIdentity(NamedTuple):
    """What tells a file from others, by whatever name it is reached."""

    device: int
    inode: int


_OPEN: Final[Counter[FileIdentity]] = Counter()
_LOCK: Final = threading.Lock()


def identity_of(path: Path) -> FileIdentity | None:
    """The identity of the file at a path; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - beside a path, not through it
    except OSError:
        return None
    return FileIdentity(found.st_dev, found.st_ino)


def note_opened(path: Path) -> FileIdentity | None:
    """Note that SQLite has opened the file; gives what ``note_closed`` wants to know."""
    identity = identity_of(path)
    if identity is not None:
        with _LOCK:
            _OPEN[identity] += 1
    return identity


def note_closed(identity: FileIdentity | None) -> None:
    """Note that one of SQLite's connections to a file is closed."""
    if identity is not None:
        with _LOCK:
            _OPEN[identity] -= 1
            if _OPEN[identity] <= 0:
                del _OPEN[identity]


def is_open(path: Path) -> bool:
    """Whether SQLite has the file open in this process, by this name or another."""
    if not _OPEN:
        return False
    identity = identity_of(path)
    with _LOCK:
        return identity in _OPEN
