"""A matrix as a heat map: figures in their cells, totals beside, and the tree of a clustering on request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

import numpy as np

from qualcode.exporters.pictures.colours import ink, rgb
from qualcode.exporters.pictures.names import own_name, short_names
from qualcode.exporters.pictures.sheet import ENLARGED, INK, QUIET, Page, PictureSheet
from qualcode.model.codes.code_names import LONGEST_ABOVE
from qualcode.model.codes.colour import Colours
from qualcode.model.codes.shades import PAPER, mixed, places_of, raised, scale_of
from qualcode.model.questions.rules import Count
from qualcode.model.results.matrix import TOTAL, Matrix, decimals_of, is_total
from qualcode.model.words.in_words import with_minus

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABELLED: Final = 60
"""Rows and columns up to which every cell shows its figure."""

_CELL: Final = 0.27
_WIDEST: Final = 12.0
"""Inches, more than any page has."""
_SMALLEST: Final = 0.085
_LETTER: Final = 1.12
"""How high a line of a name is, in parts of its size."""
_LOW: Final = 1.1
"""How high the lowest row is, in parts of a line of its name."""
_CLOSE: Final = 0.95
"""The same of the rows of parts two of which have room on a page so."""
_BODY: Final = 9.8
"""Inches of an upright page between its margins."""
_AROUND: Final = 0.8
"""Inches of a part, caption and the sentence that leads to it among them, that are no rows and no names."""
_WIDEST_CELL, _STEP = 1.2, 0.05
_BETWEEN_NAMES: Final = 0.08
_GAP: Final = 0.08
_TREE: Final = 1.4
_WIDEST_NAME: Final = 2.7
LONGEST_NOTE: Final = 7
_MOST_SQUARES: Final = 10_000
UNDEFINED: Final = "–"


class Joint(Protocol):
    """Two branches of a clustering that meet; places count rows from 0, heights are distances."""

    @property
    def left(self) -> float: ...
    @property
    def left_height(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def right_height(self) -> float: ...
    @property
    def height(self) -> float: ...


@dataclass(frozen=True, eq=False)
class HeatMap:
    """What is drawn: a matrix, in which the last row or column may be totals.

    ``joints`` is the tree over the rows, in their present order. ``scale`` names what is shown. A part of
    a ``whole`` that begins at ``place`` has its names, shades and decimals from there. ``numbers`` are those
    of the codebook, which codes by codes have above the columns where names are long; ``numbered``: all
    codes have them, beside their names.
    """

    matrix: Matrix
    joints: Sequence[Joint] = ()
    scale: str = ""
    whole: "HeatMap | None" = None
    place: tuple[int, int] = (0, 0)
    numbers: Mapping[UUID, str] = field(default_factory=dict)
    numbered: bool = False
    low: bool = False
    """Its rows are as low as its letters allow, in a document, for it to have room below its table."""

    @property
    def rows(self) -> int:
        """Number of rows without totals."""
        return len(self.matrix.rows) - self.total_row

    @property
    def columns(self) -> int:
        return len(self.matrix.columns) - self.total_column

    @property
    def total_row(self) -> bool:
        return is_total(self.matrix.rows, len(self.matrix.rows) - 1)

    @property
    def total_column(self) -> bool:
        return is_total(self.matrix.columns, len(self.matrix.columns) - 1)

    def part(self, rows: range, columns: range) -> "HeatMap":
        """Some of its rows and columns, to be drawn beside the others."""
        matrix = self.matrix
        notes = {
            (row - rows.start, column - columns.start): note
            for (row, column), note in matrix.notes.items()
            if row in rows and column in columns
        }
        cut = replace(
            matrix,
            rows=matrix.rows[rows.start : rows.stop],
            columns=matrix.columns[columns.start : columns.stop],
            values=matrix.values[rows.start : rows.stop, columns.start : columns.stop],
            symmetric=False,
            notes=notes,
        )
        return HeatMap(cut, (), self.scale, self, (rows.start, columns.start))

    def names(self) -> tuple[list[str], list[str]]:
        """Those of its rows and of its columns, without totals."""
        if self.whole is not None:
            (down, along), (beside, above) = self.place, self.whole.names()
            return beside[down : down + self.rows], above[along : along + self.columns]
        labels = self.matrix.rows[: self.rows], self.matrix.columns[: self.columns]
        beside, above = (short_names(each) for each in labels)
        own = [[self.numbers.get(label.id, "") if label.id else "" for label in each] for each in labels]
        numbered = self.numbered or (
            self.matrix.symmetric and max(map(len, above), default=0) > LONGEST_ABOVE
        )
        if not numbered or not all(own[0]):
            return beside, above
        beside = [f"{number} {own_name(label)}" for number, label in zip(own[0], labels[0], strict=True)]
        # Where columns are the codes of the rows, these are the key to their numbers.
        return beside, own[1] if self.matrix.symmetric and all(own[1]) else above

    def texts(self) -> dict[tuple[int, int], str]:
        """What its cells show."""
        if self.whole is None:
            return cell_texts(self.matrix)
        down, along = self.place
        known = self.whole.texts()
        return {
            (row, column): known[row + down, column + along]
            for row, column in np.ndindex(self.matrix.values.shape)
        }

    def page(self) -> Page:
        """The cells with what they show and the matrix's remarks."""
        remarks = [*_remarks(self), *self.matrix.remarks]
        return Page(lambda sheet: draw_heat_map(sheet, self), self.matrix.provenance, remarks)


