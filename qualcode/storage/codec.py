"""Change sets as bytes for the journal: a JSON head for rows, raw column bytes for the millions.

Layout before compression: 8 bytes length of the head (big-endian), the head, then the columns
named in it one after another. Keys of columns are process-local, so the head lists the
identities that they stand for. The whole is compressed with zlib.
"""

import json
import types
import zlib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import numpy as np

from qualcode.model.change import AnyColumns, ChangeSet, ColumnsChange, RowChange
from qualcode.model.codings import Codings
from qualcode.model.columns import Column
from qualcode.model.entities import KINDS, Entity, TextVersion
from qualcode.model.identity import NO_KEY, from_milliseconds, id_of, key_of, to_milliseconds
from qualcode.model.step_topics import ChangeOutline
from qualcode.model.text import StoredText
from qualcode.model.turns import Turns
from qualcode.storage.json_pieces import items_of, object_of

_KEY_COLUMNS = frozenset({"code", "coder", "participant"})
_KINDS_BY_NAME: dict[str, type[Entity]] = {kind.__name__: kind for kind in KINDS}
_SIZE = 8
_QUICK = 1
_SMALL = 6
_LARGE_PAYLOAD = 1_000_000
_PIECE = 1 << 18
_PACKED_PIECE = 1 << 14
_ESCAPES = ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\r", b"\\r"), (b"\t", b"\\t"))
_SELDOM = bytes(code for code in range(32) if code not in b"\n\r\t")
"""Signs that JSON writes by their numbers."""


def encode(change: ChangeSet) -> bytes:
    """``change`` as compressed bytes; reads the texts that are only on disk.

    A piece at a time, as all that is done here with much: in one go, a large step would keep every
    other thread waiting for tenths of a second.
    """
    arrays: list[memoryview] = []
    columns = {
        "turns": _columns_to_plain(change.turns, Turns, arrays),
        "codings": _columns_to_plain(change.codings, Codings, arrays),
    }
    head = list(_head_to_plain(change, columns))
    length = sum(map(len, head))
    large = length + sum(array.nbytes for array in arrays) > _LARGE_PAYLOAD
    packer = zlib.compressobj(_QUICK if large else _SMALL)
    pieces: list[bytes | memoryview] = [length.to_bytes(_SIZE, "big"), *head, *arrays]
    return b"".join([*map(packer.compress, pieces), packer.flush()])


def _head_to_plain(change: ChangeSet, columns: dict[str, Any]) -> Iterator[bytes]:
    """The head as JSON without blanks, each row by itself."""
    yield b'{"label":' + _json(change.label) + b',"rows":['
    for place, item in enumerate(change.rows):
        yield (b"," if place else b"") + _row_as_json(item)
    yield b"]," + _json(columns)[1:]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _row_as_json(change: RowChange) -> bytes:
    if not isinstance(change.row, TextVersion):
        return _json(_row_change_to_plain(change))
    versions = (_version_as_json(_entity_to_plain(row)) for row in (change.before, change.after))
    return b"[" + _json(TextVersion.__name__) + b"," + b",".join(versions) + b"]"


def _version_as_json(plain: dict[str, Any] | None) -> bytes:
    if plain is None:
        return _json(None)
    text = plain.pop("text")
    return _json(plain)[:-1] + b',"text":' + _text_as_json(text) + b"}"


def _text_as_json(text: str) -> bytes:
    """What ``_json`` makes of a text, which letter by letter takes three times as long."""
    raw = text.encode("utf-8")
    if len(raw.translate(None, _SELDOM)) < len(raw):
        return _json(text)
    for sign, escaped in _ESCAPES:
        raw = raw.replace(sign, escaped)
    return b'"' + raw + b'"'


def decode(payload: bytes) -> ChangeSet:
    """The change set that ``encode`` made ``payload`` from."""
    raw = bytearray()
    for piece in _unpacked(payload):
        raw += piece
    whole = memoryview(raw)
    start = _SIZE + int.from_bytes(raw[:_SIZE], "big")
    pieces = (bytes(whole[place : min(place + _PIECE, start)]) for place in range(_SIZE, start, _PIECE))
    head = object_of(pieces, "rows", _row_change_from_plain)
    reader = _Reader(whole[start:])
    return ChangeSet(
        head["label"],
        tuple(head["rows"]),
        tuple(_columns_from_plain(head["turns"], Turns, reader)),
        tuple(_columns_from_plain(head["codings"], Codings, reader)),
    )


def decode_rows(payload: bytes) -> tuple[RowChange, ...]:
    """Only the rows of a change set: the columns behind them are not even decompressed."""
    return tuple(_row_change_from_plain(item) for item in items_of(_head(payload), "rows"))


def decode_outline(payload: bytes) -> ChangeOutline:
    """The rows of a change set, and how many codings went and came; the columns are not decompressed."""
    head = object_of(_head(payload), "rows", _row_change_from_plain)
    codings = head["codings"]
    counts = zip(codings["removed"], codings["added"], strict=True)
    return ChangeOutline(tuple(head["rows"]), tuple(counts), bool(head["turns"]["transcripts"]))


def _head(payload: bytes) -> Iterator[bytes]:
    """The head of a payload, a piece at a time."""
    pieces = _unpacked(payload)
    begin = bytearray()
    while len(begin) < _SIZE:
        begin += next(pieces)
    left = int.from_bytes(begin[:_SIZE], "big")
    for piece in chain([bytes(begin[_SIZE:])], pieces):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _unpacked(payload: bytes) -> Iterator[bytes]:
    """What zlib packed, a piece at a time."""
    unpacker = zlib.decompressobj()
    packed = memoryview(payload)
    for start in range(0, len(packed), _PACKED_PIECE):
        yield unpacker.decompress(packed[start : start + _PACKED_PIECE])


