"""A choice of several with a field of its own: what is typed on the choice goes into the field."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from qualcode.ui.widgets.written_keys import presses_letter


class ChoiceWithField(QRadioButton):
    """Arrow keys go on to the next choice, as among others; Space chooses."""

    def __init__(self, words: str, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._field = field
        field.textEdited.connect(lambda: self.setChecked(True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (presses_letter(event) and self._field.isEnabled()):
            super().keyPressEvent(event)
            return
        self._field.setFocus()
        self._field.selectAll()
        self._field.insert(event.text())
        self.setChecked(True)
