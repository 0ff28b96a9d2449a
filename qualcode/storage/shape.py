"""How a project's database is built, and in words whatever in it is not built by this program.

A trigger, a view or another column in a file from elsewhere could change what is saved behind
everybody's back.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final, NamedTuple

from sqlalchemy import Connection, Dialect, create_engine, create_mock_engine, text
from sqlalchemy.schema import ExecutableDDLElement

from qualcode.storage import server_layers
from qualcode.storage.schema import REVISION, metadata

REVISIONS: Final = "alembic_version"

_OWN: Final = frozenset({*metadata.tables, REVISIONS})
_WORD: Final = re.compile(r"\w+")
# What SQLite keeps for itself: figures that help it to plan, nothing that changes what is read.
_OF_SQLITE: Final = re.compile(r"sqlite_(autoindex_\w+|stat\d|sequence)")


_Made = tuple[str, str, str | None]


class _Built(NamedTuple):
    """One table or index: its words in any order, and a table's columns as SQLite understood them."""

    kind: str
    words: Counter[str]
    columns: frozenset[tuple[object, ...]]


def make_tables(connection: Connection) -> None:
    """Make the tables of a new project, as the migrations would (a test compares the two)."""
    for statement in _statements(f"{connection.dialect.name}+{connection.dialect.driver}"):
        connection.exec_driver_sql(statement)
    connection.execute(
        text(
            f"CREATE TABLE {REVISIONS} (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text(f"INSERT INTO {REVISIONS} VALUES (:revision)"), {"revision": REVISION})  # noqa: S608


@cache
def _statements(dialect: str) -> tuple[str, ...]:
    """What makes the tables, written once: writing it takes longer than carrying it out."""
    written: list[str] = []

    def note(made: ExecutableDDLElement, *_: object) -> None:
        written.append(str(made.compile(dialect=engine.dialect)))

    engine = create_mock_engine(f"{dialect}://", note)
    # There are none yet: each would be looked for first.
    metadata.create_all(engine, checkfirst=False)
    return tuple(written)


def strangers(connection: Connection) -> list[str]:
    """What an older program cannot have left either: triggers, views, and in a file other tables."""
    if connection.dialect.name == "postgresql":
        return list(_triggers_on_server(connection))
    return [
        f"it has a {kind} that is not qualcode’s ({name})"
        for kind, name, _ in _made(connection)
        if not _OF_SQLITE.fullmatch(name) and kind != "index" and not (kind == "table" and name in _OWN)
    ]


def faults(connection: Connection) -> list[str]:
    """Everything that is not built as this program builds it; each in words."""
    if connection.dialect.name == "postgresql":
        return [*strangers(connection), *_faults_on_server(connection)]
    if frozenset(_made(connection)) == _wanted_made():
        # Letter for letter: nothing has to be understood.
        return []
    found = strangers(connection)
    there, wanted = _built(connection), _wanted()
    for name in sorted(wanted.keys() | there.keys()):
        if name not in there:
            found.append(f"the {wanted[name].kind} {name} is missing")
        elif name in wanted and there[name] != wanted[name]:
            found.append(f"the {wanted[name].kind} {name} is not built as qualcode builds it")
        elif name not in wanted and there[name].kind == "index":
            found.append(f"it has an index that is not qualcode’s ({name})")
    return found


@cache
def _wanted() -> dict[str, _Built]:
    with _new() as connection:
        return _built(connection)


@cache
def _wanted_made() -> frozenset[_Made]:
    with _new() as connection:
        return frozenset(_made(connection))


@contextmanager
def _new() -> Iterator[Connection]:
    """The tables of a new project."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            make_tables(connection)
            yield connection
    finally:
        engine.dispose()


def _made(connection: Connection) -> list[_Made]:
    """The kind and name of all that there is in a file, and the words by which it was made."""
    found = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
    return [(kind, name, sql) for kind, name, sql in found]


def _written(connection: Connection) -> dict[str, tuple[str, str]]:
    """The kind of every table and index, and the words by which it was made."""
    return {
        name: (kind, sql or "")
        for kind, name, sql in _made(connection)
        if kind in ("table", "index") and not _OF_SQLITE.fullmatch(name)
    }


def _built(connection: Connection) -> dict[str, _Built]:
    columns = {"table": _columns(connection, "table"), "index": _columns(connection, "index")}
    return {
        name: _Built(kind, Counter(_WORD.findall(sql.casefold())), frozenset(columns[kind][name]))
        for name, (kind, sql) in _written(connection).items()
    }


def _columns(connection: Connection, kind: str) -> defaultdict[str, list[tuple[object, ...]]]:
    """The columns of every table or index, asked for at once: one by one takes ten times as long."""
    query = f"SELECT m.name, x.* FROM sqlite_master m, pragma_{kind}_xinfo(m.name) x WHERE m.type = '{kind}'"  # noqa: S608
    # The place of a column in a table, which comes first, is another in a project that was migrated.
    first = 1 if kind == "table" else 0
    found: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    for name, *column in connection.execute(text(query)):
        found[name].append(tuple(column[first:]))
    return found


# -- on a server ------------------------------------------------------------------------------

_COLUMNS_ON_SERVER: Final = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relname = ANY(%(tables)s) AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
  AND pg_table_is_visible(c.oid) AND a.attnum > 0 AND NOT a.attisdropped
"""


class _ColumnOnServer(NamedTuple):
    name: str
    kind: str
    """As the server calls it."""
    nullable: bool


def _triggers_on_server(connection: Connection) -> Iterator[str]:
    query = (
        "SELECT t.tgname, c.relname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    for name, table, body in connection.execute(text(query)):
        if table in _OWN and not server_layers.is_ours(table, name, body):
            yield f"the table {table} has a trigger that is not qualcode’s ({name})"


def _faults_on_server(connection: Connection) -> Iterator[str]:
    # Other tables in the database are its owner's business. All at once: a server may be far away.
    there: defaultdict[str, set[_ColumnOnServer]] = defaultdict(set)
    for table, *column in connection.exec_driver_sql(_COLUMNS_ON_SERVER, {"tables": [*metadata.tables]}):
        there[table].add(_ColumnOnServer(*column))
    for name, wanted in _wanted_on_server(connection.dialect).items():
        if name not in there:
            yield f"the table {name} is missing"
        elif there[name] != wanted:
            yield f"the table {name} is not built as qualcode builds it"


@cache
def _wanted_on_server(dialect: Dialect) -> dict[str, set[_ColumnOnServer]]:
    return {
        name: {
            _ColumnOnServer(column.name, column.type.compile(dialect).lower(), bool(column.nullable))
            for column in table.columns
        }
        for name, table in metadata.tables.items()
    }
