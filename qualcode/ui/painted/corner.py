"""The corner of a table, between the names of rows and columns."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QAbstractButton, QTableView, QWidget


def plain_corner(table: QTableView) -> None:
    """Paint the corner as the page below it: nothing is to be pressed there."""
    table.setCornerButtonEnabled(False)
    corner = table.findChild(QAbstractButton)
    if corner is not None:
        corner.installEventFilter(_Plain(table))


class _Plain(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Paint or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        painter = QPainter(watched)
        painter.fillRect(watched.rect(), watched.palette().color(QPalette.ColorRole.Window))
        painter.end()
        return True
