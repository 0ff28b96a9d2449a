"""Statements that are made with every step: put together once, and files are asked with them directly.

What SQLAlchemy does around a statement takes ten times as long as SQLite needs to carry out one of these.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update

Statement = Select[Any] | Insert | Update | Delete
_Conversion = Callable[[Any], Any]


class _ForFiles(NamedTuple):
    """A statement in the words of SQLite."""

    words: str
    values: tuple[tuple[str, Any, _Conversion | None], ...]
    """Of each mark in it: the name, the value where none is given, and how it is stored."""
    found: tuple[_Conversion | None, ...]
    """What makes a value of what each column of the answer holds."""


class Prepared:
    """A statement whose values are given by name.

    It begins no transaction on a file: whoever changes something has begun one.
    """

    def __init__(self, statement: Statement) -> None:
        self._statement: Final = statement

    def make(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Carry it out, for what it changes."""
        if _is_server(connection):
            connection.execute(self._statement, values)
        else:
            self._asked(connection, values)

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What it finds."""
        if _is_server(connection):
            return [tuple(row) for row in connection.execute(self._statement, values)]
        found = in_files(connection.dialect, self._statement).found
        rows = self._asked(connection, values)
        if not any(found):
            return rows
        return [
            tuple(value if made is None else made(value) for made, value in zip(found, row, strict=True))
            for row in rows
        ]

    def _asked(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        words, marks, _ = in_files(connection.dialect, self._statement)
        given = [_stored(values.get(name, usual), stored) for name, usual, stored in marks]
        cursor = connection.connection.cursor()
        try:
            cursor.execute(words, given)
            return list(cursor.fetchall())
        finally:
            cursor.close()


def _stored(value: Any, conversion: _Conversion | None) -> Any:
    return value if conversion is None else conversion(value)


def _is_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


@cache
def in_files(dialect: Dialect, statement: Statement) -> _ForFiles:
    """A statement in the words of SQLite, of which ``dialect`` is one."""
    compiled = statement.compile(dialect=dialect)
    marks: Sequence[str] = compiled.positiontup or ()
    values = tuple(
        (name, compiled.params[name], compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in marks
    )
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    found = tuple(column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return _ForFiles(str(compiled), values, found)
