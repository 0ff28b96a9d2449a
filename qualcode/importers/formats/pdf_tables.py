"""Tables on the pages of a PDF: rows of speech with their cells apart, and columns of print one by one.

A page knows of words at places only. Cells of a table begin below each other, with a wide gap before them;
in a table of speech all columns but one are narrow, in two columns of print all are wide.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from qualcode.importers.clock import TIME
from qualcode.importers.formats.pdf_margins import Cell, Line
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class

_NEAR: Final = 4.0
"""Points within which cells begin below each other."""

_FEWEST_ROWS: Final = 4
_NEARLY_ALL: Final = 0.9
_TYPED_GAP: Final = 8.0
"""Points; two blanks are narrower."""

_IS_TIME: Final = re.compile(rf"[\[(<{{#]?{TIME}(?:-\d)?[\])>}}#]?")
_OFTEN: Final = 0.25
_MOSTLY: Final = 0.6
_NARROW: Final = 30
"""Letters; names and times are not longer on the whole."""

_FAR: Final = 60.0
"""Points; what is so far below a row is no part of it."""

_HYPHEN: Final = "\ufffe"


def rows_of_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of a table joined to one a row, with tabs between its cells."""
    many = [line for line in lines if len(line.cells) > 1]
    if len(many) < _FEWEST_ROWS:
        return list(lines)
    edges = _edges(many)
    rows = sum(len(_placed(line, edges)) > 1 for line in many)
    widths = _widths(many, edges)
    wide = sum(width > _NARROW for width in widths)
    if _is_typed(many, edges, wide):
        return [_with_tabs(line) if _has_label(line) else line for line in lines]
    if len(edges) < 2 or rows < _FEWEST_ROWS:
        return list(lines)
    if wide > 1:
        is_print = len(edges) == wide == 2 and rows >= _MOSTLY * len(lines)
        return _one_by_one(lines, edges) if is_print else list(lines)
    return _in_rows(lines, edges, widths.index(max(widths)))


def _is_typed(many: Sequence[Line], edges: Sequence[float], wide: int) -> bool:
    """Whether blanks were typed behind names: little is below anything else, but the gaps tell."""
    labelled = [line for line in many if _has_label(line)]
    in_columns = sum(len(_placed(line, edges)) == len(line.cells) for line in labelled)
    mostly = len(labelled) >= _NEARLY_ALL * len(many)
    return len(labelled) >= _FEWEST_ROWS and (
        in_columns < _NEARLY_ALL * len(labelled) or (wide > 1 and mostly)
    )


def _has_label(line: Line) -> bool:
    """Whether a line begins with a name, or a time, and a wide gap."""
    if len(line.cells) < 2 or line.cells[1].left - line.cells[0].right < _TYPED_GAP:
        return False
    first = line.cells[0].text.rstrip(" :")
    return _IS_TIME.fullmatch(first) is not None or label_class(first) > LabelClass.WORDS


def _with_tabs(line: Line) -> Line:
    """A line with a tab behind its name and behind its time; other gaps are within speech."""
    cells = [cell.text for cell in line.cells]
    heads = 1
    while heads < len(cells) - 1 and (
        _IS_TIME.fullmatch(cells[heads]) or _IS_TIME.fullmatch(cells[heads - 1])
    ):
        heads += 1
    return line._replace(text="\t".join([*cells[:heads], " ".join(cells[heads:])]))


def _edges(lines: Sequence[Line]) -> list[float]:
    """Where columns begin: places at which many cells do."""
    lefts = sorted(cell.left for line in lines for cell in line.cells)
    groups: list[list[float]] = []
    for left in lefts:
        if groups and left - groups[-1][0] <= _NEAR:
            groups[-1].append(left)
        else:
            groups.append([left])
    least = max(_FEWEST_ROWS - 1, _OFTEN * len(lines))
    return [group[0] for group in groups if len(group) >= least]


def _column(cell: Cell, edges: Sequence[float]) -> int | None:
    return next((place for place, edge in enumerate(edges) if -1 <= cell.left - edge <= _NEAR), None)


def _placed(line: Line, edges: Sequence[float]) -> dict[int, str]:
    """The cells of a line by their columns; what begins elsewhere goes on in the cell before it."""
    found: dict[int, str] = {}
    last: int | None = None
    for cell in line.cells:
        place = _column(cell, edges)
        if place is not None:
            last = place
            found[place] = _joined(found.get(place, ""), cell.text)
        elif last is not None:
            found[last] = _joined(found[last], cell.text)
        else:
            return {}
    return found


def _widths(lines: Sequence[Line], edges: Sequence[float]) -> list[float]:
    """How many letters the cells of each column have on the whole."""
    lengths: list[list[int]] = [[] for _ in edges]
    for line in lines:
        for place, text in _placed(line, edges).items():
            lengths[place].append(len(text))
    return [sum(found) / max(1, len(found)) for found in lengths]


def _in_rows(lines: Sequence[Line], edges: Sequence[float], speech: int) -> list[Line]:
    """A line for each row, with its ``speech`` last, whichever column that is."""
    order = [place for place in range(len(edges)) if place != speech] + [speech]
    rows: list[Line] = []
    row: dict[int, str] = {}
    for line in lines:
        cells = _placed(line, edges)
        if row and cells and _goes_on(cells) and _is_near(rows[-1], line):
            for place, text in cells.items():
                row[place] = _joined(row.get(place, ""), text)
            rows[-1] = rows[-1]._replace(
                text=_written(row, order), right=line.right, base=line.base, page=line.page
            )
        elif len(cells) > 1:
            row = cells
            rows.append(line._replace(text=_written(row, order)))
        else:
            row = {}
            rows.append(line)
    return rows


def _goes_on(cells: dict[int, str]) -> bool:
    """Whether a line is more of the row above: its first cell is empty, or goes on within a name."""
    first = cells.get(0, "")
    return not first or first[0] in "([" or (first[0].islower() and len(cells) > 1)


def _is_near(above: Line, line: Line) -> bool:
    """Whether a line is right below another one, or may be so on the next page."""
    return above.page != line.page or above.base - line.base < _FAR


def _written(row: dict[int, str], order: Sequence[int]) -> str:
    return "\t".join(row.get(place, "") for place in order).rstrip("\t")


def _joined(above: str, below: str) -> str:
    return above + below if above.endswith(_HYPHEN) or not above else f"{above} {below}"


def _one_by_one(lines: Sequence[Line], edges: Sequence[float]) -> list[Line]:
    """Columns of print: on each page the left one, then the right one."""
    ordered: list[Line] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        right: list[Line] = []
        for line in page:
            left, other = _halves(line, edges)
            if left:
                ordered.append(_part(line, left))
            if other:
                right.append(_part(line, other))
        ordered += right
    return ordered


def _halves(line: Line, edges: Sequence[float]) -> tuple[list[Cell], list[Cell]]:
    cells = line.cells or (Cell(line.left, line.right, line.text),)
    return (
        [cell for cell in cells if cell.left < edges[1] - 1],
        [cell for cell in cells if cell.left >= edges[1] - 1],
    )


def _part(line: Line, cells: Sequence[Cell]) -> Line:
    words = " ".join(cell.text for cell in cells)
    return line._replace(text=words, left=cells[0].left, right=cells[-1].right, cells=())
