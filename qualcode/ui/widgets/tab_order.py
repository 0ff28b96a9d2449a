"""Tab goes through what one sees as one reads it, in whatever order it was made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


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
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner, part = (None, None) if item is None else (item.layout(), item.widget())
        if inner is not None:
            yield from _stops_in(inner)
        elif part is not None:
            yield from _stops(part)
