"""The menu of recent projects lists them with their whole ways, opens them and forgets them."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from qualcode.ui.shell.main_window import MainWindow


def words(window: MainWindow) -> list[str]:
    window.recent.aboutToShow.emit()
    return [action.text() for action in window.recent.actions() if not action.isSeparator()]


def test_recent_projects_stand_below_open_and_are_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    entries = window.menus["Project"].actions()
    place = entries.index(window.actions_["project.open"])
    assert entries[place + 1].menu() is window.recent
    first = window.preferences.recent[0].address
    assert Path(first).is_absolute()
    ways = [str(tmp_path / f"{name}.qualcode") for name in ("other & new", "newest", "open")]
    for way in ways:
        assert window.create_at(way)
    # The newest first but for the one that is open, an ampersand as it is, and a digit that opens it.
    assert [each.partition(" – ")[0] for each in words(window)[:3]] == [
        "&1 newest", "&2 other && new", "&3 Study",
    ]  # fmt: skip
    assert [action.toolTip() for action in window.recent.actions()][:3] == [ways[1], ways[0], first]
    window.recent.actions()[2].trigger()
    qtbot.waitUntil(lambda: window.session is not None and window.session.project.address == first)
    qtbot.waitUntil(lambda: not window.busy)
    assert words(window)[0].startswith("&1 open – ")


def test_there_is_nothing_to_open_again_where_only_the_open_project_is_known(window: MainWindow) -> None:
    assert len(window.preferences.recent) == 1
    window.recent.aboutToShow.emit()
    assert not window.recent.menuAction().isEnabled()
    window.close_project()
    window.recent.aboutToShow.emit()
    assert window.recent.menuAction().isEnabled()
    assert words(window)[0].startswith("&1 Study – ")


def test_a_project_that_is_gone_is_said_to_be_gone(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.preferences.remember(str(tmp_path / "gone.qualcode"), "Gone")
    words(window)
    window.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: not window.busy)
    assert "gone.qualcode" in window.messages.text
    assert window.session is not None


def test_the_list_is_cleared(window: MainWindow) -> None:
    assert words(window)[-1] == "Clear the list"
    window.recent.actions()[-1].trigger()
    assert window.preferences.recent == []
    window.menus["Project"].aboutToShow.emit()
    assert not window.recent.menuAction().isEnabled()
    window.menus["Project"].aboutToHide.emit()
