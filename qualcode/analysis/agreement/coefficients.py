"""Coefficients of agreement on one code, from what the coders coded alone and in pairs."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from qualcode.model.results.agreement import AgreementMeasure

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class AgreementSums:
    """What coders did with each code, added up over units (or characters).

    ``total``: number of units, shape (...,); ``chosen``: units that each coder gave the code, shape
    (..., coders, codes); ``both``: units that both coders of a pair gave it, shape (..., pairs, codes),
    pairs in the order of ``pairs_of``. Leading dimensions, where there are any, are samples.
    """

    total: Real
    chosen: Real
    both: Real

    @property
    def coders(self) -> int:
        return int(self.chosen.shape[-2])

    def of_pair(self, one: int, other: int) -> "AgreementSums":
        """The same for two of the coders alone."""
        place = pairs_of(self.coders).index((min(one, other), max(one, other)))
        return AgreementSums(self.total, self.chosen[..., [one, other], :], self.both[..., [place], :])

    def pooled(self) -> "AgreementSums":
        """All codes as one table: every unit counts once for each code, shape (..., 1)."""
        codes = self.chosen.shape[-1]
        chosen, both = self.chosen.sum(axis=-1, keepdims=True), self.both.sum(axis=-1, keepdims=True)
        return AgreementSums(self.total * codes, chosen, both)


def pairs_of(coders: int) -> list[tuple[int, int]]:
    """All pairs of coders by their places, the smaller first."""
    return list(combinations(range(coders), 2))


def figures(sums: AgreementSums) -> dict[AgreementMeasure, Real]:
    """Every figure of agreement by code, shape (..., codes); NaN where it is not defined.

    A unit either has the code or has not: two values, m coders, N units, p_i the share of units that
    coder i gave the code, p their mean. Observed agreement Po is the mean over pairs of coders of the
    share of units on which both say the same. Each coefficient is (Po - Pe) / (1 - Pe):

    - kappa (Cohen 1960), of two coders, and conger (Conger 1980), of any number: Pe is the mean over
      pairs of p_i p_j + (1 - p_i)(1 - p_j). For more than two coders ``kappa`` is the mean of the
      pairs' kappas (Light 1971).
    - fleiss (Fleiss 1971): Pe = p^2 + (1 - p)^2.
    - alpha, nominal (Krippendorff 2019): 1 - Do / De, with Do = 1 - Po and
      De = 2 n1 n0 / (n (n - 1)), n = m N, n1 = n p, n0 = n - n1.
    - ac1 (Gwet 2008): Pe = 2 p (1 - p).
    - bp (Brennan and Prediger 1981): Pe = 1/2.

    ``percent`` is Po; ``positive`` is the mean of 2 both / (a + b) over pairs, weighted by a + b: the
    F1 of two coders. Where nobody, or everybody, gave the code to every unit nothing varies, and no
    coefficient that corrects for chance is defined.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return _figures(sums)


def _figures(sums: AgreementSums) -> dict[AgreementMeasure, Real]:
    total = sums.total[..., np.newaxis]
    first, second = (np.array(places, dtype=np.intp) for places in zip(*pairs_of(sums.coders), strict=True))
    a, b, both = sums.chosen[..., first, :], sums.chosen[..., second, :], sums.both
    by_pair = total[..., np.newaxis, :]
    same = (by_pair - a - b + 2 * both) / by_pair
    observed = same.mean(axis=-2)
    share_a, share_b = a / by_pair, b / by_pair
    expected = share_a * share_b + (1 - share_a) * (1 - share_b)
    positives = sums.chosen.sum(axis=-2)
    values = sums.coders * total
    share = positives / values
    disagreement = 2 * positives * (values - positives) / (values * (values - 1))
    varies = (positives > 0) & (positives < values)
    found = {
        AgreementMeasure.KAPPA: _light(_corrected(same, expected)),
        AgreementMeasure.FLEISS: _corrected(observed, share**2 + (1 - share) ** 2),
        AgreementMeasure.CONGER: _corrected(observed, expected.mean(axis=-2)),
        AgreementMeasure.ALPHA: 1 - (1 - observed) / disagreement,
        AgreementMeasure.AC1: _corrected(observed, 2 * share * (1 - share)),
        AgreementMeasure.BP: 2 * observed - 1,
    }
    defined = {name: np.where(varies, figure, np.nan) for name, figure in found.items()}
    positive = 2 * both.sum(axis=-2) / (a + b).sum(axis=-2)
    return {AgreementMeasure.PERCENT: observed, AgreementMeasure.POSITIVE: positive, **defined}


def _corrected(observed: Real, expected: Real) -> Real:
    return (observed - expected) / (1 - expected)


def _light(kappas: Real) -> Real:
    """The mean over pairs for which kappa is defined; NaN where it is for none."""
    defined = np.isfinite(kappas)
    return np.asarray(np.where(defined, kappas, 0.0).sum(axis=-2) / defined.sum(axis=-2))
