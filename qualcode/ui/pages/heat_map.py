"""The table of a matrix: narrow columns under names that are written upwards."""

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

from qualcode.ui.models.matrix import MatrixModel
from qualcode.ui.painted.corner import plain_corner
from qualcode.ui.theme import colours_now

_NAME_HEIGHT = 170
COLUMN = 54
ROW = 30
NAME_WIDTH = 260
_CELL_MARGIN = 14


class UprightHeader(QHeaderView):
    """Column names written from below upwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setDefaultSectionSize(COLUMN)
        self.setMinimumSectionSize(COLUMN)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self._longest: int | None = None

    def sizeHint(self) -> QSize:  # noqa: N802
        # A layout asks dozens of times; hundreds of names are measured once.
        if self._longest is None:
            self._longest = self._measured()
        return QSize(super().sizeHint().width(), self._longest)

    def _measured(self) -> int:
        longest = 60
        for section in range(self.count()):
            name = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
            longest = max(longest, self.fontMetrics().horizontalAdvance(name) + 20)
            if longest >= _NAME_HEIGHT:
                break
        return min(longest, _NAME_HEIGHT)

    def reset(self) -> None:
        """Other names: they are measured anew."""
        self._longest = None
        super().reset()

    def headerDataChanged(self, orientation: Qt.Orientation, first: int, last: int) -> None:  # noqa: N802
        self._longest = None
        super().headerDataChanged(orientation, first, last)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._longest = None

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
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
        words = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, rect.height() - 14)
        half = self.fontMetrics().height()
        painter.drawText(
            QRect(0, -half // 2, rect.height(), half),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            words,
        )
        painter.restore()


class RowHeader(QHeaderView):
    """Row names, flat and at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setDefaultSectionSize(ROW)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMaximumWidth(NAME_WIDTH)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        painter.save()
        painter.fillRect(rect, self.palette().window())
        painter.setPen(colours_now().text)
        words = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, rect.width() - 14)
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


class HeatMap(QTableView):
    """``asked`` tells which cell a person wants to see the passages of."""

    asked = Signal(int, int)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix_model = model
        self.setModel(model)
        self.setAccessibleName("Matrix")
        self.setHorizontalHeader(UprightHeader(self))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # Arrows go from cell to cell; Tab leads out of the table.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        plain_corner(self)
        self.setVerticalHeader(RowHeader(self))
        self.setItemDelegate(_CellDelegate(self))
        self.selectionModel().currentChanged.connect(self._on_current)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._matrix_model.is_total(index):
            self.asked.emit(index.row(), index.column())

    def widest_name(self) -> int:
        """Pixels that the longest name of a row needs."""
        rows = range(self._matrix_model.rowCount())
        names = (str(self._matrix_model.headerData(row, Qt.Orientation.Vertical) or "") for row in rows)
        return max((self.fontMetrics().horizontalAdvance(name) for name in names), default=0) + 16

    def widest_figure(self) -> int:
        """Pixels of a column that has room for every figure."""
        bold = QFont(self.font())
        bold.setBold(True)
        needed = QFontMetrics(bold).horizontalAdvance(self._matrix_model.largest_written())
        return max(COLUMN, needed + _CELL_MARGIN)
