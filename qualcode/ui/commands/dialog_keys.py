"""Keys of the window that its dialogs take as well: whoever makes steps there can take them back."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from qualcode.ui.commands.spoken_keys import keys_of
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session


def undo_by_key(session: Session, preferences: Preferences, *places: QWidget) -> None:
    """Undo and redo steps by the keys of the window in dialogs, or in pages of one while they are seen.

    In a field they are the field's own.
    """
    for place in places:
        for name, act in (("edit.undo", session.undo), ("edit.redo", session.redo)):
            for key in keys_of(name, preferences):
                QShortcut(QKeySequence(key), place).activated.connect(lambda act=act: act())
