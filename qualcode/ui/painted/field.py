"""A field for one line of text."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from qualcode.ui.look.icons import icon

_CLEARS = "_q_qlineeditclearaction"
"""Qt's own name for it, without which its icon cannot be had."""


class LineField(QLineEdit):
    """Its words stand as far from the edge as those of fields for several lines."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextMargins(2, 1, 2, 1)

    def setClearButtonEnabled(self, enable: bool) -> None:
        """Have the button that empties the field, with the program's own cross on it."""
        super().setClearButtonEnabled(enable)
        self._draw_cross()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw_cross()

    def _draw_cross(self) -> None:
        for action in self.findChildren(QAction, _CLEARS):
            action.setIcon(icon("close"))
