"""Tests of partial."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from qualcode.model.identity import now
from qualcode.model.machine.partial import partial_name, remove_given_up


@pytest.mark.parametrize("name", ["a.csv", "n" * 255, "ü" * 127, "研" * 85, "😀" * 63, "\udcff.csv"])
def test_it_can_be_made_beside_every_name_that_a_file_may_have(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    first, second = partial_name(target), partial_name(target)
    assert first != second
    for made in (first, second):
        made.touch(exist_ok=False)
        assert made.parent == tmp_path
        assert made.name.startswith(".")
        assert made.suffix == ".part"


def test_only_what_was_given_up_goes(tmp_path: Path) -> None:
    older, newer = partial_name(tmp_path / "study.qualcode"), partial_name(tmp_path / "study.qualcode")
    others = [
        tmp_path / name for name in (".mine.part", "mine.part", ".a.0123456789ab.txt", "study.qualcode")
    ]
    folder = partial_name(tmp_path / "folder")
    folder.mkdir()
    for made in (older, newer, *others):
        made.write_bytes(b"words")
    then = (now() - timedelta(days=2)).timestamp()
    for made in (older, *others, folder):
        os.utime(made, (then, then))
    remove_given_up(tmp_path, now())
    assert set(tmp_path.iterdir()) == {newer, folder, *others}
    remove_given_up(tmp_path / "none", now())


def test_what_was_to_become_one_file_goes_alone(tmp_path: Path) -> None:
    mine, other = partial_name(tmp_path / "a.qdpx"), partial_name(tmp_path / "b.qdpx")
    for path in (mine, other):
        path.touch()
    remove_given_up(tmp_path, now() + timedelta(hours=23), "a.qdpx")
    assert mine.exists()
    remove_given_up(tmp_path, now() + timedelta(days=2), "a.qdpx")
    assert (mine.exists(), other.exists()) == (False, True)
    remove_given_up(tmp_path, now() + timedelta(days=2))
    assert not other.exists()
