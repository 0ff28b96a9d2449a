"""Opening a project file to look at it: beside a program that changes it, or where none may."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Final

from qualcode.model.errors import LostProjectError, QualcodeError
from qualcode.model.identity import now
from qualcode.model.study import Study
from qualcode.storage import backups, copying, engines, files, leftovers
from qualcode.storage.database import Database
from qualcode.storage.engines import Access
from qualcode.storage.locking import LockedError, WriterLock, is_open_elsewhere
from qualcode.storage.revision import bring_copy_up_to_date, check_can_be_brought_up, revision_of
from qualcode.storage.schema import REVISION
from qualcode.storage.soundness import sound_study

_TRIES: Final = 40
_BETWEEN: Final = 0.25
"""Seconds between two tries to take a file over from a program that reads it."""


def open_for_reading(
    path: Path, *, may_be_changed: bool, with_history: bool = True
) -> tuple[Database, Study]:
    """The project at ``path``, in which no step can be made; another program may have it open."""
    database = _beside_others(path) if may_be_changed else _where_nothing_may_be_changed(path)
    try:
        if revision_of(database.engine) != REVISION:
            database = _of_older(database, path)
        check_first(database, path)
        return database, sound_study(database, with_history=with_history)
    except BaseException:
        database.close()
        raise


def _beside_others(path: Path) -> Database:
    if is_open_elsewhere(path):
        # Anyone who codes must not wait until a command has read everything.
        return _opened_copy(path, _folder_with_copy(path, access_for(path)))
    note = see_to_logs_left(path)
    check_whole(path)
    sentence = f"{path.name} is only being read, so nothing can be changed."
    return Database(engines.file_engine(path, access_for(path)), path, read_only=sentence, note=note)


def _where_nothing_may_be_changed(path: Path) -> Database:
    if not files.logs_beside(path) and not files.keeps_a_log(path):
        check_whole(path)
        return Database(engines.file_engine(path, Access.READ), path, read_only=_read_only(path))
    # SQLite would have to write beside the file before it could read it.
    folder = _private_folder(path)
    try:
        tried = leftovers.tried_copy(path, Path(folder.name))
        tried.rename(Path(folder.name) / path.name)
        return _opened_copy(path, folder, _read_only(path))
    except BaseException:
        folder.cleanup()
        raise


def _of_older(database: Database, path: Path) -> Database:
    """A project of an older program, as a copy that is brought up to date: reading changes no file."""
    check_can_be_brought_up(database.engine, path)
    folder = _private_folder(path)
    try:
        database.copy_to(Path(folder.name) / path.name)
        copy = _opened_copy(path, folder, database.read_only)
    except BaseException:
        folder.cleanup()
        raise
    try:
        bring_copy_up_to_date(copy.engine, copy.place)
    except BaseException:
        copy.close()
        raise
    database.close()
    return copy


def _folder_with_copy(path: Path, access: Access) -> TemporaryDirectory[str]:
    folder = _private_folder(path)
    try:
        with engines.connected(path, access) as source:
            copying.copy_open(source, Path(folder.name) / path.name)
    except BaseException:
        folder.cleanup()
        raise
    return folder


def _private_folder(path: Path) -> TemporaryDirectory[str]:
    size = sum(item.stat().st_size for item in (path, *files.logs_beside(path)))
    return TemporaryDirectory(prefix="qualcode-", dir=copying.roomy_folder(size, path.parent))


def _opened_copy(path: Path, folder: TemporaryDirectory[str], sentence: str = "") -> Database:
    """The copy of a project in a folder of our own, which nobody else has open."""
    engine = engines.file_engine(Path(folder.name) / path.name)
    said = sentence or f"{path.name} is open elsewhere and only being read, so nothing can be changed."
    return Database(engine, path, read_only=said, folder=folder)


def _read_only(path: Path) -> str:
    return f"{path.name} may only be read, so nothing can be changed; save a copy to go on with it."


def access_for(path: Path) -> Access:
    """How SQLite opens a file to read it: with a write-ahead log it has to write beside it all the same."""
    return Access.CHANGE if files.keeps_a_log(path) else Access.READ


def see_to_logs(path: Path) -> str:
    """Make a file that nobody has open exactly one file; a sentence where something was set aside for it.

    The caller holds the writer lock.
    """
    files.check_logs_are_files(path)
    note = leftovers.settle(path, now())
    if not files.logs_beside(path):
        check_whole(path)
    with engines.connected(path, Access.CHANGE) as connection:
        for _ in range(_TRIES):
            # Follows the log that belongs to the file, and turns a write-ahead log, in which older versions
            # kept what was saved, into a journal that is there only while a step is being saved.
            try:
                mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                mode = ""
            if mode == "delete":
                _remove_spent_journal(connection, path)
                return note
            sleep(_BETWEEN)
    raise QualcodeError(f"{path.name} is being read by another program; close that one and try again.")


def see_to_logs_left(path: Path) -> str:
    """The same before a file is read, where a log was left beside it and nobody else sees to it."""
    if not files.logs_beside(path):
        return ""
    lock = WriterLock(path)
    # Taken this very moment: by somebody who sees to the log, too.
    with suppress(LockedError):
        lock.acquire()
        try:
            return see_to_logs(path)
        finally:
            lock.release()
    return ""


def _remove_spent_journal(connection: sqlite3.Connection, path: Path) -> None:
    """Remove what a kill leaves before anything is written; SQLite knows it is of no use, and keeps it."""
    journal = files.log_of(path, files.JOURNAL_ENDING)
    if journal.exists():
        # Nobody else is writing as long as this lasts, so it is nobody's.
        connection.execute("BEGIN IMMEDIATE")
        try:
            journal.unlink(missing_ok=True)
        finally:
            connection.execute("ROLLBACK")


def check_whole(path: Path) -> None:
    """Raise QualcodeError where part of a file is missing."""
    if files.is_cut_short(path):
        raise LostProjectError(
            f"{path} is cut short: part of the file is missing. {backups.what_to_do(path)}"
        )


def check_first(database: Database, path: Path) -> None:
    """Raise QualcodeError where SQLite finds the file damaged."""
    problem = database.first_problem()
    if problem:
        raise LostProjectError(backups.damaged(path, problem))
