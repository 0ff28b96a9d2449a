"""Codings and turns by the million: database rows to columns and back, as fast as the drivers go.

SQLAlchemy's result rows would cost more than the query, so this speaks to the drivers: plain
cursors for SQLite; for PostgreSQL, COPY for writing and identities fetched as bytes.
"""

import gc
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import numpy as np
from sqlalchemy import Connection

from qualcode.model.change import AnyColumns, ColumnsChange
from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.columns import Column, TranscriptColumns, order_of
from qualcode.model.identity import NO_KEY, id_of, key_of_bytes
from qualcode.model.turns import Turns
from qualcode.storage.values import check_all, check_identities, read_from

T = TypeVar("T")
Written = Callable[[int], None]
"""Told after every few thousand rows how many more have been written; may raise to stop."""

# Rows taken at once: few enough that their objects stay in the processor's cache.
_CHUNK = 4096


class _Stored(NamedTuple):
    """How one column of a table is stored: its name there, and the value in place of null."""

    name: str
    null: Any = None


_CODINGS: dict[str, _Stored] = {
    "id": _Stored("id"),
    "code": _Stored("code_id"),
    "coder": _Stored("coder_id"),
    "start": _Stored("start"),
    "end": _Stored("end"),
    "weight": _Stored("weight", NO_WEIGHT),
    "created": _Stored("created"),
    "memo": _Stored("memo"),
}
_TURNS: dict[str, _Stored] = {
    "id": _Stored("id"),
    "start": _Stored("start"),
    "speech": _Stored("speech"),
    "end": _Stored("end"),
    "label": _Stored("label"),
    "participant": _Stored("participant_id", NO_KEY),
    "role": _Stored("role"),
    "time": _Stored("time", np.nan),
}
_IDENTITIES = frozenset({"id", "transcript_id", "code_id", "coder_id", "participant_id"})


def read_codings(connection: Connection) -> dict[UUID, Codings]:
    """All codings by transcript."""
    return _read(connection, "codings", Codings, _CODINGS)


def read_turns(connection: Connection) -> dict[UUID, Turns]:
    """All turns by transcript."""
    return _read(connection, "turns", Turns, _TURNS)


def write_codings(
    connection: Connection, changes: Sequence[ColumnsChange[Codings]], written: Written
) -> None:
    """Delete what goes, insert what comes."""
    _write(connection, "codings", _CODINGS, changes, written)


def write_turns(connection: Connection, changes: Sequence[ColumnsChange[Turns]], written: Written) -> None:
    """Delete what goes, insert what comes."""
    _write(connection, "turns", _TURNS, changes, written)


# -- reading ----------------------------------------------------------------------------------


def _read(
    connection: Connection, table: str, kind: type[AnyColumns], stored: dict[str, _Stored]
) -> dict[UUID, AnyColumns]:
    names = ["transcript_id", *(column.name for column in stored.values())]
    postgres = connection.dialect.name == "postgresql"
    # Identities leave PostgreSQL as 16 bytes: psycopg would make an object of each otherwise.
    picked = [f"uuid_send({name})" if postgres and name in _IDENTITIES else f'"{name}"' for name in names]
    query = f"SELECT {', '.join(picked)} FROM {table}"  # noqa: S608 - names from this module only
    parts: dict[str, list[Column]] = {name: [] for name in ("transcript", *stored)}
    makers = {name: _maker(table, kind.FIELDS[name], column) for name, column in stored.items()}
    makers = {"transcript": _maker(table, "i4", _Stored("transcript_id")), **makers}
    with _without_collecting(), read_from(table):
        for rows in _chunks(connection, query):
            for (name, make), items in zip(makers.items(), zip(*rows, strict=True), strict=True):
                parts[name].append(make(items))
    if not parts["id"]:
        return {}
    # One column after another, each let go of at once: a million rows are not to be held three times.
    whole = {name: np.concatenate(parts.pop(name)) for name in tuple(parts)}
    return dict(_by_transcript(whole, kind))


def _chunks(connection: Connection, query: str) -> Iterator[list[Any]]:
    driver: Any = connection.connection.driver_connection
    postgres = connection.dialect.name == "postgresql"
    # A named cursor streams from PostgreSQL; binary results need no parsing of text.
    cursor = driver.cursor("bulk", binary=True) if postgres else driver.cursor()
    try:
        cursor.execute(query)
        while rows := cursor.fetchmany(_CHUNK):
            yield rows
    finally:
        cursor.close()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of short-lived tuples hold no cycles; looking for some would double the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Keys(dict[bytes | None, int]):
    """Keys of identities met in one column."""

    def __init__(self, table: str, stored: _Stored) -> None:
        self._table = table
        self._stored = stored

    def __missing__(self, raw: bytes | None) -> int:
        if raw is not None or self._stored.null is None:
            check_identities(self._table, self._stored.name, [raw])
        self[raw] = key = key_of_bytes(raw)
        return key


class _Same(dict[str, str]):
    """Equal texts as one object: most memos are empty and labels repeat."""

    def __init__(self, table: str, stored: _Stored) -> None:
        self._table = table
        self._stored = stored

    def __missing__(self, text: str) -> str:
        check_all(self._table, self._stored.name, [text], frozenset({str}))
        self[text] = text
        return text


def _maker(table: str, dtype: str, stored: _Stored) -> Callable[[Sequence[Any]], Column]:
    """What turns the values of one database column into a piece of a NumPy column.

    It raises UnsoundError where one of them is of another kind: NumPy would make a number of a
    text, and cut identities again that are too long or too short.
    """
    if stored.name == "id":
        return _identity_maker(table, stored)
    if stored.name in _IDENTITIES:
        return _key_maker(_Keys(table, stored))
    if dtype == "O":
        return _text_maker(_Same(table, stored))
    return _number_maker(table, dtype, stored)


