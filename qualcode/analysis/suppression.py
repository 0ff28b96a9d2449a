"""Disclosure control: cells with few people behind them, and what else must be hidden to protect them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.ragged import Whole

Flags = npt.NDArray[np.bool_]
Real = npt.NDArray[np.float64]

_COST_OF_TOTAL = 4.0
MOST_WORK = 100_000_000
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
    """How far each cell may move in the eyes of a reader who knows the rule."""

    up: Flags
    down: Flags
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
    them; asking the same of all figures errs on the safe side. Totals are asked for nothing.
    """
    least = np.full(table.shape, minimum, dtype=np.int64)
    least[-1, :] = least[:, -1] = 0
    least[few] = 0
    up = np.ones(table.shape, dtype=np.bool_)
    if counts_people:
        up[few] = table[few] < minimum - 1
    cost = 1 + table / (int(table.max(initial=0)) + 1)
    cost[-1, :] += _COST_OF_TOTAL
    cost[:, -1] += _COST_OF_TOTAL
    return _Margins(up, table > least, cost)


def _rectangle(row: int, column: int, hidden: Flags, margins: _Margins) -> list[tuple[int, int]] | None:
    """The cheapest rectangle with a corner at (row, column) along which a unit can be moved."""
    cost = np.where(hidden, 0.0, margins.cost)
    price = cost[row, :][None, :] + cost[:, column][:, None] + cost
    rows, columns = _signs(row, hidden.shape[0]), _signs(column, hidden.shape[1])
    price[
        ~(
            _moves(row, column, rows, columns, margins.up, margins.down)
            | _moves(row, column, rows, columns, margins.down, margins.up)
        )
    ] = np.inf
    price[row, :] = price[:, column] = np.inf
    other_row, other_column = (int(place) for place in np.unravel_index(int(np.argmin(price)), price.shape))
    if not np.isfinite(price[other_row, other_column]):
        return None
    return [(row, column), (row, other_column), (other_row, column), (other_row, other_column)]


def _signs(place: int, size: int) -> Flags:
    """Whether each other row (or column) moves with ``place`` (a total) or against it."""
    along = np.zeros(size, dtype=np.bool_)
    along[-1] = True
    if place == size - 1:
        along[:] = True
    return along


def _moves(row: int, column: int, rows: Flags, columns: Flags, with_it: Flags, against: Flags) -> Flags:
    """For each opposite corner, whether all four corners can move; the given one by ``with_it``."""
    if not with_it[row, column]:
        return np.zeros(with_it.shape, dtype=np.bool_)
    beside = np.where(columns, with_it[row, :], against[row, :])
    below = np.where(rows, with_it[:, column], against[:, column])
    opposite = np.where(rows[:, None] == columns[None, :], with_it, against)
    return beside[None, :] & below[:, None] & opposite


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
