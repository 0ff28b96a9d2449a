"""Enter leads to what a dialog does, and does it only there: for dialogs in which much is prepared first."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QDialog, QLineEdit, QPushButton

_FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox)


class EnterLeadsOn(QObject):
    """In a field Enter takes what was typed and no more; elsewhere it brings the keyboard to the button."""

    def __init__(self, dialog: QDialog, button: QPushButton) -> None:
        super().__init__(dialog)
        self._button = button
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes as far as the dialog was meant for nothing within it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            if not isinstance(QApplication.focusWidget(), _FIELDS) and self._button.isEnabled():
                self._button.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)
