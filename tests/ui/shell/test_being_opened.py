"""A project that is asked for twice while it is being opened is opened once, and can be opened again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.ui.session import lazy_imports
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import fill


@pytest.fixture
def at_start(open_window: Callable[[], MainWindow], tmp_path: Path) -> MainWindow:
    """The start page with two recent projects."""
    window = open_window()
    for name in ("first", "second"):
        made = create_project(str(tmp_path / f"{name}.qualcode"), "AB", name)
        fill(made)
        made.close()
        window.preferences.remember(made.address, name)
    window.start_page.refresh()
    return window


def _click(window: MainWindow, row: int, *, double: bool = False) -> None:
    recent = window.start_page.recent
    item = recent.topLevelItem(row)
    assert item is not None
    place = recent.visualItemRect(item).center()
    QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if double:
        QTest.mouseDClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("way", ["click and Enter", "double click", "Enter while it is put in its place"])
def test_it_is_opened_once(
    at_start: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    window = at_start
    opened: list[str] = []
    plain = lazy_imports.open_with_kept_password

    def counted(address: str) -> Project:
        opened.append(address)
        return plain(address)

    monkeypatch.setattr(lazy_imports, "open_with_kept_password", counted)
    _click(window, 0, double=way == "double click")
    if way.startswith("Enter"):
        qtbot.waitUntil(lambda: window._turns.under_way)
    if way != "double click":
        QTest.keyClick(window.start_page.recent, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None and not window.busy)
    assert len(opened) == 1
    assert "another" not in window.messages.text


def test_what_could_not_be_opened_can_be_tried_again(at_start: MainWindow, qtbot: QtBot) -> None:
    window = at_start
    way = Path(window.preferences.recent[0].address)
    away = way.rename(way.with_suffix(".away"))
    _click(window, 0)
    qtbot.waitUntil(lambda: way.name in window.messages.text and not window.busy)
    assert window.session is None
    away.rename(way)
    _click(window, 0)
    qtbot.waitUntil(lambda: window.session is not None and not window.busy)


def test_another_one_is_opened_instead_and_a_closed_one_again(at_start: MainWindow, qtbot: QtBot) -> None:
    window = at_start
    for row in (0, 1, 1):
        address = window.preferences.recent[row].address
        _click(window, row)
        qtbot.waitUntil(lambda: not window.busy)
        assert window.session is not None
        assert window.session.project.address == address
        window.close_project()


@pytest.mark.parametrize("way", ["close", "open another"])
def test_what_was_said_of_a_project_goes_with_it(
    at_start: MainWindow, qtbot: QtBot, way: str, tmp_path: Path
) -> None:
    window = at_start
    for say in (window.messages.refuse, window.messages.inform, window.messages.ask, window.messages.warn):
        assert window.open_address(str(tmp_path / "first.qualcode"))
        say("Select the words to be coded first.")
        if way == "close":
            window.actions_["project.close"].trigger()
            assert not window.messages.text
        else:
            window.open_later(str(tmp_path / "second.qualcode"))
            qtbot.waitUntil(lambda: not window.busy)
            assert "Select" not in window.messages.text
