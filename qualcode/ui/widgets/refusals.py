"""Where a refused step is told: in the dialog that asked for it, else in the window, and never in both."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from qualcode.ui.session.session import Session

_TELLS: Final = "tells refusals"


def tell_refusals(session: Session, dialog: QDialog, tell: Callable[[str], object]) -> None:
    """Have a dialog say why a step was not made, for as long as it is open."""
    dialog.setProperty(_TELLS, True)
    session.refused.connect(tell)


def is_told_above(window: QWidget) -> bool:
    """Whether a dialog is open over a window and says by itself why a step was not made."""
    return any(dialog.isVisible() and dialog.property(_TELLS) for dialog in window.findChildren(QDialog))
