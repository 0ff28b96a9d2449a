"""The preview of a picture: scaled where nobody waits for it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from qualcode.ui.pages.picture_preview import drawn, size_within


def test_a_preview_is_scaled_before_it_is_painted() -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(0)
    picture = drawn(image, QSize(600, 600), 2.0)
    assert picture.image.size() == image.size()
    assert picture.fitted.size() == QSize(1200, 600)
    assert size_within(QSize(100, 50), QSize(600, 600)) == QSize(100, 50)
    assert drawn(image).fitted.isNull()
