"""A study as tables of data: nothing is lost, and every column is of the type that its values have.

Tests as well: ``model.results.data_table``.
"""

from datetime import date

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
from qualcode.operations.people.attribute_import import import_attributes
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


@given(studies())
def test_every_table_by_hand(study: Study) -> None:
    """What the rows of a study say of themselves, in their order."""
    transcripts, people = study.transcripts_in_order, study.participants_in_order
    turns = [
        (
            row.name, turn.ordinal + 1, turn.label,
            "" if turn.participant_id is None else study.participants[turn.participant_id].name,
            str(turn.role), turn.span.start, turn.speech, turn.span.end, turn.time,
            study.text(row.id)[turn.speech : turn.span.end].rstrip("\n"),
        )
        for row in transcripts
        for turn in study.turns_of(row.id)
    ]  # fmt: skip
    assert list(turn_table(study).rows()) == turns
    for row in transcripts:
        assert list(turn_table(study, [row.id]).rows()) == [turn for turn in turns if turn[0] == row.name]
    codings = sorted(
        (
            transcripts.index(study.transcripts[place]), *coding.span, study.path(coding.code_id),
            study.coders[coding.coder_id].name, coding.weight, coding.memo,
            study.quoted(place, coding.span), str(coding.id),
        )
        for place in study.transcripts
        for coding in study.codings_of(place)
    )  # fmt: skip
    table = segment_table(study)
    columns = ("start", "end", "code", "coder", "weight", "memo", "text", "id")
    assert (
        sorted(
            (transcripts.index(study.transcript_named(str(name))), *row)
            for name, *row in zip(*(of_column(table, name) for name in ("transcript", *columns)), strict=True)
        )
        == codings
    )
    assert [*zip(of_column(table, "transcript"), of_column(table, "start"), strict=True)] == [
        (transcripts[row[0]].name, row[1]) for row in codings
    ]
    for row, who, speaker, number in zip(
        table.rows(), *(of_column(table, name) for name in ("participant", "speaker", "turn")), strict=True
    ):
        place = study.transcript_named(row[0]).id
        turn = study.turn_at(place, row[list(table).index("start")])
        assert number == (0 if turn is None else turn.ordinal + 1)
        assert speaker == ("" if turn is None else turn.label)
        person = None if turn is None else turn.participant_id
        assert who == ("" if person is None else study.participants[person].name)
    kinds = [name for kind in study.attributes_in_order for name in (kind.name, f"{kind.name} (attribute)")]
    taken = ("kind", "folder", "status", "source", "role", "memo", "id")
    kinds = [name for name in kinds if name not in taken]
    assert list(transcript_table(study).without(kinds).rows()) == [
        (
            row.name, str(row.kind), row.language,
            "" if row.folder_id is None else study.folders.paths[row.folder_id], str(row.status),
            len(study.text(row.id)), len(study.turns_of(row.id)), len(study.codings_of(row.id)),
            row.source_name, row.memo, str(row.id),
        )
        for row in transcripts
    ]  # fmt: skip
    fixed = participant_table(study).without(kinds)
    assert list(fixed.rows()) == [(row.name, str(row.role), row.memo, str(row.id)) for row in people]
    counts = [
        sum(code.id == one.code_id for rows in study.codings.values() for one in rows)
        for code in study.codes_in_order
    ]
    assert list(code_table_of(study).rows()) == [
        (
            study.path(row.id), row.name, "" if row.parent_id is None else study.path(row.parent_id),
            row.codable, row.colour, row.definition, row.include, row.exclude, row.examples, row.memo,
            count, str(row.id),
        )
        for row, count in zip(study.codes_in_order, counts, strict=True)
    ]  # fmt: skip


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
    ("kind", "values", "typed", "plain"),
    [
        (AttributeType.NUMBER, ("42", "", "3.5"), "number", [42.0, None, 3.5]),
        (AttributeType.NUMBER, ("42", "many"), "text", ["42", "many"]),
        (AttributeType.DATE, ("2021-03-11", ""), "day", [date(2021, 3, 11), None]),
        (AttributeType.DATE, ("2021-03-11", "spring"), "text", ["2021-03-11", "spring"]),
        (AttributeType.CHOICE, ("low", ""), "text", ["low", ""]),
        (AttributeType.TEXT, ("x", "y"), "text", ["x", "y"]),
    ],
)
def test_an_attribute_is_a_column_of_its_own_type(
    kind: AttributeType, values: tuple[str, ...], typed: str, plain: list[object]
) -> None:
    table = participant_table(with_attribute(kind, *values))
    assert type_of(table["age"]) == typed
    assert of_column(table, "age") == plain


def test_an_attribute_does_not_take_the_name_of_another_column() -> None:
    table = participant_table(with_attribute(AttributeType.TEXT, "x", name="Role"))
    assert list(table) == ["participant", "role", "memo", "Role (attribute)", "id"]


def test_choices_go_along_from_least_to_most() -> None:
    table = participant_table(with_attribute(AttributeType.CHOICE, "low"))
    assert table.columns[3].labels == ("low", "high")


