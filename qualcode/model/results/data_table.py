"""Data as columns with what each of them means: for analysis elsewhere, in Python or in other programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]


class DataFormat(StrEnum):
    """The kinds of files in which data go elsewhere."""

    CSV = "csv"
    PARQUET = "parquet"
    SPSS = "sav"
    JSON_LINES = "jsonl"


TEXT: Final = "text"
"""The type of columns of words: an array of objects, all of them ``str``."""


@dataclass(frozen=True, eq=False)
class ValueColumn:
    """``values`` has the shape (rows,); ``meaning`` is a sentence that says what they are, and their unit.

    Types: words (object), whole numbers (int64), numbers (float64, NaN where there is none), yes or no
    (bool), days and moments (datetime64, NaT where there is none). ``labels`` name the places of a value
    among ordered choices, from least to most.
    """

    name: str
    values: Values
    meaning: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class DataTable:
    """Columns of one length under a name."""

    name: str
    columns: tuple[ValueColumn, ...]

    def __len__(self) -> int:
        return len(self.columns[0].values) if self.columns else 0

    def __getitem__(self, name: str) -> Values:
        for column in self.columns:
            if column.name == name:
                return column.values
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (column.name for column in self.columns)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows as plain Python values; None where a number or moment is missing."""
        columns = [_plain(column.values) for column in self.columns]
        return zip(*columns, strict=True)

    def without(self, names: Sequence[str]) -> "DataTable":
        """The same without these columns."""
        return DataTable(self.name, tuple(column for column in self.columns if column.name not in names))


def words(values: Sequence[str]) -> Values:
    """A column of words."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def type_of(values: Values) -> str:
    """What a person calls the type of a column."""
    match values.dtype.kind:
        case "b":
            return "yes or no"
        case "i":
            return "whole number"
        case "f":
            return "number"
        case "M":
            return "day" if values.dtype == np.dtype("datetime64[D]") else "moment (UTC)"
        case _:
            return TEXT


def _plain(values: Values) -> list[Any]:
    if values.dtype.kind == "f":
        return [None if np.isnan(value) else value for value in values.tolist()]
    return list(values.tolist())
