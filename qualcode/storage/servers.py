"""Connections to a PostgreSQL server: how they are made, kept alive, and noticed where they are lost."""

from typing import Any, Final

from sqlalchemy import URL, Dialect, Engine, create_engine, event

from qualcode.model.machine.address import ServerAddress, server_address

_USUAL: Final = {
    # Given up in time where nobody answers, noticed in time where a cable was drawn.
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
    "application_name": "qualcode",
}
_ALWAYS: Final = {"client_encoding": "utf8"}
_POOL_SECONDS: Final = 10

# The server notices likewise: a computer that fell asleep in the middle of a step must not hold up the team.
# Nor does anybody wait for ever to read a table that the server's keeper has locked.
_NOTICED_BY_SERVER: Final = (
    "SELECT set_config('lock_timeout', '10s', false), set_config('tcp_keepalives_idle', '10', false), "
    "set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)"
)


_COMPILED: Final[dict[Any, Any]] = {}
"""The statements that servers were asked with, translated once for all projects on them."""

_DIALECTS: Final[dict[tuple[str, str], Dialect]] = {}
"""What is known of a server, by host and port: statements are translated for it, once it was reached."""


def server_engine(address: str) -> Engine:
    """An engine for a PostgreSQL database. Raises QualcodeError where the address cannot be read."""
    place = server_address(address)
    made = create_engine(
        _without_secrets(place),
        connect_args={**_USUAL, **place.parameters(), **_ALWAYS},
        # Parameters are what participants said: no error of the driver may repeat them.
        hide_parameters=True,
        # A connection that died while nobody used it is exchanged unnoticed.
        pool_pre_ping=True,
        pool_timeout=_POOL_SECONDS,
        # Whatever the server's own default is: a step must see what was written before its turn came.
        isolation_level="READ COMMITTED",
    )

    server = place.host, place.port
    known = _DIALECTS.get(server)
    engine = made if known is None else Engine(made.pool, known, made.url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.execute(_NOTICED_BY_SERVER)
        connection.commit()
        # It has looked at the server by now, which may have been brought up to date since another did.
        if known is None or _version(known) != _version(made.dialect):
            _DIALECTS[server] = made.dialect

    return engine.execution_options(compiled_cache=_COMPILED)


def _version(dialect: Dialect) -> object:
    return getattr(dialect, "server_version_info", None)


def _without_secrets(place: ServerAddress) -> URL:
    """What the engine may tell of itself; what it connects by is handed to the driver apart."""
    return URL.create(
        "postgresql+psycopg",
        username=place.user or None,
        host=place.host or None,
        port=int(place.port) if place.port.isdecimal() else None,
        database=place.database or None,
    )
