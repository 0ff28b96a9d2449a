"""What draws pictures: loaded once, and never at the cost of the garbage collector."""

import gc
import weakref

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from qualcode.ui.on_demand import drawing_tools
from qualcode.ui.pages.picture_preview import drawn, size_within


class _Part:
    """Something that holds itself, as the parts of a drawing do."""

    def __init__(self) -> None:
        self.whole = self


def test_the_collector_rests_while_a_picture_is_drawn_and_what_was_drawn_goes() -> None:
    with drawing_tools():
        assert not gc.isenabled()
        seen = weakref.ref(_Part())
        assert seen() is not None
    assert gc.isenabled()
    assert seen() is None


def test_the_collector_works_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no picture"), drawing_tools():
        raise ValueError("no picture")
    assert gc.isenabled()


def test_a_preview_is_scaled_before_it_is_painted() -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(0)
    picture = drawn(image, QSize(600, 600), 2.0)
    assert picture.image.size() == image.size()
    assert picture.fitted.size() == QSize(1200, 600)
    assert size_within(QSize(100, 50), QSize(600, 600)) == QSize(100, 50)
    assert drawn(image).fitted.isNull()
