"""How often coders gave a code to the same units, or characters: sums for each turn or transcript."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from qualcode.analysis.agreement.coefficients import AgreementSums, Real, pairs_of
from qualcode.analysis.agreement.compared import ComparedText
from qualcode.analysis.ragged import Whole, distinct
from qualcode.analysis.runs import Passages
from qualcode.analysis.stretches import Stretches
from qualcode.analysis.units import Units, units_of
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import Rule
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import AgreementTable

if TYPE_CHECKING:
    from scipy import sparse

_RULES: Final = {
    AgreementUnit.TURN: Rule.TURN,
    AgreementUnit.SENTENCE: Rule.SENTENCE,
    AgreementUnit.PARAGRAPH: Rule.PARAGRAPH,
}


def unit_rule(unit: AgreementUnit) -> Rule:
    """The context unit in which sets of codes are compared; turns, where coders are not compared by unit."""
    return _RULES.get(unit, Rule.TURN)


@dataclass(frozen=True, eq=False)
class CodedAmounts:
    """Units (or stretches) that were given a code: where they are drawn from, which code, how much."""

    cluster: Whole
    code: Whole
    amount: Real

    def by_code(self, codes: int) -> Real:
        return np.bincount(self.code, self.amount, minlength=codes).astype(np.float64)


@dataclass(frozen=True, eq=False)
class AgreementCounts:
    """What every coder, every pair, all together and each alone gave each code.

    ``total`` is the number of units (characters) by cluster, shape (clusters,). ``everybody`` and
    ``alone`` (by coder) are sums by code.
    """

    codes: int
    total: Real
    chosen: tuple[CodedAmounts, ...]
    both: tuple[CodedAmounts, ...]
    everybody: Real
    alone: tuple[Real, ...]
    somebody: Real

    def tables(self) -> tuple[AgreementTable, ...]:
        """What the coders gave each code."""
        whole = float(self.total.sum())
        columns = (self.everybody, *self.alone, self.somebody)
        return tuple(
            _table(*(float(column[code]) for column in columns), whole) for code in range(self.codes)
        )

    def pooled_table(self) -> AgreementTable:
        """The same over all codes: every unit counts once for each code."""
        columns = (self.everybody, *self.alone, self.somebody)
        return _table(*(float(column.sum()) for column in columns), float(self.total.sum()) * self.codes)

    def tables_of_pair(self, one: int, other: int) -> tuple[AgreementTable, ...]:
        """What two of the coders gave each code and, last, all codes pooled."""
        sums = self.sums.of_pair(one, other)
        return (*_of_pair(sums), *_of_pair(sums.pooled()))

    @cached_property
    def _table(self) -> "sparse.csr_array":
        """Shape ((coders + pairs) * codes, clusters)."""
        columns = (*self.chosen, *self.both)
        amount = np.concatenate([each.amount for each in columns])
        row = np.concatenate([each.code + place * self.codes for place, each in enumerate(columns)])
        cluster = np.concatenate([each.cluster for each in columns])
        shape = (len(columns) * self.codes, len(self.total))
        # Here, for no other matrix or report should wait for it.
        from scipy import sparse

        return sparse.csr_array(sparse.coo_array((amount, (row, cluster)), shape=shape))

    @cached_property
    def sums(self) -> AgreementSums:
        """Over all of the text."""
        chosen = np.array([each.by_code(self.codes) for each in self.chosen])
        both = np.array([each.by_code(self.codes) for each in self.both])
        return AgreementSums(self.total.sum(), chosen, both)

    def drawn(self, weights: Real) -> AgreementSums:
        """The same over samples of clusters, each drawn as often as ``weights`` (samples, clusters) says."""
        table = (self._table @ weights.T).T.reshape(len(weights), -1, self.codes)
        coders = len(self.chosen)
        return AgreementSums(weights @ self.total, table[:, :coders], table[:, coders:])


def _of_pair(sums: AgreementSums) -> list[AgreementTable]:
    (mine, theirs), (both,) = sums.chosen, sums.both
    return [
        AgreementTable(float(n), (float(a - n), float(b - n)), 0.0, float(sums.total - a - b + n))
        for a, b, n in zip(mine, theirs, both, strict=True)
    ]


def _table(both: float, *rest: float) -> AgreementTable:
    """From what all gave, each alone, anybody, and the number of all units."""
    *only, somebody, whole = rest
    return AgreementTable(both, tuple(only), somebody - both - sum(only), whole - somebody)


def counting(text: ComparedText, unit: AgreementUnit, measures: Measures | None) -> AgreementCounts:
    """Units with each code, or characters. Sentences need ``measures``; else QualcodeError."""
    if unit is AgreementUnit.CHARACTER:
        return _characters(text)
    return _units(text, units_of(text.selected, unit_rule(unit), measures))


# -- units -------------------------------------------------------------------------------------------


def unit_keys(text: ComparedText, units: Units) -> tuple[Whole, ...]:
    """By coder: code * number of units + unit, of every unit that was given a code, ascending."""
    kept = text.kept(units.start, units.end)
    found = []
    for runs in text.runs:
        run, unit = units.touched(runs)
        here = kept[unit]
        found.append(distinct(runs.code[run[here]] * units.number + unit[here]))
    return tuple(found)


def _units(text: ComparedText, units: Units) -> AgreementCounts:
    kept = text.kept(units.start, units.end)
    cluster = text.cluster_at(units.start)
    keys = unit_keys(text, units)

    def coded(keys: Whole) -> CodedAmounts:
        unit = keys % max(1, units.number)
        return CodedAmounts(cluster[unit], keys // max(1, units.number), np.ones(len(keys)))

    every, times = np.unique(np.concatenate(keys), return_counts=True)
    once = every[times == 1]
    return AgreementCounts(
        codes=text.codes,
        total=np.bincount(cluster[kept], minlength=text.clusters).astype(np.float64),
        chosen=tuple(map(coded, keys)),
        both=tuple(
            coded(np.intersect1d(keys[i], keys[j], assume_unique=True)) for i, j in pairs_of(len(keys))
        ),
        everybody=coded(every[times == len(keys)]).by_code(text.codes),
        alone=tuple(
            coded(np.intersect1d(each, once, assume_unique=True)).by_code(text.codes) for each in keys
        ),
        somebody=coded(every).by_code(text.codes),
    )


# -- characters --------------------------------------------------------------------------------------


def _characters(text: ComparedText) -> AgreementCounts:
    speech = text.speech
    lines = tuple(on_lines_of_codes(text, runs) for runs in text.runs)
    every, whole = _counted_stretches(lines)
    return AgreementCounts(
        codes=text.codes,
        total=np.bincount(
            text.cluster_at(speech.start), speech.end - speech.start, minlength=text.clusters
        ).astype(np.float64),
        chosen=tuple(_lengths(text, each) for each in lines),
        both=tuple(_lengths(text, shared_stretches(lines[i], lines[j])) for i, j in pairs_of(len(lines))),
        everybody=_lengths(text, every.where(whole == len(lines))).by_code(text.codes),
        alone=tuple(
            _lengths(text, shared_stretches(each, every.where(whole == 1))).by_code(text.codes)
            for each in lines
        ),
        somebody=_lengths(text, every).by_code(text.codes),
    )


def on_lines_of_codes(text: ComparedText, runs: Passages) -> Stretches:
    """Runs of all codes on one line, on which the text is laid once for each code."""
    offset = runs.code * text.selected.length
    return Stretches(runs.start + offset, runs.end + offset)


def shared_stretches(one: Stretches, other: Stretches) -> Stretches:
    """What both have."""
    _, start, end = other.pieces(one.start, one.end)
    return Stretches(start, end)


def _counted_stretches(lines: tuple[Stretches, ...]) -> tuple[Stretches, npt.NDArray[np.int64]]:
    """The text that any coder coded, cut where a coder begins or ends, and how many coded each piece.

    A coder's own runs never overlap, so that one who begins where another run of theirs ends counts once.
    """
    places = np.concatenate([part for line in lines for part in (line.start, line.end)])
    steps = np.concatenate([np.repeat((1, -1), len(line)) for line in lines])
    order = np.argsort(places, kind="stable")
    places, depth = places[order], np.cumsum(steps[order])
    if not len(places):
        return Stretches(places, places), places
    inside = (np.diff(places) > 0) & (depth[:-1] > 0)
    return Stretches(places[:-1][inside], places[1:][inside]), depth[:-1][inside]


def _lengths(text: ComparedText, stretches: Stretches) -> CodedAmounts:
    """How much of each stretch lies in the speech that is compared, turn by turn."""
    length = max(1, text.selected.length)
    code = stretches.start // length
    owner, start, end = text.speech.pieces(stretches.start - code * length, stretches.end - code * length)
    return CodedAmounts(text.cluster_at(start), code[owner], (end - start).astype(np.float64))
