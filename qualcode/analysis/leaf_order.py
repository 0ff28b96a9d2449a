"""The order of a tree's leaves in which neighbours are nearest, of all orders that fit the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class _Branch:
    """A node with its leaves, those of its ``left`` part first, and the best ways ``across`` from end to end.

    ``across[i, j]`` is the length of the best order of the leaves that begins with the i-th of the left part
    and ends with the j-th of the right one. No more is kept: of all nodes together that is each pair of
    leaves once, however deep the tree is.
    """

    leaves: Places
    across: Real
    left: "_Branch | None" = None
    right: "_Branch | None" = None

    @property
    def ways(self) -> Real:
        """The same from any leaf to any other, infinite where both are in one part."""
        if self.left is None:
            return np.zeros((1, 1))
        size = len(self.across)
        ways = np.full((len(self.leaves), len(self.leaves)), np.inf)
        ways[:size, size:], ways[size:, :size] = self.across, self.across.T
        return ways

    def ways_from(self, place: int) -> Real:
        """One row of them."""
        if self.left is None:
            return np.zeros(1)
        size = len(self.across)
        ways = np.full(len(self.leaves), np.inf)
        if place < size:
            ways[size:] = self.across[place]
        else:
            ways[:size] = self.across[:, place - size]
        return ways


def nearest_order(far: Real, merges: Sequence[tuple[int, int]]) -> list[int]:
    """The leaves so that the distances ``far`` between neighbours add up to as little as the tree allows.

    ``merges`` name the two nodes that each further node is made of; leaves have the first numbers (Bar-Joseph
    and others 2001, whose order that of SciPy falls short of). Of an order and its reverse the one is taken
    that begins with the smaller number.
    """
    branches = [_Branch(np.array([leaf]), np.zeros((1, 0))) for leaf in range(len(far))]
    for one, other in merges:
        branches.append(_joined(far, branches[one], branches[other]))
    top = branches[-1]
    ways = top.ways
    first, last = np.unravel_index(int(ways.argmin()), ways.shape)
    found = _order(far, top, int(first), int(last))
    return min(found, found[::-1])


def _joined(far: Real, left: _Branch, right: _Branch) -> _Branch:
    between = far[np.ix_(left.leaves, right.leaves)]
    across = _least_sums(_least_sums(left.ways, between), right.ways)
    return _Branch(np.concatenate((left.leaves, right.leaves)), across, left, right)


def _least_sums(one: Real, other: Real) -> Real:
    """For each row of one table and column of the other the least sum of what they have side by side."""
    return np.array([(row[:, None] + other).min(axis=0) for row in one])


def _order(far: Real, top: _Branch, first: int, last: int) -> list[int]:
    """The leaves of a branch in the best order with these ends, by their places in the branch."""
    found: list[int] = []
    # Without recursion: a tree may be as deep as it has leaves.
    waiting = [(top, first, last)]
    while waiting:
        branch, begin, end = waiting.pop()
        left, right = branch.left, branch.right
        if left is None or right is None:
            found.append(int(branch.leaves[0]))
            continue
        size = len(left.leaves)
        turned = begin >= size
        if turned:
            begin, end = end, begin
        inner = _inner_ends(far, left, right, begin, end - size)
        parts = [(left, begin, inner[0]), (right, inner[1], end - size)]
        if turned:
            parts = [(part, stop, start) for part, start, stop in reversed(parts)]
        waiting += reversed(parts)
    return found


def _inner_ends(far: Real, left: _Branch, right: _Branch, first: int, last: int) -> tuple[int, int]:
    """The leaves at which two parts meet in the best order from the first of one to the last of the other."""
    between: Any = far[np.ix_(left.leaves, right.leaves)]
    lengths = left.ways_from(first)[:, None] + between + right.ways_from(last)[None, :]
    one, other = np.unravel_index(int(lengths.argmin()), lengths.shape)
    return int(one), int(other)
