"""Tab goes through what one sees as one reads it, in whatever order it was made."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

_DIRECTLY: Final = Qt.FindChildOption.FindDirectChildrenOnly


def tab_as_laid_out(root: QWidget, after: QWidget | None = None) -> None:
    """Have Tab come to the parts of a widget in the order in which its layouts hold them.

    ``after`` is what comes before them; without it the first of them stays where it is.
    """
    before = after
    for stop in _stops(root):
        if before is not None and before is not stop:
            QWidget.setTabOrder(before, stop)
        before = stop


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    # What is scrolled is no part of a layout.
    scrolled = widget.widget() if isinstance(widget, QScrollArea) else None
    if scrolled is not None:
        yield from _stops(scrolled)
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    # Not asked for its items: Python would keep them for as long as the layout is there, and go on taking
    # what comes to lie where one of them was for an item.
    holder = layout.parentWidget()
    parts = [] if holder is None else holder.findChildren(QWidget, options=_DIRECTLY)
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(part), part) for part in parts]
    inner = layout.findChildren(QLayout, options=_DIRECTLY)
    placed += [(layout.indexOf(line), line) for line in inner]
    for place, part in sorted(placed, key=lambda at: at[0]):
        if place < 0:
            continue
        yield from _stops_in(part) if isinstance(part, QLayout) else _stops(part)
