"""Databases of other programs (SQLite files), read row by row and never written to."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID, uuid5

from qualcode.importers.refi.parts import moment
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import (
    ExchangedCase,
    ExchangedCode,
    ExchangedNote,
    ExchangedSource,
    ExchangedUser,
    ExchangedVariable,
)
from qualcode.model.exchange.selected import ExchangedSelection, Selections

Row = Mapping[str, Any]
T = TypeVar("T")

_SPACE: Final = UUID("0f5e2f52-6c0d-5d6c-9a0a-6f9b8d4a2c31")
_OPEN_FILES: Final = ("-journal", "-wal")


def read_database(path: Path, program: str, read: Callable[[sqlite3.Connection], T]) -> T:
    """What ``read`` makes of the database of ``program`` at ``path``. Raises UnreadableFileError."""
    for ending in _OPEN_FILES:
        beside = path.with_name(f"{path.name}{ending}")
        if beside.exists() and beside.stat().st_size:
            # It is looked at and never written to: what is half-done is not ours to finish.
            raise UnreadableFileError(f"“{path.name}” is open in {program}. Close it there and try again.")
    try:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA trusted_schema = OFF")
            return read(connection)
    except (sqlite3.Error, UnicodeDecodeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise UnreadableFileError(
            f"“{path.name}” cannot be imported. Its database is damaged; make a copy of it in {program}."
        ) from error


def tables_of(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The tables of a database with the names of their columns."""
    names = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {}
    for name in names:
        rows = connection.execute("SELECT name FROM pragma_table_info(?)", [name])
        found[str(name)] = {str(row["name"]) for row in rows}
    return found


class ProgramDatabase:
    """The rows of a database, and identities made of its own numbers, so that they stay the same."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables = tables_of(connection)
        self._space = _SPACE
        self._users: dict[str, UUID] = {}
        self.notes: list[ExchangedNote] = []

    def of_project(self, what: str) -> None:
        """Identities are those of the project that ``what`` tells from others."""
        self._space = uuid5(_SPACE, what)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table in the order in which they were made; none where there is no such table."""
        if table in self._tables:
            # The names are ours, never the file's.
            for row in self._connection.execute(f"SELECT * FROM {table} ORDER BY rowid"):  # noqa: S608
                yield dict(row)

    def id(self, what: str, number: object) -> UUID:
        """The identity of something by its number among its kind."""
        return uuid5(self._space, f"{what} {number}")

    def user(self, name: object) -> UUID | None:
        """The identity of a person by name; None where there is no name."""
        known = str(name or "").strip()
        return self._users.setdefault(known, self.id("user", known)) if known else None

    @property
    def users(self) -> tuple[ExchangedUser, ...]:
        """Everybody who was named so far."""
        return tuple(ExchangedUser(identity, name) for name, identity in self._users.items())

    def variable(self, row: Row, kind: str) -> ExchangedVariable:
        """An attribute by its name; its column ``kind`` says where its values are numbers."""
        name = said(row, "name")
        written = "Float" if row.get(kind) == "numeric" else "Text"
        return ExchangedVariable(self.id("attribute", name), name, written, said(row, "memo"))

    def values(
        self, rows: Iterable[Row], subject: str, variable: str, nothing: Collection[str] = ("",)
    ) -> Mapping[object, list[tuple[UUID, str]]]:
        """The values of attributes by whom they are about; ``nothing`` are those that say none."""
        found: dict[object, list[tuple[UUID, str]]] = defaultdict(list)
        for row in rows:
            if said(row, "value") not in nothing:
                attribute = self.id("attribute", said(row, variable))
                found[row[subject]].append((attribute, said(row, "value")))
        return found

    def case(
        self,
        number: object,
        row: Row,
        links: Iterable[Row],
        selection: Callable[[Row], UUID],
        values: Mapping[object, list[tuple[UUID, str]]],
    ) -> ExchangedCase:
        """A case with the texts that ``links`` tie to it; ``selection`` gives the stretch of each."""
        own = list(links)
        return ExchangedCase(
            self.id("case", number),
            said(row, "name"),
            said(row, "memo"),
            (),
            tuple(values.get(number, ())),
            once(self.id("source", link["fid"]) for link in own),
            once(map(selection, own)),
        )

    def missing(
        self, what: str, coded: Mapping[object, Sequence[ExchangedSelection]], known: Collection[object]
    ) -> Iterator[ExchangedSource]:
        """Texts that are not in the file any more, with what was coded in them: it is counted as lost."""
        for number, selections in coded.items():
            if selections and number not in known:
                identity = self.id(what, number)
                yield ExchangedSource(identity, "", "text", None, selections=Selections.of(selections))

    def note(
        self, what: str, number: object, title: str, text: object, owner: object, made: int | None
    ) -> tuple[UUID, ...]:
        """A note, where it says something."""
        if not text:
            return ()
        identity = self.id(what, number)
        self.notes.append(ExchangedNote(identity, title, str(text), self.user(owner), made))
        return (identity,)


def in_order(codes: Iterable[ExchangedCode]) -> Iterator[ExchangedCode]:
    """Codes, each after the one above it; what would be below itself is at the top."""
    waiting: dict[UUID | None, list[ExchangedCode]] = defaultdict(list)
    made = list(codes)
    known = {code.id for code in made}
    for code in made:
        waiting[code.parent if code.parent in known else None].append(code)
    done: set[UUID] = set()
    order = list(waiting.pop(None, []))[::-1]
    while order or waiting:
        if not order:
            # Only circles are left.
            code = next(iter(waiting.values())).pop()
            waiting = defaultdict(list, {above: rest for above, rest in waiting.items() if rest})
            order.append(code._replace(parent=None))
        code = order.pop()
        if code.id not in done:
            done.add(code.id)
            yield code if code.parent in known else code._replace(parent=None)
            order += waiting.pop(code.id, [])[::-1]


def grouped(rows: Iterable[Row], column: str) -> Mapping[object, list[Row]]:
    """Rows by what a column says."""
    found: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.get(column)].append(row)
    return found


def once(identities: Iterable[UUID]) -> tuple[UUID, ...]:
    """Each identity once, in their order."""
    return tuple(dict.fromkeys(identities))


def stretch(identity: UUID, row: Row, start: str, end: str) -> ExchangedSelection:
    """A stretch of text between the positions in two columns, which is not coded."""
    return ExchangedSelection(identity, "", place(row, start), place(row, end), "", None, None, (), ())


def place(row: Row, name: str) -> int:
    """A position; -1 where it is none that a text can have."""
    found = row.get(name)
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    return found if isinstance(found, int) and 0 <= found < 2**31 else -1


def said(row: Row, name: str) -> str:
    """What a column says; nothing where it is empty."""
    found = row.get(name)
    return "" if found is None else str(found)


def made_at(row: Row, name: str = "date") -> int | None:
    """When a row was made, in milliseconds since 1970."""
    return moment(said(row, name))
