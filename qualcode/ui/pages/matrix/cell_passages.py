"""The passages behind a cell of the matrix page, and how many there are."""

from dataclasses import dataclass
from itertools import islice

from qualcode.analysis.crosstab import TOTAL
from qualcode.analysis.drill_down import passages
from qualcode.analysis.table_order import Ordered
from qualcode.analysis.table_passages import CodedPassage, table_passages
from qualcode.model.measures import Measures
from qualcode.model.rules import CooccurrenceRequest
from qualcode.model.study import Study
from qualcode.project.asking import request_of
from qualcode.ui.pages.matrix.words import Table, are_withheld
from qualcode.ui.pages.passage_panel import MOST


@dataclass(frozen=True, slots=True)
class CellPassages:
    """The first passages behind a cell, and how many there are (None: nobody has counted them).

    ``withheld``: the figure is hidden, and its passages with it.
    """

    passages: tuple[CodedPassage, ...] = ()
    number: int | None = None
    withheld: bool = False


def passages_of(
    study: Study,
    question: Table,
    ordered: Ordered,
    row: int,
    column: int,
    measures: Measures,
    most: int = MOST,
) -> CellPassages:
    """The first passages behind a cell."""
    matrix = ordered.matrix
    if are_withheld(question, ordered, row, column):
        return CellPassages(withheld=True)
    code_id, request = matrix.rows[row].id, request_of(study, question)
    if isinstance(request, CooccurrenceRequest):
        other_id = matrix.columns[column].id
        if code_id is None or other_id is None:
            return CellPassages(number=0)
        places = (
            CodedPassage(
                item.transcript_id,
                item.span,
                (*((span, code_id) for span in item.one), *((span, other_id) for span in item.other)),
            )
            for item in passages(study, request, code_id, other_id, measures)
        )
        first = tuple(islice(places, most))
        if request.counted.is_of_places:
            return CellPassages(first, int(ordered.counts.values[row, column]))
        return CellPassages(first, len(first) if len(first) < most else None)
    place = None if matrix.columns[column] == TOTAL else column
    found = table_passages(study, request, code_id, place, measures)
    return CellPassages(tuple(islice(found, most)), len(found))
