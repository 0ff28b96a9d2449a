"""Many widgets shown and hidden, and laid out a single time for all of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def laid_out_once(widget: QWidget) -> Iterator[None]:
    """Let what is shown within ``widget`` be laid out when all of it is.

    Qt lays out everything around a widget as soon as it is shown; where a panel shows a dozen of them, a
    dozen times.
    """
    layouts = _around(widget)
    were = [layout.isEnabled() for layout in layouts]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout, was in zip(layouts, were, strict=True):
            layout.setEnabled(was)
        # From within: each tells the one around it how large it has become.
        for layout in layouts:
            layout.activate()


def _around(widget: QWidget) -> list[QLayout]:
    """The layouts of a widget and of those around it, as far as Qt goes: a scrolled page has none above."""
    found: list[QLayout] = []
    around: QWidget | None = widget
    while around is not None and (layout := around.layout()) is not None:
        found.append(layout)
        around = None if around.isWindow() else around.parentWidget()
    return found
