import gc
import io
import tempfile
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from qualcode.exporters.document.word_lines import EM, Letters
from qualcode.exporters.tables import spreadsheet as module
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import MAXIMUM_CHARACTERS, spreadsheet, utf16_length
from qualcode.exporters.writing import Cell
from qualcode.importers.tables.spreadsheet_file import spreadsheet_rows
from qualcode.model.words.xml_letters import for_xml
from tests.exporters.reading import sheets
from tests.exporters.studies import TEXTS, provenance

COLUMNS = (Column("words", 20), Column("number", 10, "0"))


def written(
    rows: list[tuple[Cell, Cell]], path: Path, *, named: bool = False
) -> dict[str, list[list[object]]]:
    """The sheets that rows become, without the first, unless that is asked for too (``named``)."""
    stream = io.BytesIO()
    with spreadsheet(stream, provenance()) as book:
        sheet = book.sheet("Table", COLUMNS, "Words with their numbers")
        for row in rows:
            sheet.write(row)
    path.write_bytes(stream.getvalue())
    found = sheets(path)
    return found if named else {name: rows for name, rows in found.items() if not name.startswith("About")}


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


def test_a_table_on_several_sheets_is_named_once_and_reads_back_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAXIMUM_ROWS", 4)
    long = "n" * MAXIMUM_CHARACTERS + "end"
    rows: list[tuple[Cell, Cell]] = [(f"row {number}", number) for number in range(7)]
    about = written([*rows[:4], (long, 4), *rows[5:]], tmp_path / "a.xlsx", named=True)["About"]
    said = "Words with their numbers. Continued on “Table 2” and “Table 3”."
    assert ["Sheet “Table”", said] in about
    for sheet in load_workbook(tmp_path / "a.xlsx").worksheets[1:4]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
    read = [cells for _, cells in spreadsheet_rows(tmp_path / "a.xlsx")]
    assert read[0] == ["words", "number"]
    expected = [[str(cell) for cell in row] for row in rows]
    expected[4][0] = long
    assert read[1:] == expected


