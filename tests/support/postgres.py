"""A throwaway PostgreSQL cluster: made in a temporary directory, on loopback, and gone afterwards for sure.

``start()`` gives a Server; ``with server.database() as url`` gives the address of a fresh, empty database.
Nothing of it survives, even where the tests are killed: a small shell waits on a pipe from this process, and
when the pipe closes, for whatever reason, it stops the cluster and removes its directory.
"""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psycopg
from filelock import FileLock
from psycopg import sql

SUPERUSER = "qualcode"
PROGRAMS = ("initdb", "pg_ctl", "postgres")
PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian and its relatives
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
# Short-lived data: speed instead of safety. The socket directory is added when the cluster is made.
# A commit is written before it is said to be done, though not to a disk: a test that stops the server at once
# would lose it otherwise, and the program with it what it was told is saved.
SETTINGS = """
listen_addresses = '127.0.0.1'
max_connections = 50
fsync = off
full_page_writes = off
synchronous_commit = on
wal_level = minimal
max_wal_senders = 0
autovacuum = off
jit = off
"""
EMPTY = """
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
# How much there is of all that can be made in a database, and what is set for it.
TRACES = """
SELECT
  (SELECT count(*) FROM pg_class),
  (SELECT count(*) FROM pg_namespace),
  (SELECT count(*) FROM pg_proc),
  (SELECT count(*) FROM pg_type),
  (SELECT count(*) FROM pg_operator),
  (SELECT count(*) FROM pg_trigger),
  (SELECT count(*) FROM pg_event_trigger),
  (SELECT count(*) FROM pg_extension),
  (SELECT count(*) FROM pg_default_acl),
  (SELECT count(*) FROM pg_largeobject_metadata),
  (SELECT count(*) FROM pg_publication),
  (SELECT count(*) FROM pg_foreign_server),
  (SELECT count(*) FROM pg_cast),
  (SELECT count(*) FROM pg_collation),
  (SELECT count(*) FROM pg_policy),
  (SELECT count(*) FROM pg_statistic_ext),
  (SELECT count(*) FROM pg_ts_config),
  (SELECT count(*) FROM pg_db_role_setting WHERE setdatabase = d.oid),
  (SELECT array_agg((nspname, nspowner, nspacl)::text ORDER BY nspname) FROM pg_namespace
    WHERE nspname !~ '^pg_'),
  datdba, encoding, datcollate, datctype, datallowconn, datconnlimit, datacl
  FROM pg_database d WHERE datname = current_database()
"""
INITDB_OPTIONS = ("--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync")
# $1: pg_ctl, $2: the cluster's directory.
WATCH = 'read -r _; "$1" stop --pgdata "$2/data" --mode immediate; rm -rf "$2"'
FIRST_TO_CHOOSE = 150000
START_ATTEMPTS = 5
STOP_SECONDS = 60.0
GOODBYE_SECONDS = 2.0


class NotInstalledError(Exception):
    """PostgreSQL's server programs are not on this machine."""


class LeftoverConnectionsError(AssertionError):
    """Something still held a connection when its database was to be dropped."""


class Closing(Protocol):
    """What is open, and has to be closed before it can be copied."""

    def close(self) -> None: ...


