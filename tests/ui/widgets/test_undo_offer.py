"""What is said of a step offers to undo that step: never one made since, and it goes when it is past."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qualcode.operations.codes.codebook import add_code
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.messages import MessageBar, Offer
from qualcode.ui.widgets.side_note import SideNote
from qualcode.ui.widgets.undo_offer import undo_offer


@pytest.fixture(params=["bar", "note"])
def told(request: pytest.FixtureRequest, qtbot: QtBot, session: Session) -> Iterator[MessageBar | SideNote]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(600, 300)
    made = MessageBar(parent) if request.param == "bar" else SideNote(parent)
    session.changed.connect(made.settle)
    parent.show()
    yield made
    # Held until here: what is in it goes with it.
    parent.close()


def add(session: Session, told: MessageBar | SideNote | None, name: str) -> None:
    session.do(lambda: add_code(session.study, name)[1])
    if told is not None:
        say = told.inform if isinstance(told, MessageBar) else told.say
        say(f"“{name}” was added.", undo_offer(session))


def take(told: MessageBar | SideNote) -> None:
    if isinstance(told, MessageBar):
        told.take_offer()
    else:
        told.button.click()


def names(session: Session) -> set[str]:
    return {code.name for code in session.study.codes.values()}


def test_the_step_is_undone_of_which_it_is_said(session: Session, told: MessageBar | SideNote) -> None:
    before = names(session)
    add(session, told, "First")
    assert told.text == "“First” was added."
    take(told)
    assert (names(session), told.text) == (before, "")


@pytest.mark.parametrize("undone", [False, True])
def test_an_offer_that_is_past_goes_and_undoes_nothing_else(
    session: Session, told: MessageBar | SideNote, undone: bool
) -> None:
    add(session, None, "Before")
    add(session, told, "First")
    if undone:
        session.undo()
    else:
        add(session, None, "Second")
    left = names(session)
    assert told.text == ""
    take(told)
    assert names(session) == left


def test_where_nobody_puts_it_away_it_undoes_nothing_else(session: Session) -> None:
    add(session, None, "First")
    offer = undo_offer(session)
    add(session, None, "Second")
    offer.act()
    assert {"First", "Second"} <= names(session)


def test_other_offers_stay_through_a_step(session: Session, told: MessageBar | SideNote) -> None:
    say = told.inform if isinstance(told, MessageBar) else told.say
    say("Saved.", Offer("Open", lambda: None))
    add(session, None, "First")
    assert told.text == "Saved."


def test_in_the_window_a_message_goes_with_the_next_step(window: MainWindow) -> None:
    assert window.session is not None
    session = window.session
    add(session, window.messages, "First")
    assert window.messages.offers == ("Undo",)
    add(session, None, "Second")
    assert window.messages.text == ""


def test_the_keyboard_goes_back_to_where_it_came_from(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    done: list[bool] = []
    for press in (Qt.Key.Key_Space, None):
        window.messages.ask("There is one already. Replace it?", Offer("Replace", lambda: done.append(True)))
        window.messages.go_to()
        assert not field.hasFocus()
        if press is None:
            window.messages.put_away()
        else:
            QTest.keyClick(window.focusWidget(), press)
        assert window.messages.text == ""
        assert field.hasFocus()
    assert done == [True]
