"""The preview of a picture: scaled where nobody waits for it.

Tests as well: ``ui.look.large_pictures``.
"""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QImageReader

from qualcode.exporters.pictures.sheet import MOST_PIXELS
from qualcode.model.errors import QualcodeError
from qualcode.ui.pages.pictures.preview import drawn, size_within
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
