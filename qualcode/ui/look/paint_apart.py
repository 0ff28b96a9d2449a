"""Painting in a turn of its own, where what comes before it takes long already."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


def paint_apart(widget: QWidget) -> None:
    """Have a widget that was just filled painted in a turn of its own: together they would take too long."""
    widget.setUpdatesEnabled(False)
    # A timer: without time between them Qt would go on to it at once.
    QTimer.singleShot(1, widget, lambda: widget.setUpdatesEnabled(True))
