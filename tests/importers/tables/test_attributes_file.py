from pathlib import Path

import pytest

from qualcode.importers.tables.attributes_file import read_attributes
from qualcode.model.errors import UnreadableFileError


def read(tmp_path: Path, text: str) -> list[list[str]]:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return read_attributes(path).rows


def test_rows_of_names_and_values(tmp_path: Path) -> None:
    assert read(tmp_path, "pseudonym,age,housing\nKim,41\nLee,,rents\n") == [
        ["Kim", "41", ""],
        ["Lee", "", "rents"],
    ]


@pytest.mark.parametrize(
    ("text", "sentence"), [("name\nKim\n", "only one column"), ("name,age,Age\nKim,1,2\n", "two columns")]
)
def test_a_table_without_clear_attributes_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, match=sentence):
        read(tmp_path, text)
