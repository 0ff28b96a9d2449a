"""Agreement on everything that a unit was given: Krippendorff's alpha over sets of codes.

Krippendorff and Craggs (2016) on multi-valued data; the distances of Jaccard (1912) and MASI
(Passonneau 2006). Two empty sets agree; an empty set and any other have nothing in common.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from qualcode.analysis.agreement.coefficients import Real, pairs_of
from qualcode.analysis.agreement.compared import ComparedText
from qualcode.analysis.ragged import Whole
from qualcode.analysis.units import Units
from qualcode.model.results.agreement import SetDistance

if TYPE_CHECKING:
    from scipy import sparse


@dataclass(frozen=True, eq=False)
class GivenSets:
    """What each coder gave each unit.

    ``sets``: the different sets, shape (sets, codes), true where a code is in a set; ``given``: the
    number of the set by coder and unit, shape (coders, units); ``cluster``: where a unit is drawn from.
    """

    sets: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    given: Whole
    cluster: Whole


MOST_SETS: Final = 3000
"""So many different sets are compared each with each; with more, alpha over sets is not computed."""


def sets_given(keys: tuple[Whole, ...], units: Units, text: ComparedText) -> GivenSets:
    """The sets of codes of every unit that is compared, from the keys of ``unit_keys``."""
    compared = text.kept(units.start, units.end)
    kept, place = np.flatnonzero(compared), np.cumsum(compared) - 1
    number = max(1, units.number)
    member = np.concatenate([coder * len(kept) + place[each % number] for coder, each in enumerate(keys)])
    rows, row = np.unique(member, return_inverse=True)
    has = np.zeros((len(rows) + 1, text.codes), dtype=np.bool_)
    has[row, np.concatenate([each // number for each in keys])] = True
    # The last row, which stays empty, makes sure that the empty set is among them.
    packed = np.packbits(has, axis=1)
    _, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    given = np.full(len(keys) * len(kept), which[-1], dtype=np.int64)
    given[rows] = which[:-1]
    cluster = text.cluster_at(units.start[kept])
    return GivenSets(has[first], given.reshape(len(keys), len(kept)), cluster)


def distances(sets: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> dict[SetDistance, Real]:
    """Distances of every set from every other, shape (sets, sets), from 0 (the same) to 1.

    Jaccard: 1 - shared / in either. MASI: 1 - Jaccard index x M, with M = 1 for equal sets, 2/3 where
    one holds the other, 1/3 where they overlap otherwise, 0 where they do not.
    """
    members = sets.astype(np.float64)
    size = members.sum(axis=1)
    shared = members @ members.T
    either = size[:, np.newaxis] + size - shared
    with np.errstate(divide="ignore", invalid="ignore"):
        index = np.where(either > 0, shared / either, 1.0)
    equal = shared == either
    held = shared == np.minimum(size[:, np.newaxis], size)
    monotony = np.where(equal, 1.0, np.where(shared == 0, 0.0, np.where(held, 2 / 3, 1 / 3)))
    return {
        SetDistance.EXACT: (~equal).astype(np.float64),
        SetDistance.JACCARD: 1 - index,
        SetDistance.MASI: 1 - index * monotony,
    }


@dataclass(frozen=True, eq=False)
class _Disagreement:
    """What alpha is made of, by cluster: units, disagreement within them, how often each set was given."""

    units: Real
    within: dict[SetDistance, Real]
    given: "sparse.csr_array"


def alphas_of_sets(
    sets: GivenSets, clusters: int, drawn: Iterable[Real]
) -> tuple[dict[SetDistance, Real], dict[SetDistance, Real]]:
    """Alpha with each distance: over all units, shape (1,), and in the samples drawn, shape (samples,).

    alpha = 1 - Do / De; Do is the mean distance of two coders on a unit, De that of any two of the n
    sets given, n = coders x units. NaN where all sets are the same.
    """
    between = distances(sets.sets)
    found = _disagreement(sets, between, clusters)
    coders = len(sets.given)
    overall = _alphas(np.ones((1, clusters)), found, between, coders)
    sampled = [_alphas(weights, found, between, coders) for weights in drawn]
    return overall, {
        name: np.concatenate([each[name] for each in sampled]) if sampled else np.empty(0)
        for name in SetDistance
    }


def _disagreement(sets: GivenSets, between: dict[SetDistance, Real], clusters: int) -> _Disagreement:
    pairs = pairs_of(len(sets.given))
    within = {}
    for name, distance in between.items():
        apart = np.mean([distance[sets.given[i], sets.given[j]] for i, j in pairs], axis=0)
        within[name] = np.bincount(sets.cluster, apart, minlength=clusters).astype(np.float64)
    place = np.broadcast_to(sets.cluster, sets.given.shape).ravel()
    ones = np.ones(len(place))
    # Here, for no other matrix or report should wait for it.
    from scipy import sparse

    given = sparse.coo_array((ones, (sets.given.ravel(), place)), shape=(len(sets.sets), clusters))
    units = np.bincount(sets.cluster, minlength=clusters).astype(np.float64)
    return _Disagreement(units, within, sparse.csr_array(given))


def _alphas(
    weights: Real, found: _Disagreement, between: dict[SetDistance, Real], coders: int
) -> dict[SetDistance, Real]:
    units, given = weights @ found.units, (found.given @ weights.T).T
    values = coders * units
    alphas = {}
    with np.errstate(divide="ignore", invalid="ignore"):
        for name, distance in between.items():
            expected = ((given @ distance) * given).sum(axis=1) / (values * (values - 1))
            observed = (weights @ found.within[name]) / units
            alphas[name] = np.where(expected > 0, 1 - observed / expected, np.nan)
    return alphas
