"""What is opened behind a cell of a table is what the cell counts, for every kind of column and figure."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.crosstab import TOTAL, code_table
from qualcode.analysis.frequency import people_behind
from qualcode.analysis.groups import groups_of
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.table_passages import CodedPassage, TablePassages, table_passages
from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import AttributeSubject
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import ColumnsBy, Figure
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures, studies
from tests.analysis.table_reference import column_of
from tests.analysis.test_crosstab import requests
from tests.analysis.test_query_scope import asked, texts


def counted(study: Study, request: TableRequest, found: TablePassages, column: int | None, name: str) -> int:
    """The figure of a cell, counted from the passages behind it."""
    passages = list(found)
    assert len(passages) == len(found)
    match request.figure:
        case Figure.SEGMENTS | Figure.RUNS | Figure.UNITS:
            return len(passages)
        case Figure.CHARACTERS:
            return sum(item.span.length for item in passages)
        case Figure.WORDS:
            starts = {
                row: FixedMeasures().words(study, row)[:, 0].tolist() for row in study.transcripts
            }  # fmt: skip
            return sum(
                item.span.start <= start < item.span.end
                for item in passages
                for start in starts[item.transcript_id]
            )
        case Figure.TRANSCRIPTS:
            return len({item.transcript_id for item in passages})
        case Figure.PARTICIPANTS:
            return len(people(study, request, passages, column, name))


def people(
    study: Study, request: TableRequest, passages: list[CodedPassage], column: int | None, name: str
) -> set[object]:
    """The participants of a column in whose turns passages lie."""
    found: set[object] = set()
    for item in passages:
        for turn in study.turns_of(item.transcript_id):
            if turn.participant_id is None or not turn.span.overlaps(item.span):
                continue
            if turn.role is Role.INTERVIEWER and not request.selection.include_interviewers:
                continue
            if column is None or name in names(study, request, item.transcript_id, turn):
                found.add(turn.participant_id)
    return found


def names(study: Study, request: TableRequest, transcript_id: UUID, turn: Turn) -> set[str]:
    found = column_of(study, request)(transcript_id, turn)
    return set() if found is None else {found}


@given(studies(with_attributes=True), requests())
def test_the_passages_are_those_that_the_cell_counts(study: Study, request: TableRequest) -> None:
    measures = FixedMeasures()
    matrix = code_table(study, request, measures)
    last_row, last_column = len(matrix.rows) - 1, len(matrix.columns) - 1
    for row, label in enumerate(matrix.rows):
        for column, group in enumerate(matrix.columns):
            code_id = None if row == last_row else label.id
            place = None if column == last_column else column
            found = table_passages(study, request, code_id, place, measures)
            if request.figure is Figure.PARTICIPANTS and place is None:
                continue
            assert counted(study, request, found, place, group.name) == matrix.values[row, column]
            for item in found:
                assert item.marks
                assert item.span.within(len(study.text(item.transcript_id)))
                assert all(span.overlaps(item.span) for span, _ in item.marks)
                if request.figure is Figure.PARTICIPANTS:
                    assert people(study, request, [item], place, group.name)


def test_segments_of_a_label_and_of_a_participant_are_not_mixed_up() -> None:
    text = "P1: yes\nP1: no!\n"
    turns = [Said(0, 8, "Ann", label="P1"), Said(8, 16, "Bob", label="P1")]
    study = study_of(
        {"T": Talk(text, turns, [Coded("X", "a", 4, 7), Coded("X", "a", 12, 14)])},
        {"a": None},
        {(AttributeSubject.TRANSCRIPT, "place"): {"T": "north"}},
    )
    code_id = identity("code", "a")
    by_label = table_passages(study, TableRequest(ColumnsBy.SPEAKER), code_id, 0)
    by_person = table_passages(study, TableRequest(ColumnsBy.PARTICIPANT), code_id, 1)
    place = TableRequest(ColumnsBy.ATTRIBUTE, identity("attribute", "place"))
    assert (len(by_label), len(by_person), len(table_passages(study, place, code_id, 0))) == (2, 1, 2)
    assert [item.span.start for item in by_person] == [12]


def test_behind_the_number_of_people_are_the_passages_of_those_people_alone() -> None:
    codings = [Coded("X", "a", 0, 2), Coded("X", "a", 12, 14)]
    study = study_of({"T": Talk("x" * 20, [Said(0, 10, "Ann"), Said(10, 20, "Bob")], codings)}, {"a": None})
    request = TableRequest(ColumnsBy.PARTICIPANT, figure=Figure.PARTICIPANTS)
    found = table_passages(study, request, identity("code", "a"), 1)
    assert [item.span.start for item in found] == [12]


def test_interviewers_are_opened_only_when_they_are_counted() -> None:
    turns = [Said(0, 4, "MOD", role=Role.INTERVIEWER), Said(4, 8, "Ann")]
    codings = [Coded("X", "a", 0, 2), Coded("X", "a", 5, 7)]
    study = study_of({"T": Talk("x" * 8, turns, codings)}, {"a": None})
    for included, number in ((False, 1), (True, 2)):
        request = TableRequest(ColumnsBy.PARTICIPANT, selection=Selection(include_interviewers=included))
        assert len(table_passages(study, request, identity("code", "a"), None)) == number


def test_a_unit_is_opened_once_whatever_it_holds() -> None:
    codings = [Coded("X", "a", 0, 2), Coded("X", "a", 5, 7), Coded("X", "a", 12, 14)]
    study = study_of({"T": Talk("x" * 20, [Said(0, 10, "Ann"), Said(10, 20, "Bob")], codings)}, {"a": None})
    found = list(table_passages(study, TableRequest(figure=Figure.UNITS), identity("code", "a"), 0))
    assert [(tuple(item.span), len(item.marks)) for item in found] == [((0, 10), 2), ((10, 20), 1)]


@given(studies(with_attributes=True), requests())
def test_the_people_behind_a_figure_are_those_in_its_passages(study: Study, request: TableRequest) -> None:
    selected = SelectedText(study, request.selection)
    groups = groups_of(selected, request)
    behind = people_behind(selected, groups, request).table
    for row, code_id in enumerate(selected.codes):
        whole = set()
        for column, group in enumerate(groups.labels):
            # Of words, units and the like whatever of the code lies in the column.
            counted = request.figure in (Figure.SEGMENTS, Figure.RUNS)
            asked = request if counted else replace(request, figure=Figure.PARTICIPANTS)
            found = table_passages(study, asked, code_id, column, FixedMeasures())
            there = people(study, request, list(found), column, group.name)
            assert behind[row, column] == len(there)
            whole |= there
        assert behind[row, -1] == len(whole)


@given(studies(), st.lists(texts, min_size=1, max_size=2, unique=True), st.sampled_from(Figure))
def test_of_queries_too_what_is_opened_is_what_is_counted(
    study: Study, chosen: list[str], figure: Figure
) -> None:
    study = asked(study, *chosen)
    queries = tuple(identity("query", text) for text in chosen)
    request = TableRequest(ColumnsBy.QUERY, figure=figure, totals=True, queries=queries)
    table = code_table(study, request, FixedMeasures())
    if figure is Figure.PARTICIPANTS:
        return
    for row, label in enumerate(table.rows[:-1]):
        for column, group in enumerate(table.columns):
            place = None if group == TOTAL else column
            found = table_passages(study, request, label.id, place, FixedMeasures())
            assert counted(study, request, found, place, group.name) == table.values[row, column]
