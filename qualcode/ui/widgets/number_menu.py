"""A menu of numbers, in which any number can be typed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.messages import announce

_MOST_DIGITS: Final = 9
_OTHER: Final = "other number"


class NumberMenu(LetterMenu):
    """A digit with which no entry is marked begins a number; it is shown in the menu, and Enter takes it.

    No window opens for the number: keys would be lost that are pressed before it has the keyboard.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._words = ""
        self._number = ""
        self._ask: Callable[[], object] | None = None
        self._take: Callable[[str], object] | None = None
        self.aboutToShow.connect(self._begin_again)

    def add_other(self, words: str, ask: Callable[[], object], take: Callable[[str], object]) -> None:
        """An entry for any other number: ``take`` is called with what was typed, else ``ask`` asks for it."""
        self._number, self._words, self._ask, self._take = "", words, ask, take
        entry = self.addAction(f"{words}…")
        entry.setObjectName(_OTHER)
        entry.triggered.connect(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if self._other() is None:
            super().keyPressEvent(event)
        elif len(digit) == 1 and digit.isdecimal() and (self._number or not self._has(digit)):
            self._show_number((self._number + digit)[:_MOST_DIGITS])
        elif event.key() == Qt.Key.Key_Backspace and self._number:
            self._show_number(self._number[:-1])
        else:
            super().keyPressEvent(event)

    def _other(self) -> QAction | None:
        return next((action for action in self.actions() if action.objectName() == _OTHER), None)

    def _begin_again(self) -> None:
        other, self._number = self._other(), ""
        if other is not None:
            other.setText(f"{self._words}…")

    def _chosen(self) -> None:
        if self._number and self._take is not None:
            self._take(self._number)
        elif self._ask is not None:
            self._ask()

    def _show_number(self, number: str) -> None:
        other, self._number = self._other(), number
        if other is not None:
            other.setText(f"{self._words}: {number}" if number else f"{self._words}…")
            self.setActiveAction(other)
            announce(self, number)
