"""Buttons that are not for whoever codes: disabled, and their tip says why and whom to ask."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qualcode.ui.session.session import Session

_OWN_TIP: Final = "tip_where_allowed"


def withhold(why: str, *parts: QWidget) -> None:
    """Disable parts of a window for the reason ``why``; without one they keep their state and their tips."""
    for part in parts:
        if part.property(_OWN_TIP) is None:
            part.setProperty(_OWN_TIP, part.toolTip())
        part.setToolTip(why or part.property(_OWN_TIP))
        if why:
            part.setEnabled(False)


class Withheld(QObject):
    """Keeps parts that are otherwise always enabled to the role of whoever codes, as roles change."""

    def __init__(
        self, session: Session, why: Callable[[], str], parts: Sequence[QWidget], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._why = why
        self._parts = parts
        self._withheld = False
        session.changed.connect(self.apply)
        session.coder_changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Enable the parts, or disable them with the reason."""
        why = self._why()
        if self._withheld and not why:
            for part in self._parts:
                part.setEnabled(True)
        self._withheld = bool(why)
        withhold(why, *self._parts)
