"""Connections to project files: how SQLite opens them, so that nothing is lost."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from qualcode.storage import open_files
from qualcode.storage.file_reasons import is_damage

BUSY_SECONDS: Final = 10
"""How long SQLite waits for another program that is reading or writing."""

_PATH_BYTES: Final = 512
_LOG_BYTES: Final = len("-journal")

_WRITING: Final = "qualcode_writing"
_LARGE_STEP: Final = 1 << 18
_ROOM: Final = 1 << 20
"""Kibibytes; none of it is taken before it is needed."""


class Access(StrEnum):
    """How SQLite opens a file. None of them makes one where there is none."""

    CHANGE = "rw"
    READ = "ro"
    ALONE = "ro&immutable=1"
    """For a file that nobody has open and that no log belongs to: SQLite makes no files beside it."""


def file_uri(path: Path, access: Access) -> str:
    """The path in the form in which SQLite takes every path as it is, whatever letters it has."""
    name = Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 - without following links
    return f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name))}?mode={access}"


class _Noted(sqlite3.Connection):
    """A connection whose file counts as open for as long as it is."""

    noted: open_files.FileIdentity | None = None

    def close(self) -> None:
        super().close()
        self._forget()

    def __del__(self) -> None:
        # SQLAlchemy drops a connection that cannot be set up, and leaves closing it to Python.
        self._forget()

    def _forget(self) -> None:
        noted, self.noted = self.noted, None
        open_files.note_closed(noted)


def connect(path: Path, access: Access) -> sqlite3.Connection:
    """A plain connection to a file, with no transaction but those that are begun openly.

    Raises OSError where SQLite could not take a path as long as that of the log beside the file.
    """
    if os.name == "posix" and len(os.fsencode(os.path.abspath(path))) + _LOG_BYTES > _PATH_BYTES:  # noqa: PTH100
        # SQLite itself would only say that it cannot open the file.
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
    connection = sqlite3.connect(
        file_uri(path, access),
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=_Noted,
    )
    connection.noted = open_files.note_opened(path)
    return connection


@contextmanager
def connected(path: Path, access: Access) -> Iterator[sqlite3.Connection]:
    """A plain connection for as long as the block lasts."""
    with closing(connect(path, access)) as connection:
        yield connection


def quick_problem(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong with a file at first sight; the empty text for nothing.

    Raises sqlite3.DatabaseError where the file cannot be looked at, which says nothing about it.
    """
    return _problem(connection, "quick_check")


def whole_problem(connection: sqlite3.Connection) -> str:
    """The same, the indices compared with their tables as well, which takes many times as long."""
    return _problem(connection, "integrity_check")


def _problem(connection: sqlite3.Connection, check: str) -> str:
    try:
        found = connection.execute(f"PRAGMA {check}(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            # A full disk, a lock, a drive that went away: they say nothing about the file.
            raise
        return str(error)
    if found == "ok":
        return ""
    # The first line only says in which database.
    lines = [line for line in str(found).splitlines() if not line.startswith("***")]
    return "\n".join(lines) or str(found)


_COMPILED: Final[dict[Any, Any]] = {}
"""The statements that files were asked with, translated once for all of them."""


@cache
def _dialect() -> Dialect:
    """What is known of SQLite, the same for every file: statements are translated for one dialect."""
    engine = create_engine("sqlite+pysqlite://")
    with engine.connect():
        # It looks at SQLite when it is first connected.
        pass
    engine.dispose()
    return engine.dialect


def file_engine(path: Path, access: Access = Access.CHANGE) -> Engine:
    """An engine for a SQLite file with the pragmas that every connection needs."""
    # The connection that was used last is used again: it still has the pages in memory that the next step
    # needs, while another would have to read them anew.
    made = create_engine(
        URL.create("sqlite+pysqlite"),
        creator=lambda: connect(path, access),
        poolclass=QueuePool,
        pool_use_lifo=True,
    )
    engine = Engine(made.pool, _dialect(), made.url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        # With the rollback journal, whose deletion is the moment at which a step is saved: its folder is
        # written to the disk as well.
        connection.execute("PRAGMA synchronous = EXTRA")
        # What a large step changes is kept in memory until it is saved: written before, it would keep
        # everybody from reading meanwhile.
        connection.execute("PRAGMA cache_spill = OFF")
        if access is Access.READ:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock before it looks, so that what it finds is still so when it writes.
        writing = connection.get_execution_options().get(_WRITING)
        connection.connection.cursor().execute("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine.execution_options(compiled_cache=_COMPILED)


def for_reading(engine: Engine) -> Engine:
    """The same engine, for transactions in which everything is as it was at one moment."""
    if engine.dialect.name != "postgresql":
        # A file stays as it is for anyone who reads it.
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def dispose(engine: Engine) -> None:
    """Close all connections of an engine for good; those that a thread still uses when it gives them back."""
    event.listen(engine.pool, "checkin", _close)
    engine.dispose()


def _close(_connection: Any, record: Any) -> None:
    # The pool that it goes back to is nobody's any more, and would keep the file open nobody knows how long.
    # The one that follows hears of this as well: whoever still reads there gets no closed connection from it.
    record.invalidate()


@contextmanager
def room_for(connection: Connection, size: int = _LARGE_STEP) -> Iterator[None]:
    """Let SQLite keep what a step of so many bytes changes without looking for what it could give up.

    It may give up nothing before the step is saved, and would look through all of it for each new page: of
    a million codings that took a third of the time. What it keeps longer than usual it lets go at the end.
    A size is given where it is known; most steps are small.
    """
    if connection.dialect.name == "postgresql" or size < _LARGE_STEP:
        yield
        return
    driver: Any = connection.connection.driver_connection
    usual = driver.execute("PRAGMA cache_size").fetchone()[0]
    driver.execute(f"PRAGMA cache_size = -{_ROOM}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size = {usual}")


def for_writing(engine: Engine) -> Engine:
    """The same engine, for transactions that write."""
    return engine.execution_options(**{_WRITING: True})
