"""Among hundreds of names one types a part of one; Enter writes the name out, and never guesses."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.typed_box import TypedBox

NAMES = ["Food", "Food > Diet", "Food > Dinner", "Sleep"]


@pytest.fixture
def box(qtbot: QtBot) -> TypedBox:
    made = TypedBox()
    qtbot.addWidget(made)
    made.addItems(NAMES)
    made.setCurrentIndex(-1)
    made.show()
    return made


def press_enter(box: TypedBox) -> None:
    field = box.lineEdit()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "place"),
    [("diet", 1), ("DINN", 2), ("sle", 3), ("food", 0), (" sleep ", 3)],
)
def test_enter_writes_out_the_one_name_that_holds_what_is_typed(
    box: TypedBox, typed: str, place: int
) -> None:
    box.setEditText(typed)
    press_enter(box)
    assert box.place == place


@pytest.mark.parametrize("typed", ["", "di", "fo", "nothing like it"])
def test_where_none_or_several_hold_it_nothing_is_chosen(box: TypedBox, typed: str) -> None:
    box.setEditText(typed)
    press_enter(box)
    assert (box.place, box.currentText()) == (-1, typed)


def test_a_part_of_a_name_is_not_taken_for_the_name(box: TypedBox) -> None:
    box.setEditText("slee")
    assert box.place == -1


def test_a_hint_is_shown_while_nothing_is_typed(box: TypedBox) -> None:
    box.hint("Type a name")
    field = box.lineEdit()
    assert field is not None
    assert (field.placeholderText(), field.text()) == ("Type a name", "")