def test_the_filter_reaches_from_header_to_last_row(tmp_path: Path) -> None:
    written([("x", 1)] * 5, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[1]
    assert sheet.auto_filter.ref == "A1:B6"
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("totals", [0, 1, 2])
def test_rows_of_totals_stay_below_whatever_is_sorted(tmp_path: Path, totals: int) -> None:
    with (tmp_path / "a.xlsx").open("wb") as stream, spreadsheet(stream, provenance()) as book:
        sheet = book.sheet("Table", COLUMNS, "Words with their numbers")
        for number in range(3):
            sheet.write(("x", number))
        for _ in range(totals):
            sheet.write(("Total", 3), strong=(0, 1), total=True)
    found = load_workbook(tmp_path / "a.xlsx").worksheets[1]
    assert found.auto_filter.ref == "A1:B4"
    assert [cell.font.bold for cell in found["A"][1:]] == [False] * 3 + [True] * totals
    assert [cell.font.bold for cell in found["B"][1:]] == [False] * 3 + [True] * totals


@pytest.mark.parametrize("name", ["i" * 20, "W" * 12, "1.2 trust in the council"])
def test_an_upright_head_is_as_high_as_its_letters(tmp_path: Path, name: str) -> None:
    (_, sheet) = printed((Column("", 30), Column(name, 6, "0", upright=True)), tmp_path / "a.xlsx")
    letters = Letters().width(name, bold=True) / EM * 10
    assert letters < sheet.row_dimensions[1].height < letters * 1.1 + 15


def test_paper_larger_than_usual_is_told_on_the_first_sheet(tmp_path: Path) -> None:
    for width, told in ((30, False), (70, True)):
        about, _ = printed([Column(str(place), width) for place in range(4)], tmp_path / "a.xlsx")
        assert ("printed on A3" in str(about["B2"].value)) is told


def printed(columns: Sequence[Column], path: Path, *, names: int = 1) -> list[Any]:
    """The sheets of a book with one empty table of ``columns`` and its provenance, read back."""
    about = replace(provenance("Trust & gain & " + "🏠" * 200), project="R&G &[Picture] 🏠" * 20)
    with path.open("wb") as stream, spreadsheet(stream, about) as book:
        book.sheet("Table", columns, "Figures of words", frozen_columns=names)
    return list(load_workbook(path).worksheets)


def pages_across(sheet: Any) -> int:
    # One is what a file means that does not say.
    return int(sheet.page_setup.fitToWidth or 1)


def test_pages_lie_across_with_the_header_on_each(tmp_path: Path) -> None:
    for sheet in printed(COLUMNS, tmp_path / "a.xlsx"):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (pages_across(sheet), sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter.left.text == "&A"


def test_the_head_of_a_page_tells_title_project_and_step_whatever_letters_are_in_them(tmp_path: Path) -> None:
    for sheet in printed(COLUMNS, tmp_path / "a.xlsx"):
        title, project = str(sheet.oddHeader.left.text), str(sheet.oddHeader.right.text)
        assert title.startswith("Trust ＆ gain ＆ 🏠🏠")
        assert title.endswith("🏠…")
        assert project.startswith("R＆G ＆[Picture] 🏠R＆G")
        assert project.endswith("…, step 12")
        assert utf16_length(f"&L{title}&R{project}") <= 255


@pytest.mark.parametrize(
    ("columns", "pages", "paper"), [(20, 1, 9), (22, 1, 9), (26, 1, 8), (33, 1, 8), (60, 2, 8), (90, 3, 8)]
)
def test_a_table_is_a_page_wide_on_larger_paper_if_need_be_and_runs_on_with_its_names(
    tmp_path: Path, columns: int, pages: int, paper: int
) -> None:
    wide = [Column("name", 40), *(Column(f"figure {number}", 10, "0") for number in range(columns))]
    sheet = printed(wide, tmp_path / "a.xlsx")[1]
    assert sheet.page_setup.paperSize == paper
    assert pages_across(sheet) == pages
    across = pages > 1
    assert sheet.page_setup.pageOrder == ("overThenDown" if across else None)
    assert sheet.print_title_cols == ("$A:$A" if across else None)


def test_a_line_below_each_row_goes_through_empty_cells_and_no_further(tmp_path: Path) -> None:
    written([("x", 1), ("", None)], tmp_path / "a.xlsx")
    rows = list(load_workbook(tmp_path / "a.xlsx").worksheets[1].iter_rows(min_row=2))
    assert [[cell.border.bottom.style for cell in row] for row in rows] == [["thin", "thin"]] * 2


def test_figures_keep_off_the_words_beside_them(tmp_path: Path) -> None:
    written([("x", 1)], tmp_path / "a.xlsx")
    words, figure = load_workbook(tmp_path / "a.xlsx").worksheets[1][2]
    assert (words.alignment.wrap_text, words.alignment.vertical) == (True, "top")
    # A spreadsheet program that wraps a cell forgets its indent.
    assert (figure.alignment.horizontal, figure.alignment.indent) == ("right", 1)
    assert not figure.alignment.wrap_text


@pytest.mark.parametrize("letter", ["a", "🏠"])
def test_a_text_too_long_for_a_cell_is_kept_in_parts(tmp_path: Path, letter: str) -> None:
    text = letter * (MAXIMUM_CHARACTERS + 10) + "end"
    found = written([("short", 1), (text, 2)], tmp_path / "a.xlsx")
    shown = found["Table"][2][0]
    assert isinstance(shown, str)
    assert utf16_length(shown) <= MAXIMUM_CHARACTERS
    assert "continued on the sheet “Long texts”" in shown
    parts = found["Long texts"][1:]
    assert [row[:4] for row in parts] == [["Table", 3, "words", n + 1] for n in range(len(parts))]
    assert "".join(str(row[4]) for row in parts) == text


def test_the_longest_text_of_a_cell_stays_whole(tmp_path: Path) -> None:
    text = "b" * MAXIMUM_CHARACTERS
    found = written([(text, 1)], tmp_path / "a.xlsx")
    assert list(found) == ["Table"]
    assert found["Table"][1][0] == text


def test_the_first_sheet_explains_the_others_and_their_figures(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with spreadsheet(stream, provenance(), ["Small cells are hidden."]) as book:
        book.sheet("Table", COLUMNS, "Words with their numbers").write(("x" * 40_000, 1))
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue())
    found = sheets(tmp_path / "a.xlsx")
    assert list(found) == ["About", "Table", "Long texts"]
    about = found["About"]
    assert about[0] == ["About this file", "Sample figures"]
    assert ["Sheet “Table”", "Words with their numbers."] in about
    assert any(row[0] == "Sheet “Long texts”" for row in about)
    assert ["rule", "codes that overlap"] in about
    assert ["step", "12"] in about
    assert ["remark", "Small cells are hidden."] in about


def test_a_sheet_without_rows_is_left_out_and_named_on_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream, spreadsheet(stream, provenance()) as book:
        book.sheet("Table", COLUMNS, "Words with their numbers")
        book.sheet("Wordings", COLUMNS, "Earlier wordings")
    found = sheets(path)
    assert list(found) == ["About", "Table"]
    assert ["Sheet “Table”", "Words with their numbers. There are none."] in found["About"]
    assert ["Wordings", "Earlier wordings. There are none."] in found["About"]


@pytest.mark.parametrize(("words", "width"), [(4, 60.0), (9, 34.0), (10, 30.4)])
def test_columns_of_words_give_way_until_they_fit_a_page(tmp_path: Path, words: int, width: float) -> None:
    columns = [Column("code", 26), *(Column(f"words {number}", 60) for number in range(words))]
    columns.append(Column("figure", 10, "0"))
    sheet = printed(columns, tmp_path / "a.xlsx", names=1)[1]
    assert pages_across(sheet) == 1
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDE"]
    assert widths[0] == pytest.approx(26, abs=1)
    assert widths[1] == pytest.approx(width, abs=1.5)


def test_a_failure_leaves_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def write_half() -> None:
        with spreadsheet(io.BytesIO(), provenance()) as book:
            book.sheet("Table", COLUMNS, "Words with their numbers").write(("x", 1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_many_rows_need_no_more_memory_than_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MEASURED_ROWS", 100)

    def peak(count: int) -> int:
        tracemalloc.start()
        with spreadsheet(io.BytesIO(), provenance()) as book:
            sheet = book.sheet("Table", COLUMNS, "Words with their numbers")
            for number in range(count):
                sheet.write((f"some words of row {number} that differ from all others", number))
            used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    few, many = peak(500), peak(5_000)
    assert many < few * 1.2


class _FullDisk(io.RawIOBase):
    """A file on a disk that has room for some bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._place = 0

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = 0) -> int:
        if self.closed:
            raise ValueError("seek of closed file")
        self._place = place
        return place

    def tell(self) -> int:
        return self._place

    def write(self, content: Any) -> int:
        if self._place + len(content) > self.room:
            raise OSError(28, "No space left on device")
        self._place += len(content)
        return len(content)


@pytest.mark.parametrize("room", [0, 200, 1000, 2500, 5000])
def test_a_full_disk_leaves_no_archive_that_complains_later(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", complaints.append)
    with pytest.raises(OSError, match="No space left"), _FullDisk(room) as stream:
        _three_rows(stream)
    gc.collect()
    assert complaints == []


def _three_rows(stream: Any) -> None:
    with spreadsheet(stream, provenance()) as book:
        sheet = book.sheet("Table", COLUMNS, "Words with their numbers")
        for number in range(3):
            sheet.write(("word", number))
