"""Readings side by side, by keyboard and mouse.

Tests as well: ``choice``, ``lanes``, ``list``, ``ui.commands.dialog_keys``.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.analysis.differences import differences
from qualcode.model.span import Span
from qualcode.model.team import Decision, Outcome
from qualcode.model.teamwork.readings import Difference
from qualcode.model.transcript import TranscriptStatus
from qualcode.operations.coders import ensure_coder
from qualcode.operations.teamwork.settling import Settlement, settle
from qualcode.operations.transcripts.documents import set_transcript_status
from qualcode.operations.transcripts.folders import add_folder, delete_folders
from qualcode.ui.dialogs.finder import FinderDialog
from qualcode.ui.dialogs.readings.choice import ReadingChoice, first_choice
from qualcode.ui.dialogs.readings.dialog import CompareReadingsDialog
from qualcode.ui.dialogs.readings.lanes import shown_span
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.analysis.test_differences import AB, CD
from tests.analysis.test_differences import coded as coded_by
from tests.support.teams import PASSAGE
from tests.ui.material import coded


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def dialog_of(qtbot: QtBot, window: MainWindow, number: int = 4) -> CompareReadingsDialog:
    window.actions_["analyse.settle"].trigger()
    dialog = window.findChildren(CompareReadingsDialog)[-1]
    wait_for_found(qtbot, dialog, number)
    return dialog


def wait_for_found(qtbot: QtBot, dialog: CompareReadingsDialog, number: int) -> None:
    qtbot.waitUntil(lambda: len(dialog.found) == number)


def test_readings_are_gone_through_and_settled_by_keyboard(qtbot: QtBot, opened: MainWindow) -> None:
    session, dialog = session_of(opened), dialog_of(qtbot, opened)
    assert dialog.list.words(0) == "FG1, turn 2\nonly AB · stigma"
    assert dialog.state.text() == "Four passages read differently, 0 settled. This one: only AB. Not settled."
    assert "nothing here" in dialog.lanes.toPlainText()
    QTest.keyClick(dialog.list, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(session.study.rows(Decision)) == 1)
    qtbot.waitUntil(lambda: dialog.list.words(0).endswith("Settled: AB’s reading"))
    # And on to the next one.
    assert dialog.list.row == 1
    QTest.keyClick(dialog.list, Qt.Key.Key_N)
    assert PASSAGE in dialog.lanes.toPlainText()
    QTest.keyClick(dialog.list, Qt.Key.Key_P)
    assert dialog.list.row == 1
    dialog.reason.setEditText("slip")
    QTest.keyClick(dialog.list, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: len(session.study.rows(Decision)) == 2)
    assert {row.reason for row in session.study.rows(Decision).values()} == {"", "slip"}
    session.undo()
    qtbot.waitUntil(lambda: dialog.state.text().startswith("Four passages read differently, 1 settled."))
    dialog.accept()


def test_who_codes_is_compared_first_and_whose_code_was_settled_where_that_is_asked() -> None:
    again = "AB (second coding)"
    study = coded_by((AB, "a", 10, 20), (again, "a", 12, 20), (CD, "b", 10, 20), ("EF", "a", 30, 40))
    study = study.after(ensure_coder(study, "A lead")[1])
    one, other, last = (study.coder_named(name).id for name in (AB, CD, "EF"))
    assert (first_choice(study).one, first_choice(study).other) == (one, other)
    code = study.code_named("a").id
    assert first_choice(study, code) == ReadingChoice(one, other, code=code)
    difference = next(each for each in differences(study, (other, last)) if code in each.codes)
    study = study.after(settle(study, Settlement(difference, Outcome.BOTH, "slip"), "A lead"))
    assert first_choice(study, code) == ReadingChoice(other, last, code=code)


def test_what_is_listed_is_chosen(qtbot: QtBot, opened: MainWindow) -> None:
    session, dialog = session_of(opened), dialog_of(qtbot, opened)
    text = session.study.transcript_named("INT01").id
    dialog._choose(place=text)
    qtbot.waitUntil(lambda: len(dialog.found) == 1)
    dialog._choose(place=None, kind=Difference.ONLY_OTHER)
    qtbot.waitUntil(lambda: [each.kind for each in dialog.found] == [Difference.ONLY_OTHER])
    dialog._choose(kind=None, code=session.study.code_named("consent").id)
    qtbot.waitUntil(lambda: len(dialog.found) == 2)
    dialog.unsettled.setChecked(True)
    dialog.buttons[next(iter(dialog.buttons))].click()
    qtbot.waitUntil(lambda: len(dialog.found) == 1)
    dialog._choose(other=session.study.coder_named("AB").id)
    qtbot.waitUntil(lambda: dialog.found == ())
    assert dialog.state.text().startswith("There is no difference of this kind")
    assert not dialog.another.isEnabled()
    dialog.accept()


def test_readings_are_compared_in_a_folder_or_where_a_status_holds(qtbot: QtBot, opened: MainWindow) -> None:
    session, dialog = session_of(opened), dialog_of(qtbot, opened)
    text = session.study.transcript_named("INT01").id
    folder, change = add_folder(session.study, "Wave 1", transcript_ids=[text])
    session.do(lambda: change)
    session.do(lambda: set_transcript_status(session.study, [text], TranscriptStatus.DONE))
    said = [dialog.where.itemText(row) for row in range(dialog.where.count())]
    assert said[:4] == ["in all transcripts", "Folder: Wave 1", "Status: not started", "Status: done"]
    for place, number in ((1, 1), (2, 3), (3, 1), (0, 4)):
        dialog.where.setFocus()
        QTest.keyClick(dialog.where, Qt.Key.Key_Home)
        for _ in range(place):
            QTest.keyClick(dialog.where, Qt.Key.Key_Down)
        dialog.where.activated.emit(dialog.where.currentIndex())
        wait_for_found(qtbot, dialog, number)
    dialog._choose(place=folder.id)
    qtbot.waitUntil(lambda: len(dialog.found) == 1)
    # What both coded alike is copied there alone.
    assert list(dialog._choice.transcripts(session.study)) == [text]
    session.do(lambda: delete_folders(session.study, [folder.id]))
    qtbot.waitUntil(lambda: dialog.where.chosen is None)
    dialog.accept()


@pytest.mark.parametrize("own", [False, True])
def test_what_was_settled_is_taken_back_by_the_key_of_the_window(
    qtbot: QtBot, opened: MainWindow, own: bool
) -> None:
    if own:
        opened.preferences.set_keys("edit.undo", ["Ctrl+J"])
    session, dialog = session_of(opened), dialog_of(qtbot, opened)
    QTest.keyClick(dialog.list, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(session.study.rows(Decision)) == 1)
    # What is typed in a field is the field's own to take back.
    QTest.keyClicks(dialog.reason, "slip")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(session.study.rows(Decision)) == 1
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_J if own else Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not session.study.rows(Decision))
    QTest.keyClick(dialog.list, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(session.study.rows(Decision)) == 1)
    dialog.accept()


def test_another_code_is_settled_for_and_taken_back(qtbot: QtBot, opened: MainWindow) -> None:
    session, dialog = session_of(opened), dialog_of(qtbot, opened)
    dialog.list.go_to(2)
    dialog.another.click()
    finder = dialog.findChild(FinderDialog)
    assert isinstance(finder, FinderDialog)
    QTest.keyClicks(finder.field, "schools")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: coded(session.study, "trust in schools") == [PASSAGE])
    qtbot.waitUntil(lambda: "“Trust > trust in schools”" in dialog.list.words(2))
    dialog.list.go_to(2)
    assert dialog.back.isEnabled()
    dialog.back.click()
    qtbot.waitUntil(lambda: coded(session.study, "trust in schools") == [])
    dialog.alike.click()
    assert "Agreed" in {row.name for row in session.study.coders.values()}
    dialog.text.click()
    assert opened.workbench is not None
    assert opened.workbench.code_page.reading.view.selected_span() is not None


def test_nobody_blinded_is_told_that_there_is_no_difference(
    qtbot: QtBot, opened_by: Callable[[str], MainWindow]
) -> None:
    """FG1 is in a blind round and INT01 is not: what CD coded in FG1 is hidden from AB."""
    window = opened_by("AB")
    session = session_of(window)
    window.actions_["analyse.settle"].trigger()
    dialog = window.findChildren(CompareReadingsDialog)[-1]
    qtbot.waitUntil(lambda: dialog.state.text().startswith("Readings are not compared for you"))
    assert "round “Pilot” is open and blind" in dialog.state.text()
    assert dialog.found == ()
    assert not any(button.isEnabled() for button in (dialog.alike, dialog.another, *dialog.buttons.values()))
    dialog._choose(place=session.study.transcript_named("INT01").id)
    qtbot.waitUntil(lambda: len(dialog.found) == 1)
    assert dialog.state.text().startswith("One passage read differently")
    assert dialog.alike.isEnabled()
    dialog._choose(place=session.study.transcript_named("FG1").id)
    qtbot.waitUntil(lambda: dialog.found == ())
    assert dialog.state.text().startswith("Readings are not compared for you")
    dialog.accept()


@pytest.mark.parametrize("size", [(853, 480), (640, 330)])
def test_everything_that_settles_is_seen_on_a_small_screen(
    qtbot: QtBot, opened: MainWindow, size: tuple[int, int]
) -> None:
    dialog = dialog_of(qtbot, opened)
    dialog.resize(*size)
    qtbot.wait(1)
    acts = (*dialog.buttons.values(), dialog.another, dialog.reason, dialog.back)
    for button in (*acts, dialog.alike):
        assert button.visibleRegion().boundingRect().size() == button.size(), button.accessibleName()


def test_a_reading_begins_with_what_is_said_not_with_the_label_of_the_turn(
    qtbot: QtBot, opened: MainWindow
) -> None:
    session, dialog = session_of(opened), dialog_of(qtbot, opened)
    each = dialog.found[0]
    turn = session.study.turn_at(each.transcript_id, each.span.start)
    assert turn is not None
    assert turn.speech > turn.span.start
    assert shown_span(session.study, each) == Span(turn.speech, turn.span.end)
    with_label = replace(each.ones[0], span=Span(turn.span.start, each.span.end))
    from_label = replace(each, ones=(with_label,))
    assert shown_span(session.study, from_label).start == turn.span.start
    dialog.accept()
