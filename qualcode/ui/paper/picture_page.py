"""A picture on one page, as large as the paper allows, with its caption below it."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPagedPaintDevice, QPainter

from qualcode.ui.paper.choice import PaperSize
from qualcode.ui.paper.pdf_file import DOTS_AN_INCH, UNITS_A_POINT
from qualcode.ui.paper.sheet import whole_size

_EDGE: Final = 54 * UNITS_A_POINT
_POINTS: Final = 8
_CAPTION: Final = 90 * UNITS_A_POINT
"""Room for the caption."""


class PicturePage:
    """Upright paper; a wide picture is as wide as the paper."""

    def __init__(self, title: str, image: QImage, caption: str, size: PaperSize = PaperSize.A4) -> None:
        self.title = title
        self.size = size
        self._image = image
        self._caption = caption

    def paint(self, device: QPagedPaintDevice) -> Iterator[tuple[int, int]]:
        """Paint the page."""
        painter = QPainter(device)
        try:
            painter.scale(device.logicalDpiX() / DOTS_AN_INCH, device.logicalDpiY() / DOTS_AN_INCH)
            self.paint_page(painter)
        finally:
            painter.end()
        yield 1, 1

    def paint_page(self, painter: QPainter) -> None:
        """Paint the page in twentieths of a point."""
        width, height = whole_size(self.size)
        room = QRectF(_EDGE, _EDGE, width - 2 * _EDGE, height - 2 * _EDGE - _CAPTION)
        size = QSizeF(self._image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(room.topLeft(), size)
        place.moveLeft(room.left() + (room.width() - size.width()) / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        font = QFont(QGuiApplication.font().family())
        font.setPixelSize(_POINTS * UNITS_A_POINT)
        painter.setFont(font)
        below = QRectF(_EDGE, place.bottom() + 10 * UNITS_A_POINT, width - 2 * _EDGE, _CAPTION)
        painter.drawText(below, Qt.TextFlag.TextWordWrap, self._caption)
