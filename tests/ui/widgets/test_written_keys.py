"""Tests of keys that write something."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from qualcode.ui.widgets.written_keys import presses_letter, writes

KEY, WITH = Qt.Key, Qt.KeyboardModifier


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "written", "seen"),
    [
        (KEY.Key_A, "a", WITH.NoModifier, True, True),
        (KEY.Key_A, "A", WITH.ShiftModifier, True, True),
        (KEY.Key_5, "5", WITH.KeypadModifier, True, True),
        (KEY.Key_E, "€", WITH.GroupSwitchModifier, True, True),
        (KEY.Key_Space, " ", WITH.NoModifier, True, False),
        (KEY.Key_A, "a", WITH.AltModifier, False, False),
        (KEY.Key_A, "a", WITH.MetaModifier, False, False),
        (KEY.Key_A, "\x01", WITH.ControlModifier, False, False),
        (KEY.Key_Return, "\r", WITH.NoModifier, False, False),
        (KEY.Key_Down, "", WITH.NoModifier, False, False),
    ],
)
def test_letters_digits_and_signs_write_and_commands_do_not(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, written: bool, seen: bool
) -> None:
    press = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    assert (writes(press), presses_letter(press)) == (written, seen)
    assert not presses_letter(QKeyEvent(QEvent.Type.KeyRelease, key, modifiers, text))
