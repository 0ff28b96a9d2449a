"""A project file as SQLite can read it without changing anything: for lists of copies, and for copying."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.storage import copying, files, leftovers
from qualcode.storage.engines import Access, connected
from qualcode.storage.locking import is_open_elsewhere


@contextmanager
def readable(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to what is whole of a project file, which another program may have open.

    A file with a log that nobody uses is looked at as a copy. Raises QualcodeError where nothing of it is
    whole, and what SQLite raises.
    """
    if is_open_elsewhere(path):
        access = Access.CHANGE if files.keeps_a_log(path) else Access.READ
        with connected(path, access) as connection:
            yield connection
    elif files.logs_beside(path):
        with (
            copying.private_folder(_size(path), path.parent) as folder,
            connected(leftovers.tried_copy(path, folder), Access.READ) as connection,
        ):
            yield connection
    else:
        # Without a log beside it nobody has it open, though it may have been used with one.
        access = Access.ALONE if files.keeps_a_log(path) else Access.READ
        with connected(path, access) as connection:
            yield connection


def _size(path: Path) -> int:
    return sum(item.stat().st_size for item in (path, *files.logs_beside(path)))
