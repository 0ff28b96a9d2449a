from pathlib import Path

import pytest

from qualcode.importers.tables.data_lists import column_of, data_list_of, in_order, is_date, read_data_list
from qualcode.importers.tables.table_cells import HeadedTable
from qualcode.model.entities import AttributeSubject, AttributeType
from qualcode.model.errors import UnreadableFileError


@pytest.mark.parametrize(
    ("values", "kind", "choices"),
    [
        (["1", "2", "30"], AttributeType.NUMBER, ()),
        (["1,5", "-2"], AttributeType.NUMBER, ()),
        (["0", "1", "1"], AttributeType.NUMBER, ()),
        (["yes", "No", ""], AttributeType.YES_NO, ()),
        (["2021-03-01", "2021-12-31"], AttributeType.DATE, ()),
        (["01/03/2021", "31.12.2021"], AttributeType.DATE, ()),
        (["2021-13-45", "2021-01-01"], AttributeType.TEXT, ()),
        (
            ["25-34", "35-44", "under 25", "25-34", "35-44", "under 25"],
            AttributeType.CHOICE,
            ("under 25", "25-34", "35-44"),
        ),
        (["often", "never", "often", "never"], AttributeType.CHOICE, ("never", "often")),
        (["a", "b", "c", "d"], AttributeType.TEXT, ()),
        (["", ""], AttributeType.TEXT, ()),
    ],
)
def test_types_are_guessed(values: list[str], kind: AttributeType, choices: tuple[str, ...]) -> None:
    column = column_of("x", values)
    assert (column.type, column.choices) == (kind, choices)
    assert column.empty == values.count("")


def test_the_identifier_is_found_by_title_or_by_being_different() -> None:
    people = HeadedTable(
        ("group", "Participant ID", "age"), (("FG1", "P1", "34"), ("FG1", "P2", "35"), ("FG2", "P3", "35"))
    )
    found = data_list_of(people)
    assert (found.identifier, found.subject) == ("Participant ID", AttributeSubject.PARTICIPANT)
    assert [column.name for column in found.columns] == ["group", "age"]
    assert found.rows[0] == ("P1", ("FG1", "34"))
    unnamed = HeadedTable(("group", "who"), (("FG1", "P1"), ("FG1", "P2")))
    assert data_list_of(unnamed).identifier == "who"
    assert (
        data_list_of(HeadedTable(("Transcript", "a"), (("FG1", "x"),))).subject is AttributeSubject.TRANSCRIPT
    )
    assert data_list_of(people, identifier="group").identifier == "group"
    with pytest.raises(UnreadableFileError, match="no column “nobody”"):
        data_list_of(people, identifier="nobody")


def test_rows_without_name_or_named_twice_are_told() -> None:
    found = data_list_of(HeadedTable(("id", "a"), (("P1", "x"), ("", "y"), ("P1", "z"))), identifier="id")
    assert found.rows == (("P1", ("x",)),)
    assert found.warnings == ("1 row without identifier left out", "named twice, the first row counts: P1")


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("pseudonym,consent to quote,children\nAnna,yes,2\nBen,no,\n")
    found = read_data_list(tmp_path / "people.csv")
    assert [(column.name, column.type) for column in found.columns] == [
        ("consent to quote", AttributeType.YES_NO),
        ("children", AttributeType.NUMBER),
    ]
    assert found.columns[1].examples == ("2",)


def test_days_of_the_calendar() -> None:
    assert [is_date(value) for value in ("2021-02-29", "29.2.2020", "12/31/2020", "1-2-3", "99")] == [
        False, True, True, False, False,
    ]  # fmt: skip


def test_scales_are_put_in_order() -> None:
    assert in_order(["Agree", "Strongly disagree", "Disagree"]) == ("Strongly disagree", "Disagree", "Agree")
    assert in_order(["65 and over", "10-19", "9 or less", "Under 5"]) == (
        "Under 5",
        "9 or less",
        "10-19",
        "65 and over",
    )
