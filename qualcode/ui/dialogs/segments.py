"""The segments of the open transcript as a table: what stripes and map show, to be read and heard."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.transcript.segments_table import SegmentsTable
from qualcode.ui.transcript.view import TranscriptView

_LETTERS: Final = (6, 14, 22, 8, 46)
"""Room for turn, speaker, code, coder and words; the memo takes the rest."""


class SegmentsDialog(QDialog):
    """Begins at the cursor; Enter goes to a segment in the text and closes."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWindowTitle("Segments of this transcript")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 480)
        hint = QLabel(
            "All segments that are shown in the text, from its beginning. Enter goes to one of them."
        )
        mute(hint)
        hint.setWordWrap(True)
        self.table = SegmentsTable(view)
        self.table.activated.connect(self._went)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate(_LETTERS):
            self.table.setColumnWidth(column, letters * letter)
        self.button = PrimaryButton("Go to the segment")
        # The table hears of Enter itself.
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.table.activated.emit(self.table.currentIndex()))
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        layout.addWidget(hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        self._start()

    def _start(self) -> None:
        """Choose the segment at the cursor, or the next one."""
        after = (self._view.codings.end > self._view.cursor_position()).nonzero()[0]
        last = len(self._view.codings) - 1
        self.table.selectRow(int(after[0]) if len(after) else last)
        self.table.scrollTo(self.table.currentIndex())
        self.table.setFocus()

    def _went(self) -> None:
        self.accept()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
