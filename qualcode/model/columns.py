"""Tables too large for one object a row: immutable NumPy columns of equal length, sorted by place."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from qualcode.model.identity import IdArray

Column = npt.NDArray[Any]
Selection = npt.NDArray[np.bool_] | npt.NDArray[np.intp] | slice


_BITS = 32
_LEAST = -(2 ** (_BITS - 1))
_FEW = 8
"""Rows for which going through a table once for each is quicker than sorting it."""


class TranscriptColumns:
    """Base of ``Codings`` and ``Turns``: rows of one transcript, sorted by start, end and id.

    Instances never change: arrays are read-only and every operation returns a new instance.
    """

    FIELDS: ClassVar[Mapping[str, str]] = {}
    """Column name -> dtype, in order; ``id``, ``start`` and ``end`` are always among them."""

    __slots__ = ("_by_id", "_columns")

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._by_id: npt.NDArray[np.intp] | None = None
        self._columns: dict[str, Column] = {}
        for name, dtype in self.FIELDS.items():
            column = np.asarray(columns[name], dtype=dtype)
            if column.flags.writeable:
                column = column.view()
                column.flags.writeable = False
            self._columns[name] = column

    @classmethod
    def empty(cls) -> Self:
        """No rows."""
        return cls({name: np.empty(0, dtype=dtype) for name, dtype in cls.FIELDS.items()})

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[Any] | Column]) -> Self:
        """From columns in any order of rows."""
        arrays = {name: _array(columns[name], dtype) for name, dtype in cls.FIELDS.items()}
        return cls(arrays).sorted()

    def __len__(self) -> int:
        return len(self._columns["id"])

    @property
    def id(self) -> IdArray:
        return self._columns["id"]

    @property
    def start(self) -> npt.NDArray[np.int32]:
        return self._columns["start"]

    @property
    def end(self) -> npt.NDArray[np.int32]:
        return self._columns["end"]

    def column(self, name: str) -> Column:
        """The column ``name``, read-only."""
        return self._columns[name]

    def sorted(self) -> Self:
        """The same rows by start, end and id."""
        order = order_of(self.start, self.end, self.id)
        if np.array_equal(order, np.arange(len(order))):
            return self
        return self.take(order)

    def take(self, selection: Selection) -> Self:
        """The rows of a mask, of positions or of a slice, in that order."""
        return type(self)({name: column[selection] for name, column in self._columns.items()})

    def replacing(self, **columns: Column) -> Self:
        """The same rows with some columns exchanged, sorted again."""
        return type(self)({**self._columns, **columns}).sorted()

    def joined(self, other: Self) -> Self:
        """All rows of both, sorted."""
        if not len(other):
            return self
        if not len(self):
            return other.sorted()
        if len(other) > _FEW:
            return self.concatenated((self, other)).sorted()
        # Applying a code must not cost sorting all that is coded in a long transcript.
        new = other.sorted()
        places = [self._place(new, row) for row in range(len(new))]
        return type(self)(
            {name: _with(column, places, new.column(name)) for name, column in self._columns.items()}
        )

    def _place(self, other: Self, row: int) -> int:
        """Before which row of these one of another table belongs."""
        first, after = 0, len(self)
        for name in ("start", "end", "id"):
            part, value = self._columns[name][first:after], other.column(name)[row]
            first, after = (first + int(np.searchsorted(part, value, side)) for side in ("left", "right"))
        return first

    @classmethod
    def concatenated(cls, parts: Iterable[Self]) -> Self:
        """The rows of all parts one after another, not sorted."""
        tables = list(parts)
        if not tables:
            return cls.empty()
        return cls({name: np.concatenate([table.column(name) for table in tables]) for name in cls.FIELDS})

    def positions(self, ids: IdArray) -> npt.NDArray[np.intp]:
        """Where the rows with these ids stand, in the order of ``ids``; -1 for each not here."""
        if self._by_id is None and len(ids) <= _FEW:
            here = [np.flatnonzero(self.id == wanted) for wanted in ids]
            return np.array([hits[0] if len(hits) else -1 for hits in here], dtype=np.intp)
        if self._by_id is None:
            self._by_id = np.argsort(self.id)
        order = self._by_id
        found = np.searchsorted(self.id, ids, sorter=order)
        found[found == len(self)] = 0
        places: npt.NDArray[np.intp] = order[found] if len(self) else np.zeros(len(ids), np.intp)
        if not len(self):
            return np.full(len(ids), -1, dtype=np.intp)
        return np.where(self.id[places] == ids, places, -1)

    def without(self, ids: IdArray) -> Self:
        """The rows whose id is not among ``ids``."""
        if len(ids) == 1:
            return self.take(self.id != ids[0])
        return self.take(~np.isin(self.id, ids))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return len(self) == len(other) and all(
            np.array_equal(column, other.column(name), equal_nan=column.dtype.kind == "f")
            for name, column in self._columns.items()
        )

    __hash__ = None  # type: ignore[assignment]  # large and compared by content: not a dict key

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} rows)"


def order_of(start: Column, end: Column, ids: Column, group: Column | None = None) -> npt.NDArray[np.intp]:
    """The rows by ``group``, start, end and id: four sorts of all there is, were it not for the first two.

    All but ``ids`` are whole numbers of 32 bits. Hardly any rows of one transcript begin at the same place,
    so that only those few are put in order by what comes after.
    """
    place = start.astype(np.int64) - _LEAST
    if group is not None:
        place += group.astype(np.int64) << _BITS
    order = np.argsort(place, kind="stable")
    ordered = place[order]
    same = ordered[1:] == ordered[:-1]
    if same.any():
        tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
        rows = order[tied]
        order[tied] = rows[np.lexsort((ids[rows], end[rows], ordered[tied]))]
    return order


def _with(column: Column, places: Sequence[int], more: Column) -> Column:
    """A column with a few more values, each before the one at its place; ``places`` ascend.

    As NumPy’s ``insert``, which is slower for the few that it is told.
    """
    parts = []
    for row, (begin, end) in enumerate(pairwise((0, *places, len(column)))):
        parts += [column[begin:end], more[row : row + 1]]
    return np.concatenate(parts)


def _array(values: Sequence[Any] | Column, dtype: str) -> Column:
    if dtype != "O":
        return np.asarray(values, dtype=dtype)
    # Given a list of equal-length strings or tuples NumPy would guess more dimensions.
    column = np.empty(len(values), dtype=object)
    column[:] = list(values)
    return column
