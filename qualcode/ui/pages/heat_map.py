"""The table of a matrix: narrow columns under names that are written upwards."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, takewhile

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qualcode.model.words.cutting import CUT
from qualcode.ui.look.figure_font import figure_font
from qualcode.ui.look.theme import colours_now
from qualcode.ui.models.matrix import MatrixModel
from qualcode.ui.painted.corner import plain_corner

_NAME_HEIGHT = 170
_LEAST_NAME = 60
_BOTH_ENDS = 110
"""Pixels from which a name that is cut keeps its end, too: names that begin alike differ there."""
COLUMN = 54
ROW = 30
NAME_WIDTH = 260
_CELL_MARGIN = 14
_NAME_MARGIN = 16


@lru_cache(maxsize=4)
def _widest(font: str, names: tuple[str, ...]) -> int:
    """Pixels of the longest name; rows and columns of codes by codes have the same five thousand."""
    described = QFont()
    described.fromString(font)
    metrics = QFontMetrics(described)
    return max(map(metrics.horizontalAdvance, names), default=0)


def _cut(name: str, others: Sequence[str], metrics: QFontMetrics, room: int) -> str:
    """As much of a name as has room; its end, too, where another of ``others`` (in order) begins alike."""
    begun = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
    if begun == name:
        return name
    head = begun.rstrip(CUT)
    after = bisect_left(others, head)
    alone = after + 1 >= len(others) or not others[after + 1].startswith(head)
    if room < _BOTH_ENDS and alone:
        return begun
    both = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
    start, _, end = both.partition(CUT)
    alike = takewhile(lambda other: other.startswith(start), islice(others, bisect_left(others, start), None))
    if not any(other != name and other.endswith(end) for other in alike):
        return both
    # Another has this beginning and this end: the word in which it differs from the next ones comes first.
    place = bisect_left(others, name)
    near = [others[at] for at in (place - 1, place + 1) if 0 <= at < len(others)]
    same = max(
        sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(name, other, strict=False)))
        for other in near
    )
    told = name[name.rfind(" ", 0, same) + 1 :]
    return metrics.elidedText(f"{CUT}{told}", Qt.TextElideMode.ElideRight, room)


class _NamesHeader(QHeaderView):
    """Measures its names once: a layout asks dozens of times, and Qt measures two hundred each time."""

    def __init__(
        self, orientation: Qt.Orientation, figures: MatrixModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self._figures = figures
        self._longest: int | None = None
        self._ordered: list[str] | None = None

    def cut(self, name: str, room: int) -> str:
        """As much of a name as there is room for, told apart from the others."""
        if self._ordered is None:
            self._ordered = sorted(set(self._figures.names(self.orientation())))
        return _cut(name, self._ordered, self.fontMetrics(), room)

    def _forget(self) -> None:
        self._longest, self._ordered = None, None

    @property
    def longest_name(self) -> int:
        """Pixels that the longest name needs."""
        if self._longest is None:
            names = self._figures.names(self.orientation())
            self._longest = _widest(self.font().toString(), names) if len(names) == self.count() else 0
        return self._longest

    def reset(self) -> None:
        """Other names: they are measured again."""
        self._forget()
        super().reset()

    def headerDataChanged(self, orientation: Qt.Orientation, first: int, last: int) -> None:
        self._forget()
        super().headerDataChanged(orientation, first, last)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._forget()


class UprightHeader(_NamesHeader):
    """Column names written from below upwards."""

    def __init__(self, figures: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, figures, parent)
        self.leaves_half = False
        """Whether on a low screen names leave half of the table to its figures."""
        self.setDefaultSectionSize(COLUMN)
        self.setMinimumSectionSize(COLUMN)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        table, most = self.parentWidget(), _NAME_HEIGHT
        if self.leaves_half and table is not None:
            most = min(most, max(_LEAST_NAME, table.height() // 2))
        return QSize(0, min(max(_LEAST_NAME, self.longest_name + 20), most))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        colours = colours_now()
        painter.save()
        painter.fillRect(rect, self.palette().window())
        painter.setPen(colours.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(colours.text)
        painter.setFont(self.font())
        painter.translate(rect.left() + rect.width() / 2, rect.bottom() - 8)
        painter.rotate(-90)
        words = self.cut(name, rect.height() - 14)
        half = self.fontMetrics().height()
        painter.drawText(
            QRect(0, -half // 2, rect.height(), half),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            words,
        )
        painter.restore()


class RowHeader(_NamesHeader):
    """Row names, flat and at the left."""

    def __init__(self, figures: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, figures, parent)
        self.setDefaultSectionSize(ROW)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMaximumWidth(NAME_WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(min(self.longest_name + _NAME_MARGIN, NAME_WIDTH), 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        painter.save()
        painter.fillRect(rect, self.palette().window())
        painter.setPen(colours_now().text)
        words = self.cut(name, rect.width() - 14)
        painter.drawText(
            rect.adjusted(4, 0, -8, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
        )
        painter.restore()


class _CellDelegate(QStyledItemDelegate):
    """The chosen cell keeps its shade and gets a frame: the shade is what it says."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        own = QStyleOptionViewItem(option)
        chosen = bool(own.state & QStyle.StateFlag.State_Selected)
        own.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, own, index)
        if chosen:
            painter.save()
            painter.setPen(QPen(QColor(colours_now().text), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()


class HeatMapTable(QTableView):
    """``asked`` tells which cell a person wants to see the passages of."""

    asked = Signal(int, int)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix_model = model
        self.setModel(model)
        self.setFont(figure_font(self.font()))
        self.setAccessibleName("Matrix")
        self.setHorizontalHeader(UprightHeader(model, self))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # Arrows go from cell to cell; Tab leads out of the table.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        plain_corner(self)
        self._rows = RowHeader(model, self)
        self.setVerticalHeader(self._rows)
        self.setItemDelegate(_CellDelegate(self))
        self.selectionModel().currentChanged.connect(self._on_current)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._matrix_model.is_total(index):
            self.asked.emit(index.row(), index.column())

    def leave_half_to_figures(self) -> None:
        """Cut names above, where the table is low, rather than show no figure."""
        header = self.horizontalHeader()
        if isinstance(header, UprightHeader):
            header.leaves_half = True

    def widest_name(self) -> int:
        """Pixels that the longest name of a row needs."""
        return self._rows.longest_name + _NAME_MARGIN

    def widest_figure(self) -> int:
        """Pixels of a column that has room for every figure."""
        bold = QFont(self.font())
        bold.setBold(True)
        needed = QFontMetrics(bold).horizontalAdvance(self._matrix_model.longest_written)
        return max(COLUMN, needed + _CELL_MARGIN)
