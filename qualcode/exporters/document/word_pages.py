"""The pages of a Word document: where each bookmark stands when Word or LibreOffice lays the document out.

Lines are broken by the widths of Arial, and pages are filled by the rules that both programs have: rows that
are not torn, heads of tables that are repeated, paragraphs kept with the next, no line alone on a page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from docx.oxml.ns import qn

from qualcode.exporters.document.word_file import between_margins
from qualcode.exporters.document.word_lines import Letters
from qualcode.exporters.document.word_measures import ParagraphMeasures, Styles, pieces_of
from qualcode.exporters.document.word_xml import Element
from qualcode.exporters.word_styles import CELL_MARGIN

_EMU: Final = 635
_RULE: Final = 10
"""Twips of the line between two rows."""
_ROUNDED: Final = 2
"""Twips by which a page may be too full."""
_FEWEST: Final = 2
"""Lines of a paragraph that stand together on a page."""
_SECTION: Final = f"{qn('w:pPr')}/{qn('w:sectPr')}"
_DRAWN: Final = qn("w:drawing")
_EXTENT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


class Stand(NamedTuple):
    """The number of a page, and how far down below its margin in twips."""

    page: int
    down: float


@dataclass(frozen=True, slots=True)
class _Page:
    width: float
    height: float


@dataclass(slots=True)
class _Strip:
    """What is set from edge to edge: a paragraph, or a row of a table."""

    names: list[str]
    before: float = 0.0
    line: float = 0.0
    lines: int = 1
    after: float = 0.0
    keep_next: bool = False
    whole: bool = False
    new_page: bool = False
    head: float = 0.0
    """Of a row: how high the head is that is repeated above it on the next page."""
    page: _Page | None = None
    """The page that the section has from here on."""

    @property
    def begins(self) -> bool:
        """Whether it is wanted on a new page."""
        return self.new_page or self.page is not None

    @property
    def high(self) -> float:
        return self.lines * self.line

    def first_lines(self, room: float, left: int = 0) -> int:
        """How many of its lines that are left stand on the page, where the others go on on the next one."""
        left = left or self.lines
        if self.whole or not self.line:
            return 0
        fit = min(int((room + _ROUNDED) // self.line), left - _FEWEST)
        return fit if fit >= _FEWEST else 0


@dataclass(slots=True)
class _Place:
    """Where the next strip goes."""

    page: _Page
    number: int = 1
    down: float = 0.0
    below: float = 0.0
    """The space that the strip above leaves below it; of two spaces that meet, the larger one stands."""
    broken: bool = False
    """Whether the page began by itself: then nothing is left free above its first words."""
    found: dict[str, Stand] = field(default_factory=dict)

    def turn(self, head: float = 0.0, *, wanted: bool = False) -> None:
        """A new page, below a head that is repeated there."""
        self.number += 1
        self.down, self.below, self.broken = head, 0.0, not wanted

    def gap(self, strip: _Strip) -> float:
        """Above a strip."""
        if self.down:
            return max(self.below, strip.before)
        return 0.0 if self.broken else strip.before


def places_in(body: Element, styles: Element) -> Mapping[str, Stand]:
    """By the name of each bookmark: the number of its page, and how far down it stands in twips."""
    strips = list(_Measured(Styles(styles)).strips(body))
    place = _Place(_Page(0, 0))
    first = 0
    while first < len(strips):
        last = first
        while strips[last].keep_next and last + 1 < len(strips) and not strips[last + 1].begins:
            last += 1
        _set_together(place, strips[first : last + 1])
        first = last + 1
    return place.found


def _set_together(place: _Place, strips: Sequence[_Strip]) -> None:
    """Strips of which each is kept with the next, on one page where a page holds them."""
    first = strips[0]
    if place.down and first.begins:
        place.turn(wanted=True)
    place.page = first.page or place.page
    height = place.page.height
    here = not place.down or _fit(strips, place.down + place.gap(first), height)
    if not here and _fit(strips, 0.0, height - first.head):
        place.turn(first.head)
    for strip in strips:
        _set(place, strip)


def _fit(strips: Sequence[_Strip], down: float, height: float) -> bool:
    """Whether strips find room below ``down``; one that goes on on the next page has the rest."""
    below = 0.0
    for number, strip in enumerate(strips):
        down += max(below, strip.before) if number else 0.0
        if down + strip.high > height + _ROUNDED:
            return strip.first_lines(height - down) > 0
        down += strip.high
        below = strip.after
    return True


def _set(place: _Place, strip: _Strip) -> None:
    gap = place.gap(strip)
    room = place.page.height - place.down - gap
    if place.down and strip.high > room + _ROUNDED and not strip.first_lines(room):
        place.turn(strip.head)
        gap = place.gap(strip)
    place.down += gap
    for name in strip.names:
        place.found[name] = Stand(place.number, place.down)
    left = strip.lines
    while left > 1 and place.down + left * strip.line > place.page.height + _ROUNDED:
        left -= max(1, strip.first_lines(place.page.height - place.down, left))
        place.turn(strip.head)
    place.down += left * strip.line
    place.below = strip.after


class _Measured:
    """Measures paragraphs and rows in the order in which they stand."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._letters = Letters()

    def strips(self, body: Element) -> Iterator[_Strip]:
        pages = _pages(body)
        page = next(pages)
        fresh: _Page | None = page
        for child in body:
            if child.tag == qn("w:p"):
                made = [self._paragraph(child, page.width)]
            elif child.tag == qn("w:tbl"):
                made = list(self._rows(child))
            else:
                continue
            if made and fresh is not None:
                made[0].page, fresh = fresh, None
            yield from made
            if child.find(_SECTION) is not None:
                page = fresh = next(pages)

    def _paragraph(self, holder: Element, width: float) -> _Strip:
        measures = self._styles.paragraph(holder)
        line, lines = self._lines(holder, measures, width)
        return _Strip(
            _names(holder), measures.before, line, lines, measures.after,
            measures.keep_next, measures.keep_lines, measures.new_page,
        )  # fmt: skip

    def _lines(self, holder: Element, measures: ParagraphMeasures, width: float) -> tuple[float, int]:
        drawn = list(holder.iter(_EXTENT))
        if drawn:
            return max(measures.line, *(int(extent.get("cy", "0")) / _EMU for extent in drawn)), 1
        room = width - measures.left - measures.right
        pieces = pieces_of(holder, measures)
        lines = self._letters.lines(pieces, room - measures.first, -measures.first)
        return measures.line, lines

    def _rows(self, holder: Element) -> Iterator[_Strip]:
        margin = _margin(holder)
        grid = [int(column.get(qn("w:w"), "0")) for column in holder.iter(qn("w:gridCol"))]
        ruled = holder.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None
        head = 0.0
        for row in holder.iter(qn("w:tr")):
            strip = self._row(row, grid, margin)
            strip.line += _RULE * ruled / strip.lines
            is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            if is_head:
                head += strip.high
            else:
                strip.head = head
            yield strip

    def _row(self, row: Element, grid: Sequence[int], margin: int) -> _Strip:
        names: list[str] = []
        tallest, line, lines, column, keep = 0.0, 0.0, 1, 0, False
        for number, cell in enumerate(row.iter(qn("w:tc"))):
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            wide = 1 if span is None else int(span.get(qn("w:val"), "1"))
            width = sum(grid[column : column + wide]) - 2 * margin
            column += wide
            strips = [self._paragraph(inner, width) for inner in cell.iter(qn("w:p"))]
            names += [name for strip in strips for name in strip.names]
            high = _stacked(strips)
            keep = strips[0].keep_next if number == 0 else keep
            if high > tallest:
                tallest, line, lines = high, strips[0].line, sum(strip.lines for strip in strips)
        properties = row.find(qn("w:trPr"))
        whole = properties is not None and properties.find(qn("w:cantSplit")) is not None
        exact = None if properties is None else properties.find(qn("w:trHeight"))
        if exact is not None:
            own = float(exact.get(qn("w:val"), "0"))
            tallest = own if exact.get(qn("w:hRule")) == "exact" else max(own, tallest)
        if whole or not line:
            return _Strip(names, line=tallest, keep_next=keep)
        return _Strip(names, line=tallest / lines, lines=lines, keep_next=keep)


def _stacked(strips: Sequence[_Strip]) -> float:
    """How high paragraphs are in a cell, with the space above the first and below the last."""
    between = sum(max(above.after, strip.before) for above, strip in pairwise(strips))
    return strips[0].before + sum(strip.high for strip in strips) + between + strips[-1].after


def _pages(body: Element) -> Iterator[_Page]:
    for section in body.iter(qn("w:sectPr")):
        yield _Page(between_margins(section, across=True), between_margins(section, across=False))


def _margin(holder: Element) -> int:
    found = holder.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/{qn('w:left')}")
    return CELL_MARGIN if found is None else int(found.get(qn("w:w"), "0"))


def _names(holder: Element) -> list[str]:
    return [str(mark.get(qn("w:name"))) for mark in holder.iter(qn("w:bookmarkStart"))]
