"""A question in a bar has the keyboard: Enter answers it, Escape declines, and the keyboard goes back."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.messages import MessageBar, Offer


class Asking(QDialog):
    """A dialog with a button that asks, and the bar."""

    def __init__(self) -> None:
        super().__init__()
        self.asking = QPushButton("Merge…")
        self.bar = MessageBar()
        self.answers: list[str] = []
        column = QVBoxLayout(self)
        column.addWidget(self.asking)
        column.addWidget(self.bar)

    def ask(self, answer: int = 0) -> None:
        offers = [Offer(name, partial(self.answers.append, name)) for name in ("Replace", "Keep both")]
        self.bar.ask_first("Replace it, or keep it?", *offers, answer=answer)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, key)


@pytest.fixture
def dialog(qtbot: QtBot) -> Asking:
    made = Asking()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.asking.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize(("answer", "expected"), [(0, "Replace"), (1, "Keep both")])
def test_it_is_answered_by_key(dialog: Asking, key: Qt.Key, answer: int, expected: str) -> None:
    dialog.ask(answer)
    dialog.press(key)
    assert dialog.answers == [expected]
    assert dialog.bar.isHidden()
    assert dialog.asking.hasFocus()


def test_escape_declines_and_closes_no_dialog(dialog: Asking) -> None:
    dialog.ask()
    dialog.press(Qt.Key.Key_Escape)
    assert not dialog.answers
    assert dialog.bar.isHidden()
    assert dialog.isVisible()
    assert dialog.asking.hasFocus()
    QTest.keyClick(dialog.asking, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_comes_by_itself_leaves_the_keyboard_where_it_is(dialog: Asking) -> None:
    dialog.bar.ask("Somebody left new work.", Offer("Bring back", lambda: None))
    assert dialog.asking.hasFocus()


@pytest.mark.parametrize("typing", [True, False])
def test_what_comes_up_meanwhile_takes_no_letters_that_are_typed(dialog: Asking, typing: bool) -> None:
    field = QLineEdit(dialog)
    field.show()
    (field if typing else dialog.asking).setFocus()
    offers = [Offer(name, partial(dialog.answers.append, name)) for name in ("Replace", "Keep both")]
    dialog.bar.ask_when_free("It is there already. Replace it?", *offers, key="F6", answer=1)
    assert field.hasFocus() is typing
    assert ("F6 goes to the answers." in dialog.bar.text) is typing
    if not typing:
        dialog.press(Qt.Key.Key_Return)
        assert dialog.answers == ["Keep both"]


def test_every_answer_has_a_button(dialog: Asking) -> None:
    names = ("Replace", "Replace, with what has changed", "Keep both")
    dialog.bar.ask_first("Which?", *(Offer(name, partial(dialog.answers.append, name)) for name in names))
    seen = [button for button in dialog.bar.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in seen] == [*names, "Close"]
    seen[2].click()
    assert dialog.answers == ["Keep both"]
