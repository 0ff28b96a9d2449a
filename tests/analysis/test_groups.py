"""Columns of tables: in which order they come, and what belongs to them."""

from dataclasses import replace

from qualcode.analysis.groups import Groups, groups_of
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import NOBODY, SelectedText
from qualcode.analysis.table_request import TableRequest
from qualcode.model.change import ChangeSet, updated
from qualcode.model.entities import Attribute, AttributeSubject
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import ColumnsBy
from qualcode.model.results.matrix import NO_VALUE
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, identity, study_of

AGE = identity("attribute", "age")


def study() -> Study:
    turns = [
        Said(0, 2),
        Said(2, 4, "P1", label="B"),
        Said(4, 6, "P2", label="A"),
        Said(6, 8, None, label="B"),
    ]
    values = {(AttributeSubject.PARTICIPANT, "age"): {"P1": "10", "P2": "9"}}
    return study_of({"T": Talk("x" * 8, turns, [Coded("X", "a", 1, 7)])}, {"a": None}, values)


def groups(by: ColumnsBy, attribute: bool = False, of: Study | None = None) -> Groups:
    request = TableRequest(by, AGE if attribute else None)
    found = groups_of(SelectedText(of or study(), Selection()), request)
    assert isinstance(found, Groups)
    return found


def names(found: Groups) -> list[str]:
    return [label.name for label in found.labels]


def test_speakers_come_in_order_of_appearance_and_headers_are_nobody() -> None:
    found = groups(ColumnsBy.SPEAKER)
    assert names(found) == ["B", "A"]
    assert found.turn_column.tolist() == [-1, 0, 1, 0]


def test_participants_come_in_their_order() -> None:
    found = groups(ColumnsBy.PARTICIPANT)
    assert names(found) == ["P1", "P2"]
    assert found.turn_column.tolist() == [-1, 0, 1, -1]
    assert found.labels[0].id == identity("participant", "P1")


def test_numbers_are_ordered_by_size_and_choices_as_listed() -> None:
    assert names(groups(ColumnsBy.ATTRIBUTE, attribute=True)) == ["9", "10"]
    one = study()
    age = one.rows(Attribute)[AGE]
    listed = one.after(ChangeSet("Choices", (updated(age, replace(age, choices=("10", "9"))),)))
    assert names(groups(ColumnsBy.ATTRIBUTE, attribute=True, of=listed)) == ["10", "9"]


def test_what_is_not_recorded_comes_last() -> None:
    values = {(AttributeSubject.TRANSCRIPT, "age"): {"U": "old"}}
    one = study_of({"T": Talk("xx"), "U": Talk("yy")}, {}, values)
    found = groups(ColumnsBy.ATTRIBUTE, attribute=True, of=one)
    assert names(found) == ["old", NO_VALUE]
    assert found.column.tolist() == [1, 0]
    assert isinstance(found, Groups)
    assert found.unrecorded == 1
    assert names(found.recorded()) == ["old"]
    assert found.recorded().column.tolist() == [NOBODY, 0]


def test_where_nothing_is_recorded_there_is_one_column_for_it() -> None:
    values: dict[tuple[AttributeSubject, str], dict[str, str]] = {(AttributeSubject.TRANSCRIPT, "age"): {}}
    found = groups(ColumnsBy.ATTRIBUTE, attribute=True, of=study_of({"T": Talk("xx")}, {}, values))
    assert isinstance(found, Groups)
    assert (names(found), found.unrecorded) == ([NO_VALUE], 0)
    assert names(found.recorded()) == []


def test_a_value_that_reads_like_none_is_a_value() -> None:
    values = {(AttributeSubject.TRANSCRIPT, "age"): {"T": NO_VALUE, "U": "old"}}
    one = study_of({"T": Talk("xx"), "U": Talk("yy")}, {}, values)
    found = groups(ColumnsBy.ATTRIBUTE, attribute=True, of=one)
    assert isinstance(found, Groups)
    assert found.unrecorded is None
    assert found.recorded() is found


def test_passages_are_cut_where_the_column_changes() -> None:
    selected = SelectedText(study(), Selection())
    pieces, column = groups_of(selected, TableRequest(ColumnsBy.SPEAKER)).pieces(merged_runs(selected))
    found = zip(pieces.start.tolist(), pieces.end.tolist(), column.tolist(), strict=True)
    assert list(found) == [(2, 4, 0), (4, 6, 1), (6, 7, 0)]