# -- rows -------------------------------------------------------------------------------------


def _row_change_to_plain(change: RowChange) -> list[Any]:
    return [type(change.row).__name__, _entity_to_plain(change.before), _entity_to_plain(change.after)]


def _row_change_from_plain(plain: list[Any]) -> RowChange:
    kind = _KINDS_BY_NAME[plain[0]]
    return RowChange(_entity_from_plain(kind, plain[1]), _entity_from_plain(kind, plain[2]))


def _entity_to_plain(row: Entity | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {field.name: _value_to_plain(getattr(row, field.name)) for field in fields(row)}


def _entity_from_plain(kind: type[Entity], plain: dict[str, Any] | None) -> Entity | None:
    if plain is None:
        return None
    readers = _field_readers(cast("Hashable", kind))
    # A field that a later version added is absent in older steps and takes its default.
    return kind(**{name: readers[name](value) for name, value in plain.items()})


def _value_to_plain(value: Any) -> Any:
    match value:
        case UUID():
            return value.hex
        case StrEnum():
            return value.value
        case datetime():
            return to_milliseconds(value)
        # After moments, which are days too in Python.
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case StoredText():
            return value.read()
        case _:
            return value


@cache
def _field_readers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: _reader_of(hints[field.name]) for field in fields(kind)}


def _reader_of(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = _reader_of(next(part for part in get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if hint is UUID:
        return lambda value: UUID(hex=value)
    if hint is datetime:
        return from_milliseconds
    if hint is date:
        return date.fromisoformat
    if hint is StoredText:
        return StoredText.of
    if get_origin(hint) is tuple:
        return tuple
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return lambda value: value


# -- columns ----------------------------------------------------------------------------------


def _columns_to_plain(
    changes: tuple[ColumnsChange[AnyColumns], ...], kind: type[AnyColumns], arrays: list[memoryview]
) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "transcripts": [change.transcript_id.hex for change in changes],
        "removed": [len(change.removed) for change in changes],
        "added": [len(change.added) for change in changes],
        "keys": {},
        "texts": {},
    }
    if not changes:
        return plain
    whole = kind.concatenated([change.removed for change in changes] + [change.added for change in changes])
    for name, dtype in kind.FIELDS.items():
        column = whole.column(name)
        if dtype == "O":
            plain["texts"][name] = _texts_to_plain(column)
        elif name in _KEY_COLUMNS:
            keys, places = np.unique(column, return_inverse=True)
            plain["keys"][name] = ["" if key == NO_KEY else id_of(int(key)).hex for key in keys]
            arrays.append(_bytes_of(places.astype("<i4")))
        else:
            arrays.append(_bytes_of(column.astype(column.dtype.newbyteorder("<"), copy=False)))
    return plain


def _bytes_of(column: Column) -> memoryview:
    """The bytes of a column, not copied where they lie one after another."""
    return np.ascontiguousarray(column).view(np.uint8).data


def _columns_from_plain(
    plain: dict[str, Any], kind: type[AnyColumns], reader: "_Reader"
) -> Iterator[ColumnsChange[AnyColumns]]:
    removed, added = plain["removed"], plain["added"]
    count = sum(removed) + sum(added)
    if not plain["transcripts"]:
        return
    columns: dict[str, Column] = {}
    for name, dtype in kind.FIELDS.items():
        if dtype == "O":
            columns[name] = _texts_from_plain(plain["texts"][name])
        elif name in _KEY_COLUMNS:
            keys = [NO_KEY if text == "" else key_of(UUID(hex=text)) for text in plain["keys"][name]]
            columns[name] = np.array(keys, dtype="i4")[reader.take("<i4", count)]
        else:
            columns[name] = reader.take(np.dtype(dtype).newbyteorder("<").str, count)
    whole = kind(columns)
    removed_at = np.concatenate(([0], np.cumsum(removed)))
    added_at = int(removed_at[-1]) + np.concatenate(([0], np.cumsum(added)))
    for index, transcript in enumerate(plain["transcripts"]):
        yield ColumnsChange(
            UUID(hex=transcript),
            whole.take(slice(int(removed_at[index]), int(removed_at[index + 1]))),
            whole.take(slice(int(added_at[index]), int(added_at[index + 1]))),
        )


def _texts_to_plain(column: Column) -> dict[str, Any]:
    """A column of texts as places and values: most memos are empty, most labels repeat."""
    texts = column.tolist()
    values = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return {
        "values": list(values),
        "places": list(map(values.__getitem__, texts)) if len(values) > 1 else len(texts),
    }


def _texts_from_plain(plain: dict[str, Any]) -> Column:
    values = np.empty(len(plain["values"]), dtype=object)
    values[:] = plain["values"]
    places = plain["places"]
    if isinstance(places, int):
        return np.repeat(values, places) if places else np.empty(0, dtype=object)
    column: Column = values[np.array(places, dtype=np.intp)]
    return column


class _Reader:
    """Takes columns off the raw bytes one after another."""

    def __init__(self, raw: memoryview) -> None:
        self._raw = raw
        self._place = 0

    def take(self, dtype: str, count: int) -> Column:
        column = np.frombuffer(self._raw, dtype=dtype, count=count, offset=self._place)
        self._place += column.nbytes
        return column
