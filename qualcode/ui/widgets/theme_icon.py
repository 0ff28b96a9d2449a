"""The icon of a button, drawn again when the theme changes."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton

from qualcode.ui.look.icons import icon


class ThemeIcon(QObject):
    """Belongs to its button and keeps one of the program's drawings on it, in the colours of now."""

    def __init__(self, button: QAbstractButton, name: str) -> None:
        super().__init__(button)
        self._button, self._name = button, name
        button.setIcon(icon(name))
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.PaletteChange:
            self._button.setIcon(icon(self._name))
        return False
