"""Attributes from the names of files: a pattern, and what it finds in each name, before it is taken."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.importers.name_patterns import NamePattern, name_pattern
from qualcode.model.errors import QualcodeError
from qualcode.model.words.in_words import beginning, counted
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING
from qualcode.ui.painted.buttons import PrimaryButton

_FIRST: Final = "{kind}_{participant}_{date}"


class NamePatternDialog(QDialog):
    """A row a file; a file whose name does not fit has empty cells and stays as it is."""

    taken = Signal(object)
    """NamePattern"""

    def __init__(self, names: Sequence[str], written: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.pattern: NamePattern | None = None
        self.setWindowTitle("Attributes from file names")
        self.resize(760, 440)
        label = QLabel("&Pattern: the parts of the names in braces, what is between them as it is")
        label.setWordWrap(True)
        self.field = QLineEdit(written or _FIRST)
        self.field.setAccessibleName("Pattern")
        label.setBuddy(self.field)
        self.field.textChanged.connect(lambda _text: self._show())
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.table = QTableWidget()
        self.table.setAccessibleName("Attributes from the names")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setHighlightSections(False)
        self.button = PrimaryButton("Use these attributes")
        self.button.clicked.connect(self._take)
        self.button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        for widget in (label, self.field, self.words):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(button_row(self, self.button))
        self.finished.connect(self.deleteLater)
        self._show()

    def _show(self) -> None:
        try:
            self.pattern = name_pattern(self.field.text())
        except QualcodeError as error:
            self.pattern = None
            self.words.setText(str(error))
        fields = [field for field in self.pattern.fields if field] if self.pattern else []
        rows = [dict(self.pattern.values(name)) if self.pattern else {} for name in self._names]
        fitting = sum(bool(row) for row in rows)
        if self.pattern is not None:
            self.words.setText(beginning(f"{counted(fitting, 'name')} of {len(rows):,} fit the pattern."))
        self.button.setEnabled(bool(fitting))
        self.table.setColumnCount(1 + len(fields))
        self.table.setHorizontalHeaderLabels(["File", *fields])
        self.table.setRowCount(len(rows))
        for place, (name, row) in enumerate(zip(self._names, rows, strict=True)):
            for column, text in enumerate((name, *(row.get(field, "") for field in fields))):
                self.table.setItem(place, column, QTableWidgetItem(text))
        self.table.resizeColumnToContents(0)

    def _take(self) -> None:
        if self.pattern is not None:
            self.taken.emit(self.pattern)
            self.accept()
