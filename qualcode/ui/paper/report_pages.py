"""A report on pages, as its preview shows it, in the colours of paper."""

import re
from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import QFont, QGuiApplication, QPagedPaintDevice, QPageLayout, QTextDocument

from qualcode.ui.paper.choice import PaperSize
from qualcode.ui.paper.report_html import as_qt_knows_it, style_sheet

_POINTS: Final = 9
_POINTS_ACROSS: Final = 7
"""Smaller, so that “Krippendorff’s” stands whole in the head of one of nine columns."""
_SCREEN: Final = 96
"""Dots per inch for which the lengths of pages are meant."""
_MOST_UPRIGHT: Final = 6
"""Columns that an upright page has room for without words broken inside."""
_HEAD: Final = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
_STYLE: Final = style_sheet("#000000", "#000000", "#5a6472", "#eef1f5")


class ReportPages:
    """``html`` is the page that an export would write."""

    def __init__(self, title: str, html: str, size: PaperSize = PaperSize.A4) -> None:
        self.title = title
        self.size = size
        self._html = html

    def paint(self, device: QPagedPaintDevice) -> Iterator[tuple[int, int]]:
        """Paint all pages, each with its number at the foot; Qt does so in one go.

        They are turned across where a table has more columns than an upright page has room for.
        """
        yield 0, 1
        across = _most_columns(self._html) > _MOST_UPRIGHT
        if across:
            device.setPageOrientation(QPageLayout.Orientation.Landscape)
        document = QTextDocument()
        font = QFont(QGuiApplication.font().family())
        font.setPointSizeF(_POINTS_ACROSS if across else _POINTS)
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(_STYLE)
        document.setHtml(as_qt_knows_it(self._html, device.logicalDpiX() / _SCREEN))
        document.print_(device)
        yield 1, 1


def _most_columns(html: str) -> int:
    """Of the widest table of the page."""
    return max((head.count("<th ") + head.count("<th>") for head in _HEAD.findall(html)), default=0)
