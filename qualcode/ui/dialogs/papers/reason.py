"""A small form that asks why a step is made, where the project wants to know."""

from typing import Final

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from qualcode.model.errors import ReasonWantedError
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.widgets.plain_label import plain_label

_HINT: Final = "This project asks why. The reason is kept in the history; Cancel changes nothing."
_LOW: Final = 76


class ReasonDialog(QDialog):
    """``reason`` is what was typed; empty until something is."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Reason")
        self.resize(460, 210)
        what = plain_label(label)
        what.setWordWrap(True)
        self.field = QPlainTextEdit()
        self.field.setAccessibleName("Reason")
        self.field.setPlaceholderText("Why?")
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(_LOW)
        self.field.textChanged.connect(self._enable)
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        mute(hint)
        self.button = PrimaryButton("Continue")
        self.button.setDefault(True)
        self.button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(what)
        column.addWidget(self.field, 1)
        column.addWidget(hint)
        column.addLayout(button_row(self, self.button))
        self._enable()
        self.field.setFocus()

    def _enable(self) -> None:
        self.button.setEnabled(bool(self.reason))

    @property
    def reason(self) -> str:
        """What was typed, in one line."""
        return " ".join(self.field.toPlainText().split())


def ask_reason(window: QWidget, wanted: ReasonWantedError) -> str:
    """Ask why, and wait for the answer; empty where there is none.

    The one dialog that is waited for: a step is asked for in dozens of places, each of which goes on with
    whether it was made, and its undoing would be left to each of them otherwise.
    """
    dialog = ReasonDialog(wanted.label, window)
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    waiting = QEventLoop(dialog)
    dialog.finished.connect(waiting.quit)
    dialog.open()
    waiting.exec()
    given = dialog.reason if dialog.result() == QDialog.DialogCode.Accepted else ""
    dialog.deleteLater()
    return given