def draw_heat_map(sheet: PictureSheet, picture: HeatMap) -> None:
    """Cells, names, totals, tree and, where cells show no figures, a scale."""
    matrix, rows, columns = picture.matrix, picture.rows, picture.columns
    labelled = max(rows, columns) <= LABELLED
    texts = picture.texts() if labelled else {}
    size = sheet.letters(7.0 if max(rows, columns) <= 40 else 6.0 if labelled else 5.0)
    wide, high = _cell(sheet, picture, texts, size)
    body = sheet.axes(0, 0, max(columns, 1) * wide, max(rows, 1) * high)
    _frame(body, columns, rows)
    colours = colours_of(picture)
    _squares(sheet, body, colours[:rows, :columns])
    long = [place for place, note in matrix.notes.items() if len(note) > LONGEST_NOTE]
    _hatched(body, [place for place in long if place[0] < rows and place[1] < columns])
    _figures(
        body,
        {place: text for place, text in texts.items() if place[0] < rows and place[1] < columns},
        colours,
        size,
    )
    if picture.total_column:
        strip = sheet.axes(columns * wide + _GAP, 0, wide, max(rows, 1) * high)
        _frame(strip, 1, rows)
        _figures(strip, {(row, 0): texts.get((row, columns), "") for row in range(rows)}, None, size)
    if picture.total_row:
        strip = sheet.axes(0, -_GAP - high, max(columns, 1) * wide, high)
        _frame(strip, columns, 1)
        _figures(strip, {(0, column): texts.get((rows, column), "") for column in range(columns)}, None, size)
    if picture.total_row and picture.total_column:
        corner = sheet.axes(columns * wide + _GAP, -_GAP - high, wide, high)
        _frame(corner, 1, 1)
        _figures(corner, {(0, 0): texts.get((rows, columns), "")}, None, size)
    _names(sheet, picture, wide, high, size)
    if picture.joints:
        _tree(sheet, picture, columns * wide + _GAP + picture.total_column * (wide + _GAP), rows * high)
    if not labelled:
        _scale(sheet, picture)


def _cell(
    sheet: PictureSheet, picture: HeatMap, texts: dict[tuple[int, int], str], size: float
) -> tuple[float, float]:
    """Width and height of a cell; in a document as narrow as its figures and letters allow."""
    most = max(picture.rows, picture.columns)
    figures = sheet.width_of(texts.values(), size)
    if not sheet.bare:
        high = _CELL if most <= 40 else 0.2 if texts else _SMALLEST
        return (max(high, figures + 0.1) if texts else high), high
    names, above = picture.names()
    beside = min(_WIDEST_NAME, sheet.width_of(names, size)) + 0.2 + (_TREE + _GAP if picture.joints else 0.0)
    columns = max(1, picture.columns + picture.total_column)
    wide = sheet.across(columns * _CELL, beside, 0.0) / columns
    letter = size * _LETTER / 72
    heads = min(_WIDEST_NAME, sheet.width_of([*above, *[TOTAL] * picture.total_column], size))
    rows = picture.rows + picture.total_row
    wide = max(wide, figures + 0.03, letter)
    if picture.low:
        return max(
            wide, _wide_enough(sheet, above, size, sheet.across(_WIDEST, beside, 0.0) / columns)
        ), letter * _LOW
    high = max(min(_CELL, wide), letter)
    if picture.whole is not None and 2 * (rows * letter * _CLOSE + heads + _AROUND) <= _BODY / ENLARGED:
        # Two of the parts find room on a page.
        high = letter * _CLOSE
    return wide, sheet.down(high, rows, heads + 0.3, beside + columns * wide)


