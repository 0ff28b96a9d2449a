"""Down goes from the field that narrows a list to the list."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget


class DownToList(QObject):
    """Lives as long as the field. Where no row is current the first that is seen becomes it."""

    def __init__(self, field: QWidget, rows: QAbstractItemView) -> None:
        super().__init__(field)
        self._rows = rows
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            return super().eventFilter(watched, event)
        rows = self._rows
        if rows.visualRect(rows.currentIndex()).isEmpty():
            first = rows.indexAt(rows.viewport().rect().topLeft())
            if first.isValid():
                rows.setCurrentIndex(first)
        rows.setFocus(Qt.FocusReason.TabFocusReason)
        return True
