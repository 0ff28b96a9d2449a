"""The dialog of the team: rounds opened, marked, closed and deleted, copies given and brought back, by hand.

Tests as well: ``bring_back``, ``new_round``, ``progress_table``, ``sample_size``, ``words``,
``ui.commands.team_actions``, ``ui.session.lazy_copies``.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.entities import Memo
from qualcode.model.team import GivenCopy, TeamRole
from qualcode.model.teamwork.rounds import coders_of_round, rounds_in_order
from qualcode.operations.codes.codebook import edit_code
from qualcode.operations.teamwork.roles import set_roles
from qualcode.project.opening import open_project
from qualcode.ui.dialogs.merge_project import MergeProjectDialog
from qualcode.ui.dialogs.team.bring_back import BringBackDialog
from qualcode.ui.dialogs.team.dialog import TeamDialog
from qualcode.ui.dialogs.team.new_round import NewRoundDialog
from qualcode.ui.models.history import HistoryModel
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.field_note import FieldNote
from tests.support.ready import ReadyProjects
from tests.support.teams import MARK, PASSAGE, code_as, team_project
from tests.ui.material import coded

Open = Callable[[str], MainWindow]


@pytest.fixture
def opened(
    open_window: Callable[[], MainWindow],
    preferences: Preferences,
    ready_projects: ReadyProjects,
    tmp_path: Path,
) -> Open:
    """The window with the team's project open, as somebody sees it."""

    def make(name: str) -> MainWindow:
        preferences.coder_name = name
        window = open_window()
        address = ready_projects.copy(team_project, tmp_path / "team.qualcode")
        assert window.open_address(address), window.messages.text
        return window

    return make


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def dialog_of(window: MainWindow) -> TeamDialog:
    window.actions_["project.team"].trigger()
    # One that was closed may not be gone yet.
    return window.findChildren(TeamDialog)[-1]


def states(dialog: TeamDialog) -> list[str]:
    found = []
    for column in range(1, dialog.table.columnCount()):
        item = dialog.table.item(0, column)
        assert item is not None
        found.append(item.text())
    return found


def said(form: NewRoundDialog) -> tuple[str, QWidget]:
    """What is said, and at what."""
    note = form.findChild(FieldNote)
    assert note is not None
    return note.text, note.field


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


# -- rounds ---------------------------------------------------------------------------------------------


def test_a_round_is_opened_with_a_sample_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    dialog = dialog_of(window)
    assert dialog.title.text() == "No round yet"
    assert dialog.focusWidget() is dialog.new
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    form = dialog.findChild(NewRoundDialog)
    assert isinstance(form, NewRoundDialog)
    QTest.keyClicks(form.name, "Pilot")
    form.texts.item(1).setCheckState(Qt.CheckState.Unchecked)
    QTest.keyClicks(form.coder, "EF")
    QTest.keyClick(form.coder, Qt.Key.Key_Return)
    form.sampled.setChecked(True)
    QTest.mouseClick(form.planned.button, Qt.MouseButton.LeftButton)
    assert form.planned.words.text() == "109 turns"
    assert said(form) == ("The chosen transcripts have only 3 turns to code.", form.turns)
    form.turns.setValue(2)
    QTest.mouseClick(form.button, Qt.MouseButton.LeftButton)
    study = session_of(window).study
    (row,) = rounds_in_order(study)
    assert (row.name, row.sample_turns, row.blind) == ("Pilot", 2, True)
    assert dialog.title.text() == "Pilot"
    assert states(dialog)[:2] == ["In progress", "Not started"]
    assert "To code: 2 turns, drawn at random with seed 1." in dialog.facts.text()
    assert len(states(dialog)[2].split(", ")) == 2
    session_of(window).undo()
    assert rounds_in_order(session_of(window).study) == ()
    assert "EF" not in {coder.name for coder in session_of(window).study.coders.values()}
    dialog.accept()


def test_enter_after_a_name_adds_it_and_opens_nothing(qtbot: QtBot, window: MainWindow) -> None:
    dialog = dialog_of(window)
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    form = dialog.findChild(NewRoundDialog)
    assert isinstance(form, NewRoundDialog)
    # As it is where the window is in front.
    form.button.setDefault(True)
    for name in ("EF", "GH"):
        QTest.keyClicks(form.coder, name)
        QTest.keyClick(form.coder, Qt.Key.Key_Return)
        assert rounds_in_order(session_of(window).study) == ()
    people = [form.people.item(row).text() for row in range(form.people.count())]
    assert people[-2:] == ["EF", "GH"]
    QTest.mouseClick(form.button, Qt.MouseButton.LeftButton)
    (row,) = rounds_in_order(session_of(window).study)
    assert len(coders_of_round(session_of(window).study, row.id)) == 3
    dialog.accept()


