import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.tables.data_lists import identifier_column
from qualcode.importers.tables.table_cells import table_of
from qualcode.model.errors import UnreadableFileError

# Spreadsheets know no time zones.
MOMENT = datetime.fromisoformat("2021-03-01T10:05")


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_mark_that_nothing_answers_swallows_no_rows(separator: str) -> None:
    lines = (("name", "job"), ("Ada", '"in-between'), ("Bo", '"Big Issue" seller'), ("Cy", "cook"))
    raw = "\n".join(separator.join(line) for line in lines).encode()
    table = table_of(raw, "x.csv")
    assert (table.columns, table.rows, table.lines) == (lines[0], lines[1:], (2, 3, 4))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    raw = f'id{separator}said\nP1{separator}"Café, she said; ""no""\nand | that"\n\nP2{separator}x\n'.encode(
        encoding
    )
    table = table_of(raw, "x.csv")
    assert table.columns == ("id", "said")
    assert table.rows == (("P1", 'Café, she said; "no"\nand | that'), ("P2", "x"))


def test_a_spreadsheet_gives_what_a_person_would_type() -> None:
    raw = workbook(
        [
            ["id", "age", "share", "born", "seen", "consent", None, "note"],
            ["P1", 34, 0.5, date(1987, 3, 1), MOMENT, True, None, " x "],
            ["P2", 35.0, None, MOMENT.replace(hour=0, minute=0), None, False, None, "a\nb"],
        ]
    )
    table = table_of(raw, "x.xlsx")
    assert table.columns == ("id", "age", "share", "born", "seen", "consent", "note")
    assert table.rows == (
        ("P1", "34", "0.5", "1987-03-01", "2021-03-01 10:05", "yes", "x"),
        ("P2", "35", "", "2021-03-01", "", "no", "a\nb"),
    )


def test_short_rows_are_filled_and_names_made_different() -> None:
    assert table_of(b"id,a,a,\n1,2\n3,4,5,6\n", "x.csv").columns == ("id", "a", "a (3)", "Column 4")
    assert table_of(b"id,a,a,\n1,2\n3,4,5,6\n", "x.csv").rows == (("1", "2", "", ""), ("3", "4", "5", "6"))


@pytest.mark.parametrize(
    "raw", [b"", b"id,age\n", b"PK\x03\x04 broken", workbook([["id"]]), workbook([["a"]] * 2)[:900]]
)
def test_what_is_no_table_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        table_of(raw, "x.xlsx")


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_a_table_without_a_byte_is_said_to_be_empty(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="is empty"):
        table_of(b"", name)


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="unpacks to more"):
        table_of(workbook([["id"], ["x" * 30_000]]), "x.xlsx", ImportLimits(unpacked_bytes=20_000))


CELLS = st.text('abc,;|"\n\t é', max_size=6).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_every_cell_comes_back(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([("one", "two"), ("first", "second"), *rows])
    table = table_of(written.getvalue().encode(), "x.csv")
    assert list(table.rows[1:]) == [row for row in rows if any(row)]


def test_the_rows_of_a_survey_tool_below_its_header_are_nobodys_answers() -> None:
    raw = (
        b"StartDate,ResponseId,Q1\nStart Date,Response ID,What do you like?\n"
        b'"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1_TEXT""}"\n'
        b"2026-03-01,R_1a,The quiet\n2026-03-02,R_2b,The shed\n"
    )
    table = table_of(raw, "q.csv")
    assert table.columns == ("Start Date", "Response ID", "What do you like?")
    assert [row[1] for row in table.rows] == ["R_1a", "R_2b"]
    assert identifier_column(table) == 1


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_row_with_too_many_cells_is_left_out_and_named_by_its_line(separator: str) -> None:
    rows = [
        ["id", "age", "answer"],
        ["R1", "34", "one\ntwo"],
        ["R2", "51"],
        ["R3", "29", "a", "b"],
        ["R4", "1", "c"],
    ]
    raw = "\n".join(
        separator.join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in rows
    ).encode()
    table = table_of(raw, "a.csv")
    assert table.rows == (("R1", "34", "one\ntwo"), ("R2", "51", ""), ("R4", "1", "c"))
    assert table.warnings == (
        "line 5 has more cells than the 3 columns of the header and was left out",
        "line 4 has fewer cells than the 3 columns of the header; others are empty",
    )


def test_columns_without_a_name_are_kept_where_most_rows_have_them() -> None:
    table = table_of(b"id,age\nR1,34,x\nR2,51,y\n", "a.csv")
    assert table.columns == ("id", "age", "Column 3")
    assert not table.warnings
