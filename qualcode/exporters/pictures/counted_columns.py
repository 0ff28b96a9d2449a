"""A matrix as it is shown to people: without columns in which nothing is counted, in tables and pictures."""

from dataclasses import replace

import numpy as np

from qualcode.exporters.pictures.names import short_names
from qualcode.model.results.matrix import NO_VALUE, WITHOUT_VALUE, Matrix, is_total
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import listed, plural_of


def with_counted_columns(matrix: Matrix) -> Matrix:
    """The same without columns in which nothing is counted; a remark says which these are."""
    if matrix.symmetric:
        return matrix
    noted = {column for _, column in matrix.notes}
    counted = np.any(matrix.values != 0, axis=0).tolist()
    number = len(matrix.columns)
    empty = [place for place in range(number) if not counted[place] and place not in noted]
    empty = [place for place in empty if not is_total(matrix.columns, place)]
    if not empty or not any(counted):
        return matrix
    names = short_names([matrix.columns[place] for place in empty])
    kept = matrix.in_order(
        range(len(matrix.rows)), [place for place in range(number) if place not in set(empty)]
    )
    told = listed([WITHOUT_VALUE if name == NO_VALUE else f"“{isolated(name)}”" for name in names])
    column = plural_of(len(names), "The column", "The columns")
    are = plural_of(len(names), "is", "are")
    said = f"{column} of {told} {are} left out: nothing was counted there."
    return replace(kept, remarks=(*kept.remarks, said))
