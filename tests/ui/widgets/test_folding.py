"""The folding line: all choices where there is room, else a sentence and a button that shows them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.folding import Folding


def made(qtbot: QtBot) -> tuple[Folding, QLineEdit]:
    choices = QLineEdit()
    folding = Folding(choices, "what the table shows")
    qtbot.addWidget(folding)
    folding.say("Codes that overlap")
    folding.show()
    qtbot.waitExposed(folding)
    return folding, choices


def test_choices_fold_into_a_sentence_and_unfold_on_request(qtbot: QtBot) -> None:
    folding, choices = made(qtbot)
    assert choices.isVisible()
    assert not folding.said.isVisible()
    tall = folding.sizeHint().height()
    folding.be_short(True)
    assert not choices.isVisible()
    assert folding.said.text() == "Codes that overlap"
    assert folding.said.isVisible()
    assert folding.sizeHint().height() <= tall + folding.button.sizeHint().height()
    QTest.mouseClick(folding.button, Qt.MouseButton.LeftButton)
    assert choices.isVisible()
    QTest.mouseClick(folding.button, Qt.MouseButton.LeftButton)
    assert not choices.isVisible()
    folding.be_short(False)
    assert choices.isVisible()
    assert not folding.button.isVisible()


def test_whoever_is_choosing_is_not_interrupted(qtbot: QtBot) -> None:
    folding, choices = made(qtbot)
    folding.activateWindow()
    choices.setFocus()
    qtbot.waitUntil(choices.hasFocus)
    folding.be_short(True)
    assert choices.isVisible()
    assert choices.hasFocus()
    folding.button.click()
    assert not choices.isVisible()
