"""What a saved report says differently from its last run: the page that was written, on the screen."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from qualcode.ui.look.theme import SPACING, colours_now
from qualcode.ui.paper.report_html import as_qt_knows_it, style_sheet


def changes_browser() -> QTextBrowser:
    """Where such a page is read."""
    words = QTextBrowser()
    words.setAccessibleName("What has changed")
    words.setOpenLinks(False)
    words.anchorClicked.connect(lambda url: words.scrollToAnchor(url.fragment()))
    return words


def show_changes(words: QTextBrowser, html: str) -> None:
    """Show a page in the colours of the window."""
    colours = colours_now()
    words.document().setDefaultStyleSheet(
        style_sheet(colours.text, colours.link, colours.muted, colours.alternate)
    )
    words.setHtml(as_qt_knows_it(html))
    words.document().setDocumentMargin(2 * SPACING)


class SinceLastTimeDialog(QDialog):
    """Shows the page; where somebody has moved it in the meantime, it says so."""

    def __init__(self, page: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Since last time")
        self.words = changes_browser()
        try:
            show_changes(self.words, page.read_text("utf-8"))
        except OSError:
            self.words.setPlainText(f"“{page}” is no longer there; run the report again to see what changed.")
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
