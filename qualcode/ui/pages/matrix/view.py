"""A matrix on the screen: cells that scroll, and names, totals and the tree of clusters beside them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qualcode.analysis.clusters import ClusterJoin
from qualcode.ui.look.paint_apart import paint_apart
from qualcode.ui.look.theme import colours_now, heading_font
from qualcode.ui.models.matrix import MatrixModel
from qualcode.ui.pages.heat_map import COLUMN, NAME_WIDTH, ROW, HeatMapTable
from qualcode.ui.pages.matrix.cluster_tree import ClusterTree
from qualcode.ui.pages.matrix.parts import NO_PARTS, MatrixPart, MatrixParts

Explain = Callable[[int, int], str]
_GAP = 3
_LEAST_NAMES, _LEAST_HEAD = 90, 60
"""Pixels of the names of rows, and of those of columns above them."""
_SHARE_OF_NAMES = 0.4
_LEAST_ROWS, _LEAST_COLUMNS = 2, 3
"""Figures that are seen at any size: the page scrolls rather than the table being shut."""


class _FigureDelegate(QStyledItemDelegate):
    """Paints figures by hand: by the style it would take five times as long to scroll a large table."""

    def __init__(self, figures: MatrixModel, part: "_Part") -> None:
        super().__init__(part)
        self._figures = figures
        self.colours = colours_now()
        self.plain = part.font()
        self.bold = heading_font(part.font())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, look = option.rect, self._figures.look(index.row(), index.column(), self.colours)
        if look.ground is not None:
            painter.fillRect(rect, look.ground)
        painter.setPen(look.ink)
        painter.setFont(self.bold if look.bold else self.plain)
        words = self._figures.written(index.row(), index.column())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(self.colours.text), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


class _Part(HeatMapTable):
    """A part of the table with a model of its own; ``corner`` is the place of its first cell in the whole."""

    def __init__(self, name: str) -> None:
        self.figures = MatrixModel()
        super().__init__(self.figures)
        self.figures.setParent(self)
        self.corner = (0, 0)
        self._delegate = _FigureDelegate(self.figures, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.asked.emit(self.corner[0] + index.row(), self.corner[1] + index.column())

    def paintEvent(self, event: QPaintEvent) -> None:
        # Asked once for all cells: theme and letters may have changed since.
        self._delegate.colours = colours_now()
        self._delegate.plain, self._delegate.bold = self.font(), heading_font(self.font())
        super().paintEvent(event)

    def show_part(self, part: MatrixPart | None, explain: Explain) -> None:
        corner = self.corner = (0, 0) if part is None else part.corner
        self.figures.show_measured(
            None if part is None else part.measured,
            lambda row, column: explain(corner[0] + row, corner[1] + column),
        )
        self.setVisible(part is not None)


class MatrixView(QWidget):
    """Totals and tree keep their place while the cells scroll below the names.

    ``asked`` tells which cell a person wants to see the passages of, by its place in the whole.
    """

    asked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = _Part("Matrix")
        self.beside = _Part("Totals of rows")
        self.below = _Part("Totals of columns")
        self.corner = _Part("Total of all")
        self.parts = (self.cells, self.beside, self.below, self.corner)
        self.tree = ClusterTree(ROW)
        self._across, self._down = QScrollBar(Qt.Orientation.Horizontal), QScrollBar(Qt.Orientation.Vertical)
        self._rows = self._wide = 0
        self._lay_out()
        self._scroll_together()
        for part in self.parts:
            part.asked.connect(self._on_asked)
        self.setFocusProxy(self.cells)
        self.show_matrix(NO_PARTS, lambda _row, _column: "")

    def _lay_out(self) -> None:
        self.beside.verticalHeader().hide()
        self.corner.verticalHeader().hide()
        self.below.horizontalHeader().hide()
        self.corner.horizontalHeader().hide()
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        places = ((self.cells, 0, 0), (self.beside, 0, 1), (self.tree, 0, 2), (self._down, 0, 3))
        for widget, row, column in (*places, (self.below, 1, 0), (self.corner, 1, 1), (self._across, 2, 0)):
            grid.addWidget(widget, row, column)
        # What is left over stays empty at the right and below: totals stand close to their cells.
        grid.setColumnStretch(0, 100)
        grid.setColumnStretch(4, 1)
        grid.setRowStretch(0, 100)
        grid.setRowStretch(3, 1)

    def _scroll_together(self) -> None:
        across, down = self.cells.horizontalScrollBar(), self.cells.verticalScrollBar()
        _mirror(across, self._across)
        _mirror(down, self._down)
        _follow(across, self.below.horizontalScrollBar())
        _follow(down, self.beside.verticalScrollBar())
        down.valueChanged.connect(self.tree.scroll_to)

    # -- what is shown ------------------------------------------------------------------------

    def show_matrix(self, parts: MatrixParts, explain: Explain, joins: Sequence[ClusterJoin] = ()) -> None:
        """Show another matrix; ``explain`` tells in words what a cell of it says."""
        for view, part in zip(self.parts, parts, strict=True):
            view.show_part(part, explain)
        self.cells.show()
        self.tree.show_tree(joins, self.cells.horizontalHeader().height())
        self._fit(self.cells.figures.rowCount(), self.cells.figures.columnCount())
        self.updateGeometry()
        self.tree.scroll_to(self.cells.verticalScrollBar().value())
        paint_apart(self)

    def _fit(self, rows: int, columns: int) -> None:
        """One measure for names and figures of all parts, and no part larger than what is in it."""
        widest = max((part.widest_figure() for part in self.parts), default=COLUMN)
        for part in self.parts:
            part.horizontalHeader().setDefaultSectionSize(widest)
        self._rows, self._wide = rows, columns * widest
        self._fit_names()
        for part in (self.beside, self.corner):
            part.setFixedWidth(widest)
        for part in (self.below, self.corner):
            part.setFixedHeight(ROW)

    def _fit_names(self) -> None:
        """Names are written upwards as far as they leave most of the height to figures."""
        most = max(_LEAST_HEAD, round(self.height() * _SHARE_OF_NAMES))
        high = min(max(self.cells.horizontalHeader().sizeHint().height(), _LEAST_HEAD), most)
        for part in (self.cells, self.beside):
            if part.horizontalHeader().height() != high:
                part.horizontalHeader().setFixedHeight(high)
            part.setMaximumHeight(high + self._rows * ROW)
            # Now, not with the next turn: both are scrolled together.
            part.updateGeometries()
        self._fit_width()
        self.beside.verticalScrollBar().setValue(self.cells.verticalScrollBar().value())
        self.tree.setMaximumHeight(high + self._rows * ROW)
        self.tree.leave_above(high)

    def _fit_width(self) -> None:
        """Names of rows leave most of the width to figures, and so does the tree beside them."""
        room = self.width() - self._around()
        most = max(_LEAST_NAMES, min(NAME_WIDTH, round(room * _SHARE_OF_NAMES)))
        names = min(max(self.cells.widest_name(), self.below.widest_name()), most)
        for part in (self.cells, self.below):
            if part.verticalHeader().width() != names:
                part.verticalHeader().setFixedWidth(names)
                part.updateGeometries()
            part.setMaximumWidth(names + self._wide)
        self.tree.be_wide(room + self.tree.least - names - self._few_columns())

    def _around(self) -> int:
        """Pixels of what stands beside the cells: totals, the tree at its narrowest, a scroll bar."""
        beside = 0 if self.beside.isHidden() else self.beside.minimumWidth()
        return beside + self.tree.least + self._down.sizeHint().width() + 4 * _GAP

    def _few_columns(self) -> int:
        return min(self._wide, _LEAST_COLUMNS * self.cells.horizontalHeader().defaultSectionSize())

    def minimumSizeHint(self) -> QSize:
        """A few rows and columns of figures beside their names, with the totals."""
        below = 0 if self.below.isHidden() else ROW
        high = _LEAST_HEAD + min(self._rows, _LEAST_ROWS) * ROW + below
        wide = _LEAST_NAMES + self._few_columns() + self._around()
        return QSize(wide, high + self._across.sizeHint().height() + 2 * _GAP)

    def figure_at(self, row: int, column: int) -> QModelIndex:
        """The place of a cell of the whole in the part that shows it."""
        for part in self.parts:
            at = (row - part.corner[0], column - part.corner[1])
            inside = at[0] < part.figures.rowCount() and at[1] < part.figures.columnCount()
            if inside and at[0] >= 0 and at[1] >= 0:
                return part.figures.index(*at)
        return QModelIndex()

    def _on_asked(self, row: int, column: int) -> None:
        sender = self.sender()
        for part in self.parts:
            if part is not sender:
                part.selectionModel().blockSignals(True)
                part.clearSelection()
                part.setCurrentIndex(QModelIndex())
                part.selectionModel().blockSignals(False)
                part.viewport().update()
        self.asked.emit(row, column)

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()
        self.tree.scroll_to(self.cells.verticalScrollBar().value())


def _mirror(inner: QScrollBar, outer: QScrollBar) -> None:
    """``outer`` shows and moves what ``inner``, which is not seen, stands for."""

    def take_range(least: int, most: int) -> None:
        outer.setPageStep(inner.pageStep())
        outer.setSingleStep(inner.singleStep())
        outer.setRange(least, most)
        outer.setVisible(most > least)

    inner.rangeChanged.connect(take_range)
    _follow(inner, outer)
    take_range(inner.minimum(), inner.maximum())


def _follow(one: QScrollBar, other: QScrollBar) -> None:
    one.valueChanged.connect(other.setValue)
    other.valueChanged.connect(one.setValue)
