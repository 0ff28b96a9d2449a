"""A matrix for a table view: figures shaded by size, and a sentence that explains each."""

from collections.abc import Callable
from enum import Enum, auto
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QFont

from qualcode.model.branches import last_part
from qualcode.model.codes.colour import ink_on
from qualcode.model.codes.shades import places_between, scale_of, shade
from qualcode.model.results.matrix import Matrix, is_total
from qualcode.model.words.in_words import two_places
from qualcode.ui.look.theme import Colours, colours_now, shades_of
from qualcode.ui.models.transcripts import Index

UNDEFINED: Final = "not defined"
Explain = Callable[[int, int], str]


class MatrixModel(QAbstractTableModel):
    """The cells of a matrix. Rows and columns that stand for nothing in the study are totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matrix: Matrix | None = None
        self._explain: Explain = lambda _row, _column: ""
        self._measured: MeasuredMatrix | None = None

    @property
    def matrix(self) -> Matrix | None:
        return self._matrix

    def show(self, matrix: Matrix | None, explain: Explain) -> None:
        """Show another matrix. ``explain`` tells in words what a cell says."""
        self.show_measured(None if matrix is None else MeasuredMatrix.of(matrix), explain)

    def show_measured(self, measured: "MeasuredMatrix | None", explain: Explain) -> None:
        """As ``show``; a table of millions of figures is measured in the background before."""
        self.beginResetModel()
        self._matrix, self._explain = None if measured is None else measured.matrix, explain
        self._measured = measured
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.columns)

    def is_total(self, index: Index) -> bool:
        """Whether a place holds a total, not a figure of its own."""
        matrix = self._matrix
        return matrix is not None and (
            is_total(matrix.rows, index.row()) or is_total(matrix.columns, index.column())
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        matrix = self._matrix
        if matrix is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        labels = matrix.columns if orientation is Qt.Orientation.Horizontal else matrix.rows
        if not 0 <= section < len(labels):
            # A header that is being reset still asks for the sections that it had.
            return None
        name = labels[section].name
        return _short(name) if role == Qt.ItemDataRole.DisplayRole else name

    def names(self, orientation: Qt.Orientation) -> tuple[str, ...]:
        """All names of the columns or rows, as a header shows them."""
        if self._matrix is None:
            return ()
        across = orientation is Qt.Orientation.Horizontal
        return tuple(_short(label.name) for label in (self._matrix.columns if across else self._matrix.rows))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        matrix = self._matrix
        if matrix is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.written(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._explain(row, column)
        if role in _OF_LOOKS:
            look = self.look(row, column, colours_now())
            if role == Qt.ItemDataRole.FontRole:
                return _bold() if look.bold else None
            return look.ground if role == Qt.ItemDataRole.BackgroundRole else look.ink
        return None

    def written(self, row: int, column: int) -> str:
        """The figure or note in a cell as it is shown."""
        return "" if self._matrix is None else _written(self._matrix.cell(row, column))

    def look(self, row: int, column: int, colours: Colours) -> "CellLook":
        """How a cell is painted, all at once: hundreds are while a table is scrolled."""
        matrix = self._matrix
        if matrix is None:
            return _look(colours, CellKind.NOTE, 0)
        if (row, column) in matrix.notes:
            return _look(colours, CellKind.NOTE, 0)
        total = is_total(matrix.rows, row) or is_total(matrix.columns, column)
        if total or (matrix.symmetric and row == column):
            nothing = not matrix.values[row, column]
            return _look(colours, CellKind.APART_NOTHING if nothing else CellKind.APART, 0)
        place = 0 if self._measured is None else self._measured.shades.place(row, column)
        return _look(colours, CellKind.FIGURE, place)

    @property
    def longest_written(self) -> str:
        """The longest of the figures as they are written."""
        return "" if self._measured is None else self._measured.longest


def _short(name: str) -> str:
    """The full path is in the tip; the header has room for the name."""
    return last_part(name)


class CellKind(Enum):
    """What stands in a cell: a figure on the scale of shades, one apart from it (or a zero there), a note."""

    FIGURE = auto()
    APART = auto()
    APART_NOTHING = auto()
    NOTE = auto()


class CellLook(NamedTuple):
    """The colours of a cell (``ground`` None: that of the table) and whether its type is bold."""

    ground: QColor | None
    ink: QColor
    bold: bool


_OF_LOOKS: Final = (
    Qt.ItemDataRole.FontRole,
    Qt.ItemDataRole.BackgroundRole,
    Qt.ItemDataRole.ForegroundRole,
)


def mix_ahead(colours: Colours) -> None:
    """Mix all shades of a table that is being counted, or they are mixed while it is painted first."""
    for place in range(101):
        _look(colours, CellKind.FIGURE, place)


@lru_cache(maxsize=512)
def _look(colours: Colours, kind: CellKind, place: int) -> CellLook:
    """A table has hundreds of cells in view, and no more than a hundred shades."""
    shades = shades_of(colours)
    if kind is CellKind.NOTE:
        return CellLook(None, QColor(colours.muted), bold=False)
    if kind is CellKind.APART:
        return CellLook(QColor(shades.apart), QColor(ink_on(shades.apart)), bold=True)
    if kind is CellKind.APART_NOTHING:
        return CellLook(QColor(shades.apart), QColor(shades.quiet), bold=False)
    ground = shade(place / 100, shades)
    return CellLook(QColor(ground), QColor(ink_on(ground) if place else shades.quiet), bold=False)


class _Shades:
    """Where each figure is on the scale of shades, in percent; worked out for the rows that are seen."""

    def __init__(self, matrix: Matrix) -> None:
        self._values, self._inside = matrix.values, matrix.in_scale()
        self._scale = scale_of(self._values, self._inside)
        self._rows: dict[int, npt.NDArray[np.uint8]] = {}

    def place(self, row: int, column: int) -> int:
        """Of one figure."""
        if row not in self._rows:
            places = places_between(self._values[row], self._inside[row], self._scale)
            self._rows[row] = np.rint(100 * places).astype(np.uint8)
        return int(self._rows[row][column])


class MeasuredMatrix(NamedTuple):
    """A matrix with what a table asks of all its figures; ``longest``: the longest one as it is written."""

    matrix: Matrix
    shades: _Shades
    longest: str

    @classmethod
    def of(cls, matrix: Matrix) -> "MeasuredMatrix":
        """Goes through all figures."""
        return cls(matrix, _Shades(matrix), _longest(matrix))


def _longest(matrix: Matrix) -> str:
    values = matrix.values
    texts = set(map(_written, set(matrix.notes.values())))
    if not values.size:
        return max(texts, key=len, default="")
    if np.issubdtype(values.dtype, np.integer):
        texts |= {_written(int(value)) for value in (values.min(), values.max())}
    else:
        finite = np.isfinite(values)
        ends = (values.min(where=finite, initial=np.inf), values.max(where=finite, initial=-np.inf))
        texts |= {_written(float(value)) for value in ends if np.isfinite(value)}
    return max(texts, key=len, default="")


@lru_cache(maxsize=1)
def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font


def _written(value: str | int | float) -> str:
    if isinstance(value, float):
        return two_places(value) if np.isfinite(value) else "–"
    if isinstance(value, int):
        return f"{value:,}"
    # The reason why there is no figure has no room in a cell; its tip tells it.
    return "–" if value.startswith(UNDEFINED) else value