def _identity_maker(table: str, stored: _Stored) -> Callable[[Sequence[Any]], Column]:
    def make(items: Sequence[Any]) -> Column:
        check_identities(table, stored.name, items)
        return np.frombuffer(b"".join(items), dtype="S16")

    return make


def _key_maker(known: _Keys) -> Callable[[Sequence[Any]], Column]:
    return lambda items: np.fromiter(map(known.__getitem__, items), dtype="i4", count=len(items))


def _text_maker(same: _Same) -> Callable[[Sequence[Any]], Column]:
    def make(items: Sequence[Any]) -> Column:
        return np.fromiter(map(same.__getitem__, items), dtype=object, count=len(items))

    return make


def _number_maker(table: str, dtype: str, stored: _Stored) -> Callable[[Sequence[Any]], Column]:
    null = stored.null
    kind = float if np.dtype(dtype).kind == "f" else int
    allowed = frozenset({kind} if null is None else {kind, type(None)})

    def make(items: Sequence[Any]) -> Column:
        column = None if kind is float else _whole_numbers(items, null)
        if column is None:
            check_all(table, stored.name, items, allowed)
            if null is not None:
                items = [null if item is None else item for item in items]
            column = np.array(items, dtype="f8" if kind is float else "i8")
        narrow = column.astype(dtype)
        # Before version 2 NumPy would cut a number that is too large.
        if kind is int and np.any(narrow != column):
            raise OverflowError
        return narrow

    return make


def _whole_numbers(items: Sequence[Any], null: int | None) -> Column | None:
    """A column of whole numbers, or of nothing but nulls, at once; None where there is anything else in it.

    An array takes no texts and no fractions, so that the kind of each value need not be asked.
    """
    if null is not None and items.count(None) == len(items):
        return np.full(len(items), null, dtype="i8")
    try:
        return np.frombuffer(array("q", items), dtype="i8")
    except TypeError:
        return None


def _by_transcript(whole: dict[str, Column], kind: type[AnyColumns]) -> Iterator[tuple[UUID, AnyColumns]]:
    transcript = whole.pop("transcript")
    order = order_of(whole["start"], whole["end"], whole["id"], transcript)
    columns = kind({name: _ordered(whole.pop(name), order) for name in tuple(whole)})
    ordered = transcript[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    for start, end in zip(starts, chain(starts[1:], [len(ordered)]), strict=True):
        yield id_of(int(ordered[start])), columns.take(slice(int(start), int(end)))


def _ordered(column: Column, order: Column) -> Column:
    """The values in another order; texts a block at a time, for taking objects keeps all threads waiting."""
    if column.dtype != object:
        return column[order]
    result = np.empty(len(order), dtype=object)
    for start in range(0, len(order), _CHUNK):
        result[start : start + _CHUNK] = column[order[start : start + _CHUNK]]
    return result


# -- writing ----------------------------------------------------------------------------------


def _write(
    connection: Connection,
    table: str,
    stored: dict[str, _Stored],
    changes: Sequence[ColumnsChange[AnyColumns]],
    written: Written,
) -> None:
    postgres = connection.dialect.name == "postgresql"
    delete, insert = (
        (_delete_from_postgres, _copy_to_postgres) if postgres else (_delete_from_sqlite, _insert_into_sqlite)
    )
    names = ["transcript_id", *(column.name for column in stored.values())]
    identity: Callable[[bytes], Any] = bytes.hex if postgres else bytes
    gone = chain.from_iterable(_identities(change.removed) for change in changes)
    come = chain.from_iterable(_tuples(change, stored, identity) for change in changes)
    cursor: Any = connection.connection.cursor()
    try:
        for part in _parts(gone):
            delete(cursor, table, part)
            written(len(part))
        for rows in _parts(come):
            insert(cursor, table, names, rows)
            written(len(rows))
    finally:
        cursor.close()


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while part := list(islice(rest, _CHUNK)):
        yield part


def _identities(table: TranscriptColumns) -> Iterator[bytes]:
    # tolist() of S16 drops trailing zero bytes.
    return (raw.ljust(16, b"\0") for raw in table.id.tolist())


def _delete_from_sqlite(cursor: Any, table: str, ids: Sequence[bytes]) -> None:
    cursor.executemany(f"DELETE FROM {table} WHERE id = ?", [(item,) for item in ids])  # noqa: S608


def _delete_from_postgres(cursor: Any, table: str, ids: Sequence[bytes]) -> None:
    wanted = [UUID(bytes=item) for item in ids]
    cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", (wanted,))  # noqa: S608


def _insert_into_sqlite(
    cursor: Any, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # noqa: S608


def _copy_to_postgres(cursor: Any, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    quoted = ", ".join(f'"{name}"' for name in names)
    with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _tuples(
    change: ColumnsChange[AnyColumns], stored: dict[str, _Stored], identity: Callable[[bytes], Any]
) -> Iterator[tuple[Any, ...]]:
    table = change.added
    columns: list[Sequence[Any]] = []
    for name, column in stored.items():
        values = table.column(name).tolist()
        if column.name == "id":
            columns.append([identity(raw) for raw in _identities(table)])
        elif column.name in _IDENTITIES:
            known = {key: None if key == NO_KEY else identity(id_of(key).bytes) for key in set(values)}
            columns.append([known[key] for key in values])
        elif column.null is None:
            columns.append(values)
        elif isinstance(column.null, float):
            # NaN, the one value that is unequal to itself.
            columns.append([None if value != value else value for value in values])
        else:
            columns.append([None if value == column.null else value for value in values])
    transcript = identity(change.transcript_id.bytes)
    return ((transcript, *row) for row in zip(*columns, strict=True))
