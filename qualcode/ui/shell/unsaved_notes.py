"""Notes that could not be saved: nobody closes a project with them without being asked."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qualcode.model.words.cutting import in_one_line
from qualcode.ui.transcript.edit_frame import EditFrame
from qualcode.ui.widgets.messages import MessageBar, Offer
from qualcode.ui.widgets.note_field import NoteField

_SHOWN: Final = 60


def unsaved_notes(place: QWidget) -> list[str]:
    """What was typed in the notes of a place and cannot be saved even now."""
    texts: list[str] = []
    fields: list[NoteField | EditFrame] = [*place.findChildren(NoteField), *place.findChildren(EditFrame)]
    for field in fields:
        field.save()
        texts += field.unsaved
    return texts


def ask_about_notes(messages: MessageBar, texts: list[str], leave: Callable[[], object]) -> None:
    """Say what would be lost, and offer to copy it or to ``leave`` all the same."""

    def copy() -> None:
        QGuiApplication.clipboard().setText("\n\n".join(texts))
        # Still there: where it was copied to is not known to be safe before it has been pasted.
        messages.ask("Copied. Paste it somewhere safe before you close.", Offer("Close without it", leave))

    messages.warn(
        f"{_said(texts)} could not be saved and would be lost, so this project is still open.",
        Offer("Copy what I typed", copy),
        Offer("Close without it", leave),
    )
    messages.go_to()


def _said(texts: list[str]) -> str:
    if len(texts) > 1:
        return f"{len(texts)} notes that you typed"
    words = in_one_line(texts[0], _SHOWN)
    return f"The note “{words}”" if words else "A note that you emptied"
