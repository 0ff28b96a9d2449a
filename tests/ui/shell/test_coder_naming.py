"""Who codes by the name of a login is asked for one once, in passing, and what was coded gets it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from qualcode.operations.codings.coding import apply_code
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code, found


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Nobody has said anything yet."""
    return Preferences(QSettings(str(tmp_path / "nobody.ini"), QSettings.Format.IniFormat))


def apply(window: MainWindow, words: str) -> None:
    assert window.workbench is not None
    reading = window.workbench.code_page.reading
    reading.view.select_span(found(window.workbench.session.study, "FG1", words)[1])
    reading.desk.apply(code(window.workbench.session.study, "stigma"))


def names(window: MainWindow) -> list[str]:
    assert window.session is not None
    return [row.name for row in window.session.study.coders_in_order]


def answer(window: MainWindow, name: str) -> None:
    dialog = window.findChildren(QInputDialog)[-1]
    dialog.setTextValue(name)
    dialog.accept()


def test_the_first_coding_asks_once_and_gets_the_name(window: MainWindow, preferences: Preferences) -> None:
    login = preferences.coder_name
    window.messages.hide()
    apply(window, "I hate it.")
    assert window.messages.text == f"Your codings are recorded under your login name, “{login}”."
    assert not window.messages.goes_by_itself, "a question waits for its answer"
    window.messages.take_offer()
    answer(window, "Ada Brown")
    assert names(window) == ["AB", "Ada Brown"]
    assert window.session is not None
    assert window.session.coder_name == preferences.coder_name == "Ada Brown"
    window.messages.hide()
    apply(window, "Thank you.")
    assert window.messages.text == ""
    window.session.undo()
    window.session.undo()
    assert login in names(window), "the name is a step of its own"


def test_a_name_that_the_project_has_is_coded_under_from_then_on(
    window: MainWindow, preferences: Preferences
) -> None:
    login = preferences.coder_name
    apply(window, "I hate it.")
    window.messages.take_offer()
    answer(window, "AB")
    assert names(window) == ["AB", login]
    assert window.session is not None
    assert window.session.coder_name == "AB"


def test_a_namesake_who_was_there_before_is_not_renamed(window: MainWindow, preferences: Preferences) -> None:
    session = window.session
    assert session is not None
    words = found(session.study, "FG1", "Nobody at all.")
    session.do_as_coder(lambda study, coder: apply_code(study, code(study, "stigma"), *words, coder.id))
    apply(window, "I hate it.")
    window.messages.take_offer()
    answer(window, "Ada Brown")
    assert preferences.coder_name == "Ada Brown"
    assert "Ada Brown" not in names(window)


def test_whoever_has_a_name_is_not_asked(
    open_window: Callable[[], MainWindow], window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    preferences.coder_name = preferences.coder_name
    window.messages.hide()
    apply(window, "I hate it.")
    assert window.messages.text == ""


def test_whoever_is_in_the_project_is_offered_and_known_in_any_spelling(window: MainWindow) -> None:
    assert window.session is not None
    apply(window, "I hate it.")
    window.messages.take_offer()
    dialog = window.findChildren(QInputDialog)[-1]
    assert dialog.comboBoxItems() == names(window)
    answer(window, " ab ")
    assert window.session.coder_name == "AB"
    assert window.messages.text == "You code as “AB”, who is in the project already."
    apply(window, "Thank you.")
    assert "ab" not in names(window)
