"""Figures of agreement over all of the text and in bootstrap samples, by code and pooled."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.agreement.coefficients import AgreementSums, Real, figures
from qualcode.analysis.agreement.counting import AgreementCounts
from qualcode.analysis.agreement.drawing import interval
from qualcode.analysis.agreement.overlapping_segments import SegmentMatches
from qualcode.model.results.agreement import AgreementMeasure, ConfidenceInterval

ByMeasure = Mapping[AgreementMeasure, Real]


@dataclass(frozen=True, eq=False)
class SampledFigures:
    """``figures`` by measure, shape (codes,), and ``samples`` of the same, shape (samples, codes)."""

    figures: ByMeasure
    samples: ByMeasure

    def of(self, code: int) -> dict[AgreementMeasure, float]:
        return {name: float(found[code]) for name, found in self.figures.items()}

    def intervals(self, code: int) -> dict[AgreementMeasure, ConfidenceInterval | None]:
        return {name: interval(found[:, [code]])[0] for name, found in self.samples.items()}

    def mean(self) -> "SampledFigures":
        """The mean of the codes for which a figure is defined, as a single column."""
        return SampledFigures(
            {name: _mean(found) for name, found in self.figures.items()},
            {name: _mean(found) for name, found in self.samples.items()},
        )


@dataclass(frozen=True, eq=False)
class CodesAndPool:
    """Figures code by code, and of all codes pooled (a single column)."""

    codes: SampledFigures
    pooled: SampledFigures


Figures = Callable[[Real | None], tuple[ByMeasure, ByMeasure]]
"""Figures by code and pooled: of samples, weights of clusters (samples, clusters), or of all the text."""


def sampled(found: Figures, drawn: Iterable[Real]) -> CodesAndPool:
    """The figures over all of the text, and in the samples drawn."""
    codes, pooled = found(None)
    parts = [found(weights) for weights in drawn]
    return CodesAndPool(
        SampledFigures(codes, _joined(codes, [part[0] for part in parts])),
        SampledFigures(pooled, _joined(pooled, [part[1] for part in parts])),
    )


def counted_figures(counts: AgreementCounts, pair: tuple[int, int] | None = None) -> Figures:
    """Figures of counted units, of all coders or of a pair of them."""

    def found(weights: Real | None) -> tuple[ByMeasure, ByMeasure]:
        sums = counts.sums if weights is None else counts.drawn(weights)
        chosen: AgreementSums = sums if pair is None else sums.of_pair(*pair)
        return figures(chosen), figures(chosen.pooled())

    return found


def segment_figures(matches: tuple[SegmentMatches, ...], codes: int) -> Figures:
    """Figures of segments that overlap, of one pair of coders or of several added up.

    Percent agreement = agreed / all segments. Segments that nobody made cannot be counted, so that the
    only chance there is to correct for is that of choosing among the codes: with all codes pooled,
    Pe = 1 / number of codes in the form of Brennan and Prediger.
    """

    def found(weights: Real | None) -> tuple[ByMeasure, ByMeasure]:
        def total(table: Real) -> Real:
            return table.sum(axis=0) if weights is None else weights @ table

        agreed = sum((total(each.agreed) for each in matches), np.zeros(codes))
        alone = sum((total(part) for each in matches for part in each.alone), np.zeros(codes))
        return _of_segments(agreed, alone, 1), _of_segments(_summed(agreed), _summed(alone), codes)

    return found


def _of_segments(agreed: Real, alone: Real, codes: int) -> ByMeasure:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = agreed / (agreed + alone)
        chance = 1 / codes
        corrected = (share - chance) / (1 - chance) if codes > 1 else np.full_like(share, np.nan)
    undefined = np.full_like(share, np.nan)
    usual = dict.fromkeys((*AgreementMeasure,), undefined)
    del usual[AgreementMeasure.UNITIZING]
    return {
        **usual,
        AgreementMeasure.PERCENT: share,
        AgreementMeasure.POSITIVE: share,
        AgreementMeasure.BP: corrected,
    }


def _summed(table: Real) -> Real:
    return np.asarray(table.sum(axis=-1, keepdims=True))


def _mean(table: Real) -> Real:
    defined = np.isfinite(table)
    with np.errstate(divide="ignore", invalid="ignore"):
        total = np.where(defined, table, 0.0).sum(axis=-1, keepdims=True)
        return np.asarray(total / defined.sum(axis=-1, keepdims=True))


def _joined(figures: ByMeasure, parts: list[ByMeasure]) -> ByMeasure:
    empty = {name: np.empty((0, *found.shape)) for name, found in figures.items()}
    return {name: np.concatenate([empty[name], *(part[name] for part in parts)]) for name in figures}
