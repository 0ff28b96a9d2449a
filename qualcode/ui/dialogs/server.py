"""Asking for the address of a project on a server, and for the password that the server wants."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.address import ServerAddress, server_address, shown
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.quiet_button import quiet_button

_WIDTH: Final = 520
_HINT: Final = (
    "Your team’s project is in a PostgreSQL database. The person who set it up can tell you its address, or "
    "server, database and user; a password is asked for when it is needed."
)


class ServerDialog(QDialog):
    """Asks where a project is, by its address or by its parts, and says why an address cannot be one."""

    chosen = Signal(str)
    new_wanted = Signal(str)
    """A project is to be made at this address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Open a team project")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.address = _field("Address", "postgresql://user@host/database")
        self.host = _field("Server", "host, or host:port")
        self.database = _field("Database", "")
        self.user = _field("User", "")
        self.button = PrimaryButton("Open")
        self.new = quiet_button(
            "Make a new project", "Make a project in an empty database at this address", self._make
        )
        self._known = ServerAddress()
        fields = (self.address, self.host, self.database, self.user)
        self.words = _lay_out(
            self, _HINT, [(each.accessibleName(), each) for each in fields], self.button, other=self.new
        )
        self.address.textEdited.connect(self._show_parts)
        for field in (self.host, self.database, self.user):
            field.textEdited.connect(self._show_address)
        self.button.clicked.connect(self._take)
        self.address.setFocus()

    def _show_parts(self) -> None:
        """Fill in the parts of the address that is being typed, as soon as it can be read."""
        try:
            self._known = server_address(self.address.text().strip())
        except QualcodeError:
            return
        self.host.setText(_host_and_port(self._known))
        self.database.setText(self._known.database)
        self.user.setText(self._known.user)

    def _show_address(self) -> None:
        """Put the address together from its parts; what else it said stays."""
        host, _, port = self.host.text().strip().rpartition(":")
        if not host or not (port.isdigit() or not port):
            host, port = self.host.text().strip(), ""
        database, user = self.database.text().strip(), self.user.text().strip()
        self._known = replace(self._known, host=host, port=port, database=database, user=user)
        self.address.setText(self._known.whole)

    def _take(self) -> None:
        self._go(self.chosen.emit)

    def _make(self) -> None:
        self._go(self.new_wanted.emit)

    def _go(self, tell: Callable[[str], object]) -> None:
        text = self.address.text().strip()
        try:
            place = server_address(text)
        except QualcodeError as error:
            self.words.setText(str(error))
            return
        if not place.database:
            self.words.setText("Give the name of the database, which comes last in the address.")
            return
        tell(text)
        self.accept()


def _field(name: str, example: str) -> LineField:
    field = LineField()
    field.setPlaceholderText(example)
    field.setAccessibleName(name)
    return field


def _host_and_port(place: ServerAddress) -> str:
    return f"{place.host}:{place.port}" if place.port else place.host


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
        rows = [("Password", self.password), ("", self.keep)]
        self.words = _lay_out(self, shown(address), rows, self.button)
        self.words.setText(why)
        self.button.clicked.connect(self._take)
        self.password.setFocus()

    def _take(self) -> None:
        self.entered.emit(self.password.text(), self.keep.isChecked() and not self.keep.isHidden())
        self.accept()


def _lay_out(
    dialog: QDialog,
    hint: str,
    rows: list[tuple[str, QWidget]],
    button: PrimaryButton,
    *,
    other: QPushButton | None = None,
) -> QLabel:
    """Rows under a hint; gives the label in which it is said what is wrong."""
    told = plain_label(hint)
    mute(told)
    told.setWordWrap(True)
    told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words = plain_label()
    words.setWordWrap(True)
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    for label, widget in rows:
        form.addRow(label, widget)
    button.setDefault(True)
    buttons = button_row(dialog, button)
    if other is not None:
        buttons.insertWidget(0, other)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
    column.setSpacing(SPACING)
    column.addWidget(told)
    column.addLayout(form)
    column.addWidget(words)
    column.addStretch(1)
    column.addLayout(buttons)
    dialog.resize(_WIDTH, dialog.sizeHint().height())
    return words
