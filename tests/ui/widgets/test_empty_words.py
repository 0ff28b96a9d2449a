"""An empty list says what will stand in it."""

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.empty_words import EmptyWords


def test_words_are_there_for_as_long_as_the_list_is_empty(qtbot: QtBot) -> None:
    found = QListWidget()
    qtbot.addWidget(found)
    words = EmptyWords("No tool has been recorded yet.", found)
    found.resize(300, 200)
    found.show()
    qtbot.waitUntil(words.isVisible)
    assert found.accessibleDescription() == words.text()
    qtbot.waitUntil(lambda: words.geometry() == found.viewport().rect())
    found.addItem("a")
    assert not words.isVisible()
    found.insertItem(0, "b")
    assert found.accessibleDescription() == ""
    found.takeItem(0)
    assert not words.isVisible()
    found.clear()
    assert words.isVisible()
