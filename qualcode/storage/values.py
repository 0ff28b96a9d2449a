"""Whether what a column holds is what belongs there: other programs and accidents alter files too."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Text
from sqlalchemy.exc import DBAPIError

from qualcode.model.errors import UnsoundError
from qualcode.storage.column_types import Day, Identity, Lines, Moment, Word

IDENTITY_BYTES: Final = 16

_NOT_UTF8: Final = re.compile(r"Could not decode to UTF-8|invalid byte sequence for encoding")


def check_column(column: Column[Any], values: Sequence[Any]) -> None:
    """Raise UnsoundError unless every value is of a kind that the column is for."""
    check_all(column.table.name, column.name, values, _kinds_of(column))


def check_all(table: str, column: str, values: Sequence[Any], kinds: frozenset[type]) -> None:
    """The same for many values of one column at once."""
    if not kinds.issuperset(map(type, values)):
        raise UnsoundError([_wrong(table, column)])


def check_identities(table: str, column: str, values: Sequence[Any]) -> None:
    """Raise UnsoundError unless all are the bytes of an identity."""
    check_all(table, column, values, frozenset({bytes}))
    if not {IDENTITY_BYTES}.issuperset(map(len, values)):
        raise UnsoundError([_wrong(table, column)])


@contextmanager
def read_from(table: str) -> Iterator[None]:
    """While rows of a table are read: say in words what no value can be made of.

    The words themselves are left out: they may be a participant's.
    """
    try:
        yield
    except UnsoundError:
        raise
    except (sqlite3.Error, DBAPIError) as error:
        if not _NOT_UTF8.search(str(getattr(error, "orig", error))):
            raise
        raise UnsoundError([f"the table “{table}” holds text that is not UTF-8"]) from None
    except (ValueError, TypeError, OverflowError, OSError, AttributeError):
        # What UUIDs, moments, words of a list and NumPy's columns raise about a value that is none.
        raise UnsoundError([f"the table “{table}” holds a value that does not belong there"]) from None


@contextmanager
def noting(found: list[str]) -> Iterator[None]:
    """Add what is found to be wrong to a list and go on."""
    try:
        yield
    except UnsoundError as error:
        found += error.findings


def _wrong(table: str, column: str) -> str:
    return f"the table “{table}” holds a value that does not belong there ({column})"


@cache
def _kinds_of(column: Column[Any]) -> frozenset[type]:
    kind = next(kind for test, kind in _KINDS if test(column.type))(column.type)
    return frozenset({kind, type(None)} if column.nullable else {kind})


def _is(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


_KINDS: Final[tuple[tuple[Callable[[object], bool], Callable[[Any], type]], ...]] = (
    (_is(Identity), lambda _: UUID),
    (_is(Moment), lambda _: datetime),
    (_is(Day), lambda _: date),
    (_is(Word), lambda column: column.words),
    (_is(Lines), lambda _: tuple),
    (_is(Text), lambda _: str),
    (_is(Boolean), lambda _: bool),
    (_is(Integer), lambda _: int),
    (_is(LargeBinary), lambda _: bytes),
)
"""The Python type of each kind of column; the first that fits counts."""
