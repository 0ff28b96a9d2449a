"""Identities: UUIDs that the program makes itself, as objects, as 16 bytes, and as small keys.

Identities are time-ordered (RFC 9562, version 7), so that rows written together lie together
in an index. Columns hold *keys*: small integers that stand for a UUID within this process,
as interned strings stand for their text. A key is never stored or shown.
"""

import os
import threading
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from struct import iter_unpack
from typing import Final
from uuid import UUID, SafeUUID

import numpy as np
import numpy.typing as npt

IdArray = npt.NDArray[np.bytes_]
"""Identities as an array of dtype ``S16``. NumPy drops trailing zero bytes of single items,
so read items with ``id_at``; comparing, sorting and ``tobytes`` are safe."""

KeyArray = npt.NDArray[np.int32]

NO_KEY = -1

_TIME_ORDERED = 7
_AFTER_TIME = 80
"""Bits of an identity that follow its time."""
_FIXED_BITS = 0xF << 76 | 0x3 << 62
_FIXED = _TIME_ORDERED << 76 | 0x2 << 62
"""Its version and its variant among them."""


def new_id() -> UUID:
    """A fresh time-ordered UUID (version 7)."""
    # Without an array, for one alone takes a third of the time.
    number = _milliseconds() << _AFTER_TIME | int.from_bytes(os.urandom(10), "big")
    return _identity(number & ~_FIXED_BITS | _FIXED)


def made_at(identity: UUID) -> int | None:
    """When a time-ordered identity was made, in milliseconds since 1970; None for one of another kind."""
    return identity.int >> _AFTER_TIME if identity.version == _TIME_ORDERED else None


def new_ids(count: int) -> IdArray:
    """``count`` fresh time-ordered UUIDs as an ``S16`` array in ascending order."""
    raw = np.frombuffer(os.urandom(16 * count), dtype=np.uint8).reshape(count, 16).copy()
    stamp = _milliseconds().to_bytes(6, "big")
    raw[:, :6] = np.frombuffer(stamp, dtype=np.uint8)
    raw[:, 6] = (raw[:, 6] & 0x0F) | 0x70
    raw[:, 8] = (raw[:, 8] & 0x3F) | 0x80
    ids: IdArray = raw.view("S16").reshape(count)
    return np.sort(ids)


def id_at(ids: IdArray, index: int) -> UUID:
    """The identity at ``index`` of an ``S16`` array."""
    return UUID(bytes=bytes(ids[index]).ljust(16, b"\0"))


def id_array(ids: Iterable[UUID]) -> IdArray:
    """UUIDs as an ``S16`` array."""
    joined = b"".join(item.bytes for item in ids)
    return np.frombuffer(joined, dtype="S16")


def id_list(ids: IdArray) -> list[UUID]:
    """An ``S16`` array as UUIDs."""
    return [_identity(high << 64 | low) for high, low in iter_unpack(">QQ", ids.tobytes())]


_UNKNOWN: Final = SafeUUID.unknown


def _identity(number: int) -> UUID:
    """``UUID(int=number)`` in half the time: what is given is sure to be one, and there may be millions."""
    made: UUID = object.__new__(UUID)
    object.__setattr__(made, "int", number)
    object.__setattr__(made, "is_safe", _UNKNOWN)
    return made


class _Over:
    """The last moment that was said to be over, in milliseconds since 1970."""

    until = 0


_over: Final = _Over()

_CLOCK_WAS_SET: Final = 10_000
"""By how many milliseconds the clock may be behind without somebody having set it back."""


def _milliseconds() -> int:
    """The present moment in milliseconds since 1970, after what is over."""
    by_clock = time.time_ns() // 1_000_000
    return _over.until + 1 if 0 <= _over.until - by_clock < _CLOCK_WAS_SET else by_clock


class _Keys:
    """UUIDs met so far, numbered in order of meeting; grows, never forgets."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._asked: dict[int, int] = {}
        """Those that were asked for as UUIDs: their numbers are at hand, their bytes are made each time."""
        self._ids: list[UUID] = []
        self._lock = threading.Lock()

    def of(self, identity: UUID) -> int:
        number = self._asked.get(identity.int)
        if number is None:
            number = self._asked[identity.int] = self.of_bytes(identity.bytes)
        return number

    def of_bytes(self, raw: bytes) -> int:
        number = self._numbers.get(raw)
        if number is None:
            with self._lock:
                number = self._numbers.get(raw)
                if number is None:
                    number = len(self._ids)
                    self._ids.append(UUID(bytes=raw))
                    self._numbers[raw] = number
        return number

    def id(self, number: int) -> UUID:
        return self._ids[number]


_keys = _Keys()


def key_of(identity: UUID | None) -> int:
    """The key that stands for ``identity`` in columns; ``NO_KEY`` for None."""
    return NO_KEY if identity is None else _keys.of(identity)


def key_of_bytes(raw: bytes | None) -> int:
    """The key for an identity given as its 16 bytes; ``NO_KEY`` for None."""
    return NO_KEY if raw is None else _keys.of_bytes(raw)


def id_of(key: int) -> UUID:
    """The identity that ``key`` stands for."""
    return _keys.id(key)


def optional_id_of(key: int) -> UUID | None:
    """The identity that ``key`` stands for, None for ``NO_KEY``."""
    return None if key == NO_KEY else _keys.id(key)


def keys_of(identities: Sequence[UUID]) -> KeyArray:
    """Keys of several identities, in their order."""
    return np.array([_keys.of_bytes(item.bytes) for item in identities], dtype=np.int32)


def now() -> datetime:
    """The present moment in UTC, cut to milliseconds (what the database keeps).

    Later than what was said to be over (``is_over``), unless the clock has been set since.
    """
    return from_milliseconds(_milliseconds())


def is_over(moment: datetime) -> None:
    """From here on ``now``, and what a new identity says, is later than ``moment``.

    A step takes less than a millisecond, and some clocks go on only every sixteenth: without this, two
    steps could have one moment, and nobody could tell which codebook a segment was coded under. Nothing
    comes of a moment that is far ahead, by another clock, nor of one before what was said to be over, as
    the last step of a project that is opened beside another; but where the clock has been set back.
    """
    told, by_clock = to_milliseconds(moment), time.time_ns() // 1_000_000
    if told - by_clock < _CLOCK_WAS_SET and (told > _over.until or _over.until - by_clock >= _CLOCK_WAS_SET):
        _over.until = told


def today() -> date:
    """The present day on the calendar of whoever sits here."""
    return now().astimezone().date()


def from_milliseconds(value: int) -> datetime:
    """The UTC moment ``value`` milliseconds after 1970."""
    seconds, rest = divmod(value, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware ``moment``."""
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000
