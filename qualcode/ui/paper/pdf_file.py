"""PDF files: the same pages give the same bytes, as far as Qt lets them."""

import re
from collections.abc import Callable, Iterator
from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter

from qualcode.ui.paper.choice import PaperSize

UNITS_A_POINT: Final = 20
DOTS_AN_INCH: Final = 72 * UNITS_A_POINT

_SIZES: Final = {PaperSize.A4: QPageSize.PageSizeId.A4, PaperSize.LETTER: QPageSize.PageSizeId.Letter}
# Qt writes the time of day and an identity of its own into every file; the rest is the same each time.
_MOMENTS: Final = (
    (re.compile(rb"(?<=Date \(D:)\d{14}(?=[Z+-])"), b"20000101000000"),
    (re.compile(rb"(?<=Date \(D:20000101000000)[+-]\d\d'\d\d'"), b"+00'00'"),
    (re.compile(rb'(?<=Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d'), b"2000-01-01T00:00:00"),
    (re.compile(rb'(?<=Date="2000-01-01T00:00:00)[+-]\d\d:\d\d'), b"+00:00"),
)
_IDENTITY: Final = "00000000-0000-4000-8000-000000000000"


class Paper(Protocol):
    """Something that can be put on pages."""

    title: str
    size: PaperSize

    def paint(self, device: QPagedPaintDevice) -> Iterator[tuple[int, int]]:
        """Paint all pages, one for each turn of the iterator: how many are done, of how many."""


def page_size(size: PaperSize) -> QPageSize:
    """The same as Qt names it."""
    return QPageSize(_SIZES[size])


def pdf_bytes(paper: Paper, progress: Callable[[int, int], object] = lambda _done, _all: None) -> bytes:
    """All pages as a PDF file. Safe on any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_AN_INCH)
    writer.setPageLayout(
        QPageLayout(page_size(paper.size), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    writer.setTitle(paper.title)
    writer.setCreator("qualcode")
    writer.setDocumentId(QUuid(_IDENTITY))
    for done, all_ in paper.paint(writer):
        progress(done, all_)
    # Where the writer goes, the end of the file is written.
    del writer
    buffer.close()
    content = bytes(buffer.data().data())
    for moment, fixed in _MOMENTS:
        content = moment.sub(fixed, content)
    return content
