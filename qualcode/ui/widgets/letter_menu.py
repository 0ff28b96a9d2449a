"""A menu whose letters and digits are its own: below it there is often a text in which they are keys."""

from typing import Self

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

_WITH: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class LetterMenu(QMenu):
    """While it is open, a letter takes the entry that is marked with it and no action elsewhere."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)

    @classmethod
    def fresh(cls, parent: QWidget) -> Self:
        """A menu that goes when it closes."""
        made = cls("", parent)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made

    def event(self, event: QEvent) -> bool:
        """Claim what is typed before it is looked for among the keys of the window."""
        asked = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.text() and not event.modifiers() & _WITH:
            event.accept()
        return super().event(event)
