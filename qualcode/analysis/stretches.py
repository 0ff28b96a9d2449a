"""Sets of text as stretches of a line of code points: in both, in either, in the first alone, after it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.ragged import Whole, expand, sorted_together

Flags = npt.NDArray[np.bool_]

_NOWHERE = np.iinfo(np.int64).max
"""Where what would follow the last stretch begins."""


@dataclass(frozen=True, eq=False)
class Stretches:
    """Stretches in ascending order that share no code point; some may touch."""

    start: Whole
    end: Whole

    def __len__(self) -> int:
        return len(self.start)

    def where(self, chosen: Flags) -> "Stretches":
        return Stretches(self.start[chosen], self.end[chosen])

    def touched(self, start: Whole, end: Whole) -> tuple[Whole, Whole]:
        """First stretch, and first stretch after, of those that share a code point with each span."""
        first = np.searchsorted(self.end, start, side="right")
        return first, np.maximum(first, np.searchsorted(self.start, end, side="left"))

    def touch(self, start: Whole, end: Whole) -> Flags:
        """Whether each span shares a code point with any of the stretches."""
        _, touches = first_touched(self.start, self.end, start, end)
        return touches

    def pieces(self, start: Whole, end: Whole) -> tuple[Whole, Whole, Whole]:
        """(span, start, end) of everything that spans share with the stretches."""
        first, after = self.touched(start, end)
        owner, place = expand(first, after - first)
        return owner, np.maximum(start[owner], self.start[place]), np.minimum(end[owner], self.end[place])


def first_touched(starts: Whole, ends: Whole, start: Whole, end: Whole) -> tuple[Whole, Flags]:
    """Of stretches in ascending order the first that each span may share text with, and whether it does.

    Each span is looked up once: the first stretch that ends after its start is touched if it begins before
    its end, and if that is not, none is.
    """
    first = np.searchsorted(ends, start, side="right")
    return first, np.append(starts, _NOWHERE)[first] < end


def nothing() -> Stretches:
    return Stretches(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def merged(start: Whole, end: Whole) -> Stretches:
    """The union of spans: those that overlap merge, those that only touch do not."""
    if not len(start):
        return nothing()
    start, length = sorted_together(start, end - start)
    reach = np.maximum.accumulate(start + length)
    fresh = np.flatnonzero(start[1:] >= reach[:-1]) + 1
    first = np.concatenate(([0], fresh))
    last = np.concatenate((fresh - 1, [len(start) - 1]))
    return Stretches(start[first], reach[last])


def both(one: Stretches, other: Stretches) -> Stretches:
    """The text that is in both."""
    _, start, end = other.pieces(one.start, one.end)
    return Stretches(start, end)


def either(one: Stretches, other: Stretches) -> Stretches:
    """The text that is in one of them; what overlaps merges."""
    return united([(one.start, one.end), (other.start, other.end)])


def united(spans: Sequence[tuple[Whole, Whole]]) -> Stretches:
    """The text that is in any of several sets of spans, merged once for all of them."""
    starts, ends = zip(*spans, strict=True)
    return merged(np.concatenate(starts), np.concatenate(ends))


def outside(stretches: Stretches, length: int) -> Stretches:
    """The rest of a line of ``length`` code points."""
    start = np.concatenate(([0], stretches.end))
    end = np.concatenate((stretches.start, [length]))
    return Stretches(start, end).where(start < end)


def without(one: Stretches, other: Stretches, length: int) -> Stretches:
    """The text of the first that is not in the other."""
    return both(one, outside(other, length))


def inside(one: Stretches, other: Stretches) -> Stretches:
    """The stretches of the first that lie wholly in a single one of the other."""
    place = np.searchsorted(other.start, one.start, side="right") - 1
    ends = np.append(other.end, -1)
    return one.where(ends[place] >= one.end)


def followed(one: Stretches, other: Stretches, right: Whole) -> tuple[Whole, Whole]:
    """Each stretch of the first together with those of the other that begin after it and before a bound.

    Start and end of each, not merged yet.
    """
    first = np.searchsorted(other.start, one.end, side="left")
    after = np.searchsorted(other.start, right, side="left")
    near = after > first
    return one.start[near], np.maximum(one.end[near], other.end[after[near] - 1])