def _wide_enough(sheet: PictureSheet, names: Sequence[str], size: float, most: float) -> float:
    """The width of cells above which all names are written in two lines, 0 without room for that."""
    for wide in np.arange(_CELL, min(most, _WIDEST_CELL), _STEP):
        if _in_two_lines(sheet, names, size, float(wide)) is not None:
            return float(wide)
    return 0.0


def _in_two_lines(sheet: PictureSheet, names: Sequence[str], size: float, wide: float) -> list[str] | None:
    """The names as they are written above cells; nothing where these are too narrow for one of them."""
    wrapped = [sheet.wrapped(name, size, wide - _BETWEEN_NAMES) for name in names]
    whole = all(lines.split() == name.split() for lines, name in zip(wrapped, names, strict=True))
    return wrapped if whole and all(lines.count("\n") < 2 for lines in wrapped) else None


def _remarks(picture: HeatMap) -> list[str]:
    long = sorted({note for note in picture.matrix.notes.values() if len(note) > LONGEST_NOTE})
    said = [f"{UNDEFINED} (hatched): {'; '.join(long)}."] if long else []
    if picture.matrix.symmetric and picture.rows:
        said.append(remark_on_the_diagonal(picture.matrix))
    return said


def remark_on_the_diagonal(matrix: Matrix) -> str:
    """What is said below the picture of a symmetric matrix, where no table beside it says so."""
    return f"{diagonal_in_words(matrix)} It is not part of the scale."


def diagonal_in_words(matrix: Matrix, look: str = "grey") -> str:
    """What is counted of a code by itself; where that is less than its segments, why."""
    counted = np.issubdtype(matrix.values.dtype, np.integer)
    count = dict(matrix.provenance.facts).get("count", "") if counted else ""
    passages = any(each.is_of_passages and count == str(each) for each in Count)
    of_them = ", counted in passages: segments of it that overlap are one" if passages else ""
    return f"The diagonal ({look}) is each code by itself{of_them}."


def cell_texts(matrix: Matrix) -> dict[tuple[int, int], str]:
    """What is shown in each cell: figures with as many decimals as tell them apart, short notes."""
    whole = np.issubdtype(matrix.values.dtype, np.integer)
    usual = ",d" if whole else f".{decimals_of(matrix.values)}f"
    texts = {}
    for row, column in np.ndindex(matrix.values.shape):
        shown = matrix.cell(row, column)
        form = ",.0f" if column in matrix.whole else usual
        if isinstance(shown, str):
            texts[row, column] = shown if len(shown) <= LONGEST_NOTE else UNDEFINED
        else:
            texts[row, column] = with_minus(format(shown, form)) if np.isfinite(shown) else UNDEFINED
    return texts


def bounds(picture: HeatMap) -> tuple[float, float]:
    """Lowest and highest figure of the scale: from 0, or from below it where there are negative ones."""
    return scale_of(picture.matrix.values, picture.matrix.in_scale())


def colours_of(picture: HeatMap) -> Colours:
    """Red, green and blue (0..1) of every cell; grey where it is not in the scale."""
    if picture.whole is not None:
        (row, column), (rows, columns) = picture.place, picture.matrix.values.shape
        return colours_of(picture.whole)[row : row + rows, column : column + columns]
    inside = picture.matrix.in_scale()
    colours = mixed(places_of(picture.matrix.values, inside))
    colours[~inside] = rgb(PAPER.empty)
    if picture.matrix.symmetric:
        side = np.arange(min(picture.rows, picture.columns))
        colours[side, side] = rgb(PAPER.apart)
    return colours


def _frame(axes: "Axes", columns: int, rows: int) -> None:
    axes.set_xlim(0, max(columns, 1))
    axes.set_ylim(max(rows, 1), 0)


def _squares(sheet: PictureSheet, axes: "Axes", colours: Colours) -> None:
    rows, columns = colours.shape[:2]
    if not rows or not columns:
        return
    if sheet.vector and rows * columns > _MOST_SQUARES:
        # One small picture that is enlarged when it is shown, instead of a path for every cell.
        axes.imshow(colours, extent=(0, columns, rows, 0), aspect="auto", interpolation="none")
        return
    edge = 0.6 if rows * columns <= LABELLED**2 else 0.0
    axes.pcolormesh(
        np.arange(columns + 1),
        np.arange(rows + 1),
        colours,
        edgecolors="white" if edge else "none",
        linewidth=edge,
    )


