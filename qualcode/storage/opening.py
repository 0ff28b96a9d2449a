"""Making, opening and migrating project databases: every check that stands before the first row."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from qualcode.model.errors import HistoryError, QualcodeError, TornError, UnsoundError
from qualcode.model.identity import now
from qualcode.model.machine.address import check_kind, is_server
from qualcode.model.machine.project_file import APPLICATION_ID
from qualcode.model.machine.ways import COPY, RESTORE, WITHOUT_HISTORY
from qualcode.model.study import Study
from qualcode.storage import backups, engines, files, journal, reading, shape
from qualcode.storage.database import Database
from qualcode.storage.locking import LockedError, WriterLock
from qualcode.storage.revision import check_can_be_brought_up, revision_of, upgrade
from qualcode.storage.schema import REVISION
from qualcode.storage.server_opening import create_on_server, migrate_on_server, open_on_server
from qualcode.storage.soundness import sound_study
from qualcode.storage.trouble import Attempt, Place, errors_in_words


def create(address: str) -> Database:
    """A new, empty project database at a file path or server address.

    Raises QualcodeError where something is there already or cannot be written.
    """
    check_kind(address)
    if is_server(address):
        return create_on_server(address)
    path = files.real_name(Path(address))
    with errors_in_words(Attempt.MAKE, Place(str(path), path)):
        return _create_file(path, Path(address))


def _create_file(path: Path, called: Path) -> Database:
    files.check_can_create(path, called)
    lock = WriterLock(path)
    lock.acquire()
    try:
        files.check_no_log_waits(path)
        files.create_empty(path)
    except BaseException:
        lock.release()
        raise
    engine = engines.file_engine(path)
    try:
        with engine.connect() as connection:
            connection.connection.cursor().execute(f"PRAGMA application_id = {APPLICATION_ID}")
        with engine.begin() as connection:
            shape.make_tables(connection)
            journal.begin(connection)
    except BaseException:
        engine.dispose()
        files.remove_unfinished(path)
        lock.release()
        raise
    return Database(engine, path, lock)


def open_database(
    address: str, *, writing: bool = True, reading_will_do: bool = False, daily_copy: bool = True
) -> tuple[Database, Study]:
    """The project at ``address`` and what is in it.

    A file is locked for this program if ``writing``, checked by SQLite while it is read, and
    brought up to date after a backup where it was made by an older program. Where it may not be changed
    it is opened all the same if ``reading_will_do``; the database says so. The first opening of a day makes a
    copy, unless it is to be no ``daily_copy``. Raises QualcodeError where it cannot be opened.
    """
    check_kind(address)
    if is_server(address):
        return open_on_server(address, writing=writing, reading_will_do=reading_will_do)
    path = files.real_name(Path(address))
    try:
        with errors_in_words(Attempt.OPEN, Place(str(path), path)):
            lost = backups.lost(path, Path(address))
            if lost is not None:
                raise lost
            backups.check_is_project(path, Path(address))
            may_be_changed = files.may_be_changed(path)
            if writing and may_be_changed:
                return _open_for_changes(path, daily_copy=daily_copy)
            if writing and not reading_will_do:
                raise QualcodeError(f"{path} is read-only; make a copy with {COPY} and open the copy.")
            return reading.open_for_reading(path, may_be_changed=may_be_changed)
    except LockedError as error:
        called = Path(address).name
        if called == path.name or called in str(error):
            raise
        # A person who opens one name of a file has not heard of the other.
        raise LockedError(f"{called} is another name of {path.name}. {error}") from error
    except TornError as error:
        raise error.with_sentence(partial(_torn, path)) from error
    except HistoryError as error:
        raise error.with_sentence(partial(_history_damaged, path)) from error
    except UnsoundError as error:
        raise error.with_sentence(partial(backups.damaged, path)) from error


def open_without_history(address: str) -> tuple[Database, Study]:
    """What a project holds, to be read only, whatever became of its journal.

    Raises UnsoundError where not even that is what was saved.
    """
    check_kind(address)
    if is_server(address):
        return open_on_server(address, writing=False, with_history=False)
    path = files.real_name(Path(address))
    try:
        with errors_in_words(Attempt.OPEN, Place(str(path), path)):
            backups.check_is_project(path, Path(address))
            return reading.open_for_reading(
                path, may_be_changed=files.may_be_changed(path), with_history=False
            )
    except UnsoundError as error:
        raise error.with_sentence(partial(backups.damaged, path)) from error


def _history_damaged(path: Path, problem: str) -> str:
    return (
        f"The history of {path} is damaged ({problem}), though what the project holds can be read. Put a "
        f"copy back with {RESTORE}, or save it without its history with {WITHOUT_HISTORY}."
    )


def _torn(path: Path, problem: str) -> str:
    if files.has_a_name_elsewhere(path):
        return f"{path} is not whole: {problem}. {backups.what_to_do(path)}"
    return (
        f"{path} is not whole: {problem}, as in a copy that was made while a step was being saved. Put a "
        f"copy back with {RESTORE}, or save what its history says with {WITHOUT_HISTORY}."
    )


def _open_for_changes(path: Path, *, daily_copy: bool) -> tuple[Database, Study]:
    lock = WriterLock(path)
    lock.acquire()
    try:
        note = f"{reading.see_to_logs(path)} {files.said_of_links(path)}".strip()
        database = Database(engines.file_engine(path), path, lock, note=note)
        try:
            return database, _checked_study(database, path, daily_copy=daily_copy)
        except BaseException:
            # Gives the lock back, too.
            database.close()
            raise
    except BaseException:
        lock.release()
        raise


def _checked_study(database: Database, path: Path, *, daily_copy: bool) -> Study:
    revision = revision_of(database.engine)
    if revision != REVISION:
        _bring_up_to_date(database, path, revision)
    due = daily_copy and not backups.backed_up_on(path, now())
    # The file is checked, and copied, on the second core while rows become columns on the first.
    with ThreadPoolExecutor(1) as beside:
        checked = beside.submit(reading.check_first, database, path)
        copied = beside.submit(_copy_of_the_day, database) if due else None
        try:
            study = sound_study(database)
        except BaseException:
            if copied is not None and (copy := copied.result()) is not None:
                backups.take_back(copy)
            raise
        finally:
            # Pages that cannot be read are the reason for all else that is found.
            checked.result()
        copy = None if copied is None else copied.result()
    if copy is not None:
        backups.tidy(path, copy, now())
    # Not while the study is being read: whoever opens a large project waits for that.
    database.look_through()
    return study


def _copy_of_the_day(database: Database) -> Path | None:
    """Copy the file; where that cannot be, its users are told, and may work all the same."""
    try:
        return database.back_up(sound=False)
    except QualcodeError as error:
        database.note = f"{database.note} Today’s copy is missing. {error}".strip()
        return None


def _bring_up_to_date(database: Database, path: Path, revision: str) -> None:
    check_can_be_brought_up(database.engine, path)
    database.back_up(sound=False)
    upgrade(database.engine, database.place, revision)


class Migrated(NamedTuple):
    """The revisions before and after, and what happened at opening that its users should read."""

    before: str
    after: str
    note: str = ""


def migrate_database(address: str) -> Migrated:
    """Bring the project at ``address`` up to date."""
    check_kind(address)
    if is_server(address):
        return Migrated(*migrate_on_server(address))
    before, note = _file_revision(Path(address))
    database, _study = open_database(address)
    database.close()
    return Migrated(before, REVISION, f"{note} {database.note}".strip())


def _file_revision(path: Path) -> tuple[str, str]:
    """The revision of a file, and what was done about a log that was left beside it."""
    path = files.real_name(path)
    with errors_in_words(Attempt.OPEN, Place(str(path), path)):
        backups.check_is_project(path)
        # Before anything is read: what an unfinished step has left is no part of the project.
        note = reading.see_to_logs_left(path) if files.may_be_changed(path) else ""
        engine = engines.file_engine(path, reading.access_for(path))
        try:
            return revision_of(engine), note
        finally:
            engine.dispose()
