"""Whether a file is there is asked of systems that may not answer."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.machine.project_file import is_there


@pytest.mark.parametrize("number", [errno.EACCES, errno.ESTALE, errno.EIO, errno.ENAMETOOLONG])
def test_a_place_that_cannot_be_looked_at_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    assert is_there(tmp_path)
    assert not is_there(tmp_path / "study.qualcode")

    def refuse(*_: Any, **__: Any) -> os.stat_result:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", refuse)
        assert not is_there(tmp_path)
