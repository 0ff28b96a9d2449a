"""Random values drawn from strategies that are made once: making one takes longer than drawing from it."""

from collections.abc import Iterable
from functools import cache
from typing import Final, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

YES_OR_NO: Final = st.booleans()


@cache
def whole(least: int, most: int) -> st.SearchStrategy[int]:
    """A whole number from the least to the most, both included."""
    return st.integers(least, most)


def pick(draw: st.DrawFn, values: Iterable[T]) -> T:
    """One of some values, of which there has to be one; the first is the simplest."""
    rows = list(values)
    return rows[draw(whole(0, len(rows) - 1))]
