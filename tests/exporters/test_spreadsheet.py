import io
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from qualcode.exporters import spreadsheet as module
from qualcode.exporters.spreadsheet import MAXIMUM_LETTERS, Column, spreadsheet, utf16_length
from qualcode.exporters.writing import Cell, for_xml
from tests.exporters.reading import sheets
from tests.exporters.studies import TEXTS, provenance

COLUMNS = (Column("words", 20), Column("number", 10, "0"))


def written(rows: list[tuple[Cell, Cell]], path: Path) -> dict[str, list[list[object]]]:
    stream = io.BytesIO()
    with spreadsheet(stream) as book:
        sheet = book.sheet("Table", COLUMNS)
        for row in rows:
            sheet.write(row)
    path.write_bytes(stream.getvalue())
    return sheets(path)


@given(words=st.lists(TEXTS, max_size=6))
def test_every_row_reads_back(words: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("sheet") / "a.xlsx"
    found = written([(text, number) for number, text in enumerate(words)], path)["Table"]
    assert found[0] == ["words", "number"]
    assert found[1:] == [[for_xml(text) or None, number] for number, text in enumerate(words)]


def test_a_full_sheet_goes_on_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAXIMUM_ROWS", 4)
    found = written([(f"row {number}", number) for number in range(7)], tmp_path / "a.xlsx")
    assert list(found) == ["Table", "Table 2", "Table 3"]
    assert all(rows[0] == ["words", "number"] for rows in found.values())
    assert [row[1] for rows in found.values() for row in rows[1:]] == list(range(7))


def test_the_filter_reaches_from_header_to_last_row(tmp_path: Path) -> None:
    written([("x", 1)] * 5, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.auto_filter.ref == "A1:B6"
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("letter", ["a", "🏠"])
def test_a_text_too_long_for_a_cell_is_kept_in_parts(tmp_path: Path, letter: str) -> None:
    text = letter * (MAXIMUM_LETTERS + 10) + "end"
    found = written([("short", 1), (text, 2)], tmp_path / "a.xlsx")
    shown = found["Table"][2][0]
    assert isinstance(shown, str)
    assert utf16_length(shown) <= MAXIMUM_LETTERS
    assert "continued on the sheet “Long texts”" in shown
    parts = found["Long texts"][1:]
    assert [row[:4] for row in parts] == [["Table", 3, "words", n + 1] for n in range(len(parts))]
    assert "".join(str(row[4]) for row in parts) == text


def test_the_longest_text_of_a_cell_stays_whole(tmp_path: Path) -> None:
    text = "b" * MAXIMUM_LETTERS
    found = written([(text, 1)], tmp_path / "a.xlsx")
    assert list(found) == ["Table"]
    assert found["Table"][1][0] == text


def test_the_provenance_has_a_sheet(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with spreadsheet(stream) as book:
        book.sheet("Table", COLUMNS)
        book.provenance(provenance(), ["Small cells are hidden."])
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue())
    about = sheets(tmp_path / "a.xlsx")["About"]
    assert ["rule", "overlap"] in about
    assert ["step", "12"] in about
    assert ["remark", "Small cells are hidden."] in about


def test_a_failure_leaves_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def write_half() -> None:
        with spreadsheet(io.BytesIO()) as book:
            book.sheet("Table", COLUMNS).write(("x", 1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_many_rows_need_no_more_memory_than_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MEASURED_ROWS", 100)

    def peak(count: int) -> int:
        tracemalloc.start()
        with spreadsheet(io.BytesIO()) as book:
            sheet = book.sheet("Table", COLUMNS)
            for number in range(count):
                sheet.write((f"some words of row {number} that differ from all others", number))
            used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    few, many = peak(500), peak(5_000)
    assert many < few * 1.2
