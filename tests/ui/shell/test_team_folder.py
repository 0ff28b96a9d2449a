"""A team over a shared folder, by hand: what coders leave is offered and taken home, files are dropped.

Tests as well: ``file_drops``.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.model.teamwork.rounds import round_named, rounds_in_order
from qualcode.model.teamwork.shared_folder import kept_folder
from qualcode.operations.teamwork.rounds import close_round
from qualcode.operations.teamwork.taking_in import set_folder
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.teamwork.shared_folder import leave
from qualcode.ui.dialogs.team.bring_back import BringBackDialog
from qualcode.ui.dialogs.team.dialog import TeamDialog
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from tests.project.teamwork.test_returning import codes, give
from tests.support.ready import ReadyProjects
from tests.support.teams import team_project
from tests.ui.material import coded

Open = Callable[[], MainWindow]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


@pytest.fixture
def team(ready_projects: ReadyProjects, tmp_path: Path, folder: Path) -> Path:
    """A lead's project with a shared folder; CD's copy, in which they have worked, lies beside it."""
    path = tmp_path / "team.qualcode"
    with closing(open_project(ready_projects.copy(team_project, path))) as project:
        pilot = round_named(project.study, "Pilot").id
        project.do(set_folder(project.study, pilot, kept_folder(folder)), "Lead")
        copy = give(project, "CD", tmp_path / "cd.qualcode")
    _work(copy, "Nobody at all.")
    return path


def _work(path: str | Path, words: str) -> list[Path]:
    with closing(open_project(str(path))) as copy:
        copy.viewer = "CD"
        copy.do(codes("CD", "consent", words)(copy.study), "CD")
        return leave(copy)


def study_of(window: MainWindow) -> Project:
    assert window.session is not None
    return window.session.project


def test_new_work_is_offered_and_comes_home_by_one_click(
    qtbot: QtBot, open_window: Open, preferences: Preferences, team: Path, folder: Path, tmp_path: Path
) -> None:
    preferences.coder_name = "Lead"
    window = open_window()
    assert window.open_address(str(team))
    qtbot.waitUntil(lambda: window.messages.offers == ("Bring back", "See first…"))
    assert window.messages.text == "CD left new work in the shared folder."
    assert coded(study_of(window).study, "consent").count("Nobody at all.") == 0
    window.messages._on_button(0)
    qtbot.waitUntil(lambda: "The work of CD is home." in window.messages.text)
    assert coded(study_of(window).study, "consent").count("Nobody at all.") == 1
    # What is said of the step goes with it.
    assert window.session is not None
    window.session.undo()
    qtbot.waitUntil(lambda: window.messages.text == "")
    window.session.redo()
    # Told once, not again; what is new since is.
    window.messages.hide()
    window.team.folder.look()
    qtbot.waitUntil(lambda: not window.background.busy)
    assert window.messages.text == ""
    (left,) = _work(tmp_path / "cd.qualcode", "I hate it.")
    whole = left.read_bytes()
    left.write_bytes(whole[: len(whole) // 2])
    window.team.folder.look()
    qtbot.waitUntil(lambda: "is not whole yet" in window.messages.text)
    assert window.messages.offers == ()
    left.write_bytes(whole)
    # It is looked at again by itself.
    qtbot.waitUntil(lambda: window.messages.offers == ("Bring back", "See first…"))
    window.messages._on_button(1)
    qtbot.waitUntil(lambda: window.findChild(BringBackDialog) is not None)
    coming = window.findChild(BringBackDialog)
    assert isinstance(coming, BringBackDialog)
    item = coming.list.topLevelItem(0)
    assert item is not None
    assert left.name in item.text(0)
    coming.button.click()
    qtbot.waitUntil(lambda: "I hate it." in coded(study_of(window).study, "consent"))


def test_a_copy_leaves_when_it_is_closed_and_takes_in_when_the_round_is_over(
    qtbot: QtBot, open_window: Open, team: Path, folder: Path, tmp_path: Path
) -> None:
    window = open_window()
    assert window.open_address(str(tmp_path / "cd.qualcode"))
    qtbot.waitUntil(lambda: not window.background.busy)
    session = window.session
    assert session is not None
    (left,) = folder.iterdir()
    before = left.stat().st_ino
    session.do(lambda: codes("CD", "consent", "I hate it.")(session.study))
    window.when_saved(window.close_project)
    assert window.session is None
    (left,) = folder.iterdir()
    assert left.stat().st_ino != before
    with closing(open_project(str(team))) as project:
        project.do(close_round(project.study, rounds_in_order(project.study)[0].id), "Lead")
        leave(project)
    assert window.open_address(str(tmp_path / "cd.qualcode"))
    qtbot.waitUntil(lambda: window.messages.offers == ("Take it in",))
    window.messages._on_button(0)
    qtbot.waitUntil(lambda: window.messages.text.startswith("Took in the others’ work in round “Pilot”"))
    copy = study_of(window).study
    assert {row.name for row in copy.coders.values()} == {"AB", "CD"}
    assert "Nobody asked us." in coded(copy, "consent")


def test_where_nothing_can_be_left_the_person_decides(
    qtbot: QtBot, open_window: Open, team: Path, folder: Path, tmp_path: Path
) -> None:
    window = open_window()
    assert window.open_address(str(tmp_path / "cd.qualcode"))
    qtbot.waitUntil(lambda: not window.background.busy)
    session = window.session
    assert session is not None
    session.do(lambda: codes("CD", "consent", "I hate it.")(session.study))
    folder.rename(tmp_path / "away")
    window.close()
    assert window.isVisible()
    assert "is not there, so nothing was left in it" in window.messages.text
    assert window.messages.text.endswith("Everything is saved in the project itself.")
    assert window.messages.offers == ("Try again", "Close anyway")
    window.messages._on_button(0)
    assert "is not there" in window.messages.text
    window.messages._on_button(1)
    assert not window.isVisible()
    with closing(open_project(str(tmp_path / "cd.qualcode"))) as copy:
        assert "I hate it." in coded(copy.study, "consent")


def test_a_folder_is_chosen_and_given_up_in_the_dialog(
    qtbot: QtBot,
    open_window: Open,
    preferences: Preferences,
    ready_projects: ReadyProjects,
    folder: Path,
    tmp_path: Path,
) -> None:
    preferences.coder_name = "Lead"
    window = open_window()
    assert window.open_address(ready_projects.copy(team_project, tmp_path / "team.qualcode"))
    window.actions_["project.team"].trigger()
    dialog = window.findChildren(TeamDialog)[-1]
    assert not dialog.look.isEnabled()
    dialog.share_folder(tmp_path)
    assert "team.qualcode itself is in" in dialog.bar.text
    dialog.share_folder(folder)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert f"Shared folder: {folder}" in dialog.facts.text()
    dialog.look.trigger()
    qtbot.waitUntil(lambda: window.messages.text == "There is nothing new in the shared folder.")
    dialog.unshare.trigger()
    assert "Shared folder" not in dialog.facts.text()
    dialog.accept()


def test_copies_are_given_to_all_coders_at_once(
    qtbot: QtBot, open_window: Open, preferences: Preferences, ready_projects: ReadyProjects, tmp_path: Path
) -> None:
    preferences.coder_name = "Lead"
    window = open_window()
    assert window.open_address(ready_projects.copy(team_project, tmp_path / "team.qualcode"))
    window.actions_["project.team"].trigger()
    dialog = window.findChildren(TeamDialog)[-1]
    assert [action.text() for action in dialog.coders.actions()] == ["To all coders…", "", "AB", "CD"]
    dialog.give_to_all(tmp_path)
    qtbot.waitUntil(lambda: dialog.facts.text().count("was given a copy") == 2)
    assert {path.name for path in tmp_path.glob("Study for *")} == {
        "Study for AB.qualcode",
        "Study for CD.qualcode",
    }
    qtbot.waitUntil(lambda: dialog.bar.text.startswith("2 copies given"))
    assert dialog.bar.text.endswith("Study for AB.qualcode and Study for CD.qualcode")
    dialog.accept()


# -- files that are dropped ---------------------------------------------------------------------------------


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPointF(20, 20).toPoint(), action, data, left, none)
    entering.setAccepted(False)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(20, 20), action, data, left, none))


def test_copies_that_are_dropped_come_home(
    qtbot: QtBot, open_window: Open, preferences: Preferences, ready_projects: ReadyProjects, tmp_path: Path
) -> None:
    preferences.coder_name = "Lead"
    path = tmp_path / "team.qualcode"
    copies = []
    with closing(open_project(ready_projects.copy(team_project, path))) as project:
        for name in ("AB", "CD"):
            copies.append(Path(give(project, name, tmp_path / f"for {name}.qualcode")))
            with closing(open_project(str(copies[-1]))) as copy:
                copy.viewer = name
                copy.do(codes(name, "consent", "Nobody at all.")(copy.study), name)
    other = team_project(str(tmp_path / "other.qualcode"))
    other.close()
    window = open_window()
    assert window.open_address(str(path))
    drop(window, *copies, tmp_path / "other.qualcode")
    qtbot.waitUntil(lambda: window.findChild(BringBackDialog) is not None)
    # What is no copy is said, and holds up nobody else's.
    assert "other.qualcode is not a copy that was given to a coder" in window.messages.text
    coming = window.findChild(BringBackDialog)
    assert isinstance(coming, BringBackDialog)
    assert coming.list.topLevelItemCount() == 2
    coming.button.click()
    qtbot.waitUntil(lambda: coded(study_of(window).study, "consent").count("Nobody at all.") == 2)


def test_a_project_that_is_dropped_on_the_start_page_is_opened(
    qtbot: QtBot, open_window: Open, team: Path
) -> None:
    window = open_window()
    drop(window, team)
    qtbot.waitUntil(lambda: window.session is not None)
    assert study_of(window).path == team
    qtbot.waitUntil(lambda: not window.busy)


def test_a_file_that_can_wait_does_not_push_away_what_is_offered(
    qtbot: QtBot, open_window: Open, preferences: Preferences, team: Path, folder: Path
) -> None:
    preferences.coder_name = "Lead"
    window = open_window()
    assert window.open_address(str(team))
    qtbot.waitUntil(lambda: window.messages.offers == ("Bring back", "See first…"))
    (left,) = folder.iterdir()
    window.messages._on_button(0)
    qtbot.waitUntil(lambda: "The work of CD is home." in window.messages.text)
    offered = window.messages.offers
    assert offered
    (folder / "CD, Pilot-LAPTOP.qualcode").write_bytes(left.read_bytes()[:5000])
    window.team.folder.look()
    qtbot.waitUntil(lambda: not window.background.busy)
    assert window.messages.offers == offered
    window.messages.hide()
    window.team.folder.look()
    qtbot.waitUntil(lambda: "is not whole yet" in window.messages.text)
