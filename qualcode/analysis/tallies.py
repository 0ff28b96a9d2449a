"""Ways of counting pairs of codes that occur together, a chunk of pairs at a time."""

from typing import Protocol

import numpy as np

from qualcode.analysis.ragged import Whole, distinct, expand
from qualcode.analysis.runs import Passages
from qualcode.analysis.selected.selected_text import NOBODY

KEPT_KEYS = 1 << 23
"""Different (subject, pair) combinations that may wait before they are thinned out."""


class Tally(Protocol):
    """Counts by (code, code), fed with pairs of places in one list of passages or entries."""

    def add(self, left: Whole, right: Whole) -> None:
        """Count the pairs (left[n], right[n])."""
        ...

    def table(self) -> Whole:
        """The symmetric counts, shape (codes, codes); the diagonal means nothing yet."""
        ...


class PairTally:
    """Counts every pair once."""

    def __init__(self, code: Whole, codes: int) -> None:
        self._row = code * codes
        self._code = code
        self._codes = codes
        self._counts = np.zeros(codes * codes, dtype=np.int64)

    def add(self, left: Whole, right: Whole) -> None:
        self._counts += np.bincount(self._row[left] + self._code[right], minlength=len(self._counts))

    def table(self) -> Whole:
        return both_ways(self._counts, self._codes)


class CharacterTally:
    """Adds up the characters that two overlapping runs share."""

    def __init__(self, runs: Passages) -> None:
        self._runs = runs
        self._counts = np.zeros(runs.codes**2)

    def add(self, left: Whole, right: Whole) -> None:
        runs = self._runs
        shared = np.minimum(runs.end[left], runs.end[right]) - np.maximum(runs.start[left], runs.start[right])
        cells = runs.code[left] * runs.codes + runs.code[right]
        # Sums of whole numbers in float64 are exact up to 2**53.
        self._counts += np.bincount(cells, weights=shared, minlength=len(self._counts))

    def table(self) -> Whole:
        return both_ways(self._counts.astype(np.int64), self._runs.codes)


class SubjectTally:
    """Counts for each pair of codes the different subjects (transcripts, participants) it has.

    Pairs must come in ascending order of subject; ``subject`` is that of each passage or entry.
    """

    def __init__(self, code: Whole, subject: Whole, codes: int) -> None:
        self._code = code
        self._subject = subject
        self._distinct = DistinctCells(codes, in_order=True)

    def add(self, left: Whole, right: Whole) -> None:
        self._distinct.add(self._subject[left], self._code[left], self._code[right])

    def table(self) -> Whole:
        return self._distinct.table()


class SharedTurnTally:
    """Counts for each pair of codes the participants in whose turns the shared text lies."""

    def __init__(self, runs: Passages) -> None:
        self._runs = runs
        self._distinct = DistinctCells(runs.codes)

    def add(self, left: Whole, right: Whole) -> None:
        runs = self._runs
        first, after = runs.touched_turns
        begin = np.maximum(first[left], first[right])
        number = np.maximum(np.minimum(after[left], after[right]) - begin, 0)
        owner, turn = expand(begin, number)
        person = runs.selected.counted_participant[turn]
        known = person != NOBODY
        pair = owner[known]
        self._distinct.add(person[known], runs.code[left[pair]], runs.code[right[pair]])

    def table(self) -> Whole:
        return self._distinct.table()


class DistinctCells:
    """The number of different subjects in each cell of a (codes, codes) table.

    ``in_order`` promises ascending subjects from call to call: then only the last one is remembered.
    """

    def __init__(self, codes: int, in_order: bool = False) -> None:
        self._codes = codes
        self._in_order = in_order
        self._counts = np.zeros(codes * codes, dtype=np.int64)
        self._known = np.empty(0, dtype=np.int64)
        self._fresh: list[Whole] = []

    def add(self, subject: Whole, row: Whole, column: Whole) -> None:
        low, high = np.minimum(row, column), np.maximum(row, column)
        self._fresh.append(distinct((subject * self._codes + low) * self._codes + high))
        # Sorting again only after as many keys as there are already keeps the effort linear.
        if self._in_order or sum(map(len, self._fresh)) > max(KEPT_KEYS, len(self._known)):
            self._thin_out()

    def _thin_out(self) -> None:
        keys = distinct(np.concatenate([self._known, *self._fresh]))
        self._fresh = []
        if self._in_order and len(keys):
            last = keys[-1] // len(self._counts) * len(self._counts)
            finished = int(np.searchsorted(keys, last))
            self._count(keys[:finished])
            keys = keys[finished:]
        self._known = keys

    def _count(self, keys: Whole) -> None:
        self._counts += np.bincount(keys % len(self._counts), minlength=len(self._counts))

    def table(self) -> Whole:
        """The counts so far, symmetric; nothing may be added afterwards."""
        self._thin_out()
        self._count(self._known)
        return both_ways(self._counts, self._codes)


def both_ways(counts: Whole, codes: int) -> Whole:
    """Counts of (earlier, later) pairs as a symmetric table."""
    table = counts.reshape(codes, codes)
    return table + table.T
