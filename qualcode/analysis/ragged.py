"""Lists of unequal length as flat arrays: every owner has a range of members."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]

_KEY_BITS = 63


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
    if not len(ordered):
        return ordered
    fresh = np.empty(len(ordered), dtype=np.bool_)
    fresh[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def sorted_together(*columns: Whole) -> tuple[Whole, ...]:
    """The rows of several columns in ascending order, the first column deciding first.

    Values must not be negative. Where a row fits into 63 bits it is sorted as one number, several
    times faster than NumPy's ``lexsort``.
    """
    widths = [int(column.max(initial=0)).bit_length() for column in columns]
    if sum(widths) > _KEY_BITS:
        order = np.lexsort(columns[::-1])
        return tuple(column[order] for column in columns)
    key = columns[0]
    for column, width in zip(columns[1:], widths[1:], strict=True):
        key = (key << width) | column
    key = np.sort(key)
    parts = []
    for width in reversed(widths[1:]):
        parts.append(key & ((1 << width) - 1))
        key = key >> width
    return (key, *reversed(parts))
