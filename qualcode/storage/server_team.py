"""Setting up a team on a server: its database, the groups of its roles, and the people in them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, text

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.address import ServerAddress, server_address
from qualcode.model.team import TeamRole
from qualcode.model.words.in_words import listed
from qualcode.storage import server_layers, server_rights
from qualcode.storage.schema import metadata
from qualcode.storage.server_rights import quoted_name
from qualcode.storage.servers import server_engine
from qualcode.storage.shape import REVISIONS
from qualcode.storage.trouble import Attempt, errors_in_words, place_of

_KEEPERS_DATABASE: Final = "postgres"
_LONGEST: Final = 63
"""Bytes of a name that a server keeps."""
_NO_DATABASE: Final = "The address names no database; write it as postgresql://user@host/database."


class ServerUser(NamedTuple):
    """Somebody who is to have a role: how the server calls them; a password where it is to be set."""

    name: str
    role: TeamRole
    password: str | None = None
    coder: str = ""
    """What they are called in the project."""


def database_is_there(address: str) -> bool:
    """Whether the database of an address has been made. Raises QualcodeError."""
    place = server_address(address)
    if not place.database:
        raise QualcodeError(_NO_DATABASE)
    _check_length(place.database)
    with _keeping(place) as connection:
        found = text("SELECT 1 FROM pg_database WHERE datname = :name")
        return connection.execute(found, {"name": place.database}).first() is not None


def make_database(address: str) -> None:
    """Make the database of an address. Raises QualcodeError where it cannot be made."""
    place = server_address(address)
    with _keeping(place) as connection:
        name = quoted_name(connection, place.database)
        connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))


def unknown_users(address: str, names: Sequence[str]) -> list[str]:
    """Those of the users whom the server does not know yet. Raises QualcodeError."""
    with _keeping(server_address(address)) as connection:
        known = connection.execute(
            text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names)"), {"names": list(names)}
        ).scalars()
        there = set(known)
    return [name for name in names if name not in there]


@contextmanager
def _keeping(place: ServerAddress) -> Iterator[Connection]:
    """A connection to the database by which others are made."""
    engine = server_engine(replace(place, database=_KEEPERS_DATABASE).whole)
    try:
        with (
            errors_in_words(Attempt.TEAM, place_of(engine, None)),
            engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        ):
            yield connection
    finally:
        engine.dispose()


def _check_length(database: str) -> None:
    longest = max(len(f"_{role}") for role in TeamRole)
    if len(database.encode()) + longest > _LONGEST:
        raise QualcodeError(
            f"The name of the database is too long: with the names of its groups it may have "
            f"{_LONGEST - longest} bytes."
        )


def set_up_team(address: str, people: Sequence[ServerUser]) -> tuple[str, ...]:
    """Make the groups of the project's roles, give them their rights, and put people into them.

    All at once or nothing; what is there already stays. Gives what was done, in words. Raises QualcodeError.
    """
    engine = server_engine(address)
    try:
        with errors_in_words(Attempt.TEAM, place_of(engine, None)), engine.begin() as connection:
            team = server_rights.groups(connection)
            _check_names(team, people)
            done = [*_make_groups(connection, team)]
            server_rights.grant(connection)
            for person in people:
                done += _place(connection, team, person)
            done += _know(connection, team, people)
            return tuple(done)
    finally:
        engine.dispose()


def _check_names(team: Mapping[TeamRole, str], people: Sequence[ServerUser]) -> None:
    for person in people:
        if person.name in team.values():
            raise QualcodeError(f"“{person.name}” is the name of a group; choose another name for the user.")
        if len(person.name.encode()) > _LONGEST:
            raise QualcodeError(f"“{person.name}” is too long a name for the server; choose a shorter one.")


def _make_groups(connection: Connection, team: Mapping[TeamRole, str]) -> Iterator[str]:
    known = _roles(connection)
    new = [name for name in team.values() if name not in known]
    for name in new:
        connection.execute(text(f"CREATE ROLE {quoted_name(connection, name)} NOLOGIN"))
    names = {role: quoted_name(connection, name) for role, name in team.items()}
    lead, everybody = names[TeamRole.LEAD], ", ".join(names.values())
    schema = quoted_name(connection, connection.execute(text("SELECT current_schema()")).scalar_one())
    database = quoted_name(connection, connection.execute(text("SELECT current_database()")).scalar_one())
    is_member = text("SELECT pg_has_role(:lead, 'MEMBER')")
    if not connection.execute(is_member, {"lead": team[TeamRole.LEAD]}).scalar_one():
        # Only a member can hand tables over.
        connection.execute(text(f"GRANT {lead} TO CURRENT_USER"))
    for statement in (
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {everybody}",
        f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA {schema} TO {everybody}",
        f"GRANT CREATE ON SCHEMA {schema} TO {lead}",
        *(f"ALTER TABLE {table} OWNER TO {lead}" for table in (*metadata.tables, REVISIONS)),
    ):
        connection.execute(text(statement))
    if new:
        yield f"made the groups {listed(new)}"


def _place(connection: Connection, team: Mapping[TeamRole, str], person: ServerUser) -> Iterator[str]:
    """Make somebody a user of the server, and a member of the group of their role and of no other."""
    name = quoted_name(connection, person.name)
    told = []
    if person.name not in _roles(connection):
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
        told.append("new on the server" if person.password else "new on the server, without a password yet")
    if person.password:
        connection.exec_driver_sql(f"ALTER ROLE {name} PASSWORD {_hashed(connection, person)}")
        if not told:
            told.append("with the new password")
    groups = _groups_of(connection, person.name)
    for role, group in team.items():
        quoted = quoted_name(connection, group)
        if role is not person.role and group in groups:
            connection.execute(text(f"REVOKE {quoted} FROM {name}"))
        elif role is person.role and group not in groups:
            connection.execute(text(f"GRANT {quoted} TO {name}"))
            told.insert(0, f"now a {person.role}")
    if told:
        yield f"{person.name}: {', '.join(told)}"


def _know(
    connection: Connection, team: Mapping[TeamRole, str], people: Sequence[ServerUser]
) -> Iterator[str]:
    """Keep which coder each user is, so that nobody changes the work of another."""
    server_layers.name_people(connection, {each.name: each.coder for each in people if each.coder})
    unknown = server_layers.name_by_user(connection, team[TeamRole.CODER])
    if unknown:
        user = unknown[0] if len(unknown) == 1 else "USER"
        yield (
            f"of {listed(unknown)} it is not known which coder they are, so that they can only code under a "
            f"new name; say it with “--coder NAME={user}”"
        )


def _hashed(connection: Connection, person: ServerUser) -> str:
    """The password as the server keeps it, in quotes: so it stands neither in its log nor on the way."""
    driver: Any = connection.connection.driver_connection
    hashed = driver.pgconn.encrypt_password(
        (person.password or "").encode(), person.name.encode(), b"scram-sha-256"
    ).decode()
    # Letters, digits and signs of base64: nothing that could end the quotes or be taken for a parameter.
    return f"'{hashed}'"


def _roles(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())


def _groups_of(connection: Connection, name: str) -> set[str]:
    query = (
        "SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
        "JOIN pg_roles u ON u.oid = m.member WHERE u.rolname = :name"
    )
    return set(connection.execute(text(query), {"name": name}).scalars())
