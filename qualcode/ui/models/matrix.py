"""A matrix for a table view: figures shaded by size, and a sentence that explains each."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QFont

from qualcode.model.matrix import Label, Matrix
from qualcode.ui.models.transcripts import Index
from qualcode.ui.theme import colours_now, on, tinted

TOTAL: Final = "Total"
UNDEFINED: Final = "not defined"
Explain = Callable[[int, int], str]


class MatrixModel(QAbstractTableModel):
    """The cells of a matrix. Rows and columns that stand for nothing in the study are totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matrix: Matrix | None = None
        self._explain: Explain = lambda _row, _column: ""
        self._largest = 0.0

    @property
    def matrix(self) -> Matrix | None:
        return self._matrix

    def show(self, matrix: Matrix | None, explain: Explain) -> None:
        """Show another matrix. ``explain`` tells in words what a cell says."""
        self.beginResetModel()
        self._matrix, self._explain = matrix, explain
        self._largest = 0.0 if matrix is None else _largest(matrix)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.columns)

    def is_total(self, index: Index) -> bool:
        """Whether a place holds a total, not a figure of its own."""
        matrix = self._matrix
        return matrix is not None and (
            is_total_label(matrix.rows, index.row()) or is_total_label(matrix.columns, index.column())
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        matrix = self._matrix
        if matrix is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        labels = matrix.columns if orientation is Qt.Orientation.Horizontal else matrix.rows
        if not 0 <= section < len(labels):
            # A header that is being reset still asks for the sections that it had.
            return None
        name = labels[section].name
        # The full path is in the tip; the header has room for the name.
        return name.rpartition(" > ")[2] if role == Qt.ItemDataRole.DisplayRole else name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        matrix = self._matrix
        if matrix is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        row, column = index.row(), index.column()
        diagonal = matrix.symmetric and row == column
        if role == Qt.ItemDataRole.DisplayRole:
            return _written(matrix.cell(row, column))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._explain(row, column)
        apart = diagonal or self.is_total(index)
        if role == Qt.ItemDataRole.FontRole and apart:
            return _bold()
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole):
            return self._shade(matrix, row, column, apart, role)
        return None

    def largest_written(self) -> str:
        """The longest of the figures as they are written."""
        matrix = self._matrix
        if matrix is None or not matrix.values.size:
            return ""
        finite = matrix.values[np.isfinite(matrix.values)]
        ends = [finite.min(), finite.max()] if finite.size else []
        whole = np.issubdtype(matrix.values.dtype, np.integer)
        texts = [_written(int(value) if whole else float(value)) for value in ends]
        return max((*texts, *map(_written, set(matrix.notes.values()))), key=len, default="")

    def _shade(self, matrix: Matrix, row: int, column: int, apart: bool, role: int) -> QColor | None:
        colours = colours_now()
        if (row, column) in matrix.notes:
            return QColor(colours.muted) if role == Qt.ItemDataRole.ForegroundRole else None
        if apart:
            ground = _tinted(colours.text, colours.base, 8)
        else:
            value = float(matrix.values[row, column])
            share = value / self._largest if self._largest and np.isfinite(value) else 0.0
            # The root keeps small figures apart; a linear scale would leave most cells white.
            strength = round(100 * (0.08 + 0.77 * share**0.75)) if share > 0 else 0
            ground = _tinted(colours.accent, colours.base, strength)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(ground)
        if not apart and not float(matrix.values[row, column]):
            return QColor(colours.muted)
        return QColor(_ink(ground))


def _largest(matrix: Matrix) -> float:
    """The largest figure that shades are measured by: no totals, and on a diagonal no single codes."""
    values = np.array(matrix.values, dtype=float)
    if matrix.symmetric and values.shape[0] == values.shape[1]:
        np.fill_diagonal(values, 0.0)
    rows = [row for row in range(len(matrix.rows)) if not is_total_label(matrix.rows, row)]
    columns = [column for column in range(len(matrix.columns)) if not is_total_label(matrix.columns, column)]
    inner = values[np.ix_(rows, columns)]
    finite = inner[np.isfinite(inner)]
    return float(finite.max()) if finite.size else 0.0


def is_total_label(labels: tuple[Label, ...], place: int) -> bool:
    """Whether the last of the labels, at this place, stands for a total."""
    return 0 <= place == len(labels) - 1 and labels[place].name == TOTAL and labels[place].id is None


@lru_cache(maxsize=512)
def _tinted(colour: str, ground: str, percent: int) -> str:
    """A table has hundreds of cells in view, and no more than a hundred shades."""
    return tinted(colour, ground, percent / 100)


@lru_cache(maxsize=512)
def _ink(ground: str) -> str:
    return on(ground)


@lru_cache(maxsize=1)
def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font


def _written(value: str | int | float) -> str:
    if isinstance(value, float):
        # Adding nothing takes the sign off a zero.
        return f"{round(value, 2) + 0.0:.2f}" if np.isfinite(value) else "–"
    if isinstance(value, int):
        return f"{value:,}"
    # The reason why there is no figure has no room in a cell; its tip tells it.
    return "–" if value.startswith(UNDEFINED) else value
