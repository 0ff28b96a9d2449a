"""A menu whose letters and digits are its own: below it there is often a text in which they are keys."""

from typing import Final, Self

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

_WITH: Qt.KeyboardModifier = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.AltModifier
)


_IN_ONE_COLUMN: Final = "QMenu { menu-scrollable: 1; }"
"""Where a screen is too low for all entries they scroll: two columns are read as two menus."""


class LetterMenu(QMenu):
    """While it is open, a key does nothing elsewhere.

    A letter takes the entry that is marked with it; where none is, it goes to the next that begins with it.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setStyleSheet(_IN_ONE_COLUMN)

    @classmethod
    def fresh(cls, parent: QWidget) -> Self:
        """A menu that goes when it closes."""
        made = cls("", parent)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        # Nobody types into a menu that is not seen, and a window is told of hundreds of changes in those.
        self.installEventFilter(self)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim what is typed before it is looked for among the keys of the window."""
        if watched is self and event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() & _WITH:
                return False
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        typed = len(letter) == 1 and letter.isalnum() and not event.modifiers() & _WITH
        if typed and not self._has(letter):
            self._go_to(letter.casefold())
        else:
            super().keyPressEvent(event)

    def _has(self, letter: str) -> bool:
        """Whether an entry is marked with it."""
        wanted = QKeySequence(f"Alt+{letter}")
        return any(QKeySequence.mnemonic(action.text()) == wanted for action in self.actions())

    def _go_to(self, letter: str) -> None:
        """Go to the next entry that begins with a letter, and to the first again after the last."""
        there = self.actions()
        now = self.activeAction()
        after = there.index(now) + 1 if now in there else 0
        for action in [*there[after:], *there[:after]]:
            if _can_be_taken(action) and action.text().replace("&", "").casefold().startswith(letter):
                self.setActiveAction(action)
                return


class KeyedMenu(LetterMenu):
    """A menu of which the keys beside its entries take them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self._beside(event)
        if entry is None:
            super().keyPressEvent(event)
        elif _can_be_taken(entry):
            self.setActiveAction(entry)
            enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            super().keyPressEvent(enter)

    def _beside(self, event: QKeyEvent) -> QAction | None:
        """The entry beside which the key stands that is pressed."""
        pressed = QKeySequence(event.keyCombination())
        return next((entry for entry in self.actions() if pressed in entry.shortcuts()[:1]), None)


def _can_be_taken(action: QAction) -> bool:
    return action.isVisible() and action.isEnabled() and not action.isSeparator()
