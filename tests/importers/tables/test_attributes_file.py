from pathlib import Path

import pytest

from qualcode.importers.tables.attributes_file import AttributeTable, read_attributes
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import UnreadableFileError


def read(folder: Path, text: str) -> AttributeTable:
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return read_attributes(folder / "a.csv")


def test_columns_and_rows(tmp_path: Path) -> None:
    table = read(tmp_path, 'participant,age,lives\nKim,34,"town, small"\nLee,\'-,\n')
    assert table.columns == ("participant", "age", "lives")
    assert table.rows == [["Kim", "34", "town, small"], ["Lee", "-", ""]]


@pytest.mark.parametrize(
    ("first", "subject"),
    [
        ("participant", AttributeSubject.PARTICIPANT),
        ("Pseudonym", AttributeSubject.PARTICIPANT),
        ("Transcript", AttributeSubject.TRANSCRIPT),
        ("file name", AttributeSubject.TRANSCRIPT),
    ],
)
def test_the_first_column_says_what_is_described(
    tmp_path: Path, first: str, subject: AttributeSubject
) -> None:
    assert read(tmp_path, f"{first},age\nKim,34\n").subject is subject


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (",age\nKim,34\n", "the first column has no name"),
        ("participant,,age\nKim,1,2\n", "column 2 has no name"),
        ("participant,age,Age\nKim,1,2\n", "two columns named “Age”"),
    ],
)
def test_columns_without_a_name_of_their_own_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read(tmp_path, text)
