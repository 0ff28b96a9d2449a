"""Tests of matrix file.

Tests as well: ``matrix_colours``.
"""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from qualcode.exporters.tables.matrix_colours import cell_colours
from qualcode.exporters.tables.matrix_file import meta_path, write_matrix
from qualcode.importers.tables.csv_file import unguarded
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.provenance import Provenance, caption
from qualcode.model.results.matrix import NO_VALUE, TOTAL, Label, Matrix
from qualcode.model.words.apostrophes import with_apostrophes
from qualcode.model.words.xml_letters import for_xml
from tests.exporters.reading import csv_table, sheets
from tests.exporters.studies import NAMES, provenance
from tests.support.profiles import of_hundred

CREATED = datetime(2025, 3, 12, 10, 30, tzinfo=UTC)
LABELS = st.lists(NAMES, min_size=1, max_size=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matrix")


def matrix_of(rows: list[str], columns: list[str], *, shares: bool = False) -> Matrix:
    count = len(rows) * len(columns)
    values = np.arange(count).reshape(len(rows), len(columns)) * 1000
    return Matrix(
        rows=tuple(map(Label, rows)),
        columns=tuple(map(Label, columns)),
        values=values / 7000 if shares else values,
        provenance=provenance("Co-occurrence of codes"),
        notes={(0, 0): "<3"},
        remarks=("“<3”: fewer than 3 participants.",),
    )


def shown(matrix: Matrix) -> list[list[str | int | float]]:
    height, width = matrix.values.shape
    return [[matrix.cell(row, column) for column in range(width)] for row in range(height)]


@given(rows=LABELS, columns=LABELS, shares=st.booleans())
def test_csv_holds_the_matrix_alone(folder: Path, rows: list[str], columns: list[str], shares: bool) -> None:
    matrix = matrix_of(rows, columns, shares=shares)
    write_matrix(folder / "a.csv", matrix, created=CREATED)
    header, *found = [[unguarded(cell) for cell in row] for row in csv_table(folder / "a.csv")]
    assert header == ["", *columns]
    assert [row[0] for row in found] == rows
    assert [row[1:] for row in found] == [[str(value) for value in row] for row in shown(matrix)]


@given(rows=LABELS, columns=LABELS)
def test_tidy_csv_holds_a_row_for_each_cell(folder: Path, rows: list[str], columns: list[str]) -> None:
    matrix = matrix_of(rows, columns)
    write_matrix(folder / "a.csv", matrix, created=CREATED, tidy=True)
    header, *found = [[unguarded(cell) for cell in row] for row in csv_table(folder / "a.csv")]
    assert header == ["row", "column", "value"]
    places = [(r, c) for r in range(len(rows)) for c in range(len(columns))]
    assert found == [[rows[r], columns[c], str(matrix.cell(r, c))] for r, c in places]


@settings(max_examples=of_hundred(25))
@given(rows=LABELS, columns=LABELS, shares=st.booleans())
def test_xlsx_holds_numbers_as_numbers(
    folder: Path, rows: list[str], columns: list[str], shares: bool
) -> None:
    matrix = matrix_of(rows, columns, shares=shares)
    write_matrix(folder / "a.xlsx", matrix, created=CREATED)
    book = sheets(folder / "a.xlsx")
    assert list(book) == ["About", "Matrix"]
    header, *found = book["Matrix"]
    assert header == [None, *map(for_xml, map(with_apostrophes, columns))]
    assert [row[0] for row in found] == list(map(for_xml, map(with_apostrophes, rows)))
    assert [row[1:] for row in found] == [
        [value if isinstance(value, str) else pytest.approx(value) for value in row] for row in shown(matrix)
    ]
    assert ["rule", "codes that overlap"] in book["About"]
    assert ["remark", matrix.remarks[0]] in book["About"]


def test_thirty_codes_are_a_page_wide_below_upright_names(folder: Path) -> None:
    names = [f"a code whose name is rather long {number}" for number in range(30)]
    matrix = matrix_of(names, names)
    write_matrix(
        folder / "a.xlsx", replace(matrix, values=matrix.values // 1000, symmetric=True), created=CREATED
    )
    sheet = load_workbook(folder / "a.xlsx")["Matrix"]
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.orientation) == (1, "landscape")
    assert {cell.alignment.textRotation for cell in sheet[1][1:]} == {90}
    assert sheet.freeze_panes == "B2"
    assert all(column.width <= 10 for name, column in sheet.column_dimensions.items() if name != "A")


def test_names_have_the_apostrophes_of_documents_in_a_spreadsheet_and_their_own_in_csv(folder: Path) -> None:
    matrix = matrix_of(["children's noise"], ["tenants' rights"])
    write_matrix(folder / "a.xlsx", matrix, created=CREATED)
    assert sheets(folder / "a.xlsx")["Matrix"][0][1:] == ["tenants’ rights"]
    assert sheets(folder / "a.xlsx")["Matrix"][1][:1] == ["children’s noise"]
    write_matrix(folder / "a.csv", matrix, created=CREATED)
    assert csv_table(folder / "a.csv")[0][1:] == ["tenants' rights"]


def test_the_darker_a_cell_the_higher_its_figure_and_totals_have_no_shade(folder: Path) -> None:
    values = np.array([[9, 0, 2, 2], [0, 9, 8, 8], [2, 8, 9, 10]])
    labels = tuple(map(Label, "abc"))
    matrix = Matrix(labels, (*labels, Label("Total")), values, provenance(), symmetric=True)
    fills = cell_colours(matrix)
    assert set(fills) == {(0, 0), (1, 1), (2, 2), (0, 2), (2, 0), (1, 2), (2, 1)}

    def light(place: tuple[int, int]) -> int:
        return sum(int(fills[place][start : start + 2], 16) for start in (1, 3, 5))

    assert light((0, 2)) > light((1, 2)) == light((2, 1))
    assert fills[0, 0] == fills[1, 1] == fills[2, 2]
    write_matrix(folder / "a.xlsx", matrix, created=CREATED)
    sheet = load_workbook(folder / "a.xlsx")["Matrix"]
    assert f"#{sheet['D3'].fill.fgColor.rgb[2:].lower()}" == fills[1, 2]
    assert sheet["C2"].fill.fill_type is None
    assert sheet["E4"].fill.fill_type is None


def test_a_table_is_as_in_documents_and_says_how_it_is_read(folder: Path) -> None:
    codes = [Label(f"Group > code {name}", uuid4()) for name in "ab"]
    numbers = {codes[0].id or uuid4(): "1.1", codes[1].id or uuid4(): "1.2"}
    columns = (Label("owner"), Label(NO_VALUE), Label(TOTAL))
    values = np.array([[2, 0, 2], [1, 0, 1], [3, 0, 3]])
    matrix = Matrix((*codes, Label(TOTAL)), columns, values, provenance())
    write_matrix(folder / "a.xlsx", matrix, created=CREATED, numbers=numbers)
    book = load_workbook(folder / "a.xlsx")
    sheet = book["Matrix"]
    assert [cell.value for cell in sheet[1]] == [None, "owner", TOTAL]
    assert [cell.value for cell in sheet["A"]][1:] == ["1.1 code a", "1.2 code b", TOTAL]
    assert sheet.auto_filter.ref == "A1:C3"
    assert [cell.font.bold for cell in sheet[2]] == [False, False, True]
    assert [cell.font.bold for cell in sheet[4]] == [True] * 3
    assert "left out" in str([cell.value for cell in book["About"]["B"]])
    square = Matrix(tuple(codes), tuple(codes), np.eye(2, dtype=int), provenance(), symmetric=True)
    write_matrix(folder / "a.xlsx", square, created=CREATED)
    assert "The diagonal (grey)" in str(
        [cell.value for cell in load_workbook(folder / "a.xlsx")["About"]["B"]]
    )


def test_tidy_xlsx_holds_a_row_for_each_cell(folder: Path) -> None:
    write_matrix(folder / "a.xlsx", matrix_of(["a", "b"], ["c", "d"]), created=CREATED, tidy=True)
    assert sheets(folder / "a.xlsx")["Matrix"] == [
        ["row", "column", "value"],
        ["a", "c", "<3"],
        ["a", "d", 1000],
        ["b", "c", 2000],
        ["b", "d", 3000],
    ]


def test_the_meta_file_tells_how_the_matrix_was_made(folder: Path) -> None:
    path = folder / "a.csv"
    write_matrix(path, matrix_of(["a"], ["b", "c"]), created=CREATED)
    assert meta_path(path).name == "a.csv.meta.json"
    meta = json.loads(meta_path(path).read_text(encoding="utf-8"))
    assert meta["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (meta["rule"], meta["count"], meta["coders"]) == ("overlap", "pairs", "all coders merged")
    assert (meta["project"], meta["step"], meta["version"]) == ("Sample", 12, "9.9.9")
    assert meta["created"] == "2025-03-12T10:30:00+00:00"
    assert (meta["row_count"], meta["column_count"]) == (1, 2)


def test_a_fact_named_like_a_key_of_the_meta_file_is_kept(folder: Path) -> None:
    matrix = matrix_of(["a"], ["b"])
    about = Provenance("Title", (("project", "a fact"),), "Sample", 1, "9")
    write_matrix(
        folder / "a.csv",
        Matrix(matrix.rows, matrix.columns, matrix.values, about),
        created=CREATED,
    )
    meta = json.loads(meta_path(folder / "a.csv").read_text(encoding="utf-8"))
    assert (meta["project"], meta["project (fact)"]) == ("Sample", "a fact")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_not_a_number_is_an_empty_cell(folder: Path, ending: str) -> None:
    matrix = Matrix((Label("a"),), (Label("b"), Label("c")), np.array([[np.nan, 0.5]]), provenance())
    path = folder / f"nan.{ending}"
    write_matrix(path, matrix, created=CREATED)
    if ending == "csv":
        assert csv_table(path)[1] == ["a", "", "0.5"]
    else:
        assert sheets(path)["Matrix"][1] == ["a", None, 0.5]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nothing_is_half_written(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(QualcodeError, match="the disk is full"):
        write_matrix(path, matrix_of(["a"], ["b"]), created=CREATED)
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_sentence_in_the_facts_is_the_caption() -> None:
    words = ("in words", "codes that overlap, 9 transcripts")
    about = Provenance("T", (("rule", "overlap"), words), "P", 3, "1")
    assert caption(about) == "Codes that overlap, 9 transcripts. Project “P”, step 3, qualcode 1."
    assert caption(Provenance("T", (), "P", 3, "1")) == "Project “P”, step 3, qualcode 1."
