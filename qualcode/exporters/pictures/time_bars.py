"""Codes by time: for every code a row of bars along the minutes of a recording."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.exporters.pictures.colours import OwnColours, own_colour
from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.pictures.sheet import INK, QUIET, Page, PictureSheet
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import Label
from qualcode.model.words.in_words import plural_of

_WIDE: Final = 6.5
_HIGH: Final = 0.34
_SIZE: Final = 7.0
_WIDEST_NAME: Final = 2.7


@dataclass(frozen=True, eq=False)
class TimeBars:
    """``counts`` has the shape (codes, stretches); ``edges`` are minutes, one more than stretches."""

    codes: Sequence[Label]
    edges: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int64]
    provenance: Provenance
    remarks: tuple[str, ...] = ()
    colours: OwnColours = field(default_factory=dict)

    def page(self) -> Page:
        """The rows of bars with what their figures count."""
        width = self.edges[1] - self.edges[0]
        unit = f"{width:g} {plural_of(width, 'minute')}"
        remark = f"Figures: passages that begin in a turn of these {unit}."
        return Page(lambda sheet: draw_time_bars(sheet, self), self.provenance, (remark, *self.remarks))


def draw_time_bars(sheet: PictureSheet, picture: TimeBars) -> None:
    """A row for each code that occurs; all rows have one scale."""
    used = np.flatnonzero(picture.counts.sum(axis=1))
    every = short_names(picture.codes)
    names = [every[int(number)] for number in used]
    end = float(picture.edges[-1])
    most = max(1, int(picture.counts.max(initial=1)))
    rows = max(len(used), 1)
    beside = min(_WIDEST_NAME, sheet.width_of(names, _SIZE)) + 0.15
    shown = sheet.fitted_apart(names, _SIZE, _WIDEST_NAME, _HIGH)
    wide = sheet.across(_WIDE, beside, 3.0)
    axes = sheet.axes(0, 0, wide, rows * _HIGH)
    axes.set_xlim(0, end)
    axes.set_ylim(rows, 0)
    width = float(picture.edges[1])
    for place, number in enumerate(used):
        counts = picture.counts[number]
        floor = place + 0.95
        axes.plot((0, end), (floor, floor), color="#b0b0b0", linewidth=0.5, zorder=3)
        heights = 0.62 * counts / most
        colour = own_colour(picture.codes[int(number)], picture.colours)
        axes.bar(picture.edges[:-1], -heights, width=width, bottom=floor, align="edge", color=colour,
                 edgecolor="white", linewidth=0.6)  # fmt: skip
        for begin, count, height in zip(picture.edges[:-1], counts, heights, strict=True):
            if count:
                middle = begin + width / 2
                axes.text(
                    middle, floor - height - 0.03, str(count),
                    size=sheet.letters(5.5), ha="center", va="bottom", color=INK,
                )  # fmt: skip
        axes.text(
            -0.012 * end, place + 0.7, shown[place], size=_SIZE, ha="right", va="center", linespacing=0.95
        )
    _minutes(sheet, end, picture.edges, wide)


def _minutes(sheet: PictureSheet, end: float, edges: Iterable[float], wide: float) -> None:
    size = sheet.letters(6)
    axes = sheet.axes(0, -0.1, wide, 0.05)
    axes.set_xlim(0, end)
    axes.set_ylim(0, 1)
    free = -1.0
    for edge in edges:
        axes.plot((edge, edge), (0.2, 1), color=QUIET, linewidth=0.5)
        half = sheet.size_of(f"{edge:g}", size)[0] / 2 + 0.02
        place = edge / end * wide
        if place - half > free:
            axes.text(edge, 0, f"{edge:g}", size=size, color=QUIET, ha="center", va="top")
            free = place + half
    axes.text(-0.012 * end, 0, "minute", size=size, color=QUIET, ha="right", va="top")
