"""Every kind of trouble that a disk, a server or the system may make, at every way into the storage.

Tests as well: ``copying``, ``file_reasons``, ``server_reasons``.
"""

import errno
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors as server_errors
from sqlalchemy import Engine, create_engine, event

from qualcode.model.change import ChangeSet, updated
from qualcode.model.errors import PasswordError, QualcodeError, UnreachableError
from qualcode.model.identity import now
from qualcode.model.step import Step
from qualcode.storage import backups, copying, engines, migrate, opening, server_opening, shape
from qualcode.storage.database import Database
from qualcode.storage.trouble import Attempt, DatabaseBugError, Place, errors_in_words, in_words
from tests.support.examples import example

WORDS = "Maria said she was afraid"

# -- what may be raised -----------------------------------------------------------------------

_TROUBLE = (
    *("FULL", "BUSY", "LOCKED", "READONLY", "IOERR", "CANTOPEN", "PERM", "AUTH", "TOOBIG", "NOMEM"),
    *("PROTOCOL", "NOLFS", "INTERRUPT", "SCHEMA", "ABORT"),
)
CODES = {
    name: number
    for name, number in vars(sqlite3).items()
    for primary in _TROUBLE
    if re.fullmatch(rf"SQLITE_{primary}(_\w+)?", name)
    and number & 0xFF == getattr(sqlite3, f"SQLITE_{primary}")
}
DAMAGE = {
    name: number
    for name, number in vars(sqlite3).items()
    if re.fullmatch(r"SQLITE_(CORRUPT|NOTADB)(_\w+)?", name)
    and number & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
}
NUMBERS = (
    *("ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "EIO", "ESTALE", "ENOTCONN", "ENAMETOOLONG", "EMFILE"),
    *("ENFILE", "ETIMEDOUT", "EEXIST", "ENOTDIR", "EISDIR", "ENOENT", "EFBIG", "EBUSY", "ENOLCK", "ENODEV"),
)
STATES = (
    *("08000", "08001", "08003", "08004", "08006", "08P01", "0A000", "22021", "22P05", "25006", "25P03"),
    *("28000", "28P01", "3D000", "3F000", "40001", "40003", "40P01", "42501", "42P01", "42703"),
    *("53000", "53100", "53200", "53300", "53400", "54000", "55006", "55P03", "57014", "57P01", "57P02"),
    *("57P03", "57P04", "57P05", "58000", "58030", "P0001", "XX000", "XX001", "XX002"),
)
SAYINGS = (
    "connection failed: Connection refused\n\tIs the server running on that host?",
    "connection failed: FATAL:  database “x” does not exist",
    "connection failed: FATAL:  role “x” does not exist",
    "connection failed: FATAL:  no pg_hba.conf entry for host “127.0.0.1”",
    "connection failed: FATAL:  sorry, too many clients already",
    "connection failed: FATAL:  the database system is starting up",
    "connection failed: received invalid response to SSL negotiation: H",
    "connection failed: expected authentication request from server, but received S",
    "connection failed: server does not support SSL, but SSL was required",
    "connection failed: server closed the connection unexpectedly",
    "connection is bad: invalid port number: “99999”",
    "failed to resolve host “nowhere”: [Errno -2] Name or service not known",
    "connection timeout expired",
    "the connection is closed",
    "consuming input failed: FATAL: Verbindung wurde beendet",
)


def of_sqlite(code: int) -> Exception:
    error = sqlite3.OperationalError(f"refused: {WORDS}" if code else f"Could not decode: {WORDS}")
    error.sqlite_errorcode = code
    return error


def of_server(state: str) -> Exception:
    return server_errors.lookup(state)(f"refused\nDETAIL: Key (name)=({WORDS})")


RAISED_BY_FILES: list[tuple[str, Callable[[], Exception]]] = [
    *((name, lambda code=code: of_sqlite(code)) for name, code in CODES.items()),
    *(
        (name, lambda name=name: OSError(getattr(errno, name), os.strerror(getattr(errno, name))))
        for name in NUMBERS
    ),
    ("memory", MemoryError),
    (
        "not text",
        lambda: sqlite3.OperationalError(f"Could not decode to UTF-8 column with text '{WORDS}'"),
    ),
    ("no table", lambda: sqlite3.OperationalError("no such table: codes")),
    ("half a character", lambda: UnicodeEncodeError("utf-8", WORDS, 0, 1, "surrogates not allowed")),
]
RAISED_BY_SERVERS: list[tuple[str, Callable[[], Exception]]] = [
    *((state, lambda state=state: of_server(state)) for state in STATES),
    *((saying[:60], lambda saying=saying: psycopg.OperationalError(saying)) for saying in SAYINGS),
    ("NUL", lambda: psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")),
    ("setting", lambda: psycopg.ProgrammingError('invalid connection option "foo"')),
    *((name, lambda name=name: OSError(getattr(errno, name), "x")) for name in NUMBERS),
    ("memory", MemoryError),
    ("half a character", lambda: UnicodeEncodeError("utf-8", WORDS, 0, 1, "surrogates not allowed")),
]


def assert_told(error: BaseException) -> None:
    """One or two sentences for a person, which hold nothing that a participant said."""
    assert isinstance(error, QualcodeError)
    sentence = str(error)
    assert sentence.endswith(".")
    assert len(re.findall(r"\. ", sentence)) <= 1
    assert "Maria" not in sentence
    assert "damaged" not in sentence or "server reports" in sentence
    assert "delete it" not in sentence
    assert "bug" not in sentence
    assert "\n" not in sentence
    assert error.__suppress_context__, "what the driver said would stand in the log"


# -- the ways in --------------------------------------------------------------------------------


def _step(number: int) -> Step:
    return Step(number, now(), "AB", "Example")


WAYS: dict[str, Callable[[Database], object]] = {
    "load": lambda database: database.load(),
    "text": lambda database: database.text(now()),
    "steps": lambda database: database.steps(),
    "change_of": lambda database: database.change_of(1),
    "size_of": lambda database: database.size_of(1),
    "rows_by_step": lambda database: list(database.rows_by_step()),
    "replay": lambda database: list(database.replay()),
    "write": lambda database: database.write(_step(2), ChangeSet(WORDS)),
    "damages": lambda database: database.damages(),
}


class _Cursor(sqlite3.Cursor):
    """Refuses every statement but those that set up a connection."""

    def execute(self, statement: str, *arguments: Any) -> "_Cursor":
        connection = self.connection
        assert isinstance(connection, _Connection)
        if connection.trouble is not None and not statement.startswith("BEGIN"):
            raise connection.trouble()
        super().execute(statement, *arguments)
        return self


class _Connection(sqlite3.Connection):
    trouble: Callable[[], Exception] | None = None

    def cursor(self, *_: Any) -> _Cursor:  # type: ignore[override]
        return super().cursor(_Cursor)


def _refusing_connections(raised: Callable[[], Exception], kind: str) -> Engine:
    def refuse() -> Any:
        raise raised()

    return create_engine(f"{kind}://", creator=refuse, hide_parameters=True)


def _refusing_statements(raised: Callable[[], Exception]) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", factory=_Connection)
        connection.trouble = raised
        return connection

    return create_engine("sqlite://", creator=connect, hide_parameters=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trouble") / "thesis.qualcode"
    with closing(opening.create(str(path))) as database:
        database.write(_step(1), example())
    return path


@pytest.mark.parametrize(("name", "raised"), RAISED_BY_FILES, ids=[name for name, _ in RAISED_BY_FILES])
def test_trouble_with_a_file_is_told_at_every_way_in(
    name: str, raised: Callable[[], Exception], project: Path
) -> None:
    for engine in (_refusing_connections(raised, "sqlite"), _refusing_statements(raised)):
        with closing(Database(engine, project, None)) as database:
            for way in WAYS.values():
                with pytest.raises(QualcodeError) as told:
                    way(database)
                assert_told(told.value)


@pytest.mark.parametrize(("name", "raised"), RAISED_BY_SERVERS, ids=[name for name, _ in RAISED_BY_SERVERS])
def test_trouble_with_a_server_is_told_at_every_way_in(name: str, raised: Callable[[], Exception]) -> None:
    with closing(Database(_refusing_connections(raised, "postgresql+psycopg"), None, None)) as database:
        for way in WAYS.values():
            with pytest.raises(QualcodeError) as told:
                way(database)
            assert_told(told.value)


@pytest.mark.parametrize(("name", "raised"), RAISED_BY_FILES, ids=[name for name, _ in RAISED_BY_FILES])
def test_trouble_at_opening_making_and_migrating_a_file(
    name: str, raised: Callable[[], Exception], project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engines, "file_engine", lambda *_: _refusing_connections(raised, "sqlite"))
    new = tmp_path / "new.qualcode"
    for work in (
        lambda: opening.open_database(str(project)),
        lambda: opening.open_database(str(project), writing=False),
        lambda: opening.migrate_database(str(project)),
        lambda: opening.create(str(new)),
    ):
        with pytest.raises(QualcodeError) as told:
            work()
        assert_told(told.value)
    assert list(tmp_path.iterdir()) == [], "something half made was left behind"


@pytest.mark.parametrize(("name", "raised"), RAISED_BY_SERVERS, ids=[name for name, _ in RAISED_BY_SERVERS])
def test_trouble_at_opening_making_and_migrating_on_a_server(
    name: str, raised: Callable[[], Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        server_opening, "server_engine", lambda *_: _refusing_connections(raised, "postgresql+psycopg")
    )
    address = "postgresql://anna:secret@host/study"
    for work in (opening.open_database, opening.create, opening.migrate_database):
        with pytest.raises(QualcodeError) as told:
            work(address)
        assert_told(told.value)
        assert "secret" not in str(told.value)


# -- what stays ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", DAMAGE.values(), ids=DAMAGE)
def test_a_file_is_called_damaged_only_when_a_check_says_so(code: int, project: Path, tmp_path: Path) -> None:
    sound = Database(_refusing_connections(lambda: of_sqlite(code), "sqlite"), project, None)
    with closing(sound), pytest.raises(QualcodeError, match="itself passes its check") as told:
        sound.load()
    assert_told(told.value)
    broken = tmp_path / "broken.qualcode"
    raw = bytearray(project.read_bytes())
    raw[4096:8192] = bytes(4096)
    broken.write_bytes(raw)
    database = Database(_refusing_connections(lambda: of_sqlite(code), "sqlite"), broken, None)
    with closing(database), pytest.raises(QualcodeError, match="is damaged"):
        database.load()


def test_a_check_that_cannot_look_says_nothing_about_the_file(tmp_path: Path) -> None:
    nothing = engines.connected(tmp_path / "nothing.qualcode", engines.Access.READ)
    with pytest.raises(sqlite3.OperationalError), nothing as connection:
        engines.quick_problem(connection)


@pytest.mark.parametrize(("name", "raised"), RAISED_BY_FILES, ids=[name for name, _ in RAISED_BY_FILES])
def test_trouble_with_copies_is_told_in_words(
    name: str, raised: Callable[[], Exception], project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise raised()

    monkeypatch.setattr(copying, "_fill", refuse)
    with closing(Database(engines.file_engine(project), project)) as database:
        for work in (database.back_up, lambda: database.copy_to(tmp_path / "copy.qualcode")):
            with pytest.raises(QualcodeError) as told:
                work()
            assert_told(told.value)
    assert list(tmp_path.iterdir()) == []
    assert not backups.backup_folder(project).exists()


@pytest.mark.parametrize(
    "raised",
    [
        lambda: sqlite3.ProgrammingError("Error binding parameter"),
        lambda: sqlite3.OperationalError('near "SELET": syntax error'),
        lambda: server_errors.lookup("23505")(f"unique\nDETAIL: Key (name)=({WORDS})"),
        lambda: server_errors.lookup("22P02")(f"invalid input syntax for type uuid: “{WORDS}”"),
        lambda: server_errors.lookup("42601")("syntax error"),
    ],
)
def test_bugs_stay_bugs_but_say_nothing_of_what_is_stored(raised: Callable[[], Exception]) -> None:
    with pytest.raises(DatabaseBugError) as bug, errors_in_words(Attempt.READ, Place("x")):
        raise raised()
    assert "Maria" not in str(bug.value)
    assert bug.value.__suppress_context__


def test_other_errors_pass_as_they_are() -> None:
    for error in (ZeroDivisionError(), QualcodeError("known")):
        with pytest.raises(type(error)) as passed, errors_in_words(Attempt.READ, Place("x")):
            raise error
        assert passed.value is error


def test_a_connection_lost_while_saving_leaves_open_whether_it_was_saved() -> None:
    lost = in_words(of_server("57P01"), Attempt.COMMIT, Place("x"))
    assert isinstance(lost, UnreachableError)
    assert "see whether the change is there" in str(lost)
    assert not lost.why, "that it was not saved would be said without knowing"
    refused = in_words(of_server("53100"), Attempt.COMMIT, Place("x"))
    assert str(refused).startswith("The change could not be saved; nothing was changed: the server’s disk")
    assert refused is not None
    assert refused.why == str(refused).removeprefix("The change could not be saved; nothing was changed: ")


def test_kinds_that_a_window_acts_upon() -> None:
    class Connecting:
        needs_password = True

    asked = psycopg.OperationalError("fe_sendauth: no password supplied", pgconn=Connecting())  # type: ignore[arg-type]
    assert isinstance(in_words(asked, Attempt.OPEN, Place("x")), PasswordError)
    wrong = psycopg.OperationalError("FATAL: password authentication failed for user")
    assert isinstance(in_words(wrong, Attempt.OPEN, Place("x")), PasswordError)
    assert isinstance(in_words(of_server("08006"), Attempt.OPEN, Place("x")), UnreachableError)


def test_no_error_of_sqlalchemy_repeats_parameters(address: str) -> None:
    with closing(opening.create(address)) as database:
        database.write(_step(1), example())
        with pytest.raises(Exception, match="no_such") as raised, database.engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1 FROM no_such", {"said": WORDS})
        assert "Maria" not in str(raised.value)


def test_a_really_full_disk_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "thesis.qualcode"
    with closing(opening.create(str(path))) as database:
        database.write(_step(1), example())
        before = database.load()
        pages = _pages(path)

        @event.listens_for(database.engine, "engine_connect")
        def _limit(connection: Any) -> None:
            connection.connection.driver_connection.execute(f"PRAGMA max_page_count = {pages}")

        code = before.code_named("stigma")
        long = updated(code, replace(code, definition=WORDS * 10_000))
        with pytest.raises(QualcodeError, match="nothing was changed: the disk is full"):
            database.write(_step(2), ChangeSet("Define", (long,)))
        assert database.load() == before
        assert [step.number for step in database.steps()] == [1]


def _stops_half_way(copy: sqlite3.Connection, _source: sqlite3.Connection) -> None:
    """As on a disk that is full: SQLite has begun a log, and cannot roll back what it began."""
    name = next(row[2] for row in copy.execute("PRAGMA database_list"))
    Path(f"{name}-journal").write_bytes(b"a log")
    raise of_sqlite(sqlite3.SQLITE_FULL)


def test_a_copy_that_cannot_be_finished_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "thesis.qualcode"
    with closing(opening.create(str(path))) as database:
        database.write(_step(1), example())
        (tmp_path / "copies").mkdir()
        monkeypatch.setattr(copying, "_fill", _stops_half_way)
        with pytest.raises(QualcodeError, match="the disk is full"):
            database.copy_to(tmp_path / "copies" / "thesis.qualcode")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_project_that_cannot_be_made_leaves_its_name_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "thesis.qualcode"

    def full(_connection: object) -> None:
        Path(f"{path}-journal").write_bytes(b"a log")
        raise of_sqlite(sqlite3.SQLITE_FULL)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(shape, "make_tables", full)
        with pytest.raises(QualcodeError, match="the disk is full"):
            opening.create(str(path))
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith("thesis")] == []
    # Else it would be taken for the log of a project that was moved away.
    with closing(opening.create(str(path))) as database:
        assert database.path == path


def _pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])


def test_a_backup_that_cannot_be_made_says_why(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "thesis.qualcode"
    path.write_bytes(project.read_bytes())
    backups.backup_folder(path).touch()
    with (
        closing(Database(engines.file_engine(path), path)) as database,
        pytest.raises(QualcodeError, match="a file has the name that a folder should have"),
    ):
        database.back_up()


def test_migrations_speak_in_words(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise of_sqlite(sqlite3.SQLITE_FULL)

    path = tmp_path / "thesis.qualcode"
    path.write_bytes(project.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    monkeypatch.setattr(migrate, "upgrade", full)
    with pytest.raises(QualcodeError, match="could not be brought up to date and is as it was: the disk is"):
        opening.open_database(str(path))


def test_a_project_that_may_not_be_read_is_asked_for_not_moved(tmp_path: Path) -> None:
    denied = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    place = Place("study.qualcode", tmp_path / "study.qualcode")
    for attempt, advice in (
        (Attempt.OPEN, "ask the person whose file it is"),
        (Attempt.CHECK, "ask the person whose file it is"),
        (Attempt.MAKE, "choose a folder of your own"),
    ):
        assert advice in str(in_words(denied, attempt, place))
