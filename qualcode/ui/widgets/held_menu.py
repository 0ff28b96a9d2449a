"""Menus that close, and say so, when a teammate or one’s own undo changes what they were opened for."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from qualcode.model.change import Touched
from qualcode.model.step import Step
from qualcode.ui.session.session import Session

CHOSEN_CHANGED: Final = (
    "What was chosen was changed or removed in the meantime, so the menu has closed. Look, and do it again."
)
Holds = Callable[[], bool]
"""Whether what a menu is about is still there, and still what its entries would act on."""


def same_as_now(read: Callable[[], object]) -> Holds:
    """Whether something reads as it does now."""
    then = read()
    return lambda: read() == then


def close_without(
    menu: QMenu, session: Session, hold: Callable[[], Holds], said: str = CHOSEN_CHANGED
) -> None:
    """Close the menu with a sentence as soon as what it was opened for is no longer there.

    ``hold`` is called whenever the menu opens.
    """
    _Watch(menu, session, hold, said)


class _Watch(QObject):
    """Goes with its menu."""

    def __init__(self, menu: QMenu, session: Session, hold: Callable[[], Holds], said: str) -> None:
        super().__init__(menu)
        self._hold, self._said = hold, said
        self._refused = session.refused
        self._holds: Holds | None = None
        menu.aboutToShow.connect(self._opened)
        menu.aboutToHide.connect(self._closed)
        session.changed.connect(self._look)

    def _opened(self) -> None:
        self._holds = self._hold()

    def _closed(self) -> None:
        self._holds = None

    def _look(self, _step: Step, _touched: Touched) -> None:
        if self._holds is None or self._holds():
            return
        self._holds = None
        _close(self.parent())
        self._refused.emit(self._said)


def _close(menu: QObject | None) -> None:
    """Close a menu and those that opened from it, the innermost first."""
    if not isinstance(menu, QMenu):
        return
    for inner in menu.findChildren(QMenu):
        if inner.isVisible():
            inner.close()
    menu.close()
