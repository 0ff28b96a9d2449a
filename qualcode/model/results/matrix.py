"""A table of figures with everything that has to be printed beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.significance_result import SignificanceResult

TOTAL: Final = "Total"
IN_NO_COLUMN: Final = "in no column"
NO_VALUE: Final = "(no value)"
"""The column of those for whom no value is recorded; in a sentence they are ``WITHOUT_VALUE``."""
SUMS: Final = (
    "“Total” adds up what the code of a row has with each other code; the diagonal, the code by itself, is "
    "left out."
)
"""The remark on the column of totals of codes by codes: of a part without that column it says nothing."""
WITHOUT_VALUE: Final = "those without a value"
"""What is said of segments that a table does not count."""


_TENS: Final = 10
"""From here on, such as percentages, one digit after the point tells figures apart."""


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a row or column and, where it stands for one, the row of the study."""

    name: str
    id: UUID | None = None


@dataclass(frozen=True, eq=False)
class Matrix:
    """Figures by row and column.

    ``values`` has the shape (rows, columns), dtype int64 or float64. ``notes`` holds text that
    stands in the place of a figure ("not defined: ...", "<3"), by (row, column); ``withheld`` are the
    places whose figures are kept back to protect the people behind them.
    ``remarks`` are sentences printed below; ``chance`` says whether rows and columns go together
    more than chance would have it, where that was asked. ``shows`` is how the sentence goes on that
    names the table, where its title is not that of what is counted. ``shaded``: the higher a figure,
    the darker; not where figures of several kinds stand side by side. ``whole`` are the columns of
    figures with decimals that hold numbers of things.
    """

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    values: npt.NDArray[Any]
    provenance: Provenance
    symmetric: bool = False
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    chance: SignificanceResult | None = None
    withheld: frozenset[tuple[int, int]] = frozenset()
    shows: str = ""
    shaded: bool = True
    whole: frozenset[int] = frozenset()

    def in_order(self, rows: Sequence[int], columns: Sequence[int]) -> "Matrix":
        """The same figures with these rows and columns (by their present places), in this order."""
        row_place = {number: new for new, number in enumerate(rows)}
        column_place = {number: new for new, number in enumerate(columns)}
        places = {
            (row, column): (row_place[row], column_place[column])
            for row, column in {*self.notes, *self.withheld}
            if row in row_place and column in column_place
        }
        return replace(
            self,
            rows=tuple(self.rows[number] for number in rows),
            columns=tuple(self.columns[number] for number in columns),
            values=_picked(self.values, rows, columns),
            notes={places[place]: note for place, note in self.notes.items() if place in places},
            withheld=frozenset(places[place] for place in self.withheld if place in places),
            whole=frozenset(column_place[column] for column in self.whole if column in column_place),
        )

    def cell(self, row: int, column: int) -> str | int | float:
        """What is shown and exported at a place: the figure, or the note in its stead."""
        note = self.notes.get((row, column))
        if note is not None:
            return note
        value = self.values[row, column]
        return int(value) if np.issubdtype(self.values.dtype, np.integer) else float(value)

    def in_scale(self) -> npt.NDArray[np.bool_]:
        """The cells that shades stand for: no totals, no diagonal of a symmetric matrix, no notes."""
        whole = np.issubdtype(self.values.dtype, np.integer)
        inside = np.ones(self.values.shape, np.bool_) if whole else np.isfinite(self.values)
        if is_total(self.rows, len(self.rows) - 1):
            inside[-1] = False
        if is_total(self.columns, len(self.columns) - 1):
            inside[:, -1] = False
        if self.symmetric:
            np.fill_diagonal(inside, val=False)
        for place in self.notes:
            inside[place] = False
        return inside


def _picked(values: npt.NDArray[Any], rows: Sequence[int], columns: Sequence[int]) -> npt.NDArray[Any]:
    """The figures in these rows and columns; not copied where both are stretches of the whole."""
    stretches = [_stretch(places) for places in (rows, columns)]
    if None not in stretches:
        return values[tuple(stretches)]
    return values[np.ix_(list(rows), list(columns))]


def _stretch(places: Sequence[int]) -> slice | None:
    """Places that follow one another; None where they do not."""
    if not isinstance(places, range) or places.step != 1:
        return None
    return slice(places.start, places.stop)


def decimals_of(values: npt.NDArray[Any]) -> int:
    """How many digits after the point the figures of a table are printed with."""
    if np.issubdtype(values.dtype, np.integer):
        return 0
    largest = float(np.max(np.abs(np.nan_to_num(values.astype(np.float64))), initial=0))
    return 1 if largest >= _TENS else 2


def is_total(labels: Sequence[Label], place: int) -> bool:
    """Whether the last of the labels, at this place, stands for a total."""
    return 0 <= place == len(labels) - 1 and labels[place].name == TOTAL and labels[place].id is None
