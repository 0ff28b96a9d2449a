"""A layout that sets widgets like words: from left to right, on as many lines as it takes."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLabel, QLayoutItem, QWidget

from qualcode.ui.widgets.listed_layout import ListedLayout

_GAP = 6


def show_parts(line: QWidget, seen: Mapping[QWidget, bool]) -> None:
    """Show some of a line's widgets and hide others, and lay the line out once, not once for each."""
    layout = line.layout()
    if layout is not None:
        layout.setEnabled(False)
    for widget, visible in seen.items():
        if visible == widget.isHidden():
            widget.setVisible(visible)
        widget.updateGeometry()
    if layout is not None:
        layout.setEnabled(True)
        layout.update()
    line.updateGeometry()


class FlowLayout(ListedLayout):
    """Height follows from width. A caption ("by") is on the line of what it is the caption of."""

    def __init__(self, parent: QWidget | None = None, *, first_grows: bool = False) -> None:
        """``first_grows``: the first widget takes what is left of its line, so that others end theirs."""
        super().__init__(parent)
        self._first_grows = first_grows

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(hint.height() for _, hint in line)
            x = rect.x()
            if self._first_grows and line[0][0] is not self._items[0]:
                x += max(0, rect.width() - sum(hint.width() + _GAP for _, hint in line) + _GAP)
            for item, hint in line:
                # Wider than the line it would be cut off.
                width = hint.width()
                if width > rect.width():
                    width = max(rect.width(), item.minimumSize().width())
                if self._first_grows and item is self._items[0]:
                    width = max(width, rect.width() - sum(after.width() + _GAP for _, after in line[1:]))
                if move:
                    place = QPoint(x, y + (height - hint.height()) // 2)
                    item.setGeometry(QRect(place, QSize(width, hint.height())))
                x += width + _GAP
            y += height + _GAP
        return max(0, y - _GAP - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands on each line, and how large it wants to be."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if not lines or x + hint.width() > width:
                led = _taken_along(lines[-1]) if lines else []
                lines.append(led)
                x = sum(size.width() + _GAP for _, size in led)
            lines[-1].append((item, hint))
            x += hint.width() + _GAP
        return lines


def _taken_along(line: list[tuple[QLayoutItem, QSize]]) -> list[tuple[QLayoutItem, QSize]]:
    """The captions at the end of a line, taken out of it; none where there is nothing else in it."""
    last = next((at for at in range(len(line), 0, -1) if not isinstance(line[at - 1][0].widget(), QLabel)), 0)
    taken = line[last:] if last else []
    del line[len(line) - len(taken) :]
    return taken
