"""What a figure of the matrix page says, in a sentence or two."""

from dataclasses import replace
from typing import Final

from qualcode.analysis.coefficients import UNEVEN
from qualcode.analysis.crosstab import TOTAL, code_table
from qualcode.analysis.table_order import Ordered
from qualcode.analysis.table_request import TableRequest
from qualcode.model.measures import Measures
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.rules import COEFFICIENT_NAMES, Coefficient, CooccurrenceRequest
from qualcode.model.questions.words import Figure, Shown
from qualcode.model.results.matrix import SUMS, Matrix
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, two_places
from qualcode.project.reports.asking import pairs_request, request_of
from qualcode.project.reports.counting import counted_table

WITHHELD: Final = "This figure is hidden to protect the people behind it, and so are its passages."
WITHHELD_TOTAL: Final = (
    "Some of the figures in this total are hidden to protect the people behind them, so its passages are not "
    "opened."
)


_OTHERS: Final = {Figure.SEGMENTS: Figure.RUNS, Figure.RUNS: Figure.SEGMENTS}
Table = CooccurrenceQuestion | TableQuestion


def least_of(question: Table) -> int:
    """From how many participants on a figure is shown; 0: every figure."""
    return question.minimum_cell if isinstance(question, TableQuestion) else 0


def coefficient_of(question: Table) -> Coefficient | None:
    """The coefficient that is shown; None for plain numbers."""
    return question.coefficient if isinstance(question, CooccurrenceQuestion) else None


def is_hidden(question: Table, ordered: Ordered, row: int, column: int) -> bool:
    """Whether disclosure control keeps a figure back."""
    return bool(least_of(question)) and (row, column) in ordered.matrix.withheld


def are_withheld(question: Table, ordered: Ordered, row: int, column: int) -> bool:
    """Whether passages are kept back: of a hidden figure, and of a total that holds those of one."""
    if not least_of(question):
        return False
    matrix = ordered.matrix
    rows = range(len(matrix.rows)) if matrix.rows[row] == TOTAL else (row,)
    columns = range(len(matrix.columns)) if matrix.columns[column] == TOTAL else (column,)
    return any(is_hidden(question, ordered, one, other) for one in rows for other in columns)


def each_and_merged(segments: int, merged: int) -> str:
    """Why a figure of segments and one of merged passages differ; empty where they do not."""
    if segments == merged:
        return ""
    return (
        f"Every segment counted: {counted(segments, 'segment')}. "
        f"Coders merged, and segments of a code that overlap counted once: {counted(merged, 'passage')}."
    )


def other_way(study: Study, question: Table, measures: Measures) -> Matrix | None:
    """The same table with coders merged, or each coder's coding counted; None where it has no such figures.

    Small figures are kept back in it as in the other. Of codes by codes, a table with every segment of each
    code in the last column: what the diagonal is compared with.
    """
    if isinstance(question, CooccurrenceQuestion):
        return _segments_of_codes(study, question, measures)
    if question.shown is not Shown.COUNTS:
        return None
    figure = _OTHERS.get(question.figure)
    if figure is None:
        return None
    return counted_table(study, replace(question, figure=figure), measures).matrix


def _segments_of_codes(study: Study, question: CooccurrenceQuestion, measures: Measures) -> Matrix | None:
    """Every segment of each code; None where a code by itself is not counted in passages."""
    request = pairs_request(study, question)
    if question.coefficient is not None or not request.counted.is_of_passages:
        return None
    segments = TableRequest(figure=Figure.SEGMENTS, selection=request.selection, totals=True)
    return code_table(study, segments, measures)


def both_ways(question: Table, shown: Matrix, other: Matrix | None, row: int, column: int) -> str:
    """What segments and merged passages a cell has, where they differ and neither is kept back."""
    if other is None:
        return ""
    of_codes = isinstance(question, CooccurrenceQuestion)
    if row != column if of_codes else shown.columns != other.columns:
        return ""
    there = len(other.columns) - 1 if of_codes else column
    places = {axis.id: place for place, axis in enumerate(other.rows)}
    place = places.get(shown.rows[row].id)
    if place is None or (row, column) in shown.withheld or (place, there) in other.withheld:
        return ""
    one, two = shown.cell(row, column), other.cell(place, there)
    if not isinstance(one, int) or not isinstance(two, int):
        return ""
    segments_shown = isinstance(question, TableQuestion) and question.figure is Figure.SEGMENTS
    return each_and_merged(*((one, two) if segments_shown else (two, one)))


def column_said(study: Study, question: Table, name: str) -> str:
    """The name of a column; of a value such as “1991”, with the attribute that it is a value of."""
    request = request_of(study, question)
    attribute = None if isinstance(request, CooccurrenceRequest) else request.attribute_of(study)
    return name if attribute is None or name == TOTAL.name else f"{attribute.name} {name}"


def explained(study: Study, question: Table, ordered: Ordered, row: int, column: int) -> str:
    """What the number in a cell says; where there is none, why."""
    matrix = ordered.matrix
    value = matrix.cell(row, column)
    number = f"{value:,}" if isinstance(value, int) else value
    if isinstance(value, float):
        number = two_places(value)
    one, other = matrix.rows[row], matrix.columns[column]
    request = request_of(study, question)
    how = f"{matrix.provenance.sentence}."
    if not isinstance(request, CooccurrenceRequest):
        said = column_said(study, question, other.name)
        if is_hidden(question, ordered, row, column):
            return f"{one.name} in {said}: {number}.\n{WITHHELD}"
        if TOTAL in (one, other):
            whole = "all" if one == other else f"{one.name} in all columns" if other == TOTAL else said
            why = f"\n{WITHHELD_TOTAL}" if are_withheld(question, ordered, row, column) else ""
            return f"Total of {whole}: {number}.\n{how}{why}"
        return f"{one.name} in {said}: {number}.\n{how}"
    if other == TOTAL:
        return f"{one.name} with all other codes together: {number} ({request.count_in_words()}).\n{SUMS}"
    which = coefficient_of(question)
    unit = request.count_in_words() if which is None else COEFFICIENT_NAMES[which]
    if row == column:
        unit = request.occurrences_in_words() if which is None else unit
        return f"{one.name} by itself: {number} ({unit})."
    words = [f"{one.name} with {other.name}: {number}.", *_made_of(question, ordered, row, column), how]
    return "\n".join(words)


def _made_of(question: Table, ordered: Ordered, row: int, column: int) -> list[str]:
    """The counts behind a coefficient, and that one code is used much more often than the other."""
    counts = ordered.counts
    own, others = int(counts.values[row, row]), int(counts.values[column, column])
    both = int(counts.values[row, column])
    one, other = counts.rows[row].name, counts.columns[column].name
    words = []
    if coefficient_of(question) is not None:
        words.append(f"Made of: {own:,} of {one} (n1), {others:,} of {other} (n2), {both:,} of both (n12).")
    if min(own, others) and max(own, others) > UNEVEN * min(own, others):
        more, less = (one, other) if own > others else (other, one)
        small = "; c is then small by construction" if coefficient_of(question) is Coefficient.C else ""
        words.append(f"{more} is used more than five times as often as {less}{small}.")
    return words
