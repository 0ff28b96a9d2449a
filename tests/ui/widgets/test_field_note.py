"""What is said of a field is right below it and whole, moves nothing, and goes once other words are in it.

Tests as well: ``refusals``.
"""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from qualcode.ui.widgets.field_note import FieldNote, say_at, unsay_at
from tests.ui.field_notes import said_at

SENTENCE = "There is no code named “a<b”, and nothing that is called so in this project. " * 2


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Two fields, what is below them, and a list."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in (QLineEdit(), QLabel("what is below"), QListWidget(), QLineEdit()):
        column.addWidget(part)
    page.resize(420, 300)
    page.show()
    qtbot.waitExposed(page)
    return page


def fields(page: QWidget) -> list[QLineEdit]:
    return page.findChildren(QLineEdit)


@pytest.mark.parametrize("which", [0, 1])
def test_it_is_whole_beside_its_field_and_moves_nothing(page: QWidget, which: int) -> None:
    before = [part.geometry() for part in page.findChildren(QLabel) + page.findChildren(QListWidget)]
    field = fields(page)[which]
    say_at(field, None, SENTENCE)
    assert said_at(field) == SENTENCE
    note = page.findChild(FieldNote)
    assert note is not None
    assert page.rect().contains(note.geometry())
    parts = [part for part in page.findChildren(QLabel) if part.parent() is page]
    assert [part.geometry() for part in (*parts, *page.findChildren(QListWidget))] == before
    words = note.findChild(QLabel)
    assert words is not None
    assert words.heightForWidth(words.width()) <= words.height()


def test_it_follows_its_field_and_goes_when_other_words_are_in_it(qtbot: QtBot, page: QWidget) -> None:
    first, last = fields(page)
    say_at(first, None, SENTENCE)
    page.resize(600, 400)
    assert said_at(first)
    # One field at a time.
    say_at(last, None, "No date.")
    assert said_at(last) == "No date."
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert said_at(last)
    last.setText("1 May")
    qtbot.waitUntil(lambda: not said_at(last))
    say_at(last, None, "No date.")
    unsay_at(first)
    assert said_at(last)
    unsay_at(last)
    assert not said_at(last)
    say_at(last, None, "No date.")
    last.hide()
    assert not said_at(last)


def test_in_a_list_it_goes_with_what_is_done_next(page: QWidget) -> None:
    (rows,) = page.findChildren(QListWidget)
    rows.addItems(["one", "two"])
    part = rows.visualItemRect(rows.item(0))
    for key in (True, False):
        say_at(rows, part, "There is a code of this name.")
        assert said_at(rows.viewport(), part)
        if key:
            QTest.keyClick(rows, Qt.Key.Key_Down)
        else:
            QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        assert not said_at(rows.viewport(), QRect(part))


def test_a_field_that_goes_takes_it_along(qtbot: QtBot, page: QWidget) -> None:
    first, last = fields(page)
    say_at(first, None, SENTENCE)
    delete(first)
    note = page.findChild(FieldNote)
    assert note is not None
    qtbot.waitUntil(lambda: not note.text)
    say_at(last, None, "No date.")
    assert said_at(last) == "No date."
