"""Whether Tab goes through what is seen as one reads it: for tests of every page and dialog."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from qualcode.ui.widgets.over_edge import EdgeBar

_SLACK = 6
"""Pixels: what stands in one line need not be equally high."""


def against_reading(root: QWidget) -> list[str]:
    """Where Tab goes back to what stands before: above it, or to its left in the same line.

    From the foot of a column to the head of the next one on its right is forwards. What lies over a page for
    a while is in no line of it.
    """
    chain = list(tab_chain(root))
    return [
        f"{_named(one)} -> {_named(other)}"
        for one, other in pairwise(chain)
        if _is_back(_seen(one, other), _seen(other, one))
    ]


def tab_chain(root: QWidget) -> Iterator[QWidget]:
    """What Tab comes to in a window or in a part of one, from its first on."""
    window = root.window()
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        inside = root is window or root.isAncestorOf(widget)
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        shown = widget.isVisibleTo(window) and widget.isEnabled() and widget.window() is window
        if inside and takes and shown and not _lies_over(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _lies_over(widget: QWidget) -> bool:
    """Whether it is in a bar, or what is typed into in a list."""
    above = widget.parentWidget()
    while above is not None:
        list_ = above.parentWidget()
        if isinstance(above, EdgeBar) or (isinstance(list_, QAbstractItemView) and list_.viewport() is above):
            return True
        above = list_
    return False


def _seen(widget: QWidget, beside: QWidget) -> QRect:
    """Where it is in the window; at the edge of what scrolls it where it is scrolled out of sight.

    Where ``beside`` is scrolled by the same, it is where it is.
    """
    rect = QRect(QPoint(0, 0), widget.size())
    above: QWidget | None = widget
    while above is not None and not above.isWindow():
        rect.translate(above.pos())
        above = above.parentWidget()
        scrolls = None if above is None else above.parentWidget()
        if above is None:
            break
        clips = isinstance(scrolls, QAbstractScrollArea) and scrolls.viewport() is above
        if clips and not above.isAncestorOf(beside):
            rect.moveTop(max(0, min(rect.top(), above.height() - rect.height())))
    return rect


def _is_back(here: QRect, there: QRect) -> bool:
    above = there.bottom() <= here.top() + _SLACK
    below = there.top() >= here.bottom() - _SLACK
    if above:
        return there.left() < here.right() - _SLACK
    return not below and there.right() <= here.left() + _SLACK


def _named(widget: QWidget) -> str:
    words = widget.accessibleName() or widget.property("text") or ""
    return f"{type(widget).__name__} “{words}”"
