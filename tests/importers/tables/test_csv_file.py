from pathlib import Path

import pytest

from qualcode.importers.tables.csv_file import csv_chunks, csv_rows, unguarded
from qualcode.model.errors import UnreadableFileError

WORDS = "name,note\r\nCafé,“so”\r\n"
ROWS = [["name", "note"], ["Café", "“so”"]]


def cells(path: Path) -> list[list[str]]:
    return [row for _, row in csv_rows(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_usual_encodings_are_understood(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(WORDS.encode(encoding))
    assert cells(tmp_path / "a.csv") == ROWS


def test_utf_16_of_either_order_with_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xfe\xff" + WORDS.encode("utf-16-be"))
    assert cells(tmp_path / "a.csv") == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_in_the_header(tmp_path: Path, separator: str) -> None:
    lines = ['"a,b;c;d;e"', "b", "c"], ["1,5", "x;y;z", "t"]
    text = "\r\n".join(separator.join(f'"{c}"' if c != '"a,b;c;d;e"' else c for c in line) for line in lines)
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert cells(tmp_path / "a.csv") == [["a,b;c;d;e", "b", "c"], ["1,5", "x;y;z", "t"]]


def test_a_stated_separator_is_taken_at_its_word(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=|\na|b\n1|2\n", encoding="utf-8")
    assert list(csv_rows(tmp_path / "a.csv")) == [(2, ["a", "b"]), (3, ["1", "2"])]


def test_lines_are_those_where_rows_begin(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a\n"x\ny\nz"\nb\n\nc\n', encoding="utf-8")
    assert list(csv_rows(tmp_path / "a.csv")) == [
        (1, ["a"]),
        (2, ["x\ny\nz"]),
        (5, ["b"]),
        (6, []),
        (7, ["c"]),
    ]


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_lines_are_right_however_many_rows_are_read_at_once(tmp_path: Path, at_once: int) -> None:
    (tmp_path / "a.csv").write_bytes(b'a\r\n"x\r\ny\rz"\r\nb\r\n"\n\n"\r\nc\r\n')
    lines = [line for chunk, _ in csv_chunks(tmp_path / "a.csv", at_once) for line in chunk]
    assert lines == [1, 2, 5, 6, 9]


def test_line_ends_inside_cells_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'a\r\n"x\r\ny\rz\nw"\r\n')
    assert cells(tmp_path / "a.csv") == [["a"], ["x\r\ny\rz\nw"]]


def test_a_cell_may_be_very_long(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n" + "x" * 200_000, encoding="utf-8")
    assert [len(row[0]) for row in cells(tmp_path / "a.csv")] == [1, 200_000]


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(UnreadableFileError, match=r"“a\.csv”"):
        cells(tmp_path / "a.csv")


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"“a\.csv” could not be read: No such file"):
        cells(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("cell", "words"), [("'=1", "=1"), ("''=1", "'=1"), ("'x", "'x"), ("'", "'"), ("", ""), ("=1", "=1")]
)
def test_one_apostrophe_is_taken_off_where_it_guards(cell: str, words: str) -> None:
    assert unguarded(cell) == words
