"""The buttons at the far left, which lead to the pages of a project."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from qualcode.model.codes.colour import tinted
from qualcode.ui.commands.actions import Actions
from qualcode.ui.look.icons import icon
from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.buttons import RailButton
from qualcode.ui.painted.frame import PaintedFrame

_EDGE: Final = 8
_GAP: Final = 6
_CLOSE: Final = 2
"""Pixels between buttons where there is little room."""
_MESSAGE: Final = 56
"""Pixels below the buttons that a message of the window may cover."""


class Rail(PaintedFrame):
    """One button a page; the page that is seen is marked."""

    def __init__(
        self, actions: Actions, entries: Sequence[tuple[int, str, str, str]], parent: QWidget | None = None
    ) -> None:
        """``entries`` are place among the pages, title, icon, and the action that leads there too."""
        super().__init__(parent)
        self._actions = actions
        self._entries = entries
        self._icons = {place: name for place, _, name, _ in entries}
        self.group = QButtonGroup(self)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3, _EDGE, 4, _EDGE)
        column.setSpacing(_GAP)
        self._buttons: list[RailButton] = []
        for place, title, _, _ in entries:
            button = RailButton(self)
            self._buttons.append(button)
            button.setText(title)
            button.setIconSize(QSize(22, 22))
            button.setFixedWidth(58)
            self.group.addButton(button, place)
            column.addWidget(button)
        column.addStretch()
        self._name_keys()
        actions.keys_changed.connect(self._name_keys)
        self.refresh_icons()
        self.check(0)

    # -- in little room -------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """With icons alone: on a low screen they are enough, and their tips say what they are."""
        least = super().minimumSizeHint()
        low = sum(button.least_height for button in self._buttons)
        return QSize(least.width(), low + _CLOSE * (len(self._buttons) - 1) + 2 * _EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        high = sum(button.height_with_words for button in self._buttons)
        low = self.height() < high + _GAP * (len(self._buttons) - 1) + 2 * _EDGE + _MESSAGE
        self._column.setSpacing(_CLOSE if low else _GAP)
        for button in self._buttons:
            button.show_words(not low)

    def box(self, colours: Colours) -> Box:
        return Box(tinted(colours.text, colours.window, 0.05), colours.line, sides=Qt.Edge.RightEdge)

    def _name_keys(self) -> None:
        for place, title, _, action in self._entries:
            self.group.button(place).setToolTip(self._actions.said(f"{title} ({{{action}}})"))

    def check(self, place: int) -> None:
        """Mark a page as the one that is seen."""
        self.group.button(place).setChecked(True)

    def refresh_icons(self) -> None:
        """Paint the icons in the present theme's colours."""
        for place, name in self._icons.items():
            self.group.button(place).setIcon(icon(name, checked=True))
