"""A menu of numbers, in which any number can be typed."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from qualcode.ui.widgets.letter_menu import LetterMenu


class NumberMenu(LetterMenu):
    """A digit with which no entry is marked begins a number, which is asked for instead of the menu."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.begin: Callable[[str], object] | None = None
        """Asks for the rest of a number of which this digit was typed, after the menu has closed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if self.begin is not None and len(digit) == 1 and digit.isdecimal() and not self._has(digit):
            self._close_all()
            self.begin(digit)
        else:
            super().keyPressEvent(event)

    def _close_all(self) -> None:
        """Close this menu and those that it is part of."""
        menu: object = self
        while isinstance(menu, QMenu):
            menu.close()
            menu = menu.parent()