def test_what_cannot_be_opened_is_said(qtbot: QtBot, opened: Open) -> None:
    window = opened("Lead")
    dialog = dialog_of(window)
    dialog.new.click()
    form = dialog.findChild(NewRoundDialog)
    assert isinstance(form, NewRoundDialog)
    form.name.setText("pilot")
    form.button.click()
    assert said(form) == ("There is already a round named “Pilot”; choose another name.", form.name)
    form.name.setText("Second")
    for place in range(form.people.count()):
        form.people.item(place).setCheckState(Qt.CheckState.Unchecked)
    form.button.click()
    assert said(form) == ("A round needs at least one coder; choose who is to code.", form.people)
    form.reject()
    dialog.accept()


def test_who_may_only_read_is_not_offered_as_a_coder_and_refused_by_name(qtbot: QtBot, opened: Open) -> None:
    window = opened("Lead")
    session = session_of(window)
    roles = {"Lead": TeamRole.LEAD, "CD": TeamRole.READER}
    session.do(lambda: set_roles(session.study, roles, "Lead"))
    dialog = dialog_of(window)
    dialog.new.click()
    form = dialog.findChild(NewRoundDialog)
    assert isinstance(form, NewRoundDialog)
    assert "CD" not in [form.people.item(place).text() for place in range(form.people.count())]
    form.name.setText("Second")
    form.coder.setText("cd")
    form.button.click()
    words, field = said(form)
    assert words.startswith("A round is for people who code, and cd may only read: leave")
    assert field is form.people
    form.reject()
    dialog.accept()


def test_a_coder_marks_their_own_progress_alone(qtbot: QtBot, opened: Open) -> None:
    window = opened("CD")
    session = session_of(window)
    session.set_coder("Lead")
    session.project.do(set_roles(session.study, {"Lead": TeamRole.LEAD}, "Lead"), "Lead")
    session.set_coder("CD")
    dialog = dialog_of(window)
    found = []
    for column in (1, 2):
        dialog.table.setCurrentCell(0, column)
        found.append(dialog.mark.isEnabled())
    # AB is in the first column.
    assert found == [False, True]
    dialog.accept()


def test_progress_is_marked_and_the_round_closed_and_deleted(qtbot: QtBot, opened: Open) -> None:
    window = opened("Lead")
    dialog = dialog_of(window)
    assert dialog.hint.isVisible()
    assert states(dialog) == ["In progress", "In progress"]
    assert not dialog.mark.isEnabled()
    dialog.table.setCurrentCell(0, 2)
    menu = dialog.mark.menu()
    assert menu is not None
    choose(menu, "Finished")
    assert states(dialog) == ["In progress", "Finished"]
    assert dialog.bar.text == "Marked FG1 by CD as finished in round “Pilot”."
    session_of(window).undo()
    assert states(dialog) == ["In progress", "In progress"]
    dialog.close_round.click()
    assert dialog.facts.text().startswith("Closed, blind.")
    assert not dialog.hint.isVisible()
    dialog.close_round.click()
    assert dialog.facts.text().startswith("Open, blind.")
    dialog.delete.click()
    assert dialog.title.text() == "No round yet"
    session_of(window).undo()
    assert dialog.title.text() == "Pilot"
    dialog.accept()


# -- copies ---------------------------------------------------------------------------------------------


