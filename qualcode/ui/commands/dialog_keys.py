"""Keys of the window that its dialogs take as well: whoever makes steps there can take them back."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from qualcode.ui.commands.spoken_keys import keys_of
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session


def undo_by_key(dialog: QDialog, session: Session, preferences: Preferences) -> None:
    """Undo and redo steps in ``dialog`` by the keys of the window; in a field they are the field's own."""
    for name, act in (("edit.undo", session.undo), ("edit.redo", session.redo)):
        for key in keys_of(name, preferences):
            QShortcut(QKeySequence(key), dialog).activated.connect(lambda act=act: act())
