"""In which order the codes of a matrix stand, with the tree of a clustering and the totals beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.analysis.captions.matrices import CLUSTERED
from qualcode.analysis.clusters import ClusterJoin, clusters
from qualcode.analysis.coefficients import coefficients_of
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import TOTAL, code_table
from qualcode.analysis.table_request import TableRequest
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import Coefficient, CooccurrenceRequest
from qualcode.model.questions.words import SHOWN_WORDS, Shown, Sorting
from qualcode.model.results.matrix import SUMS, Matrix
from qualcode.model.study import Study
from qualcode.model.words.name_order import name_order


@dataclass(frozen=True, eq=False)
class Ordered:
    """A matrix as it is seen. ``joins`` is the tree over its rows where they are clustered.

    ``counts`` are the counts, in the same order, of which a coefficient was made; the matrix itself
    where counts are shown. ``scale`` names what the figures are.
    """

    matrix: Matrix
    counts: Matrix
    joins: tuple[ClusterJoin, ...] = ()
    scale: str = ""


def ordered_cooccurrence(
    study: Study,
    request: CooccurrenceRequest,
    coefficient: Coefficient | None = None,
    sorting: Sorting = Sorting.CODEBOOK,
    measures: Measures | None = None,
) -> Ordered:
    """Codes by codes as counts or as a coefficient, sorted.

    Counts of pairs and of characters, which can be added up, get a last column with the sum of
    each row. Units, people and transcripts get none: one of them may hold several pairs.
    """
    if coefficient is None:
        counts = shown = cooccurrence(study, request, measures)
    else:
        counts, shown = coefficients_of(study, request, coefficient, measures)
    joins: tuple[ClusterJoin, ...] = ()
    if sorting is Sorting.CLUSTER:
        found = clusters(shown.values, coefficient)
        order: Sequence[int] = found.order
        joins = found.joins
        shown = replace(shown, provenance=shown.provenance.saying_also(CLUSTERED))
    else:
        use = np.diagonal(counts.values).astype(np.float64)
        order = _sorted([label.name for label in counts.rows], use.tolist(), sorting)
    counts, shown = counts.in_order(order, order), shown.in_order(order, order)
    if coefficient is None and request.counted.adds_up:
        shown = _with_sums(shown)
    return Ordered(shown, counts, joins, coefficient or request.count_in_words())


def ordered_codes(
    study: Study,
    request: TableRequest,
    sorting: Sorting = Sorting.CODEBOOK,
    measures: Measures | None = None,
) -> Ordered:
    """Codes by groups, sorted by what the table shows: an order by hidden figures would tell of them."""
    table = code_table(study, request, measures)
    counts = table
    if request.shown is not Shown.COUNTS and sorting is Sorting.FREQUENCY:
        # Percents of a row have one and the same total.
        counts = code_table(study, replace(request, shown=Shown.COUNTS), measures)
    table = by_figures(table, sorting, counts)
    return Ordered(table, table, (), SHOWN_WORDS[request.shown])


def by_figures(table: Matrix, sorting: Sorting, counts: Matrix | None = None) -> Matrix:
    """The rows of a table in another order, totals last.

    By frequency: by the row's total in ``counts`` (None: the table itself), or the sum of its
    figures where there is none. Rows of which that is hidden come last, in their old order.
    """
    inner = len(table.rows) - (bool(table.rows) and table.rows[-1] == TOTAL)
    names = [label.name for label in table.rows[:inner]]
    order = _sorted(names, [_use(counts or table, row) for row in range(inner)], sorting)
    return table.in_order([*order, *range(inner, len(table.rows))], range(len(table.columns)))


def _use(table: Matrix, row: int) -> float:
    last = len(table.columns) - 1
    if last >= 0 and table.columns[last] == TOTAL:
        return -np.inf if (row, last) in table.notes else float(table.values[row, last])
    shown = [table.values[row, column] for column in range(last + 1) if (row, column) not in table.notes]
    return float(np.nansum(shown)) if len(shown) == last + 1 else -np.inf


def _sorted(names: Sequence[str], use: Sequence[float], sorting: Sorting) -> list[int]:
    places = range(len(names))
    if sorting is Sorting.NAME:
        return sorted(places, key=lambda place: (name_order(names[place]), place))
    if sorting is Sorting.FREQUENCY:
        return sorted(places, key=lambda place: (-use[place], place))
    return list(places)


def _with_sums(matrix: Matrix) -> Matrix:
    """A last column with the sum of each row, without the diagonal."""
    sums = matrix.values.sum(axis=1) - np.diagonal(matrix.values)
    return replace(
        matrix,
        columns=(*matrix.columns, TOTAL),
        values=np.column_stack((matrix.values, sums)),
        remarks=(*matrix.remarks, SUMS),
    )
