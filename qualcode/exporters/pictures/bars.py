"""A matrix as bars: one bar a row, whole or made up of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.exporters.pictures.colours import (
    OTHER,
    Fill,
    OwnColours,
    fill,
    ink,
    own_colour,
    pattern_ink,
    rgb,
)
from qualcode.exporters.pictures.names import plain, short_names
from qualcode.exporters.pictures.sheet import INK, Page, PictureSheet
from qualcode.model.errors import QualcodeError
from qualcode.model.results.matrix import Matrix, is_total

if TYPE_CHECKING:
    from matplotlib.axes import Axes

REST: Final = Fill(OTHER, "")
"""What is left over, without a pattern."""

_LONGEST: Final = 4.6
"""Length of the longest bar in inches."""

_HIGH: Final = 0.24
_SIZE: Final = 7.0
_WIDEST_NAME: Final = 2.7
_MOST_PARTS: Final = 24
_LEGEND_WIDTH: Final = 2.2
_BELOW: Final = -0.35
"""Where a legend begins that stands below."""


@dataclass(frozen=True, eq=False)
class Bars:
    """What is drawn. ``matrix`` has totals in its last column: the lengths of the bars.

    ``stacked`` draws the other columns as parts of each bar; else rows that are codes have their ``colours``.
    """

    matrix: Matrix
    stacked: bool = False
    colours: OwnColours = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Number of bars: a last row of totals is none."""
        return len(self.matrix.rows) - is_total(self.matrix.rows, len(self.matrix.rows) - 1)

    def page(self) -> Page:
        """The bars with the matrix's remarks. Raises QualcodeError for parts that nobody could tell apart."""
        parts = len(self.matrix.columns) - 1
        if self.stacked and parts > _MOST_PARTS:
            raise QualcodeError(
                f"{parts} parts in one bar cannot be told apart; at most {_MOST_PARTS} can: choose other "
                "columns."
            )
        return Page(lambda sheet: draw_bars(sheet, self), self.matrix.provenance, self.matrix.remarks)


def draw_bars(sheet: PictureSheet, picture: Bars) -> None:
    """The longest bar on top; figures after the bars and, where they fit, in their parts."""
    matrix, last = picture.matrix, len(picture.matrix.columns) - 1
    lengths = np.nan_to_num(matrix.values[: picture.rows].astype(np.float64))
    hidden = _hidden_together(picture, lengths)
    drawn = lengths[:, :last].sum(axis=1) + hidden if picture.stacked else lengths[:, last]
    order = sorted(
        range(picture.rows), key=lambda row: (-lengths[row, last], -round(float(drawn[row]), 6), row)
    )
    names = short_names(matrix.rows[: picture.rows])
    longest = sheet.across(_LONGEST, min(_WIDEST_NAME, sheet.width_of(names, _SIZE)) + 0.5, 2.0)
    scale = longest / max(float(drawn.max(initial=0)), 1e-9)
    high = sheet.down(_HIGH, picture.rows, 0.6 + 0.1 * last if picture.stacked else 0.1)
    shown = sheet.fitted_apart(names, _SIZE, _WIDEST_NAME, high)
    height = max(picture.rows, 1) * high
    axes = sheet.axes(0, 0, longest, height)
    axes.set_xlim(0, longest)
    axes.set_ylim(max(picture.rows, 1), 0)
    for place, row in enumerate(order):
        middle, length = place + 0.5, drawn[row] * scale
        if picture.stacked:
            parts = [
                BarPart(lengths[row, part] * scale, _shown(matrix, row, part), fill(part))
                for part in range(last)
            ]
            _parts(sheet, axes, middle, [*parts, BarPart(hidden[row] * scale, "", REST)])
        elif length:
            axes.barh(middle, length, height=0.74, color=own_colour(matrix.rows[row], picture.colours))
        axes.text(length + 0.06, middle, _shown(matrix, row, last), size=_SIZE, va="center_baseline")
        axes.text(-0.07, middle, shown[row], size=_SIZE, ha="right", va="center", linespacing=0.95)
    axes.plot((0, 0), (0, max(picture.rows, 1)), color=INK, linewidth=0.8)
    if picture.stacked:
        fills = [(name, fill(number)) for number, name in enumerate(short_names(matrix.columns[:last]))]
        rest = [("hidden, together", REST)] if hidden.any() else []
        draw_legend(sheet, [*fills, *rest], longest + 0.75, height)


