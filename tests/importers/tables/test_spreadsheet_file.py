from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from qualcode.importers.tables.spreadsheet_file import spreadsheet_rows, words
from qualcode.model.errors import UnreadableFileError


def saved(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.create_sheet("Second").append(["not this one"])
    path = folder / "a.xlsx"
    book.save(path)
    return path


def test_the_first_sheet_is_read_row_by_row(tmp_path: Path) -> None:
    path = saved(tmp_path, ["name", "age"], ["Kim", 34], [], ["Lee", None])
    found = [(number, [cell for cell in cells if cell]) for number, cells in spreadsheet_rows(path)]
    assert found == [(1, ["name", "age"]), (2, ["Kim", "34"]), (3, []), (4, ["Lee"])]


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (None, ""),
        (3, "3"),
        (3.0, "3"),
        (3.25, "3.25"),
        (True, "yes"),
        (False, "no"),
        (datetime(2025, 3, 12), "2025-03-12"),  # noqa: DTZ001 - spreadsheets know no time zones
        (datetime(2025, 3, 12, 10, 30), "2025-03-12T10:30:00"),  # noqa: DTZ001
        (date(2025, 3, 12), "2025-03-12"),
        (time(10, 30), "10:30:00"),
        ("_x0041_b", "Ab"),
        ("_x005F_x0041_", "_x0041_"),
        ("'=1", "'=1"),
    ],
)
def test_a_cell_reads_as_it_would_be_typed(value: object, typed: str) -> None:
    assert words(value) == typed


def test_what_is_no_spreadsheet_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"name,age\nKim,34\n")
    with pytest.raises(UnreadableFileError, match=r"“a\.xlsx” is not a spreadsheet that can be read"):
        list(spreadsheet_rows(tmp_path / "a.xlsx"))


def test_a_torn_spreadsheet_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = saved(tmp_path, *[["name", number] for number in range(500)])
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(UnreadableFileError, match="is not a spreadsheet"):
        list(spreadsheet_rows(path))


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="could not be read"):
        list(spreadsheet_rows(tmp_path / "a.xlsx"))
