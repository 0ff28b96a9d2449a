"""Tests of the field in which words are corrected."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.ui.transcript.words_field import LineLook, WordsField

AWKWARD = (
    "\x00\x07\x0b\x0c\x1f\x7f\x85\xa0\xad\u200f\u2028\u2029\ufdd0\ufeff\ufffc\uffff\U00100000 👩‍👧e\u0301\nאב"
)
LOOK = LineLook(8, 4)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(qtbot: QtBot) -> WordsField:
    made = WordsField()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_every_character_comes_back_as_it_was(field: WordsField) -> None:
    field.show_words(AWKWARD, QFont(), LOOK)
    assert field.words == AWKWARD


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(alphabet=st.one_of(st.sampled_from(AWKWARD), st.characters(codec="utf-8")), max_size=30))
def test_any_words_come_back(field: WordsField, words: str) -> None:
    shown = words.replace("\r", "")
    field.show_words(shown, QFont(), LOOK)
    assert field.words == shown


def test_what_is_typed_stands_between_what_was_there(field: WordsField) -> None:
    field.show_words(AWKWARD, QFont(), LOOK)
    place = AWKWARD.index("e\u0301")
    field.select(Span(place, place))
    assert field.caret == place
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    assert field.words == f"{AWKWARD[:place]}x\n{AWKWARD[place:]}"
    assert field.caret == place + 2
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.words == AWKWARD


def test_pasted_text_is_plain(field: WordsField) -> None:
    field.show_words("one", QFont(), LOOK)
    data = QMimeData()
    data.setHtml("<b>two</b>")
    data.setText("two\r\nthree\rfour\u2028five\0")
    field.selectAll()
    field.insertFromMimeData(data)
    assert field.words == "two\nthree\nfour\nfive"


def test_enter_escape_and_leaving_are_told(qtbot: QtBot, field: WordsField) -> None:
    field.show_words("one", QFont(), LOOK)
    with qtbot.waitSignal(field.finished):
        QTest.keyClick(field, Qt.Key.Key_Enter)
    with qtbot.waitSignal(field.given_up):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.words == "one"


def test_it_is_as_tall_as_its_words_at_the_width_of_a_line(field: WordsField) -> None:
    field.show_words("one two three " * 20, QFont(), LOOK)
    field.set_line_width(300)
    tall = field.text_height
    field.set_line_width(150)
    assert field.text_height > 1.5 * tall
    assert field.sizeHint().height() == field.text_height