def _hidden_together(picture: Bars, lengths: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What is left of a bar of known length when the parts that are shown are taken away."""
    last = len(picture.matrix.columns) - 1
    rest = np.maximum(lengths[:, last] - lengths[:, :last].sum(axis=1), 0.0)
    # What is left of shares in percent that have been added up is no part.
    rest[rest < _NOTHING] = 0.0
    total_hidden = [(row, last) in picture.matrix.notes for row in range(picture.rows)]
    return np.where(total_hidden, 0.0, rest)


def _shown(matrix: Matrix, row: int, column: int) -> str:
    value = matrix.cell(row, column)
    if isinstance(value, str):
        return plain(value)
    return f"{value:,d}" if isinstance(value, int) else f"{value:,.1f}"


_NOTHING: Final = 1e-6
_AIR: Final = 0.02
"""Inches beside a figure: a part of one has its figure, too."""


class BarPart(NamedTuple):
    """A part of a bar: its length in inches, its figure and its fill."""

    length: float
    shown: str
    look: Fill


def _parts(sheet: PictureSheet, axes: "Axes", middle: float, parts: Sequence[BarPart]) -> None:
    start = 0.0
    for length, shown, look in parts:
        if length <= 0:
            continue
        draw_bar(axes, [(start, length)], middle, 0.74, look)
        size = sheet.letters(5.5)
        if shown and sheet.size_of(shown, size)[0] + _AIR <= length:
            # A patch of plain colour behind the figure, so that no pattern runs through it.
            patch = {"facecolor": look.colour, "edgecolor": "none", "pad": 0.6} if look.pattern else None
            words = axes.text(start + length / 2, middle, shown, size=size, ha="center", va="center_baseline")
            words.set_color(ink(rgb(look.colour)))
            words.set_bbox(patch)
        start += length


def draw_bar(
    axes: "Axes", stretches: Sequence[tuple[float, float]], middle: float, height: float, look: Fill
) -> None:
    """Stretches (start, length) of a row, with their pattern and a white edge towards their neighbours."""
    from matplotlib.collections import PolyCollection

    low = middle - height / 2
    high = low + height
    corners = [
        ((start, low), (start, high), (start + length, high), (start + length, low))
        for start, length in stretches
    ]
    # The pattern takes the colour of the edge, so fill, pattern and edge are drawn one by one.
    drawn = [PolyCollection(corners, facecolor=look.colour, linewidth=0)]
    if look.pattern:
        edge = pattern_ink(look.colour)
        drawn.append(
            PolyCollection(corners, facecolor="none", edgecolor=edge, linewidth=0, hatch=look.pattern)
        )
    drawn.append(PolyCollection(corners, facecolor="none", edgecolor="white", linewidth=0.5))
    for each in drawn:
        # The limits of every drawing area are set: there is nothing that they would have to be fitted to.
        axes.add_collection(each, autolim=False)


def draw_legend(sheet: PictureSheet, fills: Sequence[tuple[str, Fill]], x: float, top: float) -> None:
    """Patches with their names: from ``top`` downwards at ``x``, or in two columns below a bare picture."""
    if sheet.bare:
        half = -(-len(fills) // 2)
        for number, part in enumerate((fills[:half], fills[half:])):
            _draw_legend(sheet, part, number * (_LEGEND_WIDTH + 0.5), _BELOW)
    else:
        _draw_legend(sheet, fills, x, top)


def _draw_legend(sheet: PictureSheet, fills: Sequence[tuple[str, Fill]], x: float, top: float) -> None:
    lines = [sheet.wrapped(name, _SIZE, _LEGEND_WIDTH) for name, _ in fills]
    heights = [0.2 + 0.12 * text.count("\n") for text in lines]
    if not lines:
        return
    whole = sum(heights)
    axes = sheet.axes(x, top - whole, 0.3, whole)
    axes.set_xlim(0, 1)
    axes.set_ylim(whole, 0)
    y = 0.0
    for text, height, (_, look) in zip(lines, heights, fills, strict=True):
        draw_bar(axes, [(0, 1)], y + height / 2, 0.15, look)
        axes.text(1.25, y + height / 2, text, size=_SIZE, va="center", linespacing=0.95, color=INK)
        y += height
