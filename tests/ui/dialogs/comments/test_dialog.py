"""The window of all comments: begun, answered, narrowed, settled and followed with keys and mouse.

Tests as well: ``words``, ``ui.shell.comment_commands``, ``ui.commands.comment_actions``.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qualcode.model.teamwork.comments import About, ThreadState, about, threads
from qualcode.operations.comments import add_comment, reply
from qualcode.ui.dialogs.comments.dialog import CommentsDialog
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.rich_list import HTML_ROLE
from tests.ui.material import code, found, transcript

WORDS = "Nobody asked us."


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def opened(window: MainWindow, action: str = "edit.comments") -> CommentsDialog:
    window.actions_[action].trigger()
    dialog = window.findChild(CommentsDialog)
    assert isinstance(dialog, CommentsDialog)
    return dialog


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def say(session: Session, author: str, words: str, subject: About) -> None:
    session.do(lambda: add_comment(session.study, words, author, subject))


def said(dialog: CommentsDialog) -> list[str]:
    return [thread.first.text for thread in dialog.listed]


@pytest.fixture
def team(window: MainWindow) -> MainWindow:
    """CD asks about a passage; AB, who sits at the window, says something about a code."""
    session = session_of(window)
    session.set_coder("AB")
    study = session.study
    place, span = found(study, "FG1", WORDS)
    say(session, "CD", "Is this consent?\n<b>Really</b>?", About(place, code(study, "consent"), span))
    say(session, "AB", "Too wide.", About(code_id=code(study, "stigma")))
    return window


def test_words_are_commented_on_by_keys_alone(window: MainWindow) -> None:
    session = session_of(window)
    assert window.workbench is not None
    place, span = found(session.study, "FG1", WORDS)
    window.workbench.go_to(place, span)
    dialog = opened(window, "edit.new_comment")
    assert dialog.subject.currentText() == "On FG1, turn 3"
    assert not dialog.save.isEnabled()
    QTest.keyClicks(dialog.text, "Who is us?")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (thread,) = threads(session.study)
    assert (thread.first.text, thread.first.author) == ("Who is us?", session.coder_name)
    assert about(thread.first) == About(place, None, span)
    assert said(dialog) == ["Who is us?"]
    assert "Nobody asked us." in dialog.read.toPlainText()
    assert dialog.text.toPlainText() == ""
    window.actions_["edit.undo"].trigger()
    assert said(dialog) == []
    assert dialog.words.text().startswith("No comments yet")


def test_what_is_at_hand_can_be_commented_on(window: MainWindow) -> None:
    session = session_of(window)
    workbench = window.workbench
    assert workbench is not None
    workbench.code_page.navigator.codebook.choose([code(session.study, "stigma")])
    dialog = opened(window)
    words = [dialog.subject.itemText(row) for row in range(dialog.subject.count())]
    assert words[-2:] == ["On FG1", "On stigma"]
    dialog.subject.setCurrentIndex(len(words) - 1)
    QTest.keyClicks(dialog.text, "Too wide.")
    press(dialog.save)
    (thread,) = threads(session.study)
    assert thread.first.code_id == code(session.study, "stigma")


def test_a_thread_is_answered_settled_and_opened_again(team: MainWindow) -> None:
    session, dialog = session_of(team), opened(team)
    dialog.choose(dialog.listed[said(dialog).index("Is this consent?\n<b>Really</b>?")].first.id)
    # What somebody typed is never markup.
    assert "<b>Really</b>?" in dialog.read.toPlainText()
    assert not dialog.delete.isEnabled()
    QTest.keyClicks(dialog.text, "Yes: nobody asked.")
    press(dialog.save)
    thread = next(row for row in threads(session.study) if row.replies)
    assert [row.text for row in thread.replies] == ["Yes: nobody asked."]
    assert f"1 reply, by {thread.replies[0].author} · " in dialog.list.item(0).data(HTML_ROLE)
    assert dialog.edit.isEnabled()
    press(dialog.edit)
    assert dialog.save.text() == "Save"
    QTest.keyClicks(dialog.text, " ")
    dialog.text.setPlainText("Yes.")
    press(dialog.save)
    assert "Yes." in dialog.read.toPlainText()
    press(dialog.done_)
    assert dialog.done_.text() == "Open again"
    dialog.state.setCurrentIndex(2)
    dialog.state.activated.emit(2)
    assert dialog.state.chosen is ThreadState.DONE
    assert len(dialog.listed) == 1
    press(dialog.done_)
    assert dialog.listed == []
    press(dialog.delete)
    assert all(not row.replies for row in threads(session.study))


def test_words_and_people_narrow_the_list(team: MainWindow) -> None:
    dialog = opened(team)
    QTest.keyClicks(dialog.filter, "WIDE")
    assert said(dialog) == ["Too wide."]
    assert dialog.words.text() == "1 of 2 threads"
    dialog.filter.clear()
    names = [dialog.author.itemText(row) for row in range(dialog.author.count())]
    assert names == ["By anybody", "With AB", "With CD"]
    dialog.author.setCurrentIndex(2)
    dialog.author.activated.emit(2)
    assert said(dialog) == ["Is this consent?\n<b>Really</b>?"]


def test_a_thread_leads_to_what_it_is_about(team: MainWindow) -> None:
    workbench = team.workbench
    assert workbench is not None
    dialog = opened(team)
    QTest.keyClicks(dialog.filter, "consent")
    dialog.list.setCurrentRow(0)
    press(dialog.go)
    place, span = found(session_of(team).study, "FG1", WORDS)
    view = workbench.code_page.reading.view
    assert (view.transcript_id, view.selected_span()) == (place, span)
    assert place == transcript(session_of(team).study, "FG1")


def test_what_a_teammate_says_meanwhile_is_shown(team: MainWindow, qtbot: QtBot) -> None:
    session, dialog = session_of(team), opened(team)
    dialog.list.setCurrentRow(said(dialog).index("Too wide."))
    QTest.keyClicks(dialog.text, "I am still typing")
    first = dialog.listed[dialog.list.currentRow()].first
    session.do(lambda: reply(session.study, first.id, "How so?", "CD"))
    assert "How so?" in dialog.read.toPlainText()
    assert dialog.text.toPlainText() == "I am still typing"
    # And nothing that was typed is lost by closing.
    dialog.reject()
    assert dialog.isVisible()
    assert "not saved" in dialog.words.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_the_button_that_comments_stands_beside_close(team: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(team)
    (close,) = [each for each in dialog.findChildren(QPushButton) if each.text() == "Close"]
    for size in ((1040, 680), (640, 360)):
        dialog.resize(*size)
        qtbot.waitUntil(lambda: close.geometry().right() < dialog.save.geometry().left() < dialog.width())
        assert close.geometry().center().y() == dialog.save.geometry().center().y()
    dialog.close()
