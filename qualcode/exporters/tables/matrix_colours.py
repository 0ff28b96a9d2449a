"""The shades behind the figures of a matrix in tables, as its picture has them."""

from typing import Final

import numpy as np

from qualcode.exporters.pictures.heat_map import HeatMap, bounds, colours_of
from qualcode.model.results.matrix import Matrix

_STEP: Final = 5
"""Of 256: shades nearer to each other no eye tells apart, and a spreadsheet keeps a format for each."""


def cell_colours(matrix: Matrix) -> dict[tuple[int, int], str]:
    """``#rrggbb`` by place, for all figures above zero and codes by themselves: no totals and no notes."""
    if not matrix.shaded:
        return {}
    picture = HeatMap(matrix)
    low, _ = bounds(picture)
    shaded = matrix.in_scale() & (np.nan_to_num(matrix.values.astype(np.float64)) > low)
    if matrix.symmetric:
        side = np.arange(min(picture.rows, picture.columns))
        shaded[side, side] = True
    colours = np.clip(np.rint(colours_of(picture) * 255 / _STEP) * _STEP, 0, 255).astype(int)
    return {
        (int(row), int(column)): "#{:02x}{:02x}{:02x}".format(*colours[row, column].tolist())
        for row, column in np.argwhere(shaded)
    }
