"""The parts in which a matrix is shown, measured before: its cells, and totals beside and below them."""

from typing import Final, NamedTuple

from qualcode.model.results.matrix import Label, Matrix, is_total
from qualcode.ui.models.matrix import MeasuredMatrix


class MatrixPart(NamedTuple):
    """``corner`` is the place (row, column) of the part's first cell in the whole."""

    measured: MeasuredMatrix
    corner: tuple[int, int]


class MatrixParts(NamedTuple):
    """None where there are no totals; there are always cells, perhaps none of them."""

    cells: MatrixPart | None
    beside: MatrixPart | None
    below: MatrixPart | None
    corner: MatrixPart | None


NO_PARTS: Final = MatrixParts(None, None, None, None)


def parts_of(matrix: Matrix) -> MatrixParts:
    """Goes through all figures, of which there may be millions: not for the window's own thread."""
    rows, columns = _inner(matrix.rows), _inner(matrix.columns)
    down, across = range(rows), range(columns)
    total_row, total_column = range(rows, len(matrix.rows)), range(columns, len(matrix.columns))
    return MatrixParts(
        _part(matrix, down, across),
        _part(matrix, down, total_column) if down and total_column else None,
        _part(matrix, total_row, across) if total_row and across else None,
        _part(matrix, total_row, total_column) if total_row and total_column else None,
    )


def _part(matrix: Matrix, rows: range, columns: range) -> MatrixPart:
    piece = MeasuredMatrix.of(matrix.in_order(rows, columns))
    return MatrixPart(piece, (rows.start, columns.start))


def _inner(labels: tuple[Label, ...]) -> int:
    """How many labels there are without the total."""
    return len(labels) - is_total(labels, len(labels) - 1)
