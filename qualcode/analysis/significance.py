"""Whether codes and groups go together more than chance would have it, and when not to believe the answer."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.matrices import about_test
from qualcode.analysis.cooccurrence import code_labels
from qualcode.analysis.frequency import frequencies, nested, people_behind
from qualcode.analysis.groups import Groups, groups_of
from qualcode.analysis.ragged import Whole
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.suppression import suppress
from qualcode.analysis.table_request import TableRequest
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import Figure
from qualcode.model.results.matrix import Label
from qualcode.model.results.significance_result import SignificanceResult
from qualcode.model.study import Study
from qualcode.model.words.in_words import beginning, counted, plural_of

if TYPE_CHECKING:
    from scipy.stats.contingency import Chi2ContingencyResult

Real = npt.NDArray[np.float64]

SMALL: Final = 5.0
TOLERATED: Final = 0.2
"""Cochran (1954): at most a fifth of the expected counts below 5, and none below 1."""

TOO_SMALL: Final = "not defined: fewer than two rows or columns have any figure"


@dataclass(frozen=True, eq=False)
class Association:
    """Tests of a table of counts, rows and columns without any figure left out.

    ``rows`` and ``columns`` are the places that took part; ``expected`` has their shape.
    ``chi_square``, ``p`` and ``cramers_v`` are NaN where ``undefined`` says why. ``fisher_p`` is
    there for tables of two rows and two columns. ``left_out`` says what the test left out of the table.
    ``different``: how many people or units the observations are of, of whom one may be in several cells.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    observations: int
    expected: Real
    degrees: int
    chi_square: float
    p: float
    cramers_v: float
    fisher_p: float | None = None
    undefined: str = ""
    warnings: tuple[str, ...] = ()
    left_out: str = ""
    different: int = 0


@dataclass(frozen=True, eq=False)
class CodeAssociation:
    """The tests of a table of codes by groups, with what is printed beside them."""

    association: Association
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    provenance: Provenance


def association(counts: Whole) -> Association:
    """Chi-square test of independence, Cramer's V and, for 2 x 2, Fisher's exact test.

    Expected count = row total * column total / N; chi-square = sum of (observed - expected)^2 /
    expected, without continuity correction (Pearson 1900), with (rows - 1)(columns - 1) degrees of
    freedom (Fisher 1922); V = sqrt(chi-square / (N * (min(rows, columns) - 1))) (Cramer 1946);
    the exact test is two-sided, adding up all tables with the same margins that are no more
    likely than the one observed (Fisher 1935).
    """
    rows = np.flatnonzero(counts.sum(axis=1))
    columns = np.flatnonzero(counts.sum(axis=0))
    table = counts[np.ix_(rows, columns)]
    places = (tuple(rows.tolist()), tuple(columns.tolist()))
    observations = int(table.sum())
    if min(table.shape) < 2:
        nothing = np.empty((0, 0))
        return Association(*places, observations, nothing, 0, np.nan, np.nan, np.nan, undefined=TOO_SMALL)
    found = _chi_square(table)
    expected = np.asarray(found.expected_freq, dtype=np.float64)
    statistic = float(found.statistic)
    return Association(
        *places,
        observations=observations,
        expected=expected,
        degrees=int(found.dof),
        chi_square=statistic,
        p=float(found.pvalue),
        cramers_v=min(1.0, float(np.sqrt(statistic / (observations * (min(table.shape) - 1))))),
        fisher_p=_fisher(table) if table.shape == (2, 2) else None,
        warnings=_small_expected(expected),
    )


def code_association(
    study: Study, request: TableRequest, measures: Measures | None = None
) -> CodeAssociation:
    """The tests of the table that a request asks for, with warnings where they mislead.

    Those for whom no value is recorded are not a group that could be compared, and are left out.
    Raises QualcodeError for figures that are no observations, for categories together with their
    codes, and where a minimum cell hides figures, which a test statistic would help to guess.
    """
    if request.figure in (Figure.WORDS, Figure.CHARACTERS):
        raise QualcodeError(
            f"{request.figure.capitalize()} cannot be tested, because they are not observations: "
            "count segments, runs, units or participants."
        )
    if len(request.queries) > 1:
        raise QualcodeError(
            "A passage may be in several queries, so a test would take it several times: choose a single "
            "query, and what is inside is compared with what is outside."
        )
    selected = SelectedText(study, request.selection)
    if nested(selected):
        raise QualcodeError(
            "A category counts what its codes count, so a test would take the same passages twice. "
            "Choose either the categories or the codes."
        )
    groups = groups_of(selected, request)
    table = frequencies(selected, groups, request, request.figure, measures).table
    people = people_behind(selected, groups, request).table
    _refuse_hidden(request, table, people)
    left_out = ""
    if isinstance(groups, Groups) and groups.unrecorded is not None:
        silent = table[:, groups.unrecorded]
        # Whoever has several codes is one all the same.
        left_out = _left_out(request, int(silent[:-1].sum() if request.figure.adds_up else silent[-1]))
        groups = groups.recorded()
        table = frequencies(selected, groups, request, request.figure, measures).table
        people = people_behind(selected, groups, request).table
    found = association(table[:-1, :-1])
    different = found.observations if request.figure.adds_up else int(table[-1, -1])
    found = replace(found, left_out=left_out, different=different)
    labels = code_labels(selected)
    return CodeAssociation(
        association=_with_warnings(found, request, int(people[-1, -1])),
        rows=tuple(labels[place] for place in found.rows),
        columns=tuple(groups.labels[place] for place in found.columns),
        provenance=about_test(study, request),
    )


