"""What a saved report says differently from its last run: the page that was written, on the screen."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from qualcode.ui.look.theme import SPACING, colours_now
from qualcode.ui.paper.report_html import as_qt_knows_it, style_sheet


class SinceLastTimeDialog(QDialog):
    """Shows the page; where somebody has moved it in the meantime, it says so."""

    def __init__(self, page: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Since last time")
        self.words = QTextBrowser()
        self.words.setAccessibleName("What has changed since the last run")
        self.words.setOpenLinks(False)
        self.words.anchorClicked.connect(lambda url: self.words.scrollToAnchor(url.fragment()))
        colours = colours_now()
        self.words.document().setDefaultStyleSheet(
            style_sheet(colours.text, colours.link, colours.muted, colours.alternate)
        )
        try:
            self.words.setHtml(as_qt_knows_it(page.read_text("utf-8")))
        except OSError:
            self.words.setPlainText(f"“{page}” is no longer there; run the report again to see what changed.")
        self.words.document().setDocumentMargin(2 * SPACING)
        browser = QPushButton("Open in browser")
        browser.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))))
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(browser)
        row.addStretch()
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.words, 1)
        column.addLayout(row)
        self.resize(760, 560)
