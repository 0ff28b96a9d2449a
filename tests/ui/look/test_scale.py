"""The size of everything: remembered, handed to Qt at the next start, and never over the user's own word."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from qualcode.ui.look import scale
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow


def test_qt_is_told_and_what_was_told_before_is_taken_back() -> None:
    environment: dict[str, str] = {}
    scale.tell_qt(150, environment)
    assert environment["QT_SCALE_FACTOR"] == "1.5"
    scale.tell_qt(80, environment)
    assert environment["QT_SCALE_FACTOR"] == "0.8"
    scale.tell_qt(100, environment)
    assert environment == {}


def test_a_factor_of_the_user_s_own_is_heeded() -> None:
    environment = {"QT_SCALE_FACTOR": "2"}
    scale.tell_qt(80, environment)
    assert environment == {"QT_SCALE_FACTOR": "2"}


def test_the_size_is_remembered_and_anything_else_is_100(preferences: Preferences) -> None:
    assert preferences.size == 100
    preferences.size = 175
    assert preferences.size == 175
    preferences._settings.setValue("size", "3000")
    assert preferences.size == 100


def test_a_size_is_chosen_and_the_program_offers_to_start_again(
    qtbot: QtBot, window: MainWindow, preferences: Preferences, tmp_path: Path
) -> None:
    window.actions_["view.size_150"].trigger()
    assert preferences.size == 150
    assert [p for p in scale.SIZES if window.actions_[f"view.size_{p}"].isChecked()] == [150]
    assert "150%" in window.messages.text
    window.messages.take_offer()
    assert window.isHidden()
    assert (window.starts_again, window.reopens) == (True, str(tmp_path / "study.qualcode"))


class Processes:
    """Takes down what would be started."""

    def __init__(self) -> None:
        self.started: list[list[str]] = []

    def startDetached(self, program: str, arguments: list[str]) -> bool:
        self.started.append([program, *arguments])
        return True


def test_the_program_starts_with_the_project_that_was_open(monkeypatch: pytest.MonkeyPatch) -> None:
    processes = Processes()
    monkeypatch.setattr(scale, "QProcess", processes)
    scale.restart("my study.qualcode")
    scale.restart(None)
    assert processes.started == [
        [sys.executable, "-m", "qualcode", "open", "my study.qualcode"],
        [sys.executable, "-m", "qualcode"],
    ]


def test_the_size_that_is_shown_is_that_of_the_start() -> None:
    environment: dict[str, str] = {}
    for percent in scale.SIZES:
        scale.tell_qt(percent, environment)
        assert scale.shown_at(environment) == percent
    assert scale.shown_at({"QT_SCALE_FACTOR": "1.5"}) == 150
    assert scale.shown_at({"QT_SCALE_FACTOR": "large"}) == 100


def test_each_size_keeps_its_own_layout(preferences: Preferences, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow, wide = QByteArray(b"narrow"), QByteArray(b"wide")
    preferences.save_layout("code", wide)
    monkeypatch.setenv("QT_SCALE_FACTOR", "1.5")
    assert preferences.layout("code") is None
    preferences.save_layout("code", narrow)
    monkeypatch.delenv("QT_SCALE_FACTOR")
    assert preferences.layout("code") == wide
    monkeypatch.setenv("QT_SCALE_FACTOR", "1.5")
    assert preferences.layout("code") == narrow
