"""The preview of a picture: scaled where nobody waits for it.

Tests as well: ``ui.look.large_pictures``.
"""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QImageReader
from pytestqt.qtbot import QtBot

from qualcode.exporters.pictures.sheet import MOST_PIXELS
from qualcode.model.errors import QualcodeError
from qualcode.ui.pages.pictures.preview import Drawn, PicturePreview, drawn, size_within
from tests.ui.material import png


def test_a_preview_is_scaled_before_it_is_painted() -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(0xFF8899)
    picture = drawn(png(image), QSize(600, 600), 2.0)
    assert picture.image == image
    assert picture.fitted.size() == QSize(1200, 600)
    assert picture.fitted.pixel(7, 7) == image.pixel(7, 7)
    assert size_within(QSize(100, 50), QSize(600, 600)) == QSize(100, 50)
    assert drawn(png(image)).fitted.isNull()


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(QualcodeError, match="preview could not be made"):
        drawn(b"<?xml")


def test_a_picture_is_read_however_large_it_is_drawn() -> None:
    """Qt reads none of more than 256 megabytes, and a heat map of 300 codes takes 290."""
    before = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(1)
    try:
        image = QImage(900, 900, QImage.Format.Format_RGB32)
        image.fill(0)
        assert drawn(png(image)).image.size() == QSize(900, 900)
        assert QImageReader.allocationLimit() * 1_000_000 > MOST_PIXELS * 4
    finally:
        QImageReader.setAllocationLimit(before)


@pytest.mark.parametrize(
    ("wide", "high", "scrolled"),
    [
        (900, 700, False),
        (700, 30_000, True),
        (9_000, 9_000, False),
        # All of it could be seen, in letters of which no more than the half is left.
        (700, 1_400, True),
        (2_000, 1_400, False),
    ],
    ids=str,
)
def test_a_picture_of_hundreds_of_rows_is_as_wide_as_can_be_read_and_scrolled(
    qtbot: QtBot, wide: int, high: int, scrolled: bool
) -> None:
    image = QImage(wide // 10, high // 10, QImage.Format.Format_RGB32)
    image.fill(0xFF8899)
    preview = PicturePreview()
    qtbot.addWidget(preview)
    preview.resize(1000, 600)
    preview.show()
    preview.show_picture(Drawn(image, QSize(wide, high), "Bars", "", QImage()))
    qtbot.waitUntil(lambda: (preview.verticalScrollBar().maximum() > 0) is scrolled)
    place = preview.paper.place()
    assert preview.horizontalScrollBar().maximum() == 0
    if scrolled:
        assert place.width() >= wide * 0.35
        # In a narrower window it is still as wide as that.
        preview.resize(420, 400)
        qtbot.waitUntil(lambda: preview.paper.place().width() < place.width())
        assert preview.paper.place().width() >= 0.35 * wide
        assert preview.horizontalScrollBar().maximum() == 0
    else:
        assert place.height() <= 600
    assert preview.too_large is (wide > 1000 or high > 600)
    assert preview.too_small is (wide == high == 9_000)
