"""Tests of opening: projects whose making comes to nothing leave nothing behind."""

import os
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.project.opening import create_project, open_project
from qualcode.storage.database import Database
from tests.support.project_files import names_beside


def test_a_project_whose_first_step_fails_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.qualcode"

    def full(*_: object, **__: object) -> None:
        raise QualcodeError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Database, "write", full)
        with pytest.raises(QualcodeError, match="full"):
            create_project(str(path), "AB")
    assert names_beside(path) == []
    with closing(create_project(str(path), "AB")) as project:
        assert project.study.step == 1


@pytest.mark.parametrize("name", ["  ", "x\ud800"])
def test_a_name_that_cannot_be_kept_leaves_no_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "study.qualcode"
    with pytest.raises(QualcodeError):
        create_project(str(path), "AB", name)
    assert names_beside(path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
@pytest.mark.parametrize("name", [b"bad\xffbyte.qualcode", b"fold\xe9r/study.qualcode"])
def test_a_path_that_is_no_text_is_refused_before_anything_is_made(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    for attempt in (partial(create_project, coder="AB"), open_project):
        with pytest.raises(QualcodeError, match="bytes that are not letters"):
            attempt(str(path))
    assert names_beside(path) == []