@dataclass
class Server:
    """A running cluster. Its directory belongs to it and goes with it."""

    directory: Path
    port: int
    watcher: "subprocess.Popen[bytes]"
    spare: list[str] = field(default_factory=list)
    """Databases that were used and are empty again, with a name that nobody knows."""
    bare: tuple[object, ...] | None = None
    """What there is in a database that was only just made."""
    templates: dict[Callable[[str], Closing], str] = field(default_factory=dict)
    """What was made once to be copied, by what made it."""
    keeper: "psycopg.Connection[tuple[object, ...]] | None" = None

    def url(self, database: str) -> str:
        """Address of a database of this cluster."""
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self, copy_of: str = "") -> Iterator[str]:
        """Address of a fresh database, empty or a copy of one at an address, gone at the end.

        Whoever is still connected then is thrown out, and LeftoverConnectionsError tells of it.
        """
        template = copy_of.rpartition("/")[2]
        name = self._made(template) if template or not self.spare else self.spare.pop()
        try:
            yield self.url(name)
        finally:
            leftover = self._connections(name)
            if leftover or template or not self._put_aside(name):
                self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        if leftover:
            raise LeftoverConnectionsError("connections left open: " + "; ".join(leftover))

    def copy(self, make: "Callable[[str], Closing]") -> AbstractContextManager[str]:
        """Address of a fresh database in which is what ``make`` made at an address, once for all copies."""
        if make not in self.templates:
            name = self._made("")
            make(self.url(name)).close()
            self.templates[make] = name
        return self.database(copy_of=self.url(self.templates[make]))

    def _made(self, template: str) -> str:
        name = _new_name()
        # Copied as files, where that can be chosen: it takes half of copying page by page.
        strategy = " STRATEGY FILE_COPY" if self._keeper().info.server_version >= FIRST_TO_CHOOSE else ""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + strategy)
        self._run(statement.format(sql.Identifier(name), sql.Identifier(template or "template0")))
        if self.bare is None and not template:
            with psycopg.connect(self.url(name)) as connection:
                self.bare = connection.execute(TRACES).fetchone()
        return name

    def _put_aside(self, name: str) -> bool:
        """Empty a database for somebody else, which takes a fifth of making one; False where it cannot be.

        It gets another name: at its address there is nothing any more.
        """
        try:
            with psycopg.connect(self.url(name), autocommit=True) as connection:
                connection.execute(EMPTY)
                if connection.execute(TRACES).fetchone() != self.bare:
                    return False
            another = _new_name()
            statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            self._run(statement.format(sql.Identifier(name), sql.Identifier(another)))
        except psycopg.Error:
            return False
        self.spare.append(another)
        return True

    def run(self, statement: str, database: str = "postgres") -> None:
        """Carry out a statement as the superuser."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def end_connections(self, database: str, query: str = "%") -> None:
        """End the connections to a database whose last statement was like this one."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND query LIKE %s",
                (database, query),
            )

    @contextmanager
    def user(self, options: str = "LOGIN") -> Iterator[str]:
        """The name of an ordinary user, who goes at the end with all their rights."""
        name = f"user_{uuid.uuid4().hex}"
        self.run(f"CREATE ROLE {name} {options}")
        try:
            yield name
        finally:
            self.run(f"DROP ROLE {name}")

    @contextmanager
    def guarded(self, password: str) -> Iterator[str]:
        """The name of a user whom the cluster admits by this password only."""
        settings = self.directory / "data" / "pg_hba.conf"
        before = settings.read_text(encoding="utf-8")
        with self.user("LOGIN SUPERUSER") as name:
            quoted = sql.Literal(password).as_string()
            self.run(f"ALTER ROLE {name} PASSWORD {quoted}")
            settings.write_text(f"host all {name} 127.0.0.1/32 scram-sha-256\n{before}", encoding="utf-8")
            self.run("SELECT pg_reload_conf()")
            try:
                yield name
            finally:
                settings.write_text(before, encoding="utf-8")
                self.run("SELECT pg_reload_conf()")

    def restart(self) -> None:
        """Stop the server, which ends all connections, and start it again at the same port."""
        data = str(self.directory / "data")
        command = [str(find_programs() / "pg_ctl"), "restart", "--wait", "--mode", "fast", "--pgdata", data]
        _call([*command, "--log", str(self.directory / "server.log")], self.directory, _account())

    @contextmanager
    def halted(self, mode: str) -> Iterator[None]:
        """Stop the server in a mode that pg_ctl knows, and start it again at the same port in the end."""
        data = ["--wait", "--pgdata", str(self.directory / "data")]
        program = str(find_programs() / "pg_ctl")
        _call([program, "stop", "--mode", mode, *data], self.directory, _account())
        try:
            yield
        finally:
            log = ["--log", str(self.directory / "server.log"), "--options", f"-p {self.port}"]
            _call([program, "start", *data, *log], self.directory, _account())

    def stop(self) -> None:
        """Stop the cluster and remove its directory. A second call does nothing."""
        atexit.unregister(self.stop)
        if self.keeper is not None:
            self.keeper.close()
        _dismiss(self.watcher)

    def _run(self, statement: sql.Composed) -> None:
        self._keeper().execute(statement)

    def _keeper(self) -> "psycopg.Connection[tuple[object, ...]]":
        """The connection by which databases are made and dropped; another one where the server was away."""
        if self.keeper is not None:
            try:
                self.keeper.execute("SELECT 1")
            except psycopg.Error:
                self.keeper.close()
            else:
                return self.keeper
        self.keeper = psycopg.connect(self.url("postgres"), autocommit=True)
        return self.keeper

    def _connections(self, database: str) -> list[str]:
        """Who is connected to a database; those just closed get a moment to leave."""
        query = (
            "SELECT format('%%s [%%s] %%s', application_name, state, query) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'"
        )
        deadline = time.monotonic() + GOODBYE_SECONDS
        connection = self._keeper()
        while True:
            found = [str(row[0]) for row in connection.execute(query, (database,))]
            if not found or time.monotonic() > deadline:
                return found
            time.sleep(0.01)


