"""Tests of attributes file.

Tests as well: ``exporters.formats``.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exporters.tables.attributes_file import write_attributes
from qualcode.importers.tables.attributes_file import read_attributes
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, AttributeValue, Participant
from qualcode.model.words.xml_letters import for_xml
from tests.exporters.reading import csv_table, sheets
from tests.exporters.studies import NAMES, TEXTS, attribute_study, identity, provenance, study_of
from tests.support.profiles import of_hundred

PEOPLE = AttributeSubject.PARTICIPANT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attributes")


def expected(names: list[str], values: list[str]) -> list[list[str]]:
    return [
        [name, *("" if n == p else value for n, value in enumerate(values))] for p, name in enumerate(names)
    ]


@given(names=st.lists(NAMES, max_size=4), values=st.lists(TEXTS, max_size=3))
def test_csv_reads_back_as_it_was(folder: Path, names: list[str], values: list[str]) -> None:
    assert write_attributes(folder / "a.csv", attribute_study(names, values), PEOPLE, provenance()) == len(
        names
    )
    table = read_attributes(folder / "a.csv")
    assert table.subject is PEOPLE
    assert table.columns == ("participant", *(f"attribute {n}" for n in range(len(values))))
    assert [list(row) for row in table.rows] == expected(names, values)


@settings(max_examples=of_hundred(25))
@given(names=st.lists(NAMES, max_size=4), values=st.lists(TEXTS, max_size=3))
def test_xlsx_reads_back_as_it_was(folder: Path, names: list[str], values: list[str]) -> None:
    assert write_attributes(folder / "a.xlsx", attribute_study(names, values), PEOPLE, provenance()) == len(
        names
    )
    table = read_attributes(folder / "a.xlsx")
    assert [list(row) for row in table.rows] == [list(map(for_xml, row)) for row in expected(names, values)]


@pytest.mark.parametrize(
    ("value", "cell"),
    [("42", 42), ("-5", -5), ("007", "007"), ("1.50", "1.50"), ("-0", "-0"), ("1" * 17, "1" * 17)],
)
def test_a_number_is_a_figure_where_it_reads_back(folder: Path, value: str, cell: str | int) -> None:
    age = Attribute(identity("age"), "age", PEOPLE, AttributeType.NUMBER, 0)
    person = Participant(identity("kim"), "Kim", 0)
    study = study_of(age, person, AttributeValue(identity("v"), age.id, person.id, value))
    for ending in ("csv", "xlsx"):
        write_attributes(folder / f"n.{ending}", study, PEOPLE, provenance())
        assert [list(row) for row in read_attributes(folder / f"n.{ending}").rows] == [["Kim", value]]
    assert sheets(folder / "n.xlsx")["Attributes"][1] == ["Kim", cell]


def test_transcripts_have_a_table_of_their_own(folder: Path) -> None:
    write_attributes(
        folder / "a.csv", attribute_study(["Kim"], ["x", "y"]), AttributeSubject.TRANSCRIPT, provenance()
    )
    assert csv_table(folder / "a.csv") == [["transcript"], ["FG1"]]
    assert read_attributes(folder / "a.csv").subject is AttributeSubject.TRANSCRIPT
