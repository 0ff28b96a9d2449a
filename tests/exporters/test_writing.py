"""Tests of writing."""

import csv
import errno
import io
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.writing import (
    csv_bytes,
    csv_cell,
    csv_for_excel,
    guarded,
    utf8,
    whole_file,
    write_csv,
    write_csv_columns,
)
from qualcode.importers.tables.csv_file import unguarded
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.project_file import APPLICATION_ID
from tests.exporters.studies import TEXTS


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write(path: Path) -> None:
    with whole_file(path) as stream:
        stream.write(b"new")


def test_a_file_appears_whole(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.csv") as stream:
        stream.write(b"all of it")
        assert not (tmp_path / "a.csv").exists()
    assert (tmp_path / "a.csv").read_bytes() == b"all of it"
    assert names_in(tmp_path) == ["a.csv"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def write_half() -> None:
        with whole_file(path) as stream:
            stream.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.csv"]


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(QualcodeError, match=r"a\.csv” could not be written: the disk is full\. Make"):
        write(path)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.csv"]


def test_a_file_that_cannot_be_exchanged_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: Path, __: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(QualcodeError, match="open in another program"):
        write(path)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.csv"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing/a.csv", "it or its folder does not exist"),
        ("file/a.csv", "a file has the name that a folder should have"),
    ],
)
def test_a_folder_that_is_none_is_told_in_a_sentence(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(QualcodeError, match=why):
        write(tmp_path / name)


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="is not a file"):
        write(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="links and modes are not like this on Windows")
def test_a_link_and_the_mode_of_the_file_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    with whole_file(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="modes are not like this on Windows")
def test_a_new_file_may_be_read_by_whom_the_system_allows(tmp_path: Path) -> None:
    with whole_file(tmp_path / "ours"):
        pass
    (tmp_path / "usual").write_bytes(b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


@given(TEXTS)
def test_a_guarded_cell_is_not_run_and_reads_back(words: str) -> None:
    cell = guarded(words)
    assert cell[:1] not in set("=+-@\t\r")
    assert unguarded(cell) == words


@pytest.mark.parametrize(
    ("words", "cell"), [("=1", "'=1"), ("'=1", "''=1"), ("'x", "'x"), ("x=1", "x=1"), ("", "")]
)
def test_only_what_would_be_run_is_guarded(words: str, cell: str) -> None:
    assert guarded(words) == cell


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2)))
def test_csv_reads_back_cell_by_cell(rows: list[list[str]]) -> None:
    stream = io.BytesIO()
    assert write_csv(stream, ["a", "=b"], rows) == len(rows)
    found = list(csv.reader(io.StringIO(stream.getvalue().decode(), newline=""), strict=True))
    assert found[0] == ["a", "'=b"]
    assert [[unguarded(cell) for cell in row] for row in found[1:]] == rows


def test_csv_follows_rfc_4180() -> None:
    stream = io.BytesIO()
    write_csv(stream, ["a", "b"], [['say "yes"', "x,y"], ["one\ntwo", None], [3, 0.5]])
    assert stream.getvalue() == b'a,b\r\n"say ""yes""","x,y"\r\n"one\ntwo",\r\n3,0.5\r\n'


@given(st.lists(st.tuples(TEXTS, TEXTS)), st.booleans())
def test_columns_give_the_bytes_that_rows_give(rows: list[tuple[str, str]], marked: bool) -> None:
    by_rows, by_columns = io.BytesIO(), io.BytesIO()
    some = (
        [map(csv_cell, column) for column in zip(*rows[at : at + 2], strict=True)]
        for at in range(0, len(rows), 2)
    )
    with csv_for_excel(marked):
        assert write_csv(by_rows, ["a,b", "=c"], rows) == len(rows)
        assert write_csv_columns(by_columns, ["a,b", "=c"], some) == len(rows)
    assert by_columns.getvalue() == by_rows.getvalue()


def test_the_stream_stays_open_when_rows_fail() -> None:
    def rows() -> Iterator[list[str]]:
        yield ["x"]
        raise ZeroDivisionError

    stream = io.BytesIO()
    with pytest.raises(ZeroDivisionError):
        write_csv(stream, ["a"], rows())
    assert not stream.closed


def test_csv_for_excel_begins_with_its_mark_however_it_is_written() -> None:
    plain, marked, after = io.BytesIO(), io.BytesIO(), io.BytesIO()
    write_csv(plain, ["a"], [["ü"]])
    with csv_for_excel():
        write_csv(marked, ["a"], [["ü"]])
        assert csv_bytes(["a"], [["ü"]]) == marked.getvalue()
        with csv_for_excel(wanted=False):
            assert csv_bytes(["a"], [["ü"]]) == plain.getvalue()
    write_csv(after, ["a"], [["ü"]])
    assert marked.getvalue() == b"\xef\xbb\xbf" + plain.getvalue()
    assert after.getvalue() == plain.getvalue()


def test_half_a_surrogate_pair_does_not_stop_an_export() -> None:
    stream = io.BytesIO()
    write_csv(stream, ["a"], [["x\ud83dy"]])
    assert stream.getvalue().decode() == "a\r\nx\ufffdy\r\n"
    assert utf8("\udc00!") == "\ufffd!".encode()


@pytest.mark.parametrize("name", ["study.qualcode", "study.csv"])
def test_a_project_is_not_overwritten(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE journal (step INTEGER)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(QualcodeError, match="is a qualcode project"), whole_file(path) as stream:
        stream.write(b"a table")
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("left", ["locked", "with a log"])
def test_a_project_in_the_middle_of_a_step_is_not_overwritten(tmp_path: Path, left: str) -> None:
    path = tmp_path / "study.csv"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE journal (step BLOB)")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN EXCLUSIVE")
        connection.executemany("INSERT INTO journal VALUES (?)", [(bytes(3000),)] * 50)
        log = path.with_name(f"{path.name}-journal").read_bytes()
        if left == "locked":
            with pytest.raises(QualcodeError, match="is a qualcode project"), whole_file(path):
                pass
            return
        torn = path.read_bytes()
    path.write_bytes(torn)
    path.with_name(f"{path.name}-journal").write_bytes(log)
    with pytest.raises(QualcodeError, match="is a qualcode project"), whole_file(path):
        pass
    assert path.read_bytes() == torn


@pytest.mark.skipif(os.name == "nt", reason="modes are not like this on Windows")
def test_what_only_its_owner_may_read_is_not_open_to_others_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.touch(0o600)
    with whole_file(path):
        (partial,) = tmp_path.glob(".ours.csv.*")
        assert partial.stat().st_mode & 0o777 == 0o600


def test_a_file_with_the_longest_name_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("研" * 83 + ".csv")
    with whole_file(path) as stream:
        stream.write(b"new")
    assert path.read_bytes() == b"new"


def test_other_files_are_overwritten_whatever_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    for content in (b"", b"a,b", b"SQLite format 3\0" + bytes(900)):
        path.write_bytes(content)
        with whole_file(path) as stream:
            stream.write(b"new")
        assert path.read_bytes() == b"new"