def start(made_once: Path | None = None) -> Server:
    """Make a cluster and start it. Raises NotInstalledError where PostgreSQL's server is missing.

    Who comes first leaves a copy of what is made at ``made_once``; whoever comes later takes it from there.
    """
    programs = find_programs()
    directory = Path(tempfile.mkdtemp(prefix="qualcode-postgres-"))
    account = _account()
    if account is not None:
        shutil.chown(directory, account)
    watch = ["/bin/sh", "-c", WATCH, "watch", str(programs / "pg_ctl"), str(directory)]
    watcher = _spawn(watch, directory, account, subprocess.DEVNULL)
    data = directory / "data"
    try:
        _make(programs, directory, account, made_once)
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"{SETTINGS}unix_socket_directories = '{directory}'\n")
        port = _start_on_free_port(programs / "pg_ctl", directory, account)
    except BaseException:
        _dismiss(watcher)
        raise
    server = Server(directory, port, watcher)
    atexit.register(server.stop)
    return server


def _make(programs: Path, directory: Path, account: str | None, made_once: Path | None) -> None:
    """Make what a cluster begins with: new, or as a copy, which takes a twentieth of the time."""
    data = directory / "data"
    initdb = [str(programs / "initdb"), "--pgdata", str(data), "--username", SUPERUSER, *INITDB_OPTIONS]
    copy = shutil.which("cp")
    if made_once is None or copy is None:
        _call(initdb, directory, account)
        return
    # Copied with all that belongs to it, its owner too.
    with FileLock(made_once.with_name(f"{made_once.name}.lock")):
        if made_once.exists():
            subprocess.run([copy, "-a", made_once, data], check=True)
            return
        _call(initdb, directory, account)
        halfway = made_once.with_name(f"{made_once.name}.copied")
        subprocess.run([copy, "-a", data, halfway], check=True)
        halfway.rename(made_once)


def _new_name() -> str:
    return f"test_{uuid.uuid4().hex}"


def find_programs() -> Path:
    """Directory of the server programs: in PATH, where pg_config says, or in one of the usual places."""
    candidates: list[Path] = []
    in_path = shutil.which("initdb")
    if in_path is not None:
        candidates.append(Path(in_path).parent)
    config = shutil.which("pg_config")
    if config is not None:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(answer.stdout.strip()))
    for place in PLACES:
        candidates.extend(sorted(Path("/").glob(place.lstrip("/")), reverse=True))
    for candidate in candidates:
        if all((candidate / program).is_file() for program in PROGRAMS):
            return candidate
    raise NotInstalledError(
        "PostgreSQL's server programs were not found in PATH, by pg_config or in the usual places"
    )


def _start_on_free_port(pg_ctl: Path, directory: Path, account: str | None) -> int:
    """Start the server; where another process took the port in between, try another one."""
    command = [str(pg_ctl), "start", "--wait", "--pgdata", str(directory / "data")]
    log = directory / "server.log"
    for attempt in range(1, START_ATTEMPTS + 1):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        try:
            _call([*command, "--log", str(log), "--options", f"-p {port}"], directory, account)
        except RuntimeError as error:
            if attempt == START_ATTEMPTS:
                raise RuntimeError(f"{error}\n{log.read_text(encoding='utf-8')}") from error
        else:
            return port
    raise AssertionError("unreachable")


def _account() -> str | None:
    """The ordinary account to run PostgreSQL as: it refuses to run as root."""
    return "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _environment() -> dict[str, str]:
    """Nothing from the person running the tests: PostgreSQL listens to many PG* variables."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _spawn(
    command: list[str], directory: Path, account: str | None, output: int
) -> "subprocess.Popen[bytes]":
    """Run as the ordinary account, in a session of its own so that Ctrl-C does not reach it."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=directory,
        env=_environment(),
        user=account,
        group=account,
        extra_groups=None if account is None else [],
        start_new_session=True,
    )


def _call(command: list[str], directory: Path, account: str | None) -> None:
    process = _spawn(command, directory, account, subprocess.PIPE)
    answer, _ = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{answer.decode(errors='replace')}")


def _dismiss(watcher: "subprocess.Popen[bytes]") -> None:
    """Let the watching shell do its work, and wait for it."""
    if watcher.stdin is not None and not watcher.stdin.closed:
        # A line and not only the end of the pipe: a forked child may hold the pipe open too.
        try:
            watcher.stdin.write(b"stop\n")
            watcher.stdin.close()
        except BrokenPipeError:
            pass
    watcher.wait(STOP_SECONDS)
