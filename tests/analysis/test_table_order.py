import numpy as np
import pytest

from qualcode.analysis.clusters import clusters
from qualcode.analysis.crosstab import TOTAL
from qualcode.analysis.table_order import by_figures, ordered_codes, ordered_cooccurrence
from qualcode.analysis.table_request import TableRequest
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import Coefficient, CooccurrenceRequest, Count, Rule
from qualcode.model.questions.words import SHOWN_WORDS, ColumnsBy, Shown, Sorting
from qualcode.model.results.matrix import Label, Matrix
from tests.analysis.worked_example import worked_example


def names(matrix: Matrix) -> list[str]:
    return [label.name for label in matrix.rows]


def table(values: list[list[int]], notes: dict[tuple[int, int], str], totals: bool = True) -> Matrix:
    rows = tuple(Label(f"code {number}") for number in range(len(values) - totals))
    columns = tuple(Label(str(number)) for number in range(len(values[0]) - totals))
    last = (TOTAL,) if totals else ()
    about = Provenance("", (), "", 1, "")
    return Matrix((*rows, *last), (*columns, *last), np.array(values), about, notes=notes)


@pytest.mark.parametrize(
    ("sorting", "expected"),
    [
        (Sorting.CODEBOOK, ["privacy", "trust", "stigma", "consent"]),
        (Sorting.NAME, ["consent", "privacy", "stigma", "trust"]),
        (Sorting.FREQUENCY, ["trust", "privacy", "stigma", "consent"]),
    ],
)
def test_codes_by_codes_are_sorted(sorting: Sorting, expected: list[str]) -> None:
    ordered = ordered_cooccurrence(worked_example(), CooccurrenceRequest(), sorting=sorting)
    assert names(ordered.matrix) == names(ordered.counts) == expected
    assert [label.name for label in ordered.matrix.columns] == [*expected, "Total"]
    assert ordered.joins == ()


def test_clusters_come_with_their_tree_and_say_so() -> None:
    request = CooccurrenceRequest(Rule.TURN)
    ordered = ordered_cooccurrence(worked_example(), request, Coefficient.C, Sorting.CLUSTER)
    plain = ordered_cooccurrence(worked_example(), request, Coefficient.C)
    found = clusters(plain.matrix.values, Coefficient.C)
    assert names(ordered.matrix) == [names(plain.matrix)[place] for place in found.order]
    assert ordered.joins == found.joins
    assert "clustered by average linkage" in dict(ordered.matrix.provenance.facts)["in words"]
    assert ordered.counts.values.tolist() == plain.counts.values[np.ix_(found.order, found.order)].tolist()


@pytest.mark.parametrize(
    ("request_", "has"),
    [
        (CooccurrenceRequest(), True),
        (CooccurrenceRequest(Rule.OVERLAP, Count.CHARACTERS), True),
        (CooccurrenceRequest(Rule.TURN), False),
        (CooccurrenceRequest(Rule.OVERLAP, Count.TRANSCRIPTS), False),
    ],
)
def test_only_what_adds_up_has_sums(request_: CooccurrenceRequest, has: bool) -> None:
    matrix = ordered_cooccurrence(worked_example(), request_).matrix
    assert (matrix.columns[-1] == TOTAL) is has
    if has:
        off = matrix.values[:, :-1].copy()
        np.fill_diagonal(off, 0)
        assert matrix.values[:, -1].tolist() == off.sum(axis=1).tolist()
        assert "diagonal" in matrix.remarks[-1]


def test_tables_are_sorted_by_their_totals_and_the_hidden_come_last() -> None:
    made = table([[1, 4, 5], [9, 0, 0], [3, 4, 7], [13, 8, 12]], {(1, 2): "hidden"})
    assert names(by_figures(made, Sorting.FREQUENCY)) == ["code 2", "code 0", "code 1", "Total"]
    assert by_figures(made, Sorting.FREQUENCY).notes == {(2, 2): "hidden"}
    assert names(by_figures(made, Sorting.CODEBOOK)) == names(made)


def test_without_totals_rows_are_sorted_by_their_sums_unless_a_figure_is_hidden() -> None:
    made = table([[1, 4], [9, 0], [3, 4]], {(1, 1): "<3"}, totals=False)
    assert names(by_figures(made, Sorting.FREQUENCY)) == ["code 2", "code 0", "code 1"]


def test_percents_are_sorted_by_counts() -> None:
    request = TableRequest(ColumnsBy.PARTICIPANT, shown=Shown.ROW_PERCENT, totals=True)
    ordered = ordered_codes(worked_example(), request, Sorting.FREQUENCY)
    assert names(ordered.matrix) == ["privacy", "trust", "stigma", "consent", "Total"]
    assert "percent of the row" in ordered.scale


def test_where_there_are_no_totals_frequency_is_the_sum_of_a_row() -> None:
    """Not its last figure."""
    sparse = table([[0, 3], [9, 0], [4, 4]], {}, totals=False)
    assert names(by_figures(sparse, Sorting.FREQUENCY)) == ["code 1", "code 2", "code 0"]


def test_the_scale_says_what_the_figures_are() -> None:
    request = CooccurrenceRequest(Rule.TURN)
    assert ordered_cooccurrence(worked_example(), request).scale == request.count_in_words()
    assert ordered_cooccurrence(worked_example(), request, Coefficient.C).scale == Coefficient.C
    counts = TableRequest(ColumnsBy.PARTICIPANT)
    assert ordered_codes(worked_example(), counts).scale == SHOWN_WORDS[Shown.COUNTS]
