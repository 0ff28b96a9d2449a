"""Transcripts at a glance: codes along the turns of one, and the sequence of codes of several compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import numpy.typing as npt

from qualcode.exporters.pictures.bars import REST, draw_bar, draw_legend
from qualcode.exporters.pictures.colours import EMPTY, PATTERN_COUNT, Fill, OwnColours, own_fills
from qualcode.exporters.pictures.names import plain, short_names
from qualcode.exporters.pictures.sheet import INK, QUIET, Page, PictureSheet
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED: Final = PATTERN_COUNT
"""Codes that are named beside bands that are compared, as many as there are patterns; others are as one."""

PATTERNS: Final = (
    "Hatching, dots and stars mean nothing by themselves: they tell codes of like colours apart."
)

_WIDE: Final = 7.0
_HIGH: Final = 0.2
_BAND: Final = 0.34
_SIZE: Final = 7.0
_WIDEST_NAME: Final = 2.7
_UNCODED: Final = Fill(EMPTY, "")


class PortraitPiece(Protocol):
    """Turns with one dominant code (-1: none); start and end are shares of the transcript."""

    @property
    def code(self) -> int: ...
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...


@dataclass(frozen=True, eq=False)
class Portrait:
    """One transcript: ``touched`` has the shape (codes, turns), ``length`` the turns' characters."""

    codes: Sequence[Label]
    touched: npt.NDArray[np.bool_]
    length: npt.NDArray[np.int64]
    pieces: Sequence[PortraitPiece]
    provenance: Provenance
    colours: OwnColours = field(default_factory=dict)

    def page(self) -> Page:
        """The band of dominant codes with the line of every code below it."""
        widths = (
            "Widths are characters of text; the band on top shows the code that covers most of each turn: "
            "its passages have more of the turn’s characters than those of any other code."
        )
        used = [number for number in range(len(self.codes)) if self.touched[number].any()]
        patterned = any(look.pattern for look in _looks(self.codes, used, self.colours).values())
        remarks = (widths, PATTERNS) if patterned else (widths,)
        return Page(lambda sheet: draw_portrait(sheet, self), self.provenance, remarks)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Several transcripts: their names and their bands, all of the same codes."""

    codes: Sequence[Label]
    transcripts: Sequence[tuple[str, Sequence[PortraitPiece]]]
    provenance: Provenance
    colours: OwnColours = field(default_factory=dict)

    def page(self) -> Page:
        """The bands one below the other."""
        remark = "Each band is one whole transcript; it shows the code that covers most of each turn."
        return Page(lambda sheet: draw_comparison(sheet, self), self.provenance, (remark,))


def draw_portrait(sheet: PictureSheet, picture: Portrait) -> None:
    """A row for each code that occurs, along an axis of turns."""
    used = [number for number in range(len(picture.codes)) if picture.touched[number].any()]
    looks = _looks(picture.codes, used, picture.colours)
    names = short_names(picture.codes)
    high = sheet.down(_HIGH, len(used), _BAND + 0.4)
    height = max(len(used), 1) * high
    wide = _width(sheet, [names[number] for number in used])
    band = sheet.axes(0, height + 0.1, wide, _BAND)
    _draw_band(band, picture.pieces, looks)
    _beside(sheet, band, 0.5, "most of each turn", QUIET, _BAND)
    axes = sheet.axes(0, 0, wide, height)
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(used), 1), 0)
    edges = np.concatenate(([0], np.cumsum(picture.length))) / max(1, int(picture.length.sum()))
    for place, number in enumerate(used):
        axes.plot((0, 1), (place + 0.5, place + 0.5), color="#e3e3e3", linewidth=0.6, zorder=0)
        stretches = [
            (edges[first], edges[after] - edges[first]) for first, after in _together(picture.touched[number])
        ]
        draw_bar(axes, stretches, place + 0.5, 0.66, looks[number])
        _beside(sheet, axes, place + 0.5, names[number], INK, high)
    _turn_axis(sheet, edges, wide)


def draw_comparison(sheet: PictureSheet, picture: Comparison) -> None:
    """A band for each transcript, and what the fills mean."""
    number = len(picture.transcripts)
    step = sheet.down(_BAND + 0.1, number, 2.8)
    high = step * _BAND / (_BAND + 0.1)
    wide = _width(sheet, [name for name, _ in picture.transcripts])
    sheet.check_size(wide, number * step)
    shown = _most_seen([pieces for _, pieces in picture.transcripts])
    looks = _looks(picture.codes, shown, picture.colours)
    names = short_names(picture.codes)
    for place, (name, pieces) in enumerate(picture.transcripts):
        axes = sheet.axes(0, (number - place - 1) * step, wide, high)
        _draw_band(axes, pieces, looks)
        _beside(sheet, axes, 0.5, name, INK, step)
    met = {piece.code for _, pieces in picture.transcripts for piece in pieces}
    fills = [(names[code], looks[code]) for code in sorted(looks)]
    if any(code >= 0 and code not in looks for code in met):
        fills.append(("other codes", REST))
    if -1 in met:
        fills.append(("no code", _UNCODED))
    draw_legend(sheet, fills, wide + 0.25, number * step - 0.1)
    foot = sheet.axes(0, -0.12, wide, 0.05)
    foot.set_xlim(0, 1)
    foot.set_ylim(0, 1)
    for share, words in ((0.0, "beginning"), (0.5, "middle"), (1.0, "end")):
        foot.text(share, 0, words, size=sheet.letters(6), color=QUIET, ha=_ALIGNED[share], va="top")


_ALIGNED: Final = {0.0: "left", 0.5: "center", 1.0: "right"}


def _most_seen(bands: Sequence[Sequence[PortraitPiece]]) -> list[int]:
    """The numbers of the codes that cover most, in codebook order."""
    covered: dict[int, float] = {}
    for pieces in bands:
        for piece in pieces:
            if piece.code >= 0:
                covered[piece.code] = covered.get(piece.code, 0.0) + piece.end - piece.start
    return sorted(sorted(covered, key=lambda code: (-covered[code], code))[:NAMED])


def _looks(codes: Sequence[Label], numbers: Sequence[int], colours: OwnColours) -> dict[int, Fill]:
    """Fills of these codes, by number."""
    return dict(zip(numbers, own_fills([codes[number] for number in numbers], colours), strict=True))


def _draw_band(axes: "Axes", pieces: Sequence[PortraitPiece], looks: dict[int, Fill]) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    alike: dict[Fill, list[tuple[float, float]]] = {}
    for piece in pieces:
        look = _UNCODED if piece.code < 0 else looks.get(piece.code, REST)
        alike.setdefault(look, []).append((piece.start, piece.end - piece.start))
    # Together, not one by one: a hundred transcripts have tens of thousands of pieces.
    for look, stretches in alike.items():
        draw_bar(axes, stretches, 0.5, 1, look)
    axes.plot((0, 1, 1, 0, 0), (0, 0, 1, 1, 0), color="#9a9a9a", linewidth=0.5, clip_on=False)


def _beside(sheet: PictureSheet, axes: "Axes", y: float, name: str, colour: str, high: float) -> None:
    lines = sheet.fitted(plain(name), _SIZE, _WIDEST_NAME, high)
    axes.text(-0.012, y, lines, size=_SIZE, color=colour, ha="right", va="center", linespacing=0.95)


def _together(touched: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First turn, and first turn after, of each unbroken row of turns."""
    steps = np.diff(np.concatenate(([0], touched.astype(np.int8), [0])))
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))


