"""Where a refused step is told, at one place: below the field it is about, in its dialog or in the window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QDialog, QWidget

from qualcode.ui.session.session import Session
from qualcode.ui.widgets.field_note import say_at

_TELLS: Final = "tells refusals"
_FIELDS: Final[list[tuple[QWidget, QRect | None]]] = []
"""The fields that are being saved, the innermost last."""


@contextmanager
def told_at(field: QWidget | None, part: QRect | None = None) -> Iterator[None]:
    """What is refused meanwhile is told below that field, or a ``part`` of it; None: where it would be."""
    if field is None:
        yield
        return
    _FIELDS.append((field, part))
    try:
        yield
    finally:
        _FIELDS.pop()


class _Teller(QObject):
    """Goes with its dialog, and its connection with it."""

    def __init__(self, dialog: QDialog, tell: Callable[[str], object]) -> None:
        super().__init__(dialog)
        self._tell = tell

    def take(self, sentence: str) -> None:
        if not _told_at_field(sentence):
            self._tell(sentence)


def tell_refusals(session: Session, dialog: QDialog, tell: Callable[[str], object]) -> None:
    """Have a dialog say why a step was not made, for as long as it is open."""
    dialog.setProperty(_TELLS, True)
    session.refused.connect(_Teller(dialog, tell).take)


def is_told_elsewhere(window: QWidget, sentence: str) -> bool:
    """Whether a field, or a dialog that is open over a window, says why a step was not made."""
    above = any(dialog.isVisible() and dialog.property(_TELLS) for dialog in window.findChildren(QDialog))
    return above or _told_at_field(sentence)


def _told_at_field(sentence: str) -> bool:
    """Say it below the field that is being saved, if any is and can be seen."""
    if not _FIELDS or not _FIELDS[-1][0].isVisible():
        return False
    say_at(*_FIELDS[-1], sentence)
    return True
