"""How to cite qualcode: the words for a paper and for a list of references, to be copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from qualcode.model.results.citation import apa, bibtex, in_text
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.scrolled import Scrolled

_COPIED = "Copied"


class HowToCiteDialog(QDialog):
    """Three texts, each with a button that copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("How to cite qualcode")
        self.buttons: dict[str, QPushButton] = {}
        hint = QLabel(
            "The methods appendix, on the Report page, has a paragraph with this citation and the rules used."
        )
        hint.setWordWrap(True)
        mute(hint)
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(hint)
        for title, words in (
            ("In the text", in_text()),
            ("In the list of references (APA)", apa()),
            ("For BibTeX", bibtex()),
        ):
            self._add(column, title, words)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.setSpacing(2 * SPACING)
        outer.addWidget(Scrolled(texts), 1)
        outer.addLayout(row)
        tall = texts.sizeHint().height() + row.sizeHint().height() + 6 * SPACING
        self.resize(opening_size(parent, 620, tall))
        self.finished.connect(self.deleteLater)

    def _add(self, column: QVBoxLayout, title: str, words: str) -> None:
        label = QLabel(title)
        label.setFont(heading_font(self.font(), 1.0))
        field = QPlainTextEdit(words)
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setAccessibleName(title)
        lines = max(1 + len(words) // 75, words.count("\n") + 1)
        field.setFixedHeight(lines * field.fontMetrics().lineSpacing() + 2 * SPACING)
        label.setBuddy(field)
        button = QPushButton("Copy")
        button.setAccessibleName(f"Copy: {title}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._copy(title, words))
        self.buttons[title] = button
        row = QHBoxLayout()
        row.addWidget(label, 1)
        row.addWidget(button)
        column.addSpacing(SPACING)
        column.addLayout(row)
        column.addWidget(field)

    def _copy(self, title: str, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        for other, button in self.buttons.items():
            button.setText(_COPIED if other == title else "Copy")
