"""The form for an attribute: its name, its type, and the choices where it has some."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.entities import Attribute, AttributeType
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.word_box import WordBox

TYPES = (
    (AttributeType.TEXT, "text"),
    (AttributeType.CHOICE, "one of several choices"),
    (AttributeType.YES_NO, "yes or no"),
    (AttributeType.NUMBER, "number"),
    (AttributeType.DATE, "date"),
)

_WIDE, _LOW, _HIGH = 420, 200, 420
"""Pixels; a list of choices has a dozen lines where the screen has room for them."""

Take = Callable[[str, AttributeType, list[str]], str]
"""What is done with name, type and choices; returns why it was refused, or nothing."""


class AttributeForm(QDialog):
    """Stays open, with the reason, where what was asked for is refused."""

    def __init__(self, title: str, attribute: Attribute | None, take: Take, parent: QWidget) -> None:
        super().__init__(parent)
        self._take = take
        self._window = parent.window()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = LineField("" if attribute is None else attribute.name)
        self.name.setAccessibleName("Name of the attribute")
        self.type = WordBox()
        self.type.setAccessibleName("Type of the attribute")
        self.type.offer(TYPES, AttributeType.TEXT if attribute is None else attribute.type)
        self.type.currentIndexChanged.connect(self._show_choices)
        self.choices = QPlainTextEdit("" if attribute is None else "\n".join(attribute.choices))
        self.choices.setAccessibleName("Choices, one in each line")
        self.choices.setPlaceholderText("One in each line")
        self.choices.setTabChangesFocus(True)
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self._form = QFormLayout()
        self._form.addRow("Name", self.name)
        self._form.addRow("Type", self.type)
        self._form.addRow("Choices", self.choices)
        self.button = PrimaryButton("Add" if attribute is None else "Save")
        self.button.setDefault(True)
        self.button.clicked.connect(self._try)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addLayout(self._form, 1)
        column.addWidget(self.verdict)
        column.addLayout(button_row(self, self.button))
        self.resize(_WIDE, _LOW)
        self._show_choices()
        self.name.textEdited.connect(self._unsay)
        self.choices.textChanged.connect(self._unsay)
        self.name.setFocus()

    def _show_choices(self) -> None:
        seen = self.type.chosen is AttributeType.CHOICE
        self._unsay()
        self._form.setRowVisible(self.choices, seen)
        if seen:
            self.resize(self.size().expandedTo(opening_size(self._window, _WIDE, _HIGH)))

    def _unsay(self) -> None:
        """What was refused is being mended: the reason goes."""
        self.verdict.clear()

    def _try(self) -> None:
        choices = [line for line in self.choices.toPlainText().splitlines() if line.strip()]
        if self.type.chosen is AttributeType.CHOICE and not choices:
            self.verdict.setText("Write at least one choice, one in each line.")
            self.choices.setFocus()
            return
        reason = self._take(self.name.text(), self.type.chosen, choices)
        if reason:
            self.verdict.setText(reason)
        else:
            self.accept()
