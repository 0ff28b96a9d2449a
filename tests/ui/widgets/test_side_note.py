"""A note lies above whatever else lies over the lower edge of its widget, whichever of them came first."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.messages import Offer
from qualcode.ui.widgets.side_note import SideNote

LONG = "Joined turns 27 and 28 of FG1. What P1 said is now attributed to P3, who says more than before. " * 2


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def test_a_note_is_whole_beside_the_find_bar(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    reading = window.workbench.code_page.reading
    note, bar = reading.note, reading.find_bar
    window.resize(1000, 600)
    window.actions_["edit.find"].trigger()
    qtbot.waitUntil(bar.isVisible)
    note.say(LONG, Offer("Undo", lambda: None))
    assert not place(note).intersects(place(bar))
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: place(bar).width() > 0 and not place(note).intersects(place(bar)))
    bar.hide()
    lower = place(note).bottom()
    window.actions_["edit.find"].trigger()
    assert place(note).bottom() < place(bar).top() <= lower + note.height()


@pytest.mark.parametrize("first", ["note", "bar"])
def test_a_note_is_whole_beside_a_message_of_the_window(window: MainWindow, qtbot: QtBot, first: str) -> None:
    assert window.workbench is not None
    note, bar = window.workbench.code_page.reading.note, window.messages
    window.resize(1000, 600)
    if first == "note":
        note.say(LONG)
    bar.refuse("Select the words to be coded first.")
    if first == "bar":
        note.say(LONG)
    qtbot.waitUntil(lambda: bar.isVisible() and not place(note).intersects(place(bar)))
    assert note.geometry().top() > 0


@pytest.mark.parametrize("first", ["note", "bar"])
def test_bars_come_and_go_and_grow(qtbot: QtBot, first: str) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 300)
    bar = QWidget(host)
    bar.setGeometry(0, 260, 600, 40)
    bar.hide()
    note = SideNote(host, bars=[bar])
    host.show()
    for each in sorted(("note", "bar"), key=lambda one: one != first):
        if each == "note":
            note.say(LONG)
        else:
            bar.show()
    assert place(note).bottom() < place(bar).top()
    bar.setGeometry(0, 220, 600, 80)
    assert place(note).bottom() < place(bar).top()
    bar.hide()
    assert 280 < note.geometry().bottom() < 300