_ONLY_DESCRIBES: Final = "p is too small: take it as a description, not as a test."


def significance_result(
    study: Study, request: TableRequest, measures: Measures | None = None
) -> SignificanceResult:
    """The tests of a table ready to be printed. Raises QualcodeError as ``code_association`` does."""
    found = code_association(study, request, measures).association
    nothing = bool(found.undefined)
    return SignificanceResult(
        of_what=request.counted_in_words(),
        observations=found.observations,
        rows=len(found.rows),
        columns=len(found.columns),
        chi_square=None if nothing else found.chi_square,
        degrees=None if nothing else found.degrees,
        p=None if nothing else found.p,
        cramers_v=None if nothing else found.cramers_v,
        fisher_p=found.fisher_p,
        undefined=found.undefined.removeprefix("not defined: ") + "." if nothing else "",
        warnings=found.warnings,
        left_out=found.left_out,
        different=found.different,
    )


def _refuse_hidden(request: TableRequest, table: Whole, people: Whole) -> None:
    if not request.minimum_cell:
        return
    counts_people = request.figure is Figure.PARTICIPANTS
    if suppress(table, people, request.minimum_cell, counts_people).all.any():
        raise QualcodeError(
            "Figures of this table are hidden, and a test would help to guess them: choose fewer or larger "
            "groups, or test without a minimum cell and publish neither."
        )


def _left_out(request: TableRequest, number: int) -> str:
    """What the test leaves out; nothing is said where there is a column for them, but nothing in it."""
    if not number:
        return ""
    what = counted(number, request.figure.removesuffix("s"))
    whom = plural_of(number, "it", "them")
    return f"{what} without a recorded value; record one to include {whom}"


def _with_warnings(found: Association, request: TableRequest, people: int) -> Association:
    """The same tests, warning where the observations are not independent of each other."""
    warnings = list(found.warnings)
    repeated = found.observations > found.different
    # Of people this says all there is to be said: each cell that one of them is in is an observation.
    all_said = repeated and request.figure is Figure.PARTICIPANTS
    if repeated:
        what = f" and {_ONLY_DESCRIBES}" if all_said else "."
        warnings.append(
            f"The {found.different:,} {request.figure} counted are in {found.observations:,} cells: one may "
            f"have several codes or belong to several columns, so the cells are not independent{what}"
        )
    if found.observations > people and not all_said:
        who = "1 participant contributes" if people == 1 else f"{people:,} participants contribute"
        warnings.append(
            f"{beginning(who)} {found.observations:,} observations. Those of one person resemble each other, "
            f"so they are not independent and {_ONLY_DESCRIBES}"
        )
    return replace(found, warnings=tuple(warnings))


def _small_expected(expected: Real) -> tuple[str, ...]:
    small = int((expected < SMALL).sum())
    if small <= TOLERATED * expected.size and float(expected.min()) >= 1:
        return ()
    cells = "1 cell has" if small == 1 else f"{small:,} cells have"
    exact = "; rely on Fisher’s exact test" if expected.shape == (2, 2) else "; combine rows or columns"
    warning = (
        f"{beginning(cells)} an expected count below 5 (of {expected.size:,}; the smallest is "
        f"{expected.min():.2f}): the chi-square test is not reliable here{exact}."
    )
    return (warning,)


def _chi_square(table: Whole) -> "Chi2ContingencyResult":
    from scipy.stats import chi2_contingency

    return chi2_contingency(table, correction=False)


def _fisher(table: Whole) -> float:
    from scipy.stats import fisher_exact

    return float(fisher_exact(table).pvalue)
