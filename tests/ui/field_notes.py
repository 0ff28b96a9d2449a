"""What is said below a field, for tests of whatever has fields."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from qualcode.ui.widgets.field_note import FieldNote

_NEAR = 6


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def said_at(field: QWidget, part: QRect | None = None) -> str:
    """What is said right below a field, or above it where there is no room; empty where nothing is."""
    note = field.window().findChild(FieldNote)
    if note is None or not note.text:
        return ""
    beside = place(field) if part is None else QRect(field.mapToGlobal(part.topLeft()), part.size())
    gaps = place(note).top() - beside.bottom(), beside.top() - place(note).bottom()
    assert any(0 <= gap < _NEAR for gap in gaps), gaps
    return note.text
