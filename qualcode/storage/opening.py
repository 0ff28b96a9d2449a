"""Making, opening and migrating project databases: every check that stands before the first row."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.model.study import Study
from qualcode.storage import engines, files
from qualcode.storage.database import Database
from qualcode.storage.schema import APPLICATION_ID, REVISION, metadata
from qualcode.storage.trouble import Doing, Place, told_in_words


def create(address: str) -> Database:
    """A new, empty project database at a file path or server address.

    Raises QualcodeError where something is there already or cannot be written.
    """
    if engines.is_server(address):
        return _create_on_server(address)
    path = Path(address)
    with told_in_words(Doing.MAKE, Place(address, path)):
        return _create_file(path)


def _create_file(path: Path) -> Database:
    files.check_can_create(path)
    lock = files.WriterLock(path)
    lock.acquire()
    mode, _ = files.journal_mode_for(path)
    engine = engines.file_engine(path, mode)
    try:
        with engine.connect() as connection:
            connection.connection.cursor().execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _make_tables(engine)
    except BaseException:
        engine.dispose()
        path.unlink(missing_ok=True)
        lock.release()
        raise
    return Database(engine, path, lock)


def _create_on_server(address: str) -> Database:
    engine = engines.server_engine(address)
    try:
        with told_in_words(Doing.MAKE, engines.place_of(engine, None)):
            if inspect(engine).has_table("journal"):
                raise QualcodeError("There is a project at this address already; open it instead.")
            _make_tables(engine)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, None, None)


def _make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        metadata.create_all(connection)
        # What Alembic would leave behind; a test compares tables made here with migrated ones.
        connection.execute(
            text(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
        )
        connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISION})


def open_database(address: str, *, writing: bool = True) -> tuple[Database, Study]:
    """The project at ``address`` and what is in it.

    A file is locked for this program if ``writing``, checked by SQLite while it is read, and
    brought up to date behind a backup where it was made by an older program. Raises
    QualcodeError where it cannot be opened.
    """
    if engines.is_server(address):
        return _open_server(address)
    path = Path(address)
    with told_in_words(Doing.OPEN, Place(address, path)):
        return _open_file(path, writing=writing)


def _open_file(path: Path, *, writing: bool) -> tuple[Database, Study]:
    files.check_is_project(path)
    lock = files.WriterLock(path) if writing else None
    if lock is not None:
        lock.acquire()
    try:
        mode, _ = files.journal_mode_for(path)
        database = Database(engines.file_engine(path, mode), path, lock)
        try:
            return database, _checked_study(database, path, writing=writing)
        except BaseException:
            database.engine.dispose()
            raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _checked_study(database: Database, path: Path, *, writing: bool) -> Study:
    if _revision(database.engine) != REVISION:
        _bring_up_to_date(database, path, writing=writing)
    if writing and not files.backed_up_on(path, now()):
        database.checkpoint()
        check: Callable[[], object] = partial(files.back_up, path, now())
    else:
        check = partial(files.check, path)
    # The file is copied and checked on the second core while rows become columns on the first.
    with ThreadPoolExecutor(1) as beside:
        checked = beside.submit(check)
        study = database.load()
        checked.result()
    return study


def _bring_up_to_date(database: Database, path: Path, *, writing: bool) -> None:
    # Alembic is heavy to import and needed once in a project's life.
    from qualcode.storage import migrate

    if not migrate.knows(_revision(database.engine)):
        raise QualcodeError(f"{path} was made by a newer qualcode; update this program to open it.")
    if not writing:
        raise QualcodeError(f"{path} was made by an older qualcode; run “qualcode migrate” on it first.")
    database.back_up()
    with told_in_words(Doing.MIGRATE, database.place):
        migrate.upgrade(database.engine)


def _revision(engine: Engine) -> str:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _open_server(address: str) -> tuple[Database, Study]:
    engine = engines.server_engine(address)
    try:
        with told_in_words(Doing.OPEN, engines.place_of(engine, None)):
            revision = _revision(engine)
        if not revision:
            raise QualcodeError("There is no project at this address yet; make one with “qualcode new”.")
        if revision != REVISION:
            raise QualcodeError(
                "The project on the server was made by another version of qualcode; if it is older than "
                "this one, run “qualcode migrate” on it once the team is ready, otherwise update the program."
            )
        database = Database(engine, None, None)
        return database, database.load()
    except BaseException:
        engine.dispose()
        raise


def migrate_database(address: str) -> tuple[str, str]:
    """Bring the project at ``address`` up to date; the revisions before and after."""
    from qualcode.storage import migrate

    if not engines.is_server(address):
        before = _file_revision(Path(address))
        open_database(address)[0].close()
        return before, REVISION
    engine = engines.server_engine(address)
    place = engines.place_of(engine, None)
    try:
        with told_in_words(Doing.OPEN, place):
            before = _revision(engine)
        if not before:
            raise QualcodeError("There is no project at this address yet; make one with “qualcode new”.")
        if not migrate.knows(before):
            raise QualcodeError("The project was made by a newer qualcode; update this program to use it.")
        with told_in_words(Doing.MIGRATE, place):
            migrate.upgrade(engine)
        return before, REVISION
    finally:
        engine.dispose()


def _file_revision(path: Path) -> str:
    files.check_is_project(path)
    engine = engines.file_engine(path, files.journal_mode_for(path)[0])
    try:
        with told_in_words(Doing.OPEN, Place(str(path), path)):
            return _revision(engine)
    finally:
        engine.dispose()
