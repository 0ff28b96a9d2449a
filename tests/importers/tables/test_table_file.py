from pathlib import Path

import pytest

from qualcode.importers.tables.table_file import places_of, read_table
from qualcode.model.errors import UnreadableFileError


def table(folder: Path, text: str) -> Path:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_header_and_rows(tmp_path: Path) -> None:
    found = read_table(table(tmp_path, " a , b,,\n1,2,,\n\n,,\n'=3\n"))
    assert found.header == ("a", "b")
    assert [(row.line, row.cells) for row in found.rows] == [(2, ["1", "2"]), (5, ["=3", ""])]


def test_empty_lines_above_the_header_are_passed_over(tmp_path: Path) -> None:
    found = read_table(table(tmp_path, "\n ,\na,b\n1,2\n"))
    assert found.header == ("a", "b")
    assert [row.line for row in found.rows] == [4]


@pytest.mark.parametrize("text", ["", "\n\n", " , \n"])
def test_an_empty_file_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"“a\.csv” is empty"):
        read_table(table(tmp_path, text))


def test_a_row_longer_than_the_header_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"line 3: there are 3 cells, but the header has 2 columns"):
        read_table(table(tmp_path, "a,b\n1,2\n1,2,3\n"))


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.docx"])
def test_other_programs_files_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(UnreadableFileError, match=r"save it as \.xlsx or as CSV"):
        read_table(tmp_path / name)


def test_columns_are_found_by_any_of_their_names() -> None:
    spellings = {"code": ("code name",), "colour": ("color",), "memo": ()}
    assert places_of("a.csv", ["COLOR", "Code_Name", "else"], spellings, ["code"]) == {"colour": 0, "code": 1}


def test_a_missing_column_and_a_doubled_one_are_named() -> None:
    spellings = {"code": (), "colour": ("color",)}
    with pytest.raises(UnreadableFileError, match=r"“a\.csv” has no column “code”; its columns are “x”, “y”"):
        places_of("a.csv", ["x", "y"], spellings, ["code"])
    with pytest.raises(UnreadableFileError, match=r"“a\.csv” has two columns for “colour”"):
        places_of("a.csv", ["colour", "Color"], spellings, [])
