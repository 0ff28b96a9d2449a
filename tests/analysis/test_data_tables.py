"""A study as tables of data: nothing is lost, and every column is of the type that its values have.

Tests as well: ``model.results.data_table``.
"""

import numpy as np
import pytest
from hypothesis import given

from qualcode.analysis.data_tables import (
    attribute_table,
    code_table_of,
    participant_table,
    passage_table,
    segment_table,
    transcript_table,
    turn_table,
)
from qualcode.analysis.query import find
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, AttributeValue, Participant
from qualcode.model.identity import new_id
from qualcode.model.queries.query_names import typed_query
from qualcode.model.results.data_table import DataTable, ValueColumn, type_of, words
from qualcode.model.study import Study
from tests.support.studies import example_study, studies

STUDY = example_study()


@given(studies())
def test_every_row_of_a_study_is_in_its_table(study: Study) -> None:
    tables = [
        (segment_table(study), study.coding_count),
        (turn_table(study), sum(map(len, study.turns.values()))),
        (transcript_table(study), len(study.transcripts)),
        (participant_table(study), len(study.participants)),
        (code_table_of(study), len(study.codes)),
        (attribute_table(study), len(study.rows(AttributeValue))),
    ]
    for table, rows in tables:
        assert len(table) == rows
        assert len(set(table)) == len(table.columns)
        assert all(len(column.values) == rows and column.meaning for column in table.columns)
        assert len(list(table.rows())) == rows


@given(studies())
def test_places_are_those_of_the_words(study: Study) -> None:
    for table in (segment_table(study), turn_table(study)):
        for row in table.rows():
            values = dict(zip(table, row, strict=True))
            text = study.text(study.transcript_named(values["transcript"]).id)
            begin = values.get("speech", values["start"])
            assert text[begin : values["end"]].rstrip("\n") == values["text"].rstrip("\n")


def with_attribute(kind: AttributeType, *values: str, name: str = "age") -> Study:
    people = [Participant(new_id(), f"P{place}", place) for place in range(len(values))]
    attribute = Attribute(new_id(), name, AttributeSubject.PARTICIPANT, kind, 0, ("low", "high"))
    rows = [
        AttributeValue(new_id(), attribute.id, person.id, value)
        for person, value in zip(people, values, strict=True)
        if value
    ]
    return Study(
        {
            Participant: {row.id: row for row in people},
            Attribute: {attribute.id: attribute},
            AttributeValue: {row.id: row for row in rows},
        }
    )


@pytest.mark.parametrize(
    ("kind", "values", "typed"),
    [
        (AttributeType.NUMBER, ("42", "", "3.5"), "number"),
        (AttributeType.NUMBER, ("42", "many"), "text"),
        (AttributeType.DATE, ("2021-03-11", ""), "day"),
        (AttributeType.CHOICE, ("low", ""), "text"),
        (AttributeType.TEXT, ("x", "y"), "text"),
    ],
)
def test_an_attribute_is_a_column_of_its_own_type(
    kind: AttributeType, values: tuple[str, ...], typed: str
) -> None:
    table = participant_table(with_attribute(kind, *values))
    assert type_of(table["age"]) == typed
    plain = [row[list(table).index("age")] for row in table.rows()]
    assert [value is None or value == "" for value in plain] == [not value for value in values]


def test_an_attribute_does_not_take_the_name_of_another_column() -> None:
    table = participant_table(with_attribute(AttributeType.TEXT, "x", name="Role"))
    assert list(table) == ["participant", "role", "memo", "Role (attribute)", "id"]


def test_choices_go_along_from_least_to_most() -> None:
    table = participant_table(with_attribute(AttributeType.CHOICE, "low"))
    assert table.columns[3].labels == ("low", "high")


def test_passages_of_a_query_are_rows() -> None:
    found = find(STUDY, typed_query(STUDY, "the"))
    table = passage_table(STUDY, found)
    assert len(table) == len(found)
    assert table["start"].dtype == np.int64


def test_a_table_is_asked_by_the_names_of_its_columns() -> None:
    table = DataTable("x", (ValueColumn("a", words(["1"]), "A."), ValueColumn("b", np.array([np.nan]), "B.")))
    assert list(table.rows()) == [("1", None)]
    assert list(table.without(["a"])) == ["b"]
    assert len(DataTable("empty", ())) == 0
    with pytest.raises(KeyError):
        table["c"]
