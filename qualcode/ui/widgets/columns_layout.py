"""A layout that sets widgets in columns, read downwards: as many columns as there is room for."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from qualcode.ui.widgets.listed_layout import ListedLayout

_APART: Final = 18
_GAP: Final = 6


class ColumnsLayout(ListedLayout):
    """Height follows from width; every column is as wide as what is widest in it."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        """``most``: there are no more columns than that."""
        super().__init__(parent)
        self._most = most

    def heightForWidth(self, width: int) -> int:
        return max(map(_height, self.columns(width)), default=0)

    def sizeHint(self) -> QSize:
        columns = self._parted(self._most)
        return QSize(_width(columns), max(map(_height, columns), default=0))

    def minimumSize(self) -> QSize:
        """One column; how high that is is asked by its width."""
        return QSize(_width(self._parted(1)), 0)

    def columns(self, width: int) -> list[list[QLayoutItem]]:
        """What stands in each column where there is so much room."""
        every = (self._parted(number) for number in range(self._most, 1, -1))
        return next((columns for columns in every if _width(columns) <= width), self._parted(1))

    def _parted(self, number: int) -> list[list[QLayoutItem]]:
        items = [item for item in self._items if not item.isEmpty()]
        long = -(-len(items) // number) or 1
        return [items[start : start + long] for start in range(0, len(items), long)]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        left = rect.x()
        for column in self.columns(rect.width()):
            top, wide = rect.y(), _widest(column)
            for item in column:
                size = QSize(wide, item.sizeHint().height())
                item.setGeometry(QRect(QPoint(left, top), size))
                top += size.height() + _GAP
            left += wide + _APART


def _widest(column: list[QLayoutItem]) -> int:
    return max(item.sizeHint().width() for item in column)


def _width(columns: list[list[QLayoutItem]]) -> int:
    return sum(map(_widest, columns)) + _APART * max(0, len(columns) - 1)


def _height(column: list[QLayoutItem]) -> int:
    return sum(item.sizeHint().height() + _GAP for item in column) - _GAP
