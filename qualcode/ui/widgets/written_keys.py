"""Which keys write something: where a letter goes on in a field, or is no command."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def writes(event: QKeyEvent) -> bool:
    """Whether a key writes something, be it a blank."""
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & _COMMANDS


def presses_letter(event: QKeyEvent) -> bool:
    """Whether it is pressed and writes something that is seen."""
    return event.type() is QEvent.Type.KeyPress and writes(event) and bool(event.text().strip())
