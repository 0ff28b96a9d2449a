"""The projects that were open last, in the menu Project: each by its name and the whole way to it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from qualcode.ui.session.preferences import Preferences, RecentProject
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.plain_label import entry_caption, plain_caption

_WIDEST: Final = 460
"""Pixels; a longer way is cut in its middle, and whole in the tip."""


class RecentMenu(LetterMenu):
    """Filled when it opens: another window may have opened something meanwhile."""

    def __init__(
        self,
        preferences: Preferences,
        open_project: Callable[[str], object],
        menu: QMenu,
        open_now: Callable[[], str | None],
    ) -> None:
        """``open_now`` tells the address of the project that is open, which is not listed."""
        super().__init__("Open &recent", menu)
        self._preferences = preferences
        self._open = open_project
        self._open_now = open_now
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.refresh)
        menu.aboutToShow.connect(self._enable)
        self.refresh()

    def place_after(self, menu: QMenu, action: QAction) -> None:
        """Stand in a menu right after one of its actions."""
        actions = menu.actions()
        menu.insertMenu(actions[actions.index(action) + 1], self)

    @property
    def _others(self) -> list[RecentProject]:
        open_now = self._open_now()
        return [project for project in self._preferences.recent if project.address != open_now]

    def _enable(self) -> None:
        self.menuAction().setEnabled(bool(self._others))

    def refresh(self) -> None:
        """List the projects again."""
        self.clear()
        self._enable()
        for number, project in enumerate(self._others, 1):
            way = self.fontMetrics().elidedText(project.address, Qt.TextElideMode.ElideMiddle, _WIDEST)
            letter = f"&{number} " if number < 10 else ""
            words = f"{entry_caption(project.name)} – {plain_caption(way)}"
            action = self.addAction(letter + words)
            action.setToolTip(project.address)
            action.triggered.connect(lambda _checked=False, address=project.address: self._open(address))
        self.addSeparator()
        clear = self.addAction("Clear the list")
        clear.setToolTip("Forget these projects; their files stay as they are")
        clear.triggered.connect(self._forget)

    def _forget(self) -> None:
        for project in self._preferences.recent:
            self._preferences.forget(project.address)
        self.refresh()
