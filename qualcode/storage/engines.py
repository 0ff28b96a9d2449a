"""Connections: one engine for a project file or a server address, set up so that nothing is lost."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from qualcode.model.errors import QualcodeError
from qualcode.storage.trouble import Place

SERVER_SCHEMES = ("postgresql://", "postgres://")


def is_server(address: str) -> bool:
    """Whether ``address`` names a PostgreSQL database rather than a file."""
    return address.startswith(SERVER_SCHEMES)


def file_engine(path: Path, journal_mode: str) -> Engine:
    """An engine for a SQLite file with the pragmas that every connection needs."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        # The driver must not begin and commit by its own rules: transactions are ours.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA journal_mode = {journal_mode}")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def server_engine(address: str) -> Engine:
    """An engine for a PostgreSQL database. Raises QualcodeError where the address is none."""
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1))
    except ArgumentError as error:
        raise QualcodeError(
            "The server address cannot be read; write it as postgresql://user@host/database."
        ) from error
    # Parameters are what participants said: no error of the driver may repeat them.
    return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)


def place_of(engine: Engine, path: Path | None) -> Place:
    """Where a database is, as it may be shown."""
    if path is not None:
        return Place(str(path), path)
    return Place(f"The project at {engine.url.set(drivername='postgresql').render_as_string()}")


def without_password(address: str) -> str:
    """The address as it may be shown."""
    return make_url(address).render_as_string(hide_password=True) if is_server(address) else address
