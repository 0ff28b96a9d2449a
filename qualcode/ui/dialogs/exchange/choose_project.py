"""Which of several projects in one file is to be imported."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from qualcode.model.words.in_words import counted
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.roomy_rows import RoomyRows


class ChooseProjectDialog(QDialog):
    """Lists the projects of a file; ``go_on`` is called with the name of the one that was chosen."""

    def __init__(
        self,
        file_name: str,
        names: Sequence[str],
        go_on: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._go_on = go_on
        self.setWindowTitle("Import from another program")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(480, 360)
        words = plain_label(f"“{file_name}” holds {counted(len(names), 'project')}. Choose one to import.")
        words.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Projects in the file")
        self.list.setItemDelegate(RoomyRows(self.list, 0, 6))
        self.list.addItems(list(names))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._continue)
        self.button = PrimaryButton("Continue…")
        self.button.setDefault(True)
        self.button.clicked.connect(self._continue)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 2)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addLayout(button_row(self, self.button))
        self.list.setFocus()

    def _continue(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._go_on(item.text())
