from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from qualcode.importers.tables import codings_file
from qualcode.importers.tables.codings_file import read_codings
from qualcode.importers.tables.csv_file import Chunk, csv_rows
from qualcode.model.codes.coding_rows import CodingRow, CodingTable
from qualcode.model.errors import Cancelled, UnreadableFileError

ROWS = [
    CodingRow("FG1", "Trust > firms", "AB", 0, 10, "a memo", 2),
    CodingRow("FG2.docx", "=odd", "CD", 5, 1_000_000, "", 3),
    CodingRow("FG1", "Trust > firms", "AB", 7, 9, "two\nlines", 4),
]
TEXT = (
    "transcript,code,coder,start,end,memo\n"
    "FG1,Trust > firms,AB,0,10,a memo\nFG2.docx,'=odd,CD,5,1000000,\n"
    'FG1,Trust > firms,AB,7,9,"two\nlines"\n'
)


def read(folder: Path, text: str) -> CodingTable:
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return read_codings(folder / "a.csv")


def rows_of(table: CodingTable) -> list[CodingRow]:
    return [
        CodingRow(
            table.transcript.names[table.transcript.numbers[n]],
            table.code.names[table.code.numbers[n]],
            table.coder.names[table.coder.numbers[n]],
            int(table.start[n]),
            int(table.end[n]),
            table.memo[n],
            int(table.line[n]),
        )
        for n in range(len(table))
    ]


def small_chunks(path: Path, at_once: int) -> tuple[list[str], Iterator[Chunk]]:
    header, *rows = csv_rows(path)
    groups = [rows[place : place + at_once] for place in range(0, len(rows), at_once)]
    return header[1], (([line for line, _ in group], [cells for _, cells in group]) for group in groups)


@pytest.mark.parametrize("at_once", [1, 2, 20_000])
def test_every_row_is_read(tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codings_file, "table_chunks", lambda path, _limits: small_chunks(path, at_once))
    table = read(tmp_path, TEXT)
    assert rows_of(table) == ROWS
    assert table.faults == ()


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_tables_below_each_other_are_as_one(
    tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "transcript,code,coder,start,end,text\nFG1,=a,AB,x,10,one\nFG2,b,CD,1,,two\n"
        "FG1,'=a,AB,2,5,\nFG2,b,AB,,7,three\n"
    )
    whole = read(tmp_path, text)
    monkeypatch.setattr(codings_file, "table_chunks", lambda path, _limits: small_chunks(path, at_once))
    table = read(tmp_path, text)
    assert rows_of(table) == rows_of(whole)
    assert table.text == ["one", "two", "", "three"]
    assert table.code.names == ("=a", "b")
    assert dict(table.faults) == dict(whole.faults)
    assert set(dict(table.faults)) == {0, 1, 3}


def test_columns_come_in_any_order_and_the_memo_may_be_missing(tmp_path: Path) -> None:
    table = read(tmp_path, "End;Start;weight;Coder;CODE;Transcript\n10;0;50;AB;trust;FG1\n")
    assert rows_of(table) == [CodingRow("FG1", "trust", "AB", 0, 10, "", 2)]


def test_rows_are_known_by_their_lines_whatever_stands_between(tmp_path: Path) -> None:
    table = read(tmp_path, "transcript,code,coder,start,end,memo\n\nFG1,a,AB,0,1\n,,,,,\nFG1,a,AB,0,1,\n")
    assert table.line.tolist() == [3, 5]


def test_numbers_that_are_none_are_left_to_the_import_to_name(tmp_path: Path) -> None:
    table = read(tmp_path, "transcript,code,coder,start,end\nFG1,a,AB,x,10\nFG1,a,AB,1,\n")
    assert table.faults == (
        (0, "its start “x” is not a whole number"),
        (1, "its end “” is not a whole number"),
    )


def test_a_row_that_is_too_long_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="line 3: there are 6 cells"):
        read(tmp_path, "transcript,code,coder,start,end\nFG1,a,AB,0,1\nFG1,a, b,AB,0,1\n")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="has no column “coder”, “end”"):
        read(tmp_path, "transcript,code,start\nFG1,a,0\n")


def test_a_file_with_only_a_header_has_no_rows(tmp_path: Path) -> None:
    assert len(read(tmp_path, "transcript,code,coder,start,end\n")) == 0


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled(f"{done} {total} {what}")

    (tmp_path / "a.csv").write_text(TEXT, encoding="utf-8")
    with pytest.raises(Cancelled, match=r"^3 0 Reading a\.csv$"):
        read_codings(tmp_path / "a.csv", stop)


def test_a_spreadsheet_is_read_as_well(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["transcript", "code", "coder", "start", "end"])
    book.worksheets[0].append(["FG1", "'=odd", "AB", 0, 10])
    book.save(tmp_path / "a.xlsx")
    assert rows_of(read_codings(tmp_path / "a.xlsx")) == [CodingRow("FG1", "'=odd", "AB", 0, 10, "", 2)]
