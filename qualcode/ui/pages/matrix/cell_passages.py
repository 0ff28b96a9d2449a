"""The passages behind a cell of the matrix page, and how many there are."""

from dataclasses import dataclass, replace
from itertools import islice
from uuid import UUID

from qualcode.analysis.crosstab import TOTAL
from qualcode.analysis.drill_down import passages
from qualcode.analysis.table_order import Ordered
from qualcode.analysis.table_passages import CodedPassage, table_passages
from qualcode.analysis.table_request import TableRequest
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import CooccurrenceRequest
from qualcode.model.questions.words import Figure
from qualcode.model.study import Study
from qualcode.project.reports.asking import request_of
from qualcode.ui.models.passage_words import coded_by
from qualcode.ui.pages.matrix.words import Table, are_withheld, each_and_merged
from qualcode.ui.pages.passage_panel import MOST


@dataclass(frozen=True, slots=True)
class CellPassages:
    """The first passages behind a cell, and how many there are (None: nobody has counted them).

    ``withheld``: the figure is hidden, and its passages with it. ``both_ways`` says how many they are
    where each coder's coding counts and where coders are merged, for figures of either kind. ``noun`` is
    what one of them is. ``coded_by`` says of each passage whose codings it is made of.
    """

    passages: tuple[CodedPassage, ...] = ()
    number: int | None = None
    withheld: bool = False
    both_ways: str = ""
    noun: str = "passage"
    coded_by: tuple[str, ...] = ()


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

    def who_coded(found: tuple[CodedPassage, ...]) -> tuple[str, ...]:
        return tuple(coded_by(study, passage, request.selection) for passage in found)

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
            number = int(ordered.counts.values[row, column])
            table = TableRequest(figure=Figure.RUNS, selection=request.selection)
            words = (
                _both_ways(study, table, code_id, None, number, measures)
                if row == column and request.counted.is_of_passages
                else ""
            )
            return CellPassages(first, number, both_ways=words, coded_by=who_coded(first))
        return CellPassages(first, len(first) if len(first) < most else None, coded_by=who_coded(first))
    place = None if matrix.columns[column] == TOTAL else column
    found = table_passages(study, request, code_id, place, measures)
    words = _both_ways(study, request, code_id, place, len(found), measures)
    noun = "segment" if request.figure is Figure.SEGMENTS else "passage"
    first = tuple(islice(found, most))
    return CellPassages(first, len(found), both_ways=words, noun=noun, coded_by=who_coded(first))


def _both_ways(
    study: Study,
    request: TableRequest,
    code_id: UUID | None,
    column: int | None,
    number: int,
    measures: Measures,
) -> str:
    """Why a figure of segments and one of merged passages differ, in this cell's own numbers."""
    other = {Figure.SEGMENTS: Figure.RUNS, Figure.RUNS: Figure.SEGMENTS}.get(request.figure)
    if other is None:
        return ""
    others = len(table_passages(study, replace(request, figure=other), code_id, column, measures))
    segments, merged = (number, others) if other is Figure.RUNS else (others, number)
    return each_and_merged(segments, merged)
