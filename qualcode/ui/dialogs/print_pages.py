"""The pages of a report as they will be printed, to be looked through before a printer is chosen."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.paper.exported_pages import ExportedPages

_NARROWEST: Final = 200
_WIDTH: Final = 520
"""Of a page in pixels of the screen's own measure: wide enough to be read."""


class PrintPagesDialog(QDialog):
    """Shows one page at a time."""

    printing = Signal(object)
    """The pages that are to be printed."""

    def __init__(self, pages: ExportedPages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._page = 0
        self._number = pages.number_of_pages
        self.setWindowTitle(f"Print: {pages.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview, self.words = QLabel(), QLabel()
        self._room = QScrollArea()
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setWidgetResizable(True)
        self._room.setWidget(self.preview)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mute(self.words)
        self.before, self.after = QPushButton("Previous page"), QPushButton("Next page")
        self.before.clicked.connect(partial(self._step, -1))
        self.after.clicked.connect(partial(self._step, 1))
        self.print_ = PrimaryButton("Print…")
        self.print_.clicked.connect(self._print)
        self._arrange()
        self.resize(QSize(640, 700).boundedTo(QSize(2000, 700 if parent is None else parent.height() - 40)))
        self.print_.setFocus()

    def _arrange(self) -> None:
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        for part in (self.before, self.words, self.after):
            row.addWidget(part)
        row.addStretch()
        for button in (close, self.print_):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(self._room, 1)
        column.addLayout(row)
        for each in self.findChildren(QPushButton):
            each.setAutoDefault(each is self.print_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page is as wide as the dialog has room for."""
        super().resizeEvent(event)
        self._show_page()

    def _step(self, by: int) -> None:
        self._page = min(self._number - 1, max(0, self._page + by))
        self._show_page()
        pressed, other = (self.after, self.before) if by > 0 else (self.before, self.after)
        if not pressed.isEnabled():
            # The keyboard would go on to “Close” else, and one page too many would close all.
            other.setFocus()

    def _show_page(self) -> None:
        finer = self.devicePixelRatioF()
        # The dialog knows its width before what is in it does.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        width = max(_NARROWEST, min(_WIDTH, self.width() - 4 * SPACING - bar - 2))
        shown = QPixmap.fromImage(self._pages.image(self._page, width * finer))
        shown.setDevicePixelRatio(finer)
        self.preview.setPixmap(shown)
        said = f"Page {self._page + 1:,} of {self._number:,}"
        self.words.setText(said)
        self.preview.setAccessibleName(said)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < self._number)

    def _print(self) -> None:
        self.accept()
        self.printing.emit(self._pages)
