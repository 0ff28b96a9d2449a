"""The throwaway PostgreSQL cluster: fresh databases, leftovers told, and gone when its process is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

from tests.support import postgres

START_AND_WAIT = """
from tests.support import postgres
server = postgres.start()
print(server.directory, server.port, flush=True)
input()
"""


def test_a_database_is_fresh_and_dropped(postgres_server: postgres.Server) -> None:
    with postgres_server.database() as url, psycopg.connect(url) as connection:
        tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        assert connection.execute(tables).fetchone() == (0,)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        connection.execute("CREATE TABLE code (name text)")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


LEAVE: Mapping[str, str] = {
    "nothing": "SELECT 1",
    "tables": "CREATE TABLE a (b serial PRIMARY KEY, c text UNIQUE); INSERT INTO a (c) VALUES ('x')",
    "more": "CREATE TYPE t AS ENUM ('x'); CREATE VIEW v AS SELECT 1; "
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "rights": "REVOKE ALL ON SCHEMA public FROM PUBLIC; ALTER SCHEMA public OWNER TO CURRENT_USER",
    "another schema": "CREATE SCHEMA other; CREATE TABLE other.a (b int)",
    "a large object": "SELECT lo_create(0)",
    "an extension": "DROP EXTENSION plpgsql",
    "rights to come": "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
    "nobody connects": "DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', "
    "current_database()); END $$",
    "a setting": "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = pg_catalog', "
    "current_database()); END $$",
}
KEPT = ("nothing", "tables", "more", "rights")


@pytest.mark.parametrize("what", LEAVE)
def test_whatever_was_done_in_a_database_nobody_finds_it(postgres_server: postgres.Server, what: str) -> None:
    postgres_server.spare.clear()
    with postgres_server.database() as url, psycopg.connect(url) as connection:
        connection.execute(LEAVE[what].encode())
    assert (len(postgres_server.spare) > 0) is (what in KEPT)
    with postgres_server.database() as again:
        assert again != url
        # As one that was made: each in a connection of its own, in which what is set is in force.
        with postgres_server.database() as other:
            assert _traces(again) == _traces(other) == postgres_server.bare


def _traces(url: str) -> tuple[object, ...] | None:
    with psycopg.connect(url) as connection:
        assert connection.execute("SHOW search_path").fetchone() == ('"$user", public',)
        return connection.execute(postgres.TRACES).fetchone()


def test_the_server_runs_as_an_ordinary_user(postgres_server: postgres.Server) -> None:
    assert (postgres_server.directory / "data").stat().st_uid != 0


@pytest.fixture
def short_goodbye(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "GOODBYE_SECONDS", 0.1)


@pytest.mark.usefixtures("short_goodbye")
def test_a_connection_left_open_is_told_and_closed(postgres_server: postgres.Server) -> None:
    with (
        pytest.raises(postgres.LeftoverConnectionsError, match="forgotten"),
        postgres_server.database() as url,
    ):
        connection = psycopg.connect(url, application_name="forgotten")
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


@pytest.mark.usefixtures("short_goodbye")
def test_an_error_inside_is_not_hidden_by_a_leftover(postgres_server: postgres.Server) -> None:
    connections = []

    def fail_while_connected() -> None:
        with postgres_server.database() as url:
            connections.append(psycopg.connect(url))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_while_connected()
    connections[0].close()


def test_the_fixture_gives_a_database_of_its_own(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_stopping_removes_everything(postgres_server: postgres.Server) -> None:
    server = postgres.start()
    assert server.port != postgres_server.port
    server.stop()
    server.stop()
    assert not server.directory.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url("postgres"))


def test_another_cluster_is_a_copy_of_the_first_and_one_of_its_own(
    postgres_server: postgres.Server, place_of_all: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "INITDB_OPTIONS", ("--none-of-them",))
    server = postgres.start(place_of_all / "cluster")
    try:
        with server.database() as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM pg_database").fetchone() == (4,)
        assert server.port != postgres_server.port
    finally:
        server.stop()
    assert not server.directory.exists()
    assert (place_of_all / "cluster").is_dir()


def test_the_cluster_is_gone_when_its_process_is_killed(postgres_server: postgres.Server) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        directory, port = process.stdout.readline().rsplit(maxsplit=1)
        assert Path(directory).is_dir()
        os.kill(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while Path(directory).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(directory).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://{postgres.SUPERUSER}@127.0.0.1:{port}/postgres")


def test_missing_programs_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(postgres, "PLACES", ())
    with pytest.raises(postgres.NotInstalledError, match="not found"):
        postgres.start()
