"""Files that belong together come whole or not at all, and leave no folder behind."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.exporters.refi.conformance import write_conformance_set
from qualcode.exporters.whole_folder import whole_folder
from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.results.data_table import DataFormat
from qualcode.project.reports.data_export import export_data
from tests.support.studies import example_study

Write = Callable[[Path], object]


def data_as(kind: DataFormat) -> Write:
    return lambda folder: export_data(folder, example_study(), kind)


WAYS: dict[str, Write] = {"conformance": write_conformance_set} | {
    str(kind): data_as(kind) for kind in DataFormat
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def fill_disk(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let the disk be full once so many files are written."""
    real, written = os.fsync, 0

    def full(file: int) -> None:
        nonlocal written
        written += 1
        if written > after:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    monkeypatch.setattr(os, "fsync", full)


@pytest.mark.parametrize(
    ("way", "after"), [(way, after) for way in WAYS for after in (0, 1, 3) if not after or way != "jsonl"]
)
def test_a_full_disk_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, after: int
) -> None:
    folder = tmp_path / "new" / "deeper"
    fill_disk(monkeypatch, after)
    with pytest.raises(QualcodeError, match="the disk is full") as told:
        WAYS[way](folder)
    assert ".qualcode-" not in str(told.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_full_disk_leaves_the_earlier_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    WAYS[way](tmp_path)
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    first = tmp_path / min(contents(tmp_path))
    first.write_bytes(b"changed since")
    before = contents(tmp_path)
    fill_disk(monkeypatch, 0 if way == DataFormat.JSON_LINES else 2)
    with pytest.raises(QualcodeError, match="the disk is full"):
        WAYS[way](tmp_path)
    assert contents(tmp_path) == before
    monkeypatch.undo()
    WAYS[way](tmp_path)
    assert contents(tmp_path).keys() == before.keys()
    assert first.read_bytes() != b"changed since"
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


def two_files(folder: Path, error: BaseException | None = None) -> None:
    with whole_folder(folder) as aside:
        (aside / "one.csv").write_text("1", "utf-8")
        (aside / "two.csv").write_text("2", "utf-8")
        if error is not None:
            raise error


def test_what_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        two_files(tmp_path / "a" / "b", Cancelled())
    assert list(tmp_path.iterdir()) == []
    two_files(tmp_path / "a" / "b")
    assert contents(tmp_path / "a" / "b") == {"one.csv": b"1", "two.csv": b"2"}


def test_what_may_not_be_replaced_stops_it_all(tmp_path: Path) -> None:
    (tmp_path / "two.csv").mkdir()
    with pytest.raises(QualcodeError, match="not a file that could be replaced"):
        two_files(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["two.csv"]


def test_a_link_stays_and_the_file_behind_it_is_exchanged(tmp_path: Path) -> None:
    (tmp_path / "behind.csv").write_text("old", "utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "one.csv").symlink_to(tmp_path / "behind.csv")
    with whole_folder(folder) as aside:
        (aside / "one.csv").write_text("new", "utf-8")
    assert (folder / "one.csv").is_symlink()
    assert (tmp_path / "behind.csv").read_text("utf-8") == "new"
