"""What is typed on a choice that has a field goes into the field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.choice_with_field import ChoiceWithField


@pytest.fixture
def field() -> QLineEdit:
    return QLineEdit("0:10")


@pytest.fixture
def choice(field: QLineEdit, qtbot: QtBot) -> ChoiceWithField:
    """A choice with its field, below another that is chosen."""
    box = QWidget()
    column = QVBoxLayout(box)
    other, made = QRadioButton("&Remove"), ChoiceWithField("&Move by", field)
    for widget in (other, made, field):
        column.addWidget(widget)
    other.setChecked(True)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitExposed(box)
    made.box = box  # type: ignore[attr-defined]
    return made


def test_what_is_typed_on_a_choice_stands_in_its_field(choice: ChoiceWithField, field: QLineEdit) -> None:
    choice.setFocus()
    QTest.keyClicks(choice, "-")
    QTest.keyClicks(field, "0:05")
    assert field.text() == "-0:05"
    assert field.hasFocus()
    assert choice.isChecked()


def test_space_and_arrows_choose_and_what_is_disabled_takes_nothing(
    choice: ChoiceWithField, field: QLineEdit
) -> None:
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert choice.isChecked()
    assert choice.hasFocus()
    QTest.keyClick(choice, Qt.Key.Key_Up)
    assert not choice.hasFocus()
    field.setEnabled(False)
    choice.setFocus()
    QTest.keyClicks(choice, "7")
    assert field.text() == "0:10"


def test_typing_in_the_field_chooses(choice: ChoiceWithField, field: QLineEdit) -> None:
    QTest.keyClicks(field, "1")
    assert choice.isChecked()
