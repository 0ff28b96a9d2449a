"""Agreement on where passages begin and end: Krippendorff's alpha for unitizing, in the form of 2016.

Krippendorff, Mathet, Bouvry and Widlöcher (2016), "On the reliability of unitizing textual continua:
further developments", Quality & Quantity 50. The form of 1995, which it replaces, gives other figures.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.analysis.ragged import Whole, expand
from qualcode.analysis.stretches import Stretches
from qualcode.model.results.agreement import UnitizingAgreement

Real = npt.NDArray[np.float64]

EDITION: Final = "Krippendorff et al. 2016"


@dataclass(frozen=True, eq=False)
class UnitizedSegments:
    """One coder's passages on a line, in order and without overlap; ``value`` is what each was given."""

    start: Whole
    end: Whole
    value: Whole

    @property
    def length(self) -> Real:
        return (self.end - self.start).astype(np.float64)


@dataclass(frozen=True, eq=False)
class Continuum:
    """What unitizing needs of one code, added up over some text; every part has the same shape.

    ``length``: of the text; ``coded``: of all coders' passages together; ``both``: of what pairs of
    coders share, added over pairs; ``squares``: squared lengths of all passages.
    """

    length: Real
    coded: Real
    both: Real
    squares: Real

    def weighted(self, samples: Real) -> "Continuum":
        """Sums over texts in each of some samples; ``samples`` says how often each text is drawn."""
        return Continuum(*(samples @ getattr(self, each.name) for each in fields(self)))


def alpha_of_code(continuum: Continuum, coders: int) -> Real:
    """The unitizing alpha of one code against gaps; NaN where nothing, or everything, is coded.

    With l = m L the length of all coders' continua, l1 = what is coded, l0 = l - l1, K = the squares of
    passages plus l0: observed l10 = l1 - 2 both / (m - 1), expected e10 = l1 l0 / (l - K / l), and
    alpha = 1 - l10 / e10. With a single value, u-alpha and its binary form are the same.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = coders * continuum.length
        gaps = whole - continuum.coded
        apart = continuum.coded - 2 * continuum.both / (coders - 1)
        expected = continuum.coded * gaps / (whole - (continuum.squares + gaps) / whole)
        found = 1 - apart / expected
    return np.where((continuum.coded > 0) & (gaps > 0), found, np.nan)


def alphas(coders: list[UnitizedSegments], length: int) -> UnitizingAgreement:
    """u-alpha, binary alpha and cu-alpha over several values; NaN where one is not defined.

    Coincidences l_ck = 1 / (m - 1) x the lengths that segments of value c and k of different coders
    share; e_ck = (l_c l_k - [c = k] K_c) / (l - K / l), K_c the squared lengths of segments of value c
    (of gaps: their length); alpha = 1 - sum of l_ck / sum of e_ck over c != k. For cu-alpha only what
    two coders coded counts, and a segment's length is what it shares with other coders' segments.
    """
    values = 1 + max((int(each.value.max(initial=0)) for each in coders), default=0)
    meeting, pairable = _meeting(coders, values)
    lengths = np.zeros(values)
    squares = np.zeros(values)
    for each in coders:
        np.add.at(lengths, each.value, each.length)
        np.add.at(squares, each.value, each.length**2)
    table = _with_gaps(meeting, lengths, len(coders) * length)
    gaps = table[-1].sum()
    folded = _with_gaps(meeting.sum(keepdims=True), lengths.sum(keepdims=True), len(coders) * length)
    return UnitizingAgreement(
        u=_alpha(table, np.append(squares, gaps)),
        binary=_alpha(folded, np.array([squares.sum(), gaps])),
        cu=_alpha(meeting, pairable),
    )


def _meeting(coders: list[UnitizedSegments], values: int) -> tuple[Real, Real]:
    """Coincidences of values where segments of two coders meet, and by value the squares of what meets."""
    table, squares = np.zeros((values, values)), np.zeros(values)
    others = len(coders) - 1
    for place, each in enumerate(coders):
        shared = np.zeros(len(each.start))
        for other in coders[:place] + coders[place + 1 :]:
            first, after = Stretches(other.start, other.end).touched(each.start, each.end)
            own, met = expand(first, after - first)
            reach = np.minimum(each.end[own], other.end[met]) - np.maximum(each.start[own], other.start[met])
            piece = reach / others
            np.add.at(table, (each.value[own], other.value[met]), piece)
            np.add.at(shared, own, piece)
        np.add.at(squares, each.value, shared**2)
    return table, squares


def _with_gaps(meeting: Real, lengths: Real, whole: float) -> Real:
    """Coincidences with the gap as the last value: rows add up to the length of each value."""
    size = len(lengths)
    table = np.zeros((size + 1, size + 1))
    table[:size, :size] = meeting
    table[:size, size] = lengths - meeting.sum(axis=1)
    table[size, :size] = lengths - meeting.sum(axis=0)
    table[size, size] = whole - lengths.sum() - table[size, :size].sum()
    return table


def _alpha(table: Real, squares: Real) -> float:
    of_value = table.sum(axis=1)
    whole = of_value.sum()
    if np.count_nonzero(of_value) < 2:
        return float("nan")
    expected = np.outer(of_value, of_value) / (whole - squares.sum() / whole)
    apart = ~np.eye(len(of_value), dtype=np.bool_)
    return float(1 - table[apart].sum() / expected[apart].sum())
