"""A field for one line of text."""

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qualcode.ui.look.icons import icon

_CLEARS = "_q_qlineeditclearaction"
"""Qt's own name for it, without which its icon cannot be had."""
_BESIDE_WORDS: Final = 16
"""What the frame takes at both sides."""


class LineField(QLineEdit):
    """Its words stand as far from the edge as those of fields for several lines."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextMargins(2, 1, 2, 1)
        self._hints: tuple[str, ...] = ()

    def set_hints(self, *hints: str) -> None:
        """Say what can be typed: in the first of these words for which there is room, else in the last."""
        self._hints = hints
        self._show_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def _show_hint(self) -> None:
        if self._hints:
            margins = self.textMargins()
            room = self.contentsRect().width() - margins.left() - margins.right() - _BESIDE_WORDS
            measure = self.fontMetrics().horizontalAdvance
            fits = (hint for hint in self._hints if measure(hint) <= room)
            self.setPlaceholderText(next(fits, self._hints[-1]))

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
