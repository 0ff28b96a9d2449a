import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.bug_log import BugReporter, log_path

SAID = "I have never told anybody"


@pytest.fixture
def reporter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[BugReporter]:
    # As the program finds it: no hook but Python's own, which would show the whole trace.
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    made = BugReporter()
    made.install()
    yield made
    made.remove()


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.allows_log
def test_neither_log_nor_terminal_repeats_what_was_said(
    reporter: BugReporter, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    with qtbot.waitSignal(reporter.happened) as told:
        try:
            {"somebody": 1}[SAID]
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    log = log_path().read_text(encoding="utf-8")
    assert "KeyError" in log
    assert "test_bug_log.py" in log
    for words in (log, capsys.readouterr().err, told.args[0]):
        assert SAID not in words


@pytest.mark.allows_log
@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")
@pytest.mark.usefixtures("usual_umask")
def test_log_and_settings_are_their_owners_alone(reporter: BugReporter, home: Path) -> None:
    error = ValueError("x")
    sys.excepthook(ValueError, error, None)
    preferences = Preferences()
    preferences.coder_name = "AB"
    preferences._settings.sync()
    settings = Path(preferences._settings.fileName())
    assert settings.read_text(encoding="utf-8") != ""
    for path in (log_path(), log_path().parent, settings, settings.parent):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert settings.is_relative_to(home)
