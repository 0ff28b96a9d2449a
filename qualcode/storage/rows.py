"""Rows of the small tables: the one generic mapping between frozen values and database rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import partial
from itertools import starmap
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Connection, bindparam, delete, insert, select, text, update

from qualcode.model.change import RowChange
from qualcode.model.entities import KINDS, Entity, TextVersion
from qualcode.model.errors import UnsoundError
from qualcode.model.text import StoredText
from qualcode.storage.prepared import in_files
from qualcode.storage.schema import TABLES, text_versions
from qualcode.storage.values import check_column, read_from

LoadText = Callable[[UUID], str]
"""Fetches the text of the version with this identity."""


def _read_of(kind: type[Entity]) -> list[Column[Any]]:
    """The columns that are read of a table, in the order in which its kind takes them; of texts no words."""
    table = TABLES[kind]
    if kind is TextVersion:
        return [column for column in table.c if column is not text_versions.c.letters]
    return [table.c[field.name] for field in fields(kind)]


_READ: Final = {kind: ((columns := _read_of(kind)), select(*columns)) for kind in TABLES}
"""What is read of each table, and the statement for it, which takes longer to make than to carry out."""


_TEXT_NAMES: Final = [column.name for column in _READ[TextVersion][0]]

# One question for all: most tables of most projects are empty, and a server may be far away.
_HELD: Final = text(
    " UNION ALL ".join(
        f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM \"{table.name}\")"  # noqa: S608 - names of our own
        for table in TABLES.values()
    )
)


def kinds_held(connection: Connection) -> set[type[Entity]]:
    """The kinds of which there are rows."""
    names = set(connection.execute(_HELD).scalars())
    return {kind for kind, table in TABLES.items() if table.name in names}


def read_rows(connection: Connection, kind: type[Entity], load: LoadText) -> dict[UUID, Entity]:
    """All rows of one small table; of texts everything but the words.

    Raises UnsoundError where one of them is not what a row of that table can be.
    """
    table = TABLES[kind]
    make: Callable[..., Entity] = partial(_text_version, load) if kind is TextVersion else kind
    with read_from(table.name):
        # Column by column: a table of many rows is through in a third of the time that its rows would take.
        columns = _columns_held(connection, kind)
        for column, values in zip(_READ[kind][0], columns, strict=False):
            check_column(column, values)
        rows = list(starmap(make, zip(*columns, strict=True)))
    found = {entity.id: entity for entity in rows}
    if len(found) < len(rows):
        raise UnsoundError([f"the table “{table.name}” holds a row twice"])
    return found


def _columns_held(connection: Connection, kind: type[Entity]) -> list[Sequence[Any]]:
    """What stands in the columns of a table; nothing where it is empty."""
    if connection.dialect.name == "postgresql":
        return list(zip(*connection.execute(_READ[kind][1]), strict=True))
    # A file is asked without the ceremony of SQLAlchemy, which for so few rows costs more than the answer.
    query = in_files(connection.dialect, _READ[kind][1])
    rows = connection.connection.cursor().execute(query.words).fetchall()
    return [
        stored if value_of is None else list(map(value_of, stored))
        for value_of, stored in zip(query.found, zip(*rows, strict=True), strict=False)
    ]


def _text_version(load: LoadText, *values: Any) -> TextVersion:
    row = dict(zip(_TEXT_NAMES, values, strict=True))
    identity: UUID = row["id"]
    text = StoredText.on_disk(row.pop("sha256"), row.pop("length"), lambda: load(identity))
    return TextVersion(text=text, **row)


def _as_row(entity: Entity) -> dict[str, Any]:
    row = {field.name: getattr(entity, field.name) for field in fields(entity)}
    if isinstance(entity, TextVersion):
        text: StoredText = row.pop("text")
        row.update(sha256=text.sha256, length=text.length, letters=text.read())
    return row


def insert_and_update(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Write new rows, parents first, then updates."""
    changes = list(changes)
    if not changes:
        # As of most steps, which only code.
        return
    new: dict[type[Entity], list[Entity]] = {}
    for change in changes:
        if change.before is None and change.after is not None:
            new.setdefault(type(change.after), []).append(change.after)
    for kind in KINDS:
        if kind in new:
            connection.execute(insert(TABLES[kind]), list(map(_as_row, new[kind])))
    for kind in KINDS:
        moved = [c.after for c in changes if c.before is not None and isinstance(c.after, kind)]
        if moved:
            table, written = TABLES[kind], _changed(kind, changes)
            values: dict[str, Any] = {name: bindparam(name) for name in written}
            statement = update(table).where(table.c.id == bindparam("key")).values(values)
            connection.execute(statement, [_for_update(row, written) for row in moved])


def _changed(kind: type[Entity], changes: Iterable[RowChange]) -> list[str]:
    """The columns that some row of this kind has another value in.

    Only these are written: on a server somebody may have the right to change some columns, not all.
    """
    pairs = [(c.before, c.after) for c in changes if isinstance(c.before, kind) and isinstance(c.after, kind)]
    names = [
        each.name
        for each in fields(kind)
        if any(getattr(one, each.name) != getattr(other, each.name) for one, other in pairs)
    ]
    if kind is TextVersion:
        return [column.name for column in text_versions.c if column.name != "id"]
    # Rows that are as they were still have to be there.
    return names or ["id"]


def _for_update(entity: Entity, written: Iterable[str]) -> dict[str, Any]:
    row = _as_row(entity)
    return {**{name: row[name] for name in written}, "key": row["id"]}


def delete_rows(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Delete rows, children first."""
    changes = list(changes)
    if not changes:
        return
    for kind in reversed(KINDS):
        gone = [{"key": c.before.id} for c in changes if c.after is None and isinstance(c.before, kind)]
        if gone:
            table = TABLES[kind]
            connection.execute(delete(table).where(table.c.id == bindparam("key")), gone)


def keep_texts(changes: Iterable[RowChange]) -> None:
    """Hold the texts about to be deleted, for those who still look at the older study."""
    for change in changes:
        if change.after is None and isinstance(change.before, TextVersion):
            change.before.text.keep()
