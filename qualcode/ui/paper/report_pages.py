"""A report on pages, as its preview shows it, in the colours of paper."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import QFont, QGuiApplication, QPagedPaintDevice, QTextDocument

from qualcode.ui.paper.choice import PaperSize
from qualcode.ui.paper.report_html import as_qt_knows_it, style_sheet

_POINTS: Final = 9
_SCREEN: Final = 96
"""Dots per inch for which the lengths of pages are meant."""
_STYLE: Final = style_sheet("#000000", "#000000", "#5a6472", "#eef1f5")


class ReportPages:
    """``html`` is the page that an export would write."""

    def __init__(self, title: str, html: str, size: PaperSize = PaperSize.A4) -> None:
        self.title = title
        self.size = size
        self._html = html

    def paint(self, device: QPagedPaintDevice) -> Iterator[tuple[int, int]]:
        """Paint all pages, each with its number at the foot; Qt does so in one go."""
        yield 0, 1
        document = QTextDocument()
        font = QFont(QGuiApplication.font().family())
        font.setPointSizeF(_POINTS)
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(_STYLE)
        document.setHtml(as_qt_knows_it(self._html, device.logicalDpiX() / _SCREEN))
        document.print_(device)
        yield 1, 1
