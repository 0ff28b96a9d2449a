"""Lists of unequal length as flat arrays: every owner has a range of members."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]

Keys = npt.NDArray[np.signedinteger]

_KEY_BITS, _NARROW_BITS = 63, 31


def expand(first: Whole, counts: Whole) -> tuple[Whole, Whole]:
    """Owner and member of each entry, where owner i has members first[i] .. first[i] + counts[i] - 1.

    ``counts`` must not be negative; both results have the length ``counts.sum()``.
    """
    owners = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) + np.repeat(first - before, counts)


def chunks(counts: Whole, limit: int) -> Iterator[slice]:
    """Slices of owners in turn, each with at most ``limit`` members together (or a single owner)."""
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(counts):
        before = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + limit, side="right")))
        yield slice(begin, end)
        begin = end


def distinct(keys: Whole) -> Whole:
    """The different values among ``keys``, ascending."""
    ordered = np.sort(keys)
    return ordered[_fresh(ordered)]


def sorted_together(*columns: Whole) -> tuple[Whole, ...]:
    """The rows of several columns in ascending order, the first column deciding first.

    Values must not be negative. Where a row fits into 63 bits it is sorted as one number, several
    times faster than NumPy's ``lexsort``.
    """
    widths = _widths(columns)
    if sum(widths) > _KEY_BITS:
        order = np.lexsort(columns[::-1])
        return tuple(column[order] for column in columns)
    key = _keys(columns, widths)
    key.sort()
    return _columns(key, widths)


def distinct_together(*columns: Whole) -> tuple[Whole, ...]:
    """The different rows of several columns in ascending order; values must not be negative."""
    widths = _widths(columns)
    if sum(widths) <= _KEY_BITS:
        key = _keys(columns, widths)
        key.sort()
        return _columns(key[_fresh(key)], widths)
    ordered = sorted_together(*columns)
    fresh = np.any([_fresh(column) for column in ordered], axis=0)
    return tuple(column[fresh] for column in ordered)


def _fresh(ordered: Keys) -> npt.NDArray[np.bool_]:
    """Which values differ from the one before."""
    fresh = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return fresh


def _widths(columns: Sequence[Whole]) -> list[int]:
    """How many bits each column needs."""
    return [int(column.max(initial=0)).bit_length() for column in columns]


def _keys(columns: Sequence[Whole], widths: Sequence[int]) -> Keys:
    """Each row as one number, half as wide where that will do: it is sorted twice as fast."""
    kind: type[np.int32 | np.int64] = np.int32 if sum(widths) <= _NARROW_BITS else np.int64
    key: Keys = columns[0].astype(kind)
    for column, width in zip(columns[1:], widths[1:], strict=True):
        np.left_shift(key, width, out=key)
        np.bitwise_or(key, column.astype(kind, copy=False), out=key)
    return key


def _columns(key: Keys, widths: Sequence[int]) -> tuple[Whole, ...]:
    """The columns of which such numbers were made."""
    parts = []
    for width in reversed(widths[1:]):
        parts.append((key & ((1 << width) - 1)).astype(np.int64))
        key = key >> width
    return (key.astype(np.int64), *reversed(parts))
