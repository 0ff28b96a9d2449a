"""What a role keeps somebody from is disabled in every dialog, says why, and comes back with the role."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.team import TeamRole
from qualcode.operations.teamwork.roles import set_roles
from qualcode.ui.dialogs.comments.dialog import CommentsDialog
from qualcode.ui.dialogs.papers.checklist import ChecklistDialog
from qualcode.ui.dialogs.papers.tools import ToolsDialog
from qualcode.ui.dialogs.papers.versions import VersionsDialog
from qualcode.ui.dialogs.people.dialog import PeopleDialog
from qualcode.ui.dialogs.project_settings import ProjectSettingsDialog
from qualcode.ui.dialogs.readings.dialog import CompareReadingsDialog
from qualcode.ui.dialogs.stop_list import StopListDialog
from qualcode.ui.dialogs.team.dialog import TeamDialog
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.asking import FileChooser

LEAD, CODER, READER = TeamRole
FOR_LEADS = "This is for leads of the project; ask AB."
FOR_NO_READER = "You are a reader of this project and cannot change anything; ask AB."


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def people(window: MainWindow) -> PeopleDialog:
    return PeopleDialog(session_of(window), window.background, window.preferences, window)


def team(window: MainWindow) -> TeamDialog:
    return TeamDialog(session_of(window), window.background, FileChooser(window, window.preferences), window)


OF_LEADS: dict[str, tuple[Callable[[MainWindow], Any], Callable[[Any], list[QWidget]]]] = {
    "team": (team, lambda d: [d.new, d.back]),
    "people": (
        people,
        lambda d: [d.participants.buttons["Import…"], d.transcripts.buttons["Add attribute…"]],
    ),
    "readings": (lambda w: CompareReadingsDialog(session_of(w), w.background, w), lambda d: [d.alike]),
    "versions": (lambda w: VersionsDialog(session_of(w), (w.files, w.background), w), lambda d: [d.save]),
    "tools": (lambda w: ToolsDialog(session_of(w), (w.files, w.background), w), lambda d: [d.save]),
    "checklist": (lambda w: ChecklistDialog(session_of(w), w.background, w), lambda d: [d.answer]),
    "stop list": (lambda w: StopListDialog(session_of(w), w), lambda d: [d.button, d.reset]),
    "settings": (
        lambda w: ProjectSettingsDialog(session_of(w), w.background, w),
        lambda d: [d.button, d.front.button, d.front.logo.choose, d.reasons.button],
    ),
}


@pytest.fixture
def roles(window: MainWindow) -> MainWindow:
    session = session_of(window)
    session.do(lambda: set_roles(session.study, {"AB": LEAD, "CD": CODER, "EF": READER}, "AB"))
    return window


@pytest.mark.parametrize("name", OF_LEADS)
def test_what_is_for_leads_is_greyed_for_others_and_says_why(
    name: str, roles: MainWindow, qtbot: QtBot
) -> None:
    make, parts_of = OF_LEADS[name]
    session = session_of(roles)
    for who, why in (("CD", FOR_LEADS), ("EF", FOR_NO_READER), ("AB", "")):
        session.set_coder(who)
        dialog = make(roles)
        qtbot.addWidget(dialog)
        parts = parts_of(dialog)
        tips = [part.toolTip() for part in parts]
        if why:
            assert not any(part.isEnabled() for part in parts)
            assert set(tips) == {why}
        else:
            assert FOR_LEADS not in tips
            assert name == "readings" or all(part.isEnabled() for part in parts)
        dialog.reject()


def test_cells_of_people_are_typed_in_by_leads_alone(roles: MainWindow, qtbot: QtBot) -> None:
    session = session_of(roles)
    for who, may in (("AB", True), ("CD", False), ("EF", False)):
        session.set_coder(who)
        dialog = people(roles)
        qtbot.addWidget(dialog)
        model = dialog.transcripts.model
        assert bool(model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable) is may
        assert dialog.transcripts.buttons["Export…"].isEnabled()
        dialog.reject()


def test_a_coder_comments_and_a_reader_does_not(roles: MainWindow, qtbot: QtBot) -> None:
    session = session_of(roles)
    for who, may in (("CD", True), ("EF", False)):
        session.set_coder(who)
        dialog = CommentsDialog(session, [], roles)
        qtbot.addWidget(dialog)
        dialog.text.setPlainText("Is this so?")
        assert dialog.save.toolTip() == ("" if may else FOR_NO_READER)
        dialog.reject()


def test_a_new_role_is_taken_in_by_a_dialog_that_is_open(roles: MainWindow, qtbot: QtBot) -> None:
    session = session_of(roles)
    session.set_coder("CD")
    dialog = StopListDialog(session, roles)
    qtbot.addWidget(dialog)
    assert not dialog.button.isEnabled()
    session.project.do(set_roles(session.study, {"CD": LEAD}, "AB"), "AB")
    assert dialog.button.isEnabled()
    assert dialog.reset.toolTip().startswith("Empty both lists")
    dialog.reject()


def test_memos_are_read_and_not_written_by_who_may_not(roles: MainWindow, qtbot: QtBot) -> None:
    session = session_of(roles)
    for who, of_transcripts, of_people in (
        ("AB", "", ""),
        ("CD", "", FOR_LEADS),
        ("EF", *2 * (FOR_NO_READER,)),
    ):
        session.set_coder(who)
        dialog = people(roles)
        qtbot.addWidget(dialog)
        for tab, why in ((dialog.transcripts, of_transcripts), (dialog.participants, of_people)):
            tab._on_current()
            field = tab.memo.field
            assert (field.isReadOnly(), field.toolTip()) == (bool(why), why)
        dialog.reject()
