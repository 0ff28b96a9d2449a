"""The window opens where it was, and maximised where it was maximised, at whatever size of letters."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from qualcode.ui.session import preferences as kept
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow


@pytest.fixture
def sized(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Has the layout be kept for another size of letters from now on."""
    return lambda percent: monkeypatch.setattr(kept, "shown_at", lambda _environment: percent)


@pytest.mark.parametrize("then", [100, 150, 200])
def test_a_window_that_was_maximised_opens_so_at_any_size_of_letters(
    open_window: Callable[[], MainWindow], qtbot: QtBot, sized: Callable[[int], None], then: int
) -> None:
    sized(100)
    first = open_window()
    first.showMaximized()
    qtbot.waitUntil(first.isMaximized)
    first.close()
    sized(then)
    again = open_window()
    # The size that the fixture gives it ends that: asked before it has one.
    made = MainWindow(again.preferences, again.settings._theme)
    assert made.isMaximized()
    made.show()
    qtbot.waitExposed(made)
    room = made.screen().availableGeometry()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.wait(20)
    assert made.isMaximized()
    assert room.contains(made.frameGeometry())
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("then", [100, 150, 200])
def test_a_window_that_was_not_opens_within_the_screen(
    open_window: Callable[[], MainWindow], qtbot: QtBot, sized: Callable[[int], None], then: int
) -> None:
    sized(100)
    # A window of before was maximised, with other letters.
    first = open_window()
    first.showMaximized()
    qtbot.waitUntil(first.isMaximized)
    first.close()
    second = open_window()
    second.showNormal()
    qtbot.waitUntil(lambda: not second.isMaximized())
    second.close()
    sized(then)
    made = MainWindow(second.preferences, second.settings._theme)
    assert not made.isMaximized()
    made.show()
    qtbot.waitExposed(made)
    # The frame comes with the first time that it is shown.
    made.activateWindow()
    qtbot.waitUntil(lambda: made.screen().availableGeometry().contains(made.frameGeometry()))
    assert not made.isMaximized()
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("maximised", [True, False])
def test_whether_it_was_maximised_is_kept(preferences: Preferences, maximised: bool) -> None:
    preferences.maximised = maximised
    assert preferences.maximised is maximised


def test_an_older_version_kept_nothing(preferences: Preferences) -> None:
    assert preferences.maximised is None


def test_a_spoilt_line_in_the_settings_file_says_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = QSettings(str(tmp_path_factory.mktemp("kept") / "p.ini"), QSettings.Format.IniFormat)
    settings.setValue("maximised", "perhaps")
    assert Preferences(settings).maximised is None


@pytest.mark.parametrize("then", [100, 150, 200])
def test_a_window_that_opens_maximised_leaves_room_for_its_frame_when_it_is_so_no_longer(
    open_window: Callable[[], MainWindow], qtbot: QtBot, sized: Callable[[int], None], then: int
) -> None:
    """What the system draws around it is not known before: its lower edge would be off the screen."""
    sized(then)
    first = open_window()
    first.preferences.maximised = True
    made = MainWindow(first.preferences, first.settings._theme)
    room = made.screen().availableGeometry()
    made.show()
    qtbot.waitUntil(made.isMaximized)
    made.showNormal()
    qtbot.waitUntil(lambda: not made.isMaximized())
    assert made.height() <= room.height() - 30
    made.close()
    made.deleteLater()
