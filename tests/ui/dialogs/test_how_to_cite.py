"""How to cite: each text is copied by its button, and the button says so."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from qualcode.model.results.citation import apa, bibtex, in_text
from qualcode.ui.dialogs.how_to_cite import HowToCiteDialog


def test_each_text_is_shown_and_copied(qtbot: QtBot) -> None:
    # It deletes itself when it closes.
    dialog = HowToCiteDialog()
    dialog.open()
    qtbot.waitExposed(dialog)
    texts = [field.toPlainText() for field in dialog.findChildren(QPlainTextEdit)]
    assert texts == [in_text(), apa(), bibtex()]
    for button, words in zip(dialog.buttons.values(), texts, strict=True):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == words
        assert [each.text() for each in dialog.buttons.values()].count("Copied") == 1
        assert button.text() == "Copied"
    dialog.accept()
