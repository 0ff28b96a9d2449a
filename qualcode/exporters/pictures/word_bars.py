"""Words as bars, and beside them, as a toy, a small cloud of the same words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, sin
from typing import Final

from qualcode.exporters.pictures.colours import OwnColours, own_colour
from qualcode.exporters.pictures.name_places import Rectangle
from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.pictures.sheet import BARE_LETTERS, INK, QUIET, Page, PictureSheet
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.words.cutting import shortened

_LONGEST: Final = 3.4
_HIGH: Final = 0.19
_SIZE: Final = 7.0
_WIDEST_NAME: Final = 1.8
_CLOUD: Final = 3.0
_LARGEST: Final = 22.0
_SMALLEST: Final = 6.0
_IN_CLOUD: Final = 40
_TURNS: Final = 900
"""Steps along the spiral after which a word is left out of the cloud."""


@dataclass(frozen=True, eq=False)
class WordBars:
    """``matrix`` has words as rows and one column, from the most to the least frequent."""

    matrix: Matrix
    cloud: bool = True
    code: Label | None = None
    colours: OwnColours = field(default_factory=dict)

    @property
    def colour(self) -> str:
        """That of the code in whose passages words are counted."""
        return own_colour(self.code or Label(""), self.colours)

    def page(self) -> Page:
        """The bars, and the cloud with a word of caution."""
        matrix = self.matrix
        remarks = list(matrix.remarks)
        if self.cloud and matrix.rows:
            remarks.append("In the cloud, sizes follow the bars; positions mean nothing.")
        return Page(lambda sheet: draw_word_bars(sheet, self), matrix.provenance, remarks)


def draw_word_bars(sheet: PictureSheet, picture: WordBars) -> None:
    """The most frequent word on top, figures after the bars."""
    counts = picture.matrix.values[:, 0].tolist()
    words = short_names(picture.matrix.rows)
    rows = max(len(words), 1)
    longest = sheet.across(_LONGEST, _WIDEST_NAME + 0.9 + _CLOUD, 1.4) if picture.cloud else _LONGEST
    high = sheet.down(_HIGH, rows)
    axes = sheet.axes(0, 0, longest, rows * high)
    axes.set_xlim(0, longest)
    # At the left of the bars, as a share of the longest.
    begin = -(_WIDEST_NAME + 0.07) / longest
    axes.set_ylim(rows, 0)
    most = max(counts, default=1)
    for place, (word, count) in enumerate(zip(words, counts, strict=True)):
        length = longest * count / most
        axes.barh(place + 0.5, length, height=0.72, color=picture.colour)
        axes.text(length + 0.06, place + 0.5, f"{count:,}", size=_SIZE, va="center_baseline")
        name = sheet.wrapped(word, _SIZE, _WIDEST_NAME).replace("\n", "")
        axes.text(-0.07, place + 0.5, _shortened(sheet, name), size=_SIZE, ha="right", va="center_baseline")
        sheet.tell_place(word, axes, (begin, place / rows, 1, (place + 1) / rows))
    axes.plot((0, 0), (0, rows), color=INK, linewidth=0.8)
    if picture.cloud and words:
        _draw_cloud(sheet, words[:_IN_CLOUD], counts[:_IN_CLOUD], (longest, rows * high), picture.colour)


def _shortened(sheet: PictureSheet, word: str) -> str:
    """A word that is no longer than its place: bars are thinner than two lines."""
    room = len(word)
    while room > 1 and sheet.size_of(shortened(word, room), _SIZE)[0] > _WIDEST_NAME:
        room -= 1
    return shortened(word, room)


def _draw_cloud(
    sheet: PictureSheet,
    words: Sequence[str],
    counts: Sequence[int],
    corner: tuple[float, float],
    colour_of_bars: str,
) -> None:
    """Beside the bars, whose longest one ends at ``corner``."""
    across, top = corner
    sizes = [_LARGEST * (count / counts[0]) ** 0.5 for count in counts]
    sizes = [max(sheet.letters(_SMALLEST), size) for size in sizes]
    longest = max(sheet.size_of(word, size)[0] for word, size in zip(words, sizes, strict=True))
    shrunk = min(1.0, _CLOUD / longest)
    sizes = [max(size * shrunk, BARE_LETTERS) if sheet.bare else size * shrunk for size in sizes]
    extents = [sheet.size_of(word, size) for word, size in zip(words, sizes, strict=True)]
    boxes = cloud_places(extents)
    there = [box for box in boxes if box is not None]
    left, right = min(box.left for box in there), max(box.right for box in there)
    low, high = min(box.bottom for box in there), max(box.top for box in there)
    axes = sheet.axes(across + (0.55 if sheet.bare else 0.9), top - (high - low), right - left, high - low)
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)
    for number, (word, size, place) in enumerate(zip(words, sizes, boxes, strict=True)):
        if place is not None:
            x, y = (place.left + place.right) / 2, (place.bottom + place.top) / 2
            colour = (colour_of_bars, INK, QUIET)[number % 3]
            axes.text(x, y, word, size=size, ha="center", va="center", color=colour)
            sides = [(edge - left) / (right - left) for edge in (place.left, place.right)]
            down = [(high - edge) / (high - low) for edge in (place.top, place.bottom)]
            sheet.tell_place(word, axes, (sides[0], down[0], sides[1], down[1]))


def cloud_places(extents: Sequence[tuple[float, float]]) -> list[Rectangle | None]:
    """Boxes of these widths and heights around the origin, none upon another; None where none is free.

    Each goes outwards on a flat spiral, in the order given, until it meets no earlier one.
    """
    taken: list[Rectangle] = []
    found: list[Rectangle | None] = []
    for width, height in extents:
        place = None
        for step in range(_TURNS):
            angle, reach = 0.35 * step, 0.012 * step
            x, y = 1.3 * reach * cos(angle), reach * sin(angle)
            box = Rectangle(
                x - width / 2 - 0.02, y - height / 2 - 0.02, x + width / 2 + 0.02, y + height / 2 + 0.02
            )
            if not any(box.meets(other) for other in taken):
                place = box
                taken.append(box)
                break
        found.append(place)
    return found
