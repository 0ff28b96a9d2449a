"""What is to be seen of a widget."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget


def seen_at(widget: QWidget, place: QPoint) -> str:
    """The colour at a place of a widget, as ``#rrggbb``."""
    return QColor(widget.grab().toImage().pixel(place)).name()


def colours_of(image: QImage) -> NDArray[np.uint32]:
    """The colour of every pixel of a picture, row by row, as ``QColor.rgb`` gives it."""
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    rows = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), -1)
    return rows[:, : plain.width()] | np.uint32(0xFF000000)