def _hatched(axes: "Axes", places: Sequence[tuple[int, int]]) -> None:
    if not places:
        return
    rows, columns = (np.array(numbers) for numbers in zip(*places, strict=True))
    axes.bar(
        columns,
        np.ones(len(rows)),
        width=1,
        bottom=rows,
        align="edge",
        facecolor="none",
        edgecolor="#b5b5b5",
        linewidth=0,
        hatch="/////",
    )


def _figures(
    axes: "Axes",
    texts: dict[tuple[int, int], str],
    colours: Colours | None,
    size: float,
) -> None:
    for (row, column), text in texts.items():
        written_in = INK if colours is None else ink(colours[row, column])
        nothing = _is_nothing(text)
        axes.text(
            column + 0.5, row + 0.5, text, size=size, ha="center", va="center_baseline",
            color=PAPER.quiet if nothing else written_in,
            weight="bold" if colours is None and not nothing else "normal",
        )  # fmt: skip


def _is_nothing(text: str) -> bool:
    """Figures stand out from their shade, and zeros do not stand out at all, in totals neither."""
    return text.strip("0.,") == ""


def _names(sheet: PictureSheet, picture: HeatMap, wide: float, high: float, size: float) -> None:
    """Names of rows to the left, of columns upright above."""
    rows, columns = picture.rows, picture.columns
    space = sheet.axes(0, 0, columns * wide or wide, rows * high or high)
    _frame(space, columns, rows)
    beside, above = picture.names()
    for row, lines in enumerate(sheet.fitted_apart(beside, size, _WIDEST_NAME, high)):
        _name_beside(space, -0.06 / wide, row + 0.5, lines, size)
    lying = _in_two_lines(sheet, above, size, wide) if picture.low else None
    shown = sheet.fitted_apart(above, size, _WIDEST_NAME, wide) if lying is None else lying
    turned = 90 if lying is None else 0
    for column, lines in enumerate(shown):
        _name_above(space, column + 0.5, -0.06 / high, lines, size, turned=turned)
    if picture.total_column:
        _name_above(space, columns + _GAP / wide + 0.5, -0.06 / high, TOTAL, size, "bold", turned=turned)
    if picture.total_row:
        _name_beside(space, -0.06 / wide, rows + _GAP / high + 0.5, TOTAL, size, "bold")


def _name_beside(axes: "Axes", x: float, y: float, name: str, size: float, weight: str = "normal") -> None:
    axes.text(x, y, name, size=size, weight=weight, ha="right", va="center", linespacing=0.95)


def _name_above(
    axes: "Axes", x: float, y: float, name: str, size: float, weight: str = "normal", *, turned: float = 90
) -> None:
    axes.text(
        x, y, name, size=size, weight=weight, ha="center", va="bottom", rotation=turned, linespacing=0.95
    )


def _tree(sheet: PictureSheet, picture: HeatMap, x: float, height: float) -> None:
    """The tree to the right, its leaves beside the rows."""
    axes = sheet.axes(x, 0, _TREE, height)
    lowest, highest = picture.joints[0].height, picture.joints[-1].height
    # The first joins are often far out: begin shortly before them, and say where.
    begin = max(0.0, lowest - 0.25 * max(highest - lowest, 0.1))
    axes.set_xlim(begin, highest + 0.02 * max(highest - begin, 0.1))
    axes.set_ylim(picture.rows, 0)
    for joint in picture.joints:
        left, right = max(joint.left_height, begin), max(joint.right_height, begin)
        across = (left, joint.height, joint.height, right)
        down = (joint.left + 0.5, joint.left + 0.5, joint.right + 0.5, joint.right + 0.5)
        axes.plot(across, down, color=INK, linewidth=0.7, solid_joinstyle="miter")
    axes.text(
        begin, -0.2, f"distance {begin:.2f}", size=sheet.letters(6), color=QUIET, ha="left", va="bottom"
    )
    axes.text(highest, -0.2, f"{highest:.2f}", size=sheet.letters(6), color=QUIET, ha="right", va="bottom")


def _scale(sheet: PictureSheet, picture: HeatMap) -> None:
    """What the colours mean, below the cells."""
    axes = sheet.axes(0, -0.35 - picture.total_row * 0.3, 1.8, 0.12)
    axes.imshow(mixed(raised(np.linspace(0, 1, 64)))[None, :, :], extent=(0, 1, 0, 1), aspect="auto")
    low, high = bounds(picture)
    axes.text(0, -0.3, f"{low:g}", size=sheet.letters(6), ha="left", va="top")
    axes.text(1, -0.3, f"{high:g}", size=sheet.letters(6), ha="right", va="top")
    if picture.scale:
        axes.text(1.06, 0.5, picture.scale, size=sheet.letters(6), ha="left", va="center")
