"""Where a refused step is told, at one place: below the field it is about, in its dialog or in the window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QDialog, QWidget

from qualcode.ui.session.session import Session
from qualcode.ui.widgets.field_note import say_at

_TELLS: Final = "tells refusals"
_PLACES: Final[list[Callable[[str], bool]]] = []
"""Where it is told what is refused of what is being saved, the innermost last; each says whether it could."""


@contextmanager
def told_at(field: QWidget | None, part: QRect | None = None) -> Iterator[None]:
    """What is refused meanwhile is told below that field, or a ``part`` of it; None: where it would be."""
    if field is None:
        yield
        return

    def say(sentence: str) -> bool:
        if field.isVisible():
            say_at(field, part, sentence)
        return field.isVisible()

    with _told_by(say):
        yield


@contextmanager
def refusals_of() -> Iterator[list[str]]:
    """What is refused meanwhile, for whoever asked for it to tell."""
    found: list[str] = []

    def note(sentence: str) -> bool:
        found[:] = [sentence]
        return True

    with _told_by(note):
        yield found


@contextmanager
def _told_by(say: Callable[[str], bool]) -> Iterator[None]:
    _PLACES.append(say)
    try:
        yield
    finally:
        _PLACES.pop()


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
    """Say it where what is being saved was typed, if anything is and that can be seen."""
    return bool(_PLACES) and _PLACES[-1](sentence)