def test_a_copy_is_given_worked_in_and_brought_back(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    window = opened("Lead")
    session, dialog = session_of(window), dialog_of(window)
    (row,) = rounds_in_order(session.study)
    path = tmp_path / "for CD.qualcode"
    dialog.give_copy(row.id, session.study.coder_named("CD").id, path)
    qtbot.waitUntil(lambda: bool(session.study.rows(GivenCopy)))
    assert "CD was given a copy on" in dialog.facts.text()
    dialog.accept()
    with closing(open_project(str(path))) as copy:
        copy.do(code_as(copy.study, "CD", "consent", "I hate it."), "CD")
        copy.do(edit_code(copy.study, copy.study.code_named("stigma").id, definition="theirs"), "CD")
    window.team.bring_back([path])
    qtbot.waitUntil(lambda: window.findChild(BringBackDialog) is not None)
    coming = window.findChild(BringBackDialog)
    assert isinstance(coming, BringBackDialog)
    item = coming.list.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "CD, round “Pilot” (Study)"
    child = item.child(0)
    assert child is not None
    assert (item.childCount(), child.text(0)) == (1, "New: 1 coding")
    QTest.keyClick(coming, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "I hate it." in coded(session.study, "consent"))
    qtbot.waitUntil(lambda: "The work of CD is home." in window.messages.text)
    assert session.study.code_named("stigma").definition == ""
    window.messages._on_button(0)
    qtbot.waitUntil(lambda: window.findChild(MergeProjectDialog) is not None)
    rest = window.findChild(MergeProjectDialog)
    assert isinstance(rest, MergeProjectDialog)
    QTest.keyClick(rest, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.study.code_named("stigma").definition == "theirs")
    # The same again: nothing to do.
    window.team.bring_back([path])
    qtbot.waitUntil(lambda: len(window.findChildren(BringBackDialog)) == 1)
    again = window.findChild(BringBackDialog)
    assert isinstance(again, BringBackDialog)
    assert not again.button.isEnabled()
    again.reject()


def test_what_is_no_copy_is_said(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    window = opened("Lead")
    other = team_project(str(tmp_path / "other.qualcode"))
    other.close()
    window.team.bring_back([tmp_path / "other.qualcode"])
    qtbot.waitUntil(lambda: "is not a copy that was given to a coder" in window.messages.text)


def test_in_a_copy_one_codes_as_whom_it_is_for(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    window = opened("Lead")
    session, dialog = session_of(window), dialog_of(window)
    (row,) = rounds_in_order(session.study)
    path = tmp_path / "for CD.qualcode"
    dialog.give_copy(row.id, session.study.coder_named("CD").id, path)
    qtbot.waitUntil(lambda: bool(session.study.rows(GivenCopy)))
    dialog.accept()
    assert window.open_address(str(path))
    assert session_of(window).coder_name == "CD"
    assert window.messages.text == "This is the copy of “Study” for CD; you code as CD."
    again = dialog_of(window)
    assert "This project is the copy for CD" in again.facts.text()
    for button in (again.new, again.give, again.delete, again.back):
        assert not button.isEnabled()
    again.accept()


# -- blindness in the window ------------------------------------------------------------------------------


def count_here(window: MainWindow, name: str) -> int:
    """What the codebook says of a code in the project."""
    assert window.workbench is not None
    session = session_of(window)
    codes = window.workbench.code_page.navigator.codebook.codebook
    index = codes.index_of(session.study.code_named(name).id)
    return int(codes.data(index.siblingAtColumn(codes.columnCount() - 1)) or 0)


def test_the_window_shows_a_coder_their_own_work_until_the_round_closes(qtbot: QtBot, opened: Open) -> None:
    window = opened("AB")
    session = session_of(window)
    assert window.workbench is not None
    assert window.messages.text.startswith("You see only your own work while “Pilot” is open and blind")
    view = window.workbench.code_page.reading.view
    assert len(session.study.codings_of(view.transcript_id or session.study.info.id)) == 2
    assert count_here(window, "stigma") == 1
    steps = HistoryModel(session)
    assert not any(MARK in str(steps.data(steps.index(row, 0))) for row in range(steps.rowCount()))
    assert session.study.rows(Memo) == {}
    # Whoever codes now sees their own.
    session.set_coder("CD")
    assert PASSAGE in coded(session.study, "stigma")
    assert count_here(window, "consent") == 1
    session.set_coder("Lead")
    assert count_here(window, "stigma") == 2
    session.set_coder("AB")
    assert count_here(window, "stigma") == 1
    dialog = dialog_of(window)
    dialog.close_round.click()
    assert count_here(window, "stigma") == 2
    session.undo()
    assert count_here(window, "stigma") == 1
    dialog.accept()


def test_rounds_are_written_to_a_file(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    dialog = dialog_of(opened("Lead"))
    path = tmp_path / "rounds.csv"
    dialog.export.write(path)
    qtbot.waitUntil(lambda: dialog.bar.text == f"Saved to {path}.")
    head, *lines = path.read_text("utf-8-sig").splitlines()
    assert head.startswith("round,open,blind,opened (UTC),closed (UTC)")
    assert [",AB," in line for line in lines] == [True, False]
    dialog.export.write(tmp_path / "gone" / "rounds.csv")
    qtbot.waitUntil(lambda: "could not be written" in dialog.bar.text)
    dialog.accept()
