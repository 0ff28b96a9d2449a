"""What a server may be like when a project is made or opened on it: each has its sentence."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import psycopg
import pytest

from qualcode.model.change import ChangeSet, updated
from qualcode.model.errors import BusyError, QualcodeError, UnreachableError
from qualcode.model.identity import now
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.storage import opening, servers
from qualcode.storage.database import Database
from tests.support.examples import whole_example
from tests.support.postgres import SUPERUSER, Server

TABLES = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"


def name_of(url: str) -> str:
    return url.rsplit("/", 1)[-1]


def as_user(url: str, user: str) -> str:
    return url.replace(f"://{SUPERUSER}@", f"://{user}@")


def renamed(study: Study, name: str) -> ChangeSet:
    code = study.code_named("stigma")
    return ChangeSet("Rename", (updated(code, replace(code, name=name)),))


def tables_of(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(TABLES).fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture
def project(postgres_server: Server) -> Iterator[str]:
    with postgres_server.copy(_example) as url:
        yield url


def _example(address: str) -> Database:
    database = opening.create(address)
    database.write(Step(1, now(), "AB", "Example"), whole_example())
    return database


@contextmanager
def database_with(server: Server, options: str) -> Iterator[str]:
    name = f"other_{threading.get_ident()}_{id(options)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
    try:
        yield server.url(name)
    finally:
        server.run(f"DROP DATABASE {name} WITH (FORCE)")


def test_another_encoding_is_refused_before_anything_is_made(postgres_server: Server) -> None:
    with database_with(postgres_server, "ENCODING 'LATIN1' LOCALE 'C'") as url:
        with pytest.raises(QualcodeError, match=r"stores text as LATIN1.*UTF8"):
            opening.create(url)
        assert tables_of(url) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE codes (id int)",
        "CREATE TABLE journal (id int)",
        "CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES ('abc')",
    ],
)
def test_the_database_of_another_program_is_left_alone(
    postgres_server: Server, postgres_url: str, statement: str
) -> None:
    postgres_server.run(statement, name_of(postgres_url))
    with pytest.raises(QualcodeError, match="tables of another program"):
        opening.create(postgres_url)
    with pytest.raises(QualcodeError, match="holds no project"):
        opening.open_database(postgres_url)
    with pytest.raises(QualcodeError, match="holds no project"):
        opening.migrate_database(postgres_url)
    assert tables_of(postgres_url) == 1


def test_an_empty_database_holds_no_project_yet(postgres_url: str) -> None:
    with pytest.raises(QualcodeError, match="no project at this address yet"):
        opening.open_database(postgres_url)


def test_a_project_is_not_made_over_another(project: str) -> None:
    with pytest.raises(QualcodeError, match="a project at this address already"):
        opening.create(project)


def test_what_was_broken_off_can_be_made_again(postgres_url: str) -> None:
    opening.create(postgres_url).close()
    with closing(opening.create(postgres_url)) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
    opening.open_database(postgres_url)[0].close()


def test_who_cannot_create_is_told_so_and_nothing_is_made(postgres_server: Server, postgres_url: str) -> None:
    refused = pytest.raises(QualcodeError, match="could not be made: your user does not have the rights")
    with postgres_server.user() as user, refused:
        opening.create(as_user(postgres_url, user))
    assert tables_of(postgres_url) == 0


def test_who_has_only_some_of_the_rights_to_change_it_opens_it_for_reading(
    postgres_server: Server, project: str
) -> None:
    all_rights = ("INSERT", "UPDATE", "DELETE")
    with postgres_server.user() as user:
        name, url = name_of(project), as_user(project, user)
        postgres_server.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user}", name)
        try:
            for missing in all_rights:
                for right in all_rights:
                    verb, to = ("REVOKE", "FROM") if right == missing else ("GRANT", "TO")
                    postgres_server.run(f"{verb} {right} ON ALL TABLES IN SCHEMA public {to} {user}", name)
                with closing(opening.open_database(url, reading_will_do=True)[0]) as database:
                    assert "may only read" in database.read_only
            # Nobody ever changes a step, or takes one out of the journal.
            postgres_server.run(
                f"GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}", name
            )
            postgres_server.run(f"REVOKE UPDATE, DELETE ON journal FROM {user}", name)
            postgres_server.run(f"REVOKE INSERT, DELETE ON seal FROM {user}", name)
            database, study = opening.open_database(url)
            with closing(database):
                database.write(Step(study.step + 1, now(), "AB", "Coder"), ensure_coder(study, "new")[1])
        finally:
            postgres_server.run(f"DROP OWNED BY {user}", name)


def test_who_may_only_read_opens_it_for_reading(postgres_server: Server, project: str) -> None:
    with postgres_server.user() as user:
        name, url = name_of(project), as_user(project, user)
        with pytest.raises(QualcodeError, match="could not be opened: your user does not have the rights"):
            opening.open_database(url)
        postgres_server.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user}", name)
        try:
            with pytest.raises(QualcodeError, match="may only read this project"):
                opening.open_database(url)
            for opened in (
                opening.open_database(url, writing=False),
                opening.open_database(url, reading_will_do=True),
            ):
                database, study = opened
                with closing(database):
                    assert study.transcripts_in_order
                    assert "may only read" in database.read_only
                    with pytest.raises(QualcodeError, match="may only read"):
                        database.write(Step(2, now(), "AB", "Example"), whole_example())
        finally:
            postgres_server.run(f"DROP OWNED BY {user}", name)


def test_a_server_that_only_lets_itself_be_read(postgres_server: Server, project: str) -> None:
    postgres_server.run(f"ALTER DATABASE {name_of(project)} SET default_transaction_read_only = on")
    database, _ = opening.open_database(project, reading_will_do=True)
    with closing(database):
        assert "only lets this project be read" in database.read_only


def test_a_server_of_other_habits_keeps_writers_in_turn(postgres_server: Server, project: str) -> None:
    postgres_server.run(
        f"ALTER DATABASE {name_of(project)} SET default_transaction_isolation = 'repeatable read'"
    )
    database, study = opening.open_database(project)
    with closing(database):
        database.write(Step(study.step + 1, now(), "AB", "Rename"), renamed(study, "shame"))
        assert database.load().step == study.step + 1


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "is not a PostgreSQL server"),
        (b"SSH-2.0-OpenSSH_9\r\n", "is not a PostgreSQL server"),
        (b"", "is not answering"),
    ],
)
def test_another_service_at_that_port(reply: bytes, why: str) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(10)

        def serve() -> None:
            for _ in range(2):
                try:
                    caller, _ = listening.accept()
                except OSError:
                    return
                with caller:
                    caller.sendall(reply)
                    caller.shutdown(socket.SHUT_WR)
                    while caller.recv(4096):
                        pass

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        port = listening.getsockname()[1]
        with pytest.raises(QualcodeError, match=why):
            opening.open_database(f"postgresql://anna:secret@127.0.0.1:{port}/study")


def test_nobody_at_that_port_no_such_computer_no_such_database(postgres_server: Server) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(UnreachableError, match="no PostgreSQL server answers there"):
        opening.open_database(f"postgresql://anna@127.0.0.1:{port}/study")
    with pytest.raises(UnreachableError, match="no computer of that name"):
        opening.open_database("postgresql://anna@no-such-host.invalid/study")
    with pytest.raises(QualcodeError, match="no database of that name"):
        opening.open_database(postgres_server.url("none_of_this_name"))


@pytest.mark.parametrize(
    "address",
    ["mysql://anna:secret@host/x", "https://anna:secret@host", "sqlite://x", "host=a password=secret"],
)
def test_another_kind_of_address_is_refused(address: str) -> None:
    for work in (opening.open_database, opening.create, opening.migrate_database):
        with pytest.raises(QualcodeError, match="not an address that can be opened; write it as") as told:
            work(address)
        assert "secret" not in str(told.value)


@pytest.mark.parametrize("name", ["NUL \0 in it", "half a \ud800 letter"])
def test_a_character_that_cannot_be_stored_is_told_and_nothing_is_saved(project: str, name: str) -> None:
    database, study = opening.open_database(project)
    with closing(database):
        with pytest.raises(QualcodeError, match="nothing was changed: a text in it contains"):
            database.write(Step(study.step + 1, now(), "AB", "Rename"), renamed(study, name))
        assert database.load() == study


@pytest.mark.parametrize("table", ["journal", "codes", "text_versions"])
@pytest.mark.parametrize("writing", [True, False])
def test_nobody_waits_for_ever_for_a_table_that_somebody_has_locked(
    project: str, monkeypatch: pytest.MonkeyPatch, table: str, *, writing: bool
) -> None:
    assert "'10s'" in servers._NOTICED_BY_SERVER
    monkeypatch.setattr(servers, "_NOTICED_BY_SERVER", servers._NOTICED_BY_SERVER.replace("'10s'", "'100ms'"))
    with psycopg.connect(project) as keeper:
        keeper.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(BusyError, match="takes longer than usual"):
            opening.open_database(project, writing=writing)[0].close()
    opening.open_database(project, writing=writing)[0].close()
