"""Asking for the address of a project on a server, and for the password that the server wants."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qualcode.model.address import server_address, shown
from qualcode.model.errors import QualcodeError
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.widgets.plain_label import plain_label

_WIDTH: Final = 520
_HINT: Final = (
    "Your team’s project is in a PostgreSQL database. The person who set it up can tell you its address; a "
    "password is asked for when it is needed."
)


class ServerDialog(QDialog):
    """Asks where a project is, and says why an address cannot be one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Open a project on a server")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.address = LineField()
        self.address.setPlaceholderText("postgresql://user@host/database")
        self.address.setAccessibleName("Address")
        self.button = PrimaryButton("Open")
        self.words = _lay_out(self, _HINT, "Address", self.address, self.button)
        self.button.clicked.connect(self._take)
        self.address.setFocus()

    def _take(self) -> None:
        text = self.address.text().strip()
        try:
            server_address(text)
        except QualcodeError as error:
            self.words.setText(str(error))
            return
        self.chosen.emit(text)
        self.accept()


class PasswordDialog(QDialog):
    """Asks for the password of an address; ``why`` is what the server said."""

    entered = Signal(str, bool)
    """The password, and whether it is to be kept."""

    def __init__(self, address: str, why: str, *, can_be_kept: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Password")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.password = LineField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(f"Password for {shown(address)}")
        self.keep = QCheckBox("Keep it in this computer’s keyring")
        self.keep.setVisible(can_be_kept)
        self.button = PrimaryButton("Open")
        self.words = _lay_out(self, shown(address), "Password", self.password, self.button, self.keep)
        self.words.setText(why)
        self.button.clicked.connect(self._take)
        self.password.setFocus()

    def _take(self) -> None:
        self.entered.emit(self.password.text(), self.keep.isChecked() and not self.keep.isHidden())
        self.accept()


def _lay_out(
    dialog: QDialog, hint: str, label: str, field: QLineEdit, button: PrimaryButton, *more: QWidget
) -> QLabel:
    """One field under a hint; gives the label in which it is said what is wrong."""
    told = plain_label(hint)
    mute(told)
    told.setWordWrap(True)
    told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words = plain_label()
    words.setWordWrap(True)
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    form.addRow(label, field)
    for widget in more:
        form.addRow("", widget)
    button.setDefault(True)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
    column.setSpacing(SPACING)
    column.addWidget(told)
    column.addLayout(form)
    column.addWidget(words)
    column.addStretch(1)
    column.addLayout(button_row(dialog, button))
    dialog.resize(_WIDTH, dialog.sizeHint().height())
    return words
