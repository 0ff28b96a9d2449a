"""How strongly codes go together: coefficients from co-occurrence counts, and why some are not defined."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.matrices import about_coefficient
from qualcode.analysis.cooccurrence import code_labels, count
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.branches import told_apart
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import Coefficient, CooccurrenceRequest, Count
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted

Real = npt.NDArray[np.float64]

UNEVEN = 5
"""Where one code is used more than this many times as often as the other, c is small by construction."""

UNUSED = "not defined: a code is not used"
ABOVE_ONE = "not defined: a long passage meets several, so the codes meet more often than one of them occurs"
NO_VARIATION = "not defined: a code is in none or in all of the units"
NO_ODDS = "not defined: no unit has one of the codes alone"
_EXAMPLES = 3


@dataclass(frozen=True, eq=False)
class Coefficients:
    """Values of one coefficient by (row, column), NaN where ``reasons`` says why there is none."""

    values: Real
    reasons: dict[tuple[int, int], str]


def coefficients(counts: npt.NDArray[np.int64], which: Coefficient, units: int | None = None) -> Coefficients:
    """A coefficient for every two codes, from counts of shape (codes, codes).

    n1 and n2 are the diagonal, n12 the cell: c = n12 / (n1 + n2 - n12) (Jaccard 1901, ATLAS.ti's
    c-coefficient); overlap = n12 / min(n1, n2) (Simpson 1943); share = n12 / n1; with N = ``units``:
    lift = n12 N / (n1 n2); phi = (n12 N - n1 n2) / sqrt(n1 n2 (N - n1)(N - n2)) (Pearson);
    odds = n12 (N - n1 - n2 + n12) / ((n1 - n12)(n2 - n12)). Raises QualcodeError where ``units``
    is needed and None.
    """
    if which.needs_units and units is None:
        raise QualcodeError(
            f"The coefficient “{which}” needs to know all units: count units of a sentence, paragraph, turn, "
            "transcript or participant."
        )
    both = counts.astype(np.float64)
    own = np.diagonal(both)
    row, column = own[:, None], own[None, :]
    top, bottom = _fraction(which, both, row, column, np.nan if units is None else units)
    unused = (row == 0) | (column == 0)
    missing = {UNUSED: unused}
    if which in (Coefficient.C, Coefficient.OVERLAP, Coefficient.SHARE):
        missing[ABOVE_ONE] = ~unused & (top > bottom)
    else:
        missing[NO_ODDS if which is Coefficient.ODDS else NO_VARIATION] = ~unused & (bottom == 0)
    undefined = np.logical_or.reduce(list(missing.values()))
    values = np.divide(top, bottom, out=np.full_like(both, np.nan), where=~undefined)
    return Coefficients(values, _reasons(missing))


def _fraction(which: Coefficient, both: Real, row: Real, column: Real, units: float) -> tuple[Real, Real]:
    """Numerator and denominator of a coefficient."""
    if which is Coefficient.C:
        return both, row + column - both
    if which is Coefficient.OVERLAP:
        return both, np.minimum(row, column)
    if which is Coefficient.SHARE:
        return both, np.broadcast_to(row, both.shape)
    if which is Coefficient.LIFT:
        return both * units, row * column
    if which is Coefficient.PHI:
        return both * units - row * column, np.sqrt(row * column) * np.sqrt((units - row) * (units - column))
    return both * (units - row - column + both), (row - both) * (column - both)


def _reasons(missing: dict[str, npt.NDArray[np.bool_]]) -> dict[tuple[int, int], str]:
    return {
        (int(row), int(column)): reason
        for reason, places in missing.items()
        for row, column in np.argwhere(places)
    }


def coefficient_matrix(
    study: Study,
    request: CooccurrenceRequest,
    which: Coefficient,
    measures: Measures | None = None,
) -> Matrix:
    """A coefficient for every two codes: float64, shape (codes, codes), notes where it is not defined.

    Raises QualcodeError for lift, phi and odds ratio unless units are counted.
    """
    return coefficients_of(study, request, which, measures)[1]


def coefficients_of(
    study: Study,
    request: CooccurrenceRequest,
    which: Coefficient,
    measures: Measures | None = None,
) -> tuple[Matrix, Matrix]:
    """The counts, and the coefficient made of them, counted once for both."""
    selected = SelectedText(study, request.selection)
    counted = count(selected, request, measures)
    units = counted.units if request.counted is Count.UNITS else None
    found = coefficients(counted.table, which, units)
    labels = code_labels(selected)
    about = about_coefficient(study, request, which, units)
    counts = Matrix(labels, labels, counted.table, about, symmetric=True)
    names = told_apart([label.name for label in labels])
    uneven = _uneven(counted.table, names) if which is Coefficient.C else ()
    return counts, Matrix(
        rows=labels,
        columns=labels,
        values=found.values,
        provenance=about,
        symmetric=which is not Coefficient.SHARE,
        notes=found.reasons,
        remarks=uneven,
    )


def _uneven(counts: npt.NDArray[np.int64], names: list[str]) -> tuple[str, ...]:
    """A remark on the pairs of which one code is used much more often than the other."""
    own = np.diagonal(counts)
    larger, smaller = np.maximum.outer(own, own), np.minimum.outer(own, own)
    uneven = np.argwhere(np.triu((counts > 0) & (larger > UNEVEN * smaller), 1))
    if not len(uneven):
        return ()
    examples = "; ".join(
        f"“{names[row]}” ({own[row]:,}) and “{names[column]}” ({own[column]:,})"
        for row, column in uneven[:_EXAMPLES]
    )
    more = ", for example" if len(uneven) > _EXAMPLES else ":"
    pairs = counted(len(uneven), "pair")
    remark = (
        f"In {pairs} of codes that occur together one is used more than five times as often as the other; "
        f"c is then small by construction{more} {examples}."
    )
    return (remark,)
