"""How the chosen file, or all like it, are read: the encoding, the lines of captions, those of a PDF."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, CaptionLines, PdfLines, ReadingChoices
from qualcode.project.importing.listed import ReadFile
from qualcode.project.importing.reading_reach import ReadAlike, files_read_alike, read_alike
from qualcode.project.importing.state import Reach
from qualcode.project.importing.tables import TableFile
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox
from qualcode.ui.look.theme import SPACING

CAPTIONS: Final[list[tuple[str, object]]] = [
    ("Join into paragraphs", CaptionLines.PARAGRAPHS),
    ("Join, with times inside", CaptionLines.TIMED_PARAGRAPHS),
    ("One line each", CaptionLines.CAPTIONS),
]
_REACH_LETTERS: Final = 18
PDF_LINES: Final[list[tuple[str, object]]] = [
    ("Join into paragraphs", PdfLines.PARAGRAPHS),
    ("As printed", PdfLines.AS_PRINTED),
]


class ReadingForm(QWidget):
    """Shows only what can be chosen for the file; a choice has it, or all like it, read again."""

    chosen = Signal(object, object)
    """(ReadingChoices, Reach)"""
    encoding_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = AS_RECOGNISED
        self.encoding = QPushButton("En&coding…")
        self.encoding.setAutoDefault(False)
        self.encoding.clicked.connect(self.encoding_wanted)
        self._captions_label = QLabel("Ca&ptions")
        self.captions = ScrollSafeComboBox("What becomes of captions")
        self._captions_label.setBuddy(self.captions)
        self._pdf_label = QLabel("&Lines")
        self.pdf_lines = ScrollSafeComboBox("What becomes of the lines of the PDF")
        self._pdf_label.setBuddy(self.pdf_lines)
        self.whole_words = QCheckBox("Rejoin words split by a &hyphen")
        # Right behind what it is said of: the other "in" of the window has the letter.
        self._reach_label = QLabel("in")
        self.reach_box = ScrollSafeComboBox("Which files are read like this")
        self.reach_box.setToolTip("What is chosen for all such files is remembered in the project.")
        self.reach_box.setMinimumContentsLength(_REACH_LETTERS)
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
            *(self._reach_label, self.reach_box, self.encoding),
        ):
            row.addWidget(widget)
        row.addStretch()
        # What is never shown together must not ask for room together.
        self.show_row(None)

    def _choose(self, change: Callable[[ReadingChoices], ReadingChoices]) -> None:
        self.chosen.emit(change(self._choices), self.reach_box.value)

    @property
    def is_wide(self) -> bool:
        """Whether there is more to choose than the encoding."""
        return not self.reach_box.isHidden()

    def show_row(self, row: ReadFile | TableFile | None, files: Sequence[ReadFile] = ()) -> None:
        """Offer what can be chosen for a row of the list, of which these are the files."""
        self._choices = AS_RECOGNISED if row is None else row.read_as
        encoding = _encoding(row)
        alike = read_alike(row)
        is_pdf, is_caption = alike is ReadAlike.PDF, alike is ReadAlike.CAPTIONS
        for widget in (self._reach_label, self.reach_box):
            widget.setVisible(is_pdf or is_caption)
        if isinstance(row, ReadFile) and alike is not None:
            self._offer_reach(len(files_read_alike(files, row)), alike)
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

    def _offer_reach(self, number: int, alike: ReadAlike) -> None:
        what = {ReadAlike.PDF: "PDF files", ReadAlike.CAPTIONS: "caption files"}[alike]
        all_of_them = "this and later files" if number == 1 else f"all {number:,} {what}"
        kept = self.reach_box.value if self.reach_box.value is Reach.FILE else Reach.ALIKE
        self.reach_box.offer([("this file only", Reach.FILE), (all_of_them, Reach.ALIKE)], kept)


def _encoding(row: ReadFile | TableFile | None) -> str:
    """What a text file was read in; empty where there is nothing to choose, or nothing to read again."""
    if row is None or row.path is None:
        return ""
    return row.original.encoding if isinstance(row, ReadFile) else row.table.encoding
