"""Agreement on segments: one counts as agreed where the other coder has one that overlaps it enough."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.agreement.coefficients import Real, pairs_of
from qualcode.analysis.agreement.compared import ComparedText
from qualcode.analysis.ragged import Whole, expand
from qualcode.analysis.runs import Passages
from qualcode.model.results.agreement import AgreementTable

HUNDRED = 100

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class SegmentMatches:
    """Segments of two coders by cluster and code, shape (clusters, codes): agreed on, and each one's rest."""

    agreed: Real
    alone: tuple[Real, Real]

    def tables(self) -> tuple[AgreementTable, ...]:
        """What the two gave each code and, last, all codes pooled: agreed on, and each one's rest."""
        sums = np.array([part.sum(axis=0) for part in (self.agreed, *self.alone)])
        columns = np.hstack((sums, sums.sum(axis=1, keepdims=True))).T.tolist()
        return tuple(AgreementTable(both, (one, other), 0.0, None) for both, one, other in columns)


def matches(text: ComparedText, least: int) -> tuple[SegmentMatches, ...]:
    """By pair of coders: segments that overlap by ``least`` percent of what the two cover together.

    Segments are runs: a coder's own codings of a code that overlap are one. Both segments of a match
    count, so that it makes no difference which coder is named first.
    """
    kept = tuple(_compared(text, runs) for runs in text.runs)
    return tuple(_of_pair(text, kept[one], kept[other], least) for one, other in pairs_of(len(kept)))


def _compared(text: ComparedText, runs: Passages) -> Passages:
    here = text.kept(runs.start, runs.end)
    return Passages(runs.selected, runs.code[here], runs.start[here], runs.end[here])


def _of_pair(text: ComparedText, one: Passages, other: Passages, least: int) -> SegmentMatches:
    mine, theirs = _matched(one, other, text.selected.length, least)

    def counted(runs: Passages, chosen: Flags) -> Real:
        keys = text.cluster_at(runs.start[chosen]) * text.codes + runs.code[chosen]
        size = text.clusters * text.codes
        return np.bincount(keys, minlength=size).reshape(text.clusters, text.codes).astype(np.float64)

    return SegmentMatches(
        counted(one, mine) + counted(other, theirs), (counted(one, ~mine), counted(other, ~theirs))
    )


def _matched(one: Passages, other: Passages, length: int, least: int) -> tuple[Flags, Flags]:
    """Which of the one's runs, and of the other's, have a run of the same code that overlaps enough."""
    start, end, begin, stop = (
        side + runs.code * length for runs in (one, other) for side in (runs.start, runs.end)
    )
    first = np.searchsorted(stop, start, side="right")
    after = np.maximum(first, np.searchsorted(begin, end, side="left"))
    owner, met = expand(first, after - first)
    shared = np.minimum(end[owner], stop[met]) - np.maximum(start[owner], begin[met])
    either = np.maximum(end[owner], stop[met]) - np.minimum(start[owner], begin[met])
    enough = HUNDRED * shared >= least * either
    return _among(owner[enough], len(one)), _among(met[enough], len(other))


def _among(places: Whole, size: int) -> Flags:
    found = np.zeros(size, dtype=np.bool_)
    found[places] = True
    return found
