"""What is said and kept where something goes wrong that nobody expected."""

import errno
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcode.ui.shell import bug_log
from qualcode.ui.shell.bug_log import BugReporter


@pytest.mark.allows_log
def test_trouble_of_the_system_is_no_bug(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []
    reporter = BugReporter()
    reporter.happened.connect(said.append)
    before, sys.excepthook = sys.excepthook, sys.__excepthook__
    try:
        reporter.install()
        error = OSError(errno.ENOSPC, "No space left on device", "/data/Interview with Maria.docx")
        sys.excepthook(type(error), error, None)
        reporter.remove()
    finally:
        sys.excepthook = before
    (sentence,) = said
    assert sentence.startswith("Something could not be read or written: the disk is full. Make room")
    assert "Maria" not in capsys.readouterr().err


def test_a_log_that_cannot_be_written_keeps_nobody_from_working(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(bug_log, "log_path", lambda: tmp_path / "file" / "logs" / "qualcode.log")
    before = sys.excepthook
    reporter = BugReporter()
    reporter.install()
    reporter.remove()
    assert sys.excepthook is before
