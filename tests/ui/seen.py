"""What is to be seen of a widget."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget


def seen_at(widget: QWidget, place: QPoint) -> str:
    """The colour at a place of a widget, as ``#rrggbb``."""
    return QColor(widget.grab().toImage().pixel(place)).name()