def _width(sheet: PictureSheet, names: Sequence[str]) -> float:
    """Of bands that have these names beside them."""
    return sheet.across(_WIDE, min(_WIDEST_NAME, sheet.width_of(map(plain, names), _SIZE)) + 0.15, 3.0)


def _turn_axis(sheet: PictureSheet, edges: npt.NDArray[np.float64], wide: float) -> None:
    """Numbers of turns where they begin, at even steps, as many as have room."""
    axes = sheet.axes(0, -0.1, wide, 0.05)
    size = sheet.letters(6)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    for turn in _numbered_turns(sheet, edges, wide, size):
        axes.plot((edges[turn], edges[turn]), (0.3, 1), color=QUIET, linewidth=0.5)
        axes.text(edges[turn], 0, str(turn + 1), size=size, color=QUIET, ha="center", va="top")
    axes.text(-0.012, 0, "turn", size=size, color=QUIET, ha="right", va="top")


_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MOST_NUMBERS: Final = 16


def _numbered_turns(
    sheet: PictureSheet, edges: npt.NDArray[np.float64], wide: float, size: float
) -> list[int]:
    """The turns at the smallest step at which all numbers fit, and the first if it has room beside them."""

    def fit(turns: Sequence[int]) -> bool:
        halves = [sheet.size_of(str(turn + 1), size)[0] / wide / 2 for turn in turns]
        gap = 0.06 / wide
        return all(
            edges[turn] + half + gap < edges[after] - other
            for turn, half, after, other in zip(turns, halves, turns[1:], halves[1:], strict=False)
        )

    count = len(edges) - 1
    for step in _STEPS:
        turns = list(range(step - 1, count, step))
        if len(turns) <= _MOST_NUMBERS and fit(turns):
            break
    with_first = [0, *turns] if count and turns[:1] != [0] else turns
    return with_first if fit(with_first) else turns
