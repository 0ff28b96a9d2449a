"""Disclosure control: cells with few people behind them, and what else must be hidden to protect them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.analysis.ragged import Whole

Flags = npt.NDArray[np.bool_]
Real = npt.NDArray[np.float64]

_COST_OF_TOTAL = 4
MOST_WORK = 50_000_000
"""Candidates looked at before the simple way is taken: hiding totals instead of searching cells."""


@dataclass(frozen=True, eq=False)
class Hidden:
    """What is not shown of a table with totals in its last row and column, both of that shape.

    ``few`` are the cells with too few people; ``further`` those hidden so that sums do not give
    them back.
    """

    few: Flags
    further: Flags

    @property
    def all(self) -> Flags:
        return self.few | self.further


@dataclass(frozen=True, eq=False)
class _Margins:
    """How far each cell may move in the eyes of a reader who knows the rule.

    Totals of things that differ (people, transcripts) are no sums, but bounds: each is at least as
    large as every one of its cells and at most their sum. So a cell may rise only while it is
    below a total that stays (``up``, by whether the totals of columns and of rows move along), and a
    total may fall with one of its cells only while it is above all others (``above_row`` and
    ``above_column``, by that cell). In tables that add up both follow from the sums.
    """

    up: Mapping[tuple[bool, bool], Flags]
    down: Flags
    above_row: Flags
    above_column: Flags
    cost: Real


def suppress(table: Whole, people: Whole, minimum: int, counts_people: bool) -> Hidden:
    """What to hide of ``table`` (rows + 1, columns + 1; last row and column are totals).

    ``people`` has the same shape and tells how many participants are behind each figure;
    ``counts_people`` says that the figures are those numbers, so that a hidden one is known to be
    below ``minimum``.

    Each protected cell gets a rectangle of hidden cells along which a unit can be moved without
    changing anything that is shown: two cells of a row and two of another one, up and down in turn
    (totals move along). So at least two tables fit what is published, and the reader cannot tell
    which is the true one (complementary suppression, Cox 1980).
    """
    few = people < minimum
    hidden = few.copy()
    margins = _margins(table, few, minimum, counts_people)
    if int(few.sum()) * table.size > MOST_WORK:
        return _by_totals(few)
    for row, column in np.argwhere(few):
        corners = _rectangle(int(row), int(column), hidden, margins)
        if corners is None:
            # Nothing is shown, so nothing can be solved for; not even that the cell is a small one.
            return Hidden(np.zeros_like(few), np.ones_like(few))
        for place in corners:
            hidden[place] = True
    return Hidden(few, hidden & ~few)


def _margins(table: Whole, few: Flags, minimum: int, counts_people: bool) -> _Margins:
    """Figures never fall below 0; those of hidden small cells that count people stay below the minimum.

    A further hidden cell is known to have enough people, hence at least ``minimum`` when it counts
    them; asking the same of all figures errs on the safe side.
    """
    up = np.ones(table.shape, dtype=np.bool_)
    if counts_people:
        up[few] = table[few] < minimum - 1
    # Whole numbers: sums of fractions are rounded differently by their order, and ties would be
    # decided by that.
    of_any_cell = int(table.max(initial=0)) + 1
    cost = (of_any_cell + table).astype(np.float64)
    cost[-1, :] += _COST_OF_TOTAL * of_any_cell
    cost[:, -1] += _COST_OF_TOTAL * of_any_cell
    below_row, below_column = table < table[:, -1:], table < table[-1:, :]
    below_row[:, -1] = below_column[-1, :] = True
    return _Margins(
        up={
            (False, False): up & below_column & below_row,
            (False, True): up & below_column,
            (True, False): up & below_row,
            (True, True): up,
        },
        down=table > np.where(few, 0, minimum),
        above_row=_above_others(table.T).T,
        above_column=_above_others(table),
        cost=cost,
    )


def _above_others(table: Whole) -> Flags:
    """For each cell: whether the total of its column is above all other cells of the column."""
    cells = table[:-1]
    result = np.ones(table.shape, dtype=np.bool_)
    if len(cells) > 1:
        second, first = np.partition(cells, -2, axis=0)[-2:]
        alone = (cells == first) & (first > second)
        result[:-1] = table[-1] > np.where(alone, second, first)
    return result


def _rectangle(row: int, column: int, hidden: Flags, margins: _Margins) -> list[tuple[int, int]] | None:
    """The cheapest rectangle with a corner at (row, column) along which a unit can be moved."""
    cost = np.where(hidden, 0.0, margins.cost)
    best, corner = np.inf, (row, column)
    for rows in _opposite(row, hidden.shape[0]):
        for columns in _opposite(column, hidden.shape[1]):
            price = cost[row, columns][None, :] + cost[rows, column][:, None] + cost[rows, columns]
            moves = _Moves(margins, row, column, rows, columns)
            price[~(moves.possible(upwards=True) | moves.possible(upwards=False))] = np.inf
            if rows.start <= row < rows.stop:
                price[row] = np.inf
            if columns.start <= column < columns.stop:
                price[:, column] = np.inf
            place = np.unravel_index(int(np.argmin(price)), price.shape) if price.size else None
            if place is not None and price[place] < best:
                best, corner = (
                    float(price[place]),
                    (rows.start + int(place[0]), columns.start + int(place[1])),
                )
    if not np.isfinite(best):
        return None
    return [(row, column), (row, corner[1]), (corner[0], column), corner]


def _opposite(place: int, size: int) -> list[slice]:
    """The other rows (or columns) in two lots: those that move against ``place``, and its total."""
    inner, total = slice(0, size - 1), slice(size - 1, size)
    return [inner] if place == size - 1 else [inner, total]


@dataclass(frozen=True, eq=False)
class _Moves:
    """Moving a unit along rectangles from (row, column) to each of ``rows`` x ``columns``.

    Two ordinary rows move against each other, a row and the total row together; so do columns.
    """

    margins: _Margins
    row: int
    column: int
    rows: slice
    columns: slice

    @cached_property
    def _rows_together(self) -> bool:
        total = len(self.margins.down) - 1
        return self.row == total or self.rows.start == total

    @cached_property
    def _columns_together(self) -> bool:
        total = len(self.margins.down[0]) - 1
        return self.column == total or self.columns.start == total

    def possible(self, upwards: bool) -> Flags:
        """For each opposite corner, whether all four can move, the given one ``upwards`` or down."""
        row, column = slice(self.row, self.row + 1), slice(self.column, self.column + 1)
        other_rows = upwards == self._rows_together
        other_columns = upwards == self._columns_together
        both = other_rows == self._columns_together
        around = self._corner(row, self.columns, other_columns) & self._corner(self.rows, column, other_rows)
        result = around & self._corner(row, column, upwards) & self._corner(self.rows, self.columns, both)
        if self._rows_together:
            inner = self.rows if row.stop == len(self.margins.down) else row
            result &= upwards | self.margins.above_column[inner, column]
            result &= other_columns | self.margins.above_column[inner, self.columns]
        if self._columns_together:
            inner = self.columns if column.stop == len(self.margins.down[0]) else column
            result &= upwards | self.margins.above_row[row, inner]
            result &= other_rows | self.margins.above_row[self.rows, inner]
        return result

    def _corner(self, rows: slice, columns: slice, upwards: bool) -> Flags:
        if upwards:
            return self.margins.up[self._rows_together, self._columns_together][rows, columns]
        return self.margins.down[rows, columns]


def _by_totals(few: Flags) -> Hidden:
    """Hide the small cells, the totals of their rows and columns, and the total of all.

    Such a cell can move together with its three totals, of which nothing is said, not even that
    they are small.
    """
    hidden = few.copy()
    hidden[few.any(axis=1), -1] = True
    hidden[-1, few.any(axis=0)] = True
    hidden[-1, -1] |= bool(few.any())
    inner = few.copy()
    inner[-1, :] = inner[:, -1] = False
    return Hidden(inner, hidden & ~inner)
