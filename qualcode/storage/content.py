"""What a project holds as one number, carried on from step to step and kept with the seal of the journal.

Rows and journal lie in different pages of a file. A copy that another program makes while a step is being
saved has some pages of before and some of after it, and each table by itself may look sound; so may a file
whose log was lost. The number is the sum of a hash of every row: a step adds and takes away what it changes,
and opening compares the sum of all rows with what the last step left. It finds accidents, not forgers.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from math import isnan
from operator import attrgetter
from struct import pack
from typing import Any, Final, cast
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.change import ChangeSet
from qualcode.model.columns import Column, TranscriptColumns
from qualcode.model.entities import KINDS, Entity
from qualcode.model.identity import NO_KEY, id_of, to_milliseconds
from qualcode.model.study import Study
from qualcode.model.text import StoredText

NOTHING: Final = "0" * 16
"""What a project without any rows holds."""

_NUMBER: Final = re.compile("[0-9a-f]{16}")
_HASH_BYTES: Final = 8
_ALL: Final = 2**64
_FEW: Final = 8
"""Rows that are hashed one by one, as in nearly every step: with columns one takes as long as a thousand."""
_MANY: Final = 1 << 16
"""Rows that are hashed at once: enough of them that what is done once for all of them does not count."""
_KEYS: Final = frozenset({"code", "coder", "participant"})
_FIRST: Final = 0x9E3779B97F4A7C15
_STIRRING: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST: Final = 31
_FIRST_OF_ALL: Final = np.uint64(_FIRST)
_STIRRING_ALL: Final = tuple((np.uint64(shift), np.uint64(factor)) for shift, factor in _STIRRING)
_LAST_OF_ALL: Final = np.uint64(_LAST)

Numbers = npt.NDArray[np.uint64]


def of_study(study: Study) -> str:
    """What a study holds."""
    total = sum(_of_rows(row for kind in KINDS for row in study.rows(kind).values()))
    total += _of_columns(list(study.turns.items())) + _of_columns(list(study.codings.items()))
    return _shown(total)


def after(before: str, change: ChangeSet) -> str:
    """What a project holds after a change, if it held ``before`` until then."""
    total = int(before, 16)
    total += sum(_of_rows(item.after for item in change.rows if item.after is not None))
    total -= sum(_of_rows(item.before for item in change.rows if item.before is not None))
    for part in (change.turns, change.codings):
        total += _of_columns([(item.transcript_id, item.added) for item in part])
        total -= _of_columns([(item.transcript_id, item.removed) for item in part])
    return _shown(total)


def is_one(held: str) -> bool:
    """Whether a text says what a project holds."""
    return _NUMBER.fullmatch(held) is not None


def _shown(total: int) -> str:
    return f"{total % _ALL:016x}"


# -- rows -------------------------------------------------------------------------------------


def _of_rows(rows: Iterable[Entity]) -> Iterator[int]:
    for row in rows:
        kind = type(row)
        yield _hash_of(repr((kind.__name__, *map(_plain, _values(cast("Hashable", kind))(row)))))


@cache
def _values(kind: Any) -> Callable[[Entity], Sequence[Any]]:
    # Every kind has more than one field, so that the getter gives a tuple.
    return attrgetter(*(field.name for field in fields(kind)))


class _Plainly(dict[type, Callable[[Any], Any] | None]):
    """By type, what makes equal values look alike, whether they come from a table or from the program."""

    def __missing__(self, kind: type) -> Callable[[Any], Any] | None:
        self[kind] = str.__str__ if issubclass(kind, StrEnum) else None
        return self[kind]


_PLAINLY: Final = _Plainly(
    {
        UUID: attrgetter("bytes"),
        bool: int,
        datetime: to_milliseconds,
        tuple: "\n".join,
        StoredText: attrgetter("sha256", "length"),
    }
)


def _plain(value: Any) -> Any:
    plainly = _PLAINLY[type(value)]
    return value if plainly is None else plainly(value)


def _hash_of(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest())


# -- columns ----------------------------------------------------------------------------------


def _of_columns(tables: Sequence[tuple[UUID, TranscriptColumns]]) -> int:
    tables = [item for item in tables if len(item[1])]
    if sum(len(table) for _, table in tables) <= _FEW:
        return sum(_of_few(transcript, table) for transcript, table in tables)
    return sum(map(_of_some, _batches(tables)))


def _batches(
    tables: Iterable[tuple[UUID, TranscriptColumns]],
) -> Iterator[list[tuple[UUID, TranscriptColumns]]]:
    """A sum does not mind in how many parts it is made, and a part of a million rows takes little memory."""
    batch: list[tuple[UUID, TranscriptColumns]] = []
    rows = 0
    for transcript, table in tables:
        batch.append((transcript, table))
        rows += len(table)
        if rows >= _MANY:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _of_some(tables: Sequence[tuple[UUID, TranscriptColumns]]) -> int:
    kind = type(tables[0][1])
    owners = [_hash_of(transcript.hex) for transcript, _ in tables]
    rows = np.repeat(np.array(owners, np.uint64), [len(table) for _, table in tables])
    rows = _stirred(rows, np.uint64(_hash_of(kind.__name__)))
    for name, dtype in kind.FIELDS.items():
        column = np.concatenate([table.column(name) for _, table in tables])
        for part in _as_numbers(name, dtype, column):
            rows = _stirred(rows, part)
    return int(rows.sum(dtype=np.uint64))


def _of_few(transcript: UUID, table: TranscriptColumns) -> int:
    """The same of a few rows."""
    kind = type(table)
    begin = _stirred_once(_hash_of(transcript.hex), _hash_of(kind.__name__))
    columns = [
        [_as_number(name, dtype, value) for value in table.column(name).tolist()]
        for name, dtype in kind.FIELDS.items()
    ]
    total = 0
    for row in zip(*columns, strict=True):
        held = begin
        for numbers in row:
            for number in numbers:
                held = _stirred_once(held, number)
        total += held
    return total


def _as_number(name: str, dtype: str, value: Any) -> tuple[int, ...]:
    """One value as ``_as_numbers`` gives it."""
    if name == "id":
        # A list of them is without zeros at the end.
        raw = value.ljust(16, b"\0")
        return int.from_bytes(raw[:8], "little"), int.from_bytes(raw[8:], "little")
    if name in _KEYS:
        return (0 if value == NO_KEY else _hash_of(id_of(value).hex),)
    if dtype == "O":
        return (_hash_of(value),)
    if isinstance(value, float):
        none = isnan(value)
        return (int.from_bytes(pack("<d", -1.0 if none else value + 0.0), "little") ^ none,)
    return (value % _ALL,)


def _stirred_once(held: int, more: int) -> int:
    """The hash of one row carried on, as ``_stirred`` does with many."""
    mixed = (held + _FIRST) % _ALL ^ more
    for shift, factor in _STIRRING:
        mixed = (mixed ^ (mixed >> shift)) * factor % _ALL
    return mixed ^ (mixed >> _LAST)


def _as_numbers(name: str, dtype: str, column: Column) -> Iterator[Numbers]:
    """The values of a column as numbers that are the same in every process."""
    if name == "id":
        yield from np.ascontiguousarray(column).view("<u8").reshape(len(column), 2).T
    elif name in _KEYS:
        yield _of_keys(column)
    elif dtype == "O":
        texts = column.tolist()
        hashes = {text: _hash_of(text) for text in set(texts)}
        if len(hashes) == 1:
            yield np.full(len(texts), hashes[texts[0]], np.uint64)
        else:
            yield np.fromiter(map(hashes.__getitem__, texts), np.uint64, len(texts))
    elif column.dtype.kind == "f":
        # Of equal numbers, zero and minus zero have other bits, as have the many that are none.
        plain = np.where(np.isnan(column), -1.0, column + 0.0)
        bits: Numbers = plain.astype("<f8").view("<u8")
        yield bits ^ np.isnan(column).astype(np.uint64)
    else:
        yield column.astype("<i8").view("<u8")


def _of_keys(column: Column) -> Numbers:
    """The hash of the identity behind each key."""
    places = column - NO_KEY
    # Keys are counted from nought: to mark those that there are is quicker than to sort many rows by them.
    if int(places.max()) < len(places):
        found = np.flatnonzero(np.bincount(places))
        hashes: Numbers = np.zeros(int(found[-1]) + 1, np.uint64)
        hashes[found] = _hashes_at(found)
    else:
        found, places = np.unique(places, return_inverse=True)
        hashes = _hashes_at(found)
    counted: Numbers = hashes[places]
    return counted


def _hashes_at(places: npt.NDArray[np.intp]) -> Numbers:
    keys = (places + NO_KEY).tolist()
    return np.array([0 if key == NO_KEY else _hash_of(id_of(key).hex) for key in keys], np.uint64)


def _stirred(rows: Numbers, more: Numbers | np.uint64) -> Numbers:
    """The hashes of rows carried on by one more value each (after Steele, Lea and Flood's SplitMix64)."""
    mixed = (rows + _FIRST_OF_ALL) ^ more
    for shift, factor in _STIRRING_ALL:
        mixed = (mixed ^ (mixed >> shift)) * factor
    return mixed ^ (mixed >> _LAST_OF_ALL)
