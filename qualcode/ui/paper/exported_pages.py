"""The pages of a PDF on another sheet: those that an export would write, printed as they are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPainter

from qualcode.ui.paper.choice import PaperSize
from qualcode.ui.session import lazy_documents

if TYPE_CHECKING:
    from qualcode.exporters.document.page_images import PageImage

_POINTS_AN_INCH: Final = 72
_DOTS_AN_INCH: Final = 300
"""Finer dots are seen by nobody on paper, and take the memory of the page and the time of the printer."""


class ExportedPages:
    """``content`` is the whole PDF."""

    def __init__(self, title: str, content: bytes, size: PaperSize = PaperSize.A4) -> None:
        self.title = title
        self.size = size
        self.content = content

    @property
    def number_of_pages(self) -> int:
        """How many there are."""
        with lazy_documents.page_images(self.content) as pages:
            return len(pages)

    def image(self, number: int, width: float) -> QImage:
        """A page to be looked at, so many dots wide."""
        with lazy_documents.page_images(self.content) as pages:
            across, _ = pages.size(number)
            return _as_image(pages.image(number, width / across * _POINTS_AN_INCH))

    def paint(self, device: QPagedPaintDevice) -> Iterator[tuple[int, int]]:
        """Paint the pages one by one, each on a sheet that lies as it does, as large as the sheet allows."""
        with lazy_documents.page_images(self.content) as pages:
            painter = QPainter()
            try:
                for number in range(len(pages)):
                    size = QSizeF(*pages.size(number))
                    across = size.width() > size.height()
                    # Before the page begins: a sheet that has begun cannot be turned.
                    device.setPageOrientation(
                        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
                    )
                    if number:
                        device.newPage()
                    else:
                        painter.begin(device)
                        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                    image = pages.image(number, min(_DOTS_AN_INCH, device.logicalDpiX()))
                    painter.drawImage(_place(device, size), _as_image(image))
                    yield number + 1, len(pages)
            finally:
                painter.end()


def _as_image(found: "PageImage") -> QImage:
    image = QImage(found.dots, found.width, found.height, found.stride, QImage.Format.Format_RGB888)
    # The dots belong to somebody else, who may let go of them.
    return image.copy()


def _place(device: QPagedPaintDevice, size: QSizeF) -> QRectF:
    """Where a page stands on the sheet: in the middle, as large as it may be."""
    sheet = QRectF(QPointF(0, 0), QSizeF(device.width(), device.height()))
    place = QRectF(sheet.topLeft(), size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(sheet.center())
    return place
