"""Exporting data for analysis elsewhere: choose for which program, and whether words go along."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from qualcode.model.results.data_table import DataFormat
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session.csv_files import is_for_excel_here
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.word_box import WordBox

_FOR: Final = (
    (DataFormat.CSV, "Any program (csv)"),
    (DataFormat.PARQUET, "Data frames (Parquet)"),
    (DataFormat.SPSS, "SPSS (sav)"),
    (DataFormat.JSON_LINES, "Annotation tools (JSON Lines)"),
)
_SAID: Final = {
    DataFormat.CSV: "Segments, turns, transcripts, participants, codebook and attributes, a file each.",
    DataFormat.PARQUET: "The same tables, with the types of their columns.",
    DataFormat.SPSS: "The same tables, with labels; very long texts are cut, because SPSS cannot hold them.",
    DataFormat.JSON_LINES: "One line for each transcript: its text, and its segments as places in it.",
}


class ExportDataDialog(QDialog):
    """``write`` is called with the kind of files, whether words go along, and whether it is for Excel."""

    def __init__(
        self, write: Callable[[DataFormat, bool, bool], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._write = write
        self.setWindowTitle("Export data for analysis")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 260)
        self.format = WordBox()
        self.format.setAccessibleName("For which programs")
        self.format.offer(_FOR, DataFormat.CSV)
        self.format.currentIndexChanged.connect(self._show)
        self.said = plain_label()
        self.said.setWordWrap(True)
        self.words = QCheckBox("Include what people said")
        self.words.setChecked(True)
        self.excel = QCheckBox("Mark csv files for Excel")
        self.excel.setToolTip("Excel then knows that the letters are UTF-8")
        self.excel.setChecked(is_for_excel_here())
        self._hint = plain_label("A data dictionary (dictionary.csv) says what each column is.")
        mute(self._hint)
        self.button = PrimaryButton("Export…")
        self.button.setDefault(True)
        self.button.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        label = plain_label("For:")
        label.setBuddy(self.format)
        row.addWidget(label)
        row.addWidget(self.format)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 2)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.words)
        column.addWidget(self.excel)
        column.addStretch()
        column.addWidget(self._hint)
        column.addLayout(button_row(self, self.button))
        self._show()
        self.format.setFocus()

    def _show(self) -> None:
        kind = self.format.chosen
        self.format.updateGeometry()
        self.said.setText(_SAID[kind])
        self.excel.setEnabled(kind is DataFormat.CSV)
        self.words.setEnabled(kind is not DataFormat.JSON_LINES)
        self._hint.setVisible(kind is not DataFormat.JSON_LINES)

    def _choose_folder(self) -> None:
        kind = self.format.chosen
        words = self.words.isChecked() or kind is DataFormat.JSON_LINES
        excel = self.excel.isChecked() and kind is DataFormat.CSV
        self.accept()
        self._write(kind, words, excel)