def test_passages_of_a_query_are_rows() -> None:
    found = find(STUDY, typed_query(STUDY, "the"))
    table = passage_table(STUDY, found)
    assert list(table) == ["transcript", "start", "end", "turn", "speaker", "participant", "text"]
    expected = []
    for transcript_id, span in (found.place(place) for place in range(len(found))):
        turn = STUDY.turn_at(transcript_id, span.start)
        assert turn is not None
        name = STUDY.transcripts[transcript_id].name
        words = STUDY.text(transcript_id)[span.start : span.end]
        person = STUDY.participants.get(turn.participant_id) if turn.participant_id else None
        called = "" if person is None else person.name
        expected.append((name, *span, turn.ordinal + 1, turn.label, called, words))
    assert len(expected) > 1
    assert list(table.rows()) == expected
    assert table["start"].dtype == np.int64


def test_a_table_is_asked_by_the_names_of_its_columns() -> None:
    table = DataTable("x", (ValueColumn("a", words(["1"]), "A."), ValueColumn("b", np.array([np.nan]), "B.")))
    assert list(table.rows()) == [("1", None)]
    assert list(table.without(["a"])) == ["b"]
    assert len(DataTable("empty", ())) == 0
    with pytest.raises(KeyError):
        table["c"]


def of_column(table: DataTable, name: str) -> list[object]:
    return [row[list(table).index(name)] for row in table.rows()]


def test_turns_have_their_words_and_numbers() -> None:
    table = turn_table(STUDY, [STUDY.transcript_named("FG1 Home owners").id])
    assert of_column(table, "transcript") == ["FG1 Home owners"] * 5
    assert of_column(table, "turn") == [1, 2, 3, 4, 5]
    assert of_column(table, "speaker") == ["", "MOD", "P1", "P2", "P1"]
    assert of_column(table, "participant") == ["", "MOD", "FG1-P1", "FG1-P2", "FG1-P1"]
    assert of_column(table, "role")[:3] == ["other", "interviewer", "participant"]
    assert of_column(table, "text")[:2] == ["Focus group 1", "What do you make of it?"]
    starts, ends = of_column(table, "start"), of_column(table, "end")
    assert starts[1:] == ends[:-1]
    assert of_column(turn_table(STUDY), "turn") == [1, 2, 3, 4, 5, 1, 2, 3]
    assert len(turn_table(STUDY, [])) == 0


def test_transcripts_participants_and_codes_are_counted() -> None:
    table = transcript_table(STUDY)
    assert of_column(table, "transcript") == ["FG1 Home owners", "INT01 Ruth"]
    assert of_column(table, "kind") == ["focus-group", "interview"]
    assert of_column(table, "characters") == [len(STUDY.text(row.id)) for row in STUDY.transcripts_in_order]
    assert of_column(table, "turns") == [5, 3]
    assert of_column(table, "segments") == [4, 0]
    assert of_column(table, "Date") == ["12 March 2021", ""]
    codes = code_table_of(STUDY)
    assert of_column(codes, "code") == ["Trust", "Trust > firms", "Trust > councils", "stigma", "privacy"]
    assert of_column(codes, "name") == ["Trust", "firms", "councils", "stigma", "privacy"]
    assert of_column(codes, "parent") == ["", "Trust", "Trust", "", ""]
    assert of_column(codes, "codable") == [False, True, True, True, True]
    assert of_column(codes, "segments") == [0, 0, 0, 1, 3]
    people = participant_table(STUDY)
    assert of_column(people, "participant") == [row.name for row in STUDY.participants_in_order]
    assert of_column(people, "role") == [str(row.role) for row in STUDY.participants_in_order]


def test_recorded_values_are_rows() -> None:
    assert list(attribute_table(STUDY).rows()) == [
        ("transcript", "FG1 Home owners", "Date", "text", "12 March 2021"),
    ]  # fmt: skip
    table = [["Ruth", "38"], ["FG1-P1", "40"]]
    study = STUDY.after(import_attributes(STUDY, AttributeSubject.PARTICIPANT, ["who", "age"], table).change)
    assert list(attribute_table(study).rows()) == [
        ("participant", "FG1-P1", "age", "number", "40"),
        ("participant", "Ruth", "age", "number", "38"),
        ("transcript", "FG1 Home owners", "Date", "text", "12 March 2021"),
    ]


def test_segments_say_when_they_were_made() -> None:
    table = segment_table(STUDY)
    rows = [row for transcript in STUDY.codings.values() for row in transcript]
    moments = {str(row.id): row.created_at for row in rows}
    for identity, made in zip(of_column(table, "id"), table["created"], strict=True):
        known = moments[str(identity)]
        assert abs(made.astype("datetime64[ms]").astype(int) - round(known.timestamp() * 1000)) == 0
    assert of_column(table, "weight") == [None] * 4


def test_only_choices_have_labels() -> None:
    assert participant_table(with_attribute(AttributeType.TEXT, "low")).columns[3].labels == ()
