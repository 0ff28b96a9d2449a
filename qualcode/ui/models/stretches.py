"""Rows as few stretches: Qt goes through all that is selected for each one that is added."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QModelIndex


def stretches(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each stretch of rows without a gap, from top to bottom."""
    ordered = sorted(rows)
    if not ordered:
        return
    first = last = ordered[0]
    for row in ordered[1:]:
        if row > last + 1:
            yield first, last
            first = row
        last = row
    yield first, last


def selection_of(rows: Iterable[int], index: Callable[[int], QModelIndex]) -> QItemSelection:
    """These rows beside each other, to be selected at once; ``index`` gives that of a row."""
    found = QItemSelection()
    for first, last in stretches(rows):
        found.append(QItemSelectionRange(index(first), index(last)))
    return found
