"""The team in the window: what somebody does not see while a round is open and blind, and why, in a line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.coders import ensure_coder
from qualcode.operations.teamwork.rounds import close_round, reopen_round
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from tests.support.ready import ReadyProjects
from tests.support.teams import PASSAGE, team_project
from tests.ui.material import coded

Open = Callable[[], MainWindow]

OUTSIDE = (
    "Only your own work is shown in the transcripts of the round “Pilot”, which is open and blind, and “EF” "
    "does not lead it."
)
STRANGE = (
    "This project has no coder “carl”, so work of coders is not shown while the round “Pilot” is open and "
    "blind."
)
IN_IT = "You see only your own work while “Pilot” is open and blind; Team… says more."


@pytest.fixture
def look(
    open_window: Open, preferences: Preferences, ready_projects: ReadyProjects, tmp_path: Path
) -> Callable[[str], MainWindow]:
    """The window of a team's project as somebody opens it."""

    def open_as(name: str) -> MainWindow:
        preferences.coder_name = name
        window = open_window()
        assert window.open_address(str(ready_projects.copy(team_project, tmp_path / "team.qualcode")))
        return window

    return open_as


@pytest.mark.parametrize(("name", "told"), [("carl", STRANGE), ("AB", IN_IT), ("Lead", "")])
def test_the_window_says_what_it_hides_and_why(
    look: Callable[[str], MainWindow], name: str, told: str
) -> None:
    window = look(name)
    assert window.messages.text == told
    assert window.messages.offers == (("Coder’s name…",) if name == "carl" else ())
    assert window.session is not None
    assert (PASSAGE in coded(window.session.study, "stigma")) is (name == "Lead")


@pytest.mark.parametrize("name", ["carl", "EF", "AB"])
def test_what_was_hidden_is_not_said_to_whom_it_is_shown(
    look: Callable[[str], MainWindow], name: str
) -> None:
    window = look(name)
    session = window.session
    assert session is not None
    assert "open and blind" in window.messages.text
    session.set_coder("Lead")
    assert PASSAGE in coded(session.study, "stigma")
    assert window.messages.text == ""
    session.set_coder(name)
    assert window.messages.text != ""
    window.messages.inform("Something else.")
    session.set_coder("Lead")
    assert window.messages.text == "Something else."


def test_a_stranger_who_becomes_a_coder_sees_no_more_and_is_told_so(
    look: Callable[[str], MainWindow],
) -> None:
    window = look("EF")
    session = window.session
    assert session is not None
    session.coder()
    assert session.study.find_coder("EF") is not None
    assert PASSAGE not in coded(session.study, "stigma")
    window.messages.hide()
    # By another name less or more is seen, and what is hidden is told once.
    for name, told in (("Lead", ""), ("EF", OUTSIDE), ("AB", IN_IT)):
        session.set_coder(name)
        assert window.messages.text == told
        window.messages.hide()
    session.do(lambda: ensure_coder(session.study, "GH")[1])
    assert window.messages.text == ""


def test_whoever_has_the_project_open_is_told_when_a_round_becomes_blind(
    look: Callable[[str], MainWindow],
) -> None:
    window = look("Lead")
    session = window.session
    assert session is not None
    pilot = round_named(session.study, "Pilot").id

    def make(change: ChangeSet) -> None:
        session.do(lambda: change)

    make(close_round(session.study, pilot))
    session.set_coder("AB")
    assert window.messages.text == ""
    assert PASSAGE in coded(session.study, "stigma")
    make(reopen_round(session.study, pilot))
    assert window.messages.text == IN_IT
    assert PASSAGE not in coded(session.study, "stigma")


@pytest.mark.parametrize("name", ["AB", "carl"])
def test_no_copy_is_offered_to_the_blinded_before_a_name_is_asked(
    qtbot: QtBot, look: Callable[[str], MainWindow], name: str
) -> None:
    window = look(name)
    window.actions_["project.copy"].trigger()
    assert "none is written for you while the round “Pilot” is open and blind" in window.messages.text
    assert not [dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible()]


def test_whoever_opened_the_round_is_asked_for_a_name_of_the_copy(
    qtbot: QtBot, look: Callable[[str], MainWindow]
) -> None:
    window = look("Lead")
    window.actions_["project.copy"].trigger()
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(QFileDialog)))
    next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible()).reject()
