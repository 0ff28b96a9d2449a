"""How the chosen file is read, where that can be chosen: its encoding, the lines of captions and of a PDF."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from qualcode.importers.reading_choices import AS_RECOGNISED, CaptionLines, PdfLines, ReadingChoices
from qualcode.project.importing.listed import ReadFile
from qualcode.project.importing.tables import TableFile
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox
from qualcode.ui.look.theme import SPACING

CAPTIONS: Final[list[tuple[str, object]]] = [
    ("Join into paragraphs", CaptionLines.PARAGRAPHS),
    ("Join, with times inside", CaptionLines.TIMED_PARAGRAPHS),
    ("One line each", CaptionLines.CAPTIONS),
]
PDF_LINES: Final[list[tuple[str, object]]] = [
    ("Join into paragraphs", PdfLines.PARAGRAPHS),
    ("As printed", PdfLines.AS_PRINTED),
]
_TIMED: Final = frozenset(("vtt", "srt", "sbv", "ttml", "tsv", "json"))


class ReadingForm(QWidget):
    """Shows only what can be chosen for the file; a choice has it read again."""

    chosen = Signal(object)
    """ReadingChoices"""
    encoding_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = AS_RECOGNISED
        self.encoding = QPushButton("&Encoding…")
        self.encoding.setAutoDefault(False)
        self.encoding.clicked.connect(self.encoding_wanted)
        self._captions_label = QLabel("Ca&ptions")
        self.captions = ScrollSafeComboBox("What becomes of captions")
        self._captions_label.setBuddy(self.captions)
        self._pdf_label = QLabel("&Lines")
        self.pdf_lines = ScrollSafeComboBox("What becomes of the lines of the PDF")
        self._pdf_label.setBuddy(self.pdf_lines)
        self.whole_words = QCheckBox("Rejoin words split by a &hyphen")
        for box, choices in ((self.captions, CAPTIONS), (self.pdf_lines, PDF_LINES)):
            box.setMinimumContentsLength(max(len(words) for words, _ in choices))
        self.captions.picked.connect(lambda value: self._choose(lambda old: replace(old, captions=value)))
        self.pdf_lines.picked.connect(lambda value: self._choose(lambda old: replace(old, pdf_lines=value)))
        self.whole_words.clicked.connect(lambda on: self._choose(lambda old: replace(old, whole_words=on)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for widget in (
            *(self._captions_label, self.captions, self._pdf_label, self.pdf_lines, self.whole_words),
            self.encoding,
        ):
            row.addWidget(widget)

    def _choose(self, change: Callable[[ReadingChoices], ReadingChoices]) -> None:
        self.chosen.emit(change(self._choices))

    def show_row(self, row: ReadFile | TableFile | None) -> None:
        """Offer what can be chosen for a row of the list."""
        self._choices = AS_RECOGNISED if row is None else row.read_as
        encoding = _encoding(row)
        is_pdf = isinstance(row, ReadFile) and row.original.format == "pdf"
        is_caption = isinstance(row, ReadFile) and row.original.format in _TIMED and not row.original.labels
        for widget in (self._captions_label, self.captions):
            widget.setVisible(is_caption)
        for part in (self._pdf_label, self.pdf_lines, self.whole_words):
            part.setVisible(is_pdf)
        self.captions.offer(CAPTIONS, self._choices.captions)
        self.pdf_lines.offer(PDF_LINES, self._choices.pdf_lines)
        self.whole_words.setChecked(self._choices.whole_words)
        self.encoding.setVisible(bool(encoding))
        self.encoding.setToolTip(f"Read as {encoding}")
        self.setVisible(is_pdf or is_caption or bool(encoding))


def _encoding(row: ReadFile | TableFile | None) -> str:
    """What a text file was read in; empty where there is nothing to choose, or nothing to read again."""
    if row is None or row.path is None:
        return ""
    return row.original.encoding if isinstance(row, ReadFile) else row.table.encoding
