"""The details that a file's header and name tell, in the import window: which of them become attributes."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qualcode.project.importing.listed import ReadFile
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox
from qualcode.ui.look.theme import heading_font, mute

_OF_LETTERS: Final = 11
"""So that the commonest choice is not cut off on a small screen."""


_LEAST: Final = 112


class Details(QWidget):
    """A line a detail; those ticked become attributes of the transcript, or of one who is asked there."""

    wanted_changed = Signal(object, bool)
    """((name, value), wanted)"""
    subject_changed = Signal(object)
    """The label of a participant; empty for the transcript."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: tuple[tuple[str, str], ...] = ()
        self.setMinimumWidth(_LEAST)
        title = QLabel("Attributes from header and name")
        title.setFont(heading_font(self.font()))
        self.list = QListWidget()
        self.list.setAccessibleName("Attributes from header and name")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._on_changed)
        self._none = QLabel("No details were found in the header or the name of this file.")
        mute(self._none)
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.subject = ScrollSafeComboBox("Whose attributes these are")
        self.subject.setMinimumContentsLength(_OF_LETTERS)
        self.subject.picked.connect(self.subject_changed)
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(self.subject)
        column.addWidget(self.list, 1)
        column.addWidget(self._none, 1)

    def show_file(self, file: ReadFile) -> None:
        """Show the details of a file."""
        details = self._details = file.details
        self.list.blockSignals(True)
        while self.list.count() > len(details):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(details):
            self.list.addItem(QListWidgetItem())
        for row, (name, value) in enumerate(details):
            item = self.list.item(row)
            item.setText(f"{name}: {value}")
            item.setToolTip(f"{name}: {value}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            wanted = (name, value) not in file.left_out
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.subject.offer(
            [("Of the transcript", ""), *((f"Of {label}", label) for label in file.participants)],
            file.details_of if file.details_of in file.participants else "",
        )
        self.subject.setVisible(bool(details) and bool(file.participants))
        self.list.setVisible(bool(details))
        self._none.setVisible(not details)

    def _on_changed(self, item: QListWidgetItem) -> None:
        wanted = item.checkState() is Qt.CheckState.Checked
        self.wanted_changed.emit(self._details[self.list.row(item)], wanted)
