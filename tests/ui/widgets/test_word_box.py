"""A box that has less room than its words cuts them at the edge of a word, and tells them to the mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.word_box import WordBox

WORDS = "This transcript alone"


@pytest.fixture
def box(qtbot: QtBot) -> WordBox:
    made = WordBox()
    qtbot.addWidget(made)
    made.offer([(1, WORDS), (2, "All")], 1)
    return made


def test_with_all_the_room_that_it_asks_for_it_shows_all_its_words(box: WordBox) -> None:
    for chosen in (1, 2):
        box.offer([(1, WORDS), (2, "All")], chosen)
        box.resize(box.sizeHint())
        assert box.shown() == box.currentText()


def test_with_less_room_it_ends_with_a_whole_word(box: WordBox) -> None:
    narrow = box.sizeHint()
    narrow.setWidth(narrow.width() - box.fontMetrics().horizontalAdvance("alon"))
    box.resize(narrow)
    assert box.shown() == "This transcript…"
    cut = box.grab().toImage()
    box.offer([(1, "This transcript…")], 1)
    assert box.grab().toImage() == cut


def test_words_that_are_cut_are_told_to_the_mouse(box: WordBox, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: told.append(text))
    for width in (80, 400):
        box.resize(width, 30)
        QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), QPoint(2, 2)))
    assert told == [WORDS, ""]


def test_a_long_name_does_not_widen_what_the_box_stands_in(box: WordBox) -> None:
    assert box.minimumSizeHint() == box.sizeHint()
    box.offer([(1, "in " + WORDS * 20)], 1)
    assert box.minimumSizeHint().width() < 250
    assert box.sizeHint().width() > 1000
