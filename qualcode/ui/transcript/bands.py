"""Which codes cover which text: one band for each code, in layers, so that every overlapping code shows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.model.codings import Codings
from qualcode.model.identity import KeyArray
from qualcode.model.span import Span
from qualcode.ui.transcript.lanes import Lanes, lanes_of

Whole = npt.NDArray[np.int64]


class Band(NamedTuple):
    """A stretch covered by one code (its key), and the layer in which it is drawn (0: the top one)."""

    start: int
    end: int
    layer: int
    code: int


class BandStretch(NamedTuple):
    """Text under the same bands, from the outermost to the innermost."""

    start: int
    end: int
    bands: tuple[Band, ...]


class Bands:
    """The bands of one transcript: the union of each code's codings, no matter who made them.

    Layers are found for one *cluster* (bands that hang together by overlaps) when it is first asked
    for, so opening a transcript and changing one coding cost what is looked at.
    """

    def __init__(self, codings: Codings) -> None:
        self.start, self.end, self.code = _runs(codings)
        reach = np.maximum.accumulate(self.end) if len(self.end) else self.end
        opens = np.flatnonzero(self.start[1:] >= reach[:-1]) + 1
        self._firsts = np.concatenate(([0], opens)) if len(self.start) else np.empty(0, dtype=np.int64)
        self._lasts = np.concatenate((self._firsts[1:], [len(self.start)]))[: len(self._firsts)]
        # Lists: one place is looked up in them ten times as fast as in arrays.
        self._cluster_starts: list[int] = self.start[self._firsts].tolist()
        self._cluster_ends: list[int] = reach[self._lasts - 1].tolist()
        self._layers: dict[int, Lanes] = {}

    def __len__(self) -> int:
        return len(self.start)

    def within(self, span: Span) -> list[Band]:
        """The bands that share text with ``span``, in order of their starts, whole."""
        return [
            band
            for cluster in self._clusters(span)
            for band in self._bands(cluster)
            if band.start < span.end and band.end > span.start
        ]

    def cluster_of(self, span: Span) -> Span:
        """``span`` widened to all bands that hang together with those it touches."""
        start, end = span
        for cluster in self._clusters(span):
            start = min(start, self._cluster_starts[cluster])
            end = max(end, self._cluster_ends[cluster])
        return Span(start, end)

    def cluster_at(self, position: int) -> int | None:
        """The number of the cluster that covers a position."""
        found = self._clusters(Span(position, position + 1))
        return found[0] if len(found) else None

    def of_cluster(self, cluster: int) -> list[Band]:
        """The bands of a cluster, in order of their starts."""
        return list(self._bands(cluster))

    def uncovered(self, span: Span) -> list[Span]:
        """The parts of ``span`` that no band covers."""
        free, at = [], span.start
        for cluster in self._clusters(span):
            if self._cluster_starts[cluster] > at:
                free.append(Span(at, self._cluster_starts[cluster]))
            at = max(at, self._cluster_ends[cluster])
        return [*free, Span(at, span.end)] if at < span.end else free

    def _clusters(self, span: Span) -> range:
        first = bisect_right(self._cluster_ends, span.start)
        return range(first, max(first, bisect_left(self._cluster_starts, span.end)))

    def _bands(self, cluster: int) -> Iterator[Band]:
        rows = slice(int(self._firsts[cluster]), int(self._lasts[cluster]))
        layers = self._layers.get(cluster)
        if layers is None:
            layers = self._layers[cluster] = lanes_of(self.start[rows], self.end[rows])
        columns = (self.start[rows], self.end[rows], layers, self.code[rows])
        return map(Band, *(column.tolist() for column in columns))


def layers_of(bands: Iterable[Band]) -> int:
    """How many layers bands that are seen together lie in."""
    return max((band.layer for band in bands), default=-1) + 1


def stretches(bands: Iterable[Band]) -> list[BandStretch]:
    """The covered text cut at every edge: what is under the same bands, with the innermost last."""
    items = sorted(bands, key=lambda band: (band.start, -band.end, band.layer))
    cuts = sorted({edge for band in items for edge in (band.start, band.end)})
    found = []
    active: list[Band] = []
    waiting = iter(items)
    following = next(waiting, None)
    for start, end in pairwise(cuts):
        active = [band for band in active if band.end > start]
        while following is not None and following.start <= start:
            active.append(following)
            following = next(waiting, None)
        if active:
            found.append(BandStretch(start, end, tuple(active)))
    return found


def changed_span(before: Codings, after: Codings) -> Span | None:
    """The text within which two states of a transcript's codings differ; None where nowhere."""
    count = min(len(before), len(after))
    same_head = _same(before, after, slice(0, count), slice(0, count))
    head = count if same_head.all() else int(np.argmin(same_head))
    rest = count - head
    tails = slice(len(before) - rest, len(before)), slice(len(after) - rest, len(after))
    same_tail = _same(before, after, *tails)[::-1]
    tail = rest if same_tail.all() else int(np.argmin(same_tail))
    parts = [
        (table.start[head : len(table) - tail], table.end[head : len(table) - tail])
        for table in (before, after)
    ]
    starts, ends = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    return Span(int(starts.min()), int(ends.max())) if len(starts) else None


def _same(before: Codings, after: Codings, old: slice, new: slice) -> npt.NDArray[np.bool_]:
    same = before.id[old] == after.id[new]
    for name in ("start", "end", "code", "coder"):
        same = same & (before.column(name)[old] == after.column(name)[new])
    return np.asarray(same, dtype=np.bool_)


def _runs(codings: Codings) -> tuple[Whole, Whole, KeyArray]:
    """Starts, ends and codes of the runs (definitions: overlapping codings of a code merge)."""
    if not len(codings):
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int32)
    order = np.lexsort((codings.end, codings.start, codings.code))
    code = codings.code[order]
    # Shifted apart code by code, one running maximum serves all codes at once.
    apart = code.astype(np.int64) * (int(codings.end.max()) + 1)
    start, end = codings.start[order] + apart, codings.end[order] + apart
    reach = np.maximum.accumulate(end)
    opens = np.flatnonzero(np.concatenate(([True], start[1:] >= reach[:-1])))
    closes = np.concatenate((opens[1:], [len(code)])) - 1
    starts, ends, codes = start[opens] - apart[opens], reach[closes] - apart[opens], code[opens]
    order = np.lexsort((codes, -ends, starts))
    return starts[order], ends[order], codes[order]
