"""What each role of a team may do with the tables on a server: rights that hold whatever program asks.

The program keeps finer rules (``operations.permissions``); what a server can tell apart is the tables.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from qualcode.model.team import TeamRole
from qualcode.storage import server_layers
from qualcode.storage.schema import metadata
from qualcode.storage.shape import REVISIONS

_ALL: Final = ("INSERT", "UPDATE", "DELETE")
_OF_EVERYBODY: Final[Mapping[str, tuple[str, ...]]] = {"journal": ("INSERT",), "seal": ("UPDATE",)}
"""Nobody ever changes a step, or takes one out of the journal."""

OF_CODERS: Final[Mapping[str, tuple[str, ...]]] = {
    **_OF_EVERYBODY,
    **dict.fromkeys(
        (
            *("coders", "codings", "highlights", "memos", "memo_links", "comments", "coding_progress"),
            *("revisits",),
            *("codes", "code_sets", "code_set_members", "typical_quotes", "summaries"),
            *("reports", "saved_queries"),
        ),
        _ALL,
    ),
    "transcripts": ("UPDATE (memo, status)",),
}
"""What a coder may do with tables, besides reading them all."""

OF_LEADS: Final[Mapping[str, tuple[str, ...]]] = {**dict.fromkeys(metadata.tables, _ALL), **_OF_EVERYBODY}

_READ: Final = "Your user on the server may only read this project."
_ADVICE: Final = "Ask the person who looks after the server for the right to change it."
_ONLY_READING: Final = "The server only lets this project be read at present, so that nothing can be changed."


class Allowed(NamedTuple):
    """The most that a user may do on the server, and why nothing at all, in a sentence."""

    most: TeamRole
    read_only: str = ""


def allowed(connection: Connection) -> Allowed:
    """What this user may do with the project, whoever they are in it."""
    lead, coder, only_reading = connection.execute(
        text(f"SELECT {_has(OF_LEADS)}, {_has(OF_CODERS)}, current_setting('transaction_read_only') = 'on'")
    ).one()
    if not coder:
        return Allowed(TeamRole.READER, f"{_READ} {_ADVICE}")
    most = TeamRole.LEAD if lead else TeamRole.CODER
    return Allowed(most, _ONLY_READING if only_reading else "")


def _has(rights: Mapping[str, tuple[str, ...]]) -> str:
    """Whether the present user has all of these, as an expression."""
    tests = []
    for table, needed in sorted(rights.items()):
        for right in needed:
            verb, _, columns = right.partition(" ")
            if not columns:
                tests.append(f"has_table_privilege(quote_ident('{table}'), '{verb}')")
            tests += [
                f"has_column_privilege(quote_ident('{table}'), '{column}', '{verb}')"
                for column in (columns.strip("()").split(", ") if columns else ())
            ]
    return f"({' AND '.join(tests)})"


def owns(connection: Connection) -> bool:
    """Whether this user may change the tables themselves, as bringing a project up to date takes."""
    return bool(
        connection.execute(
            text("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'journal'::regclass")
        ).scalar_one()
    )


def act_as_owner(connection: Connection) -> None:
    """Do what follows in this transaction as the owner of the tables, so that new ones are theirs as well."""
    owner = connection.execute(
        text("SELECT quote_ident(pg_get_userbyid(relowner)) FROM pg_class WHERE oid = to_regclass('journal')")
    ).scalar_one_or_none()
    if owner is not None:
        connection.execute(text(f"SET LOCAL ROLE {owner}"))


# -- groups -----------------------------------------------------------------------------------


def groups(connection: Connection) -> dict[TeamRole, str]:
    """How the groups of a project on a server are called, by role; whether they are there or not."""
    database: str = connection.execute(text("SELECT current_database()")).scalar_one()
    return {role: f"{database}_{role}" for role in TeamRole}


def there_are_groups(connection: Connection) -> bool:
    """Whether the groups of the project have been made on the server."""
    names = list(groups(connection).values())
    found = connection.execute(
        text("SELECT count(*) FROM pg_roles WHERE rolname = ANY(:names)"), {"names": names}
    ).scalar_one()
    return bool(found == len(names))


def grant(connection: Connection) -> None:
    """Give each group the rights of its role in all tables of the project, and take away all others."""
    quoted = {role: quoted_name(connection, name) for role, name in groups(connection).items()}
    lead, coder, reader = (quoted[role] for role in TeamRole)
    schema = quoted_name(connection, connection.execute(text("SELECT current_schema()")).scalar_one())
    for table in (*metadata.tables, REVISIONS):
        connection.execute(text(f"REVOKE ALL ON TABLE {table} FROM {coder}, {reader}, PUBLIC"))
        connection.execute(text(f"GRANT SELECT ON TABLE {table} TO {coder}, {reader}"))
        for right in OF_CODERS.get(table, ()):
            connection.execute(text(f"GRANT {right} ON TABLE {table} TO {coder}"))
    server_layers.protect(connection, lead, schema)
    # Tables of later versions can be read by everybody even before they are granted here.
    connection.execute(
        text(
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {lead} IN SCHEMA {schema} "
            f"GRANT SELECT ON TABLES TO {coder}, {reader}"
        )
    )


def quoted_name(connection: Connection, name: str) -> str:
    """A name as it is written in a statement."""
    return connection.dialect.identifier_preparer.quote_identifier(name)
