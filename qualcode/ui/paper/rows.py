"""A transcript as rows of print: its lines broken to the width of the sheet and dealt out to pages."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from qualcode.model.people import speaker_called
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.words.clock import clock
from qualcode.model.words.direction import reads_leftwards
from qualcode.model.words.offsets import Offsets
from qualcode.ui.paper.pdf_file import UNITS_A_POINT
from qualcode.ui.paper.sheet import Sheet
from qualcode.ui.transcript.display import NO_TURN, Display
from qualcode.ui.transcript.tab_stops import tab_distance

QUIET: Final = "#5a6472"
_LEADINGS: Final = (1.28, 1.26, 1.24, 1.22)
"""How high lines are, in parts of their letters; the first is the usual one."""
_FEW: Final = 8
"""Lines that are no page of their own."""
_BETWEEN_TURNS: Final = 0.55
_NARROWEST: Final = 200
_FEWEST: Final = 2
"""Lines of a paragraph on a page, unless it has but one."""
_ROUNDED: Final = 0.01
_TAB: Final = 36 * UNITS_A_POINT


@dataclass(frozen=True, eq=False, slots=True)
class PrintedRow:
    """One row of print. ``start`` and ``end`` are code points; ``turn`` counts from 1, where one begins."""

    layout: QTextLayout
    line: int
    start: int
    end: int
    turn: int | None
    page: int
    y: float


@dataclass(frozen=True, eq=False)
class PrintedRows:
    """All rows in order, how tall each is, and how many pages they fill."""

    all: tuple[PrintedRow, ...]
    height: float
    pages: int

    def of_page(self, page: int) -> list[tuple[int, PrintedRow]]:
        """The rows of a page with their numbers, from 1."""
        first, last = bisect_left(self._pages, page), bisect_right(self._pages, page)
        return list(enumerate(self.all[first:last], first + 1))

    def first_of(self, page: int) -> int:
        """The place of the first row of a page."""
        return bisect_left(self._pages, page)

    def turns_on(self, page: int) -> tuple[int, int] | None:
        """The first and the last numbered turn of which a page holds something."""
        first, last = self.first_of(page), bisect_right(self._pages, page)
        upto = [turn for turn in self._turns[first:last] if turn]
        return (upto[0], upto[-1]) if upto else None

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The first row and the row after the last that hold something of a stretch."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first + 1, bisect_right(self._starts, max(start, end - 1)))
        return first, last

    @cached_property
    def _pages(self) -> list[int]:
        return [row.page for row in self.all]

    @cached_property
    def _turns(self) -> list[int]:
        """For every row the number of the turn that it belongs to; 0 where that has none."""
        found, now = [], 0
        for row in self.all:
            now = row.turn or now
            found.append(now)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [row.start for row in self.all]


def rows_of(study: Study, transcript_id: UUID, sheet: Sheet, font: QFont, top_of_first: float) -> PrintedRows:
    """Break a transcript into rows; the first page begins further down, below its title.

    Lines are a little closer where the last page would have but a few.
    """
    display = Display(study.text(transcript_id), study.turns_of(transcript_id))
    width = max(_NARROWEST, sheet.text[1])
    paragraphs = list(_paragraphs(study, transcript_id, display))
    tabs = _tabs(paragraphs, display, font, width)
    laid_out = [
        (each, _laid_out(each, font, width, tabs.get(display.opening_of(each.block), _TAB)))
        for each in paragraphs
    ]

    def dealt_out(leading: float) -> PrintedRows:
        return _dealt_out(display, laid_out, sheet, top_of_first, _height(font), leading)

    usual = dealt_out(_LEADINGS[0])
    if len(usual.of_page(usual.pages - 1)) > _FEW:
        return usual
    return next((rows for rows in map(dealt_out, _LEADINGS[1:]) if rows.pages < usual.pages), usual)


def _dealt_out(
    display: Display,
    laid_out: Iterable[tuple["_Paragraph", QTextLayout]],
    sheet: Sheet,
    top_of_first: float,
    metrics_height: float,
    leading: float,
) -> PrintedRows:
    """The rows on their pages, with so much ``leading``."""
    height = metrics_height * leading
    page, y = 0, top_of_first
    found: list[PrintedRow] = []
    for paragraph, layout in laid_out:
        before = _units(paragraph.head)
        if paragraph.opens and found:
            y += _BETWEEN_TURNS * metrics_height
        room, full = (int((sheet.bottom - top + _ROUNDED) // height) for top in (y, sheet.top))
        turned = turned_at(layout.lineCount(), room, full)
        for number in range(layout.lineCount()):
            if number in turned:
                page, y = page + 1, sheet.top
            line = layout.lineAt(number)
            begin, after = line.textStart() - before, line.textStart() + line.textLength() - before
            start = display.position_in(paragraph.block, begin) if number else paragraph.start
            end = display.position_in(paragraph.block, after)
            turn = None if number else paragraph.turn
            found.append(PrintedRow(layout, number, start, end, turn, page, y))
            y += height
    return PrintedRows(tuple(found), height, page + 1)


def turned_at(lines: int, room: int, full: int) -> frozenset[int]:
    """Before which lines of a paragraph a page is turned, so that none is alone on one.

    The page has ``room`` for so many lines, and a new one for a ``full`` number of them.
    """
    place, found = _standing(lines, room), set[int]()
    while place < lines:
        if place or room < full:
            found.add(place)
        place += _standing(lines - place, full) or max(1, min(lines - place, full))
    return frozenset(found)


def _standing(lines: int, room: int) -> int:
    """How many lines of a paragraph stand where there is so much room; more than one are left to the next."""
    if lines <= room:
        return lines
    some = min(room, lines - _FEWEST)
    return some if some >= _FEWEST else 0


class _Paragraph(NamedTuple):
    """A paragraph of a turn: ``name`` and ``time`` stand before its words where the turn begins with it.

    ``start``: the first place of the text that it stands for, labels among them. ``turn`` counts from 1.
    """

    block: int
    start: int
    words: str
    opens: bool
    turn: int | None
    name: str
    time: str
    quiet: bool

    @property
    def head(self) -> str:
        """What stands before the words."""
        time = f"({self.time})" if self.name and self.time else self.time
        told = " ".join(filter(None, (self.name, time)))
        return f"{told}: " if self.name else f"{told} " if told else ""


def _paragraphs(study: Study, transcript_id: UUID, display: Display) -> Iterator[_Paragraph]:
    """The paragraphs as the window shows them, each turn with who speaks and when, in place of its label."""
    turns = study.turns_of(transcript_id)
    opening = turns.opening(display.text)
    for block in range(len(display)):
        words, opens = display.shown(block), bool(display.opens_turn[block])
        place = int(display.turn_of[block])
        start = int(display.starts[block])
        if place == NO_TURN:
            if words.strip():
                yield _Paragraph(block, start, words, opens, None, "", "", quiet=False)
            continue
        turn = turns.row(place)
        quiet = turn.role is Role.INTERVIEWER or place < opening
        if not opens:
            if words.strip():
                yield _Paragraph(block, start, words, False, None, "", "", quiet)
            continue
        number = turn.ordinal + 1 if place >= opening else None
        name = " ".join(speaker_called(study, turn).split())
        yield _Paragraph(block, turn.span.start, words, True, number, name, clock(turn.time), quiet)


def _tabs(paragraphs: Iterable[_Paragraph], display: Display, font: QFont, width: float) -> dict[int, float]:
    """By the block that opens a turn with tabs in it, how far apart its tab stops are: as in the window."""
    lines: dict[int, list[str]] = {}
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Bold)
    heads: set[str] = set()
    for paragraph in paragraphs:
        if "\t" in paragraph.words:
            line = paragraph.head + paragraph.words
            lines.setdefault(display.opening_of(paragraph.block), []).append(line)
            if paragraph.head:
                heads.add(line.partition("\t")[0])
    letter = _width("0", font) if lines else 0.0

    def width_of(cell: str) -> float:
        return _width(cell, bold if cell in heads else font)

    return {block: tab_distance(of_turn, width_of, letter, width) for block, of_turn in lines.items()}


def _laid_out(paragraph: _Paragraph, font: QFont, width: float, tab: float) -> QTextLayout:
    head = paragraph.head
    # Places in a line of print that Qt takes for ends of lines.
    text = (head + paragraph.words).replace("\u2028", " ").replace("\u2029", " ")
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    option.setTabStopDistance(tab)
    if reads_leftwards(paragraph.words):
        # A name in other letters does not turn what is said.
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    quiet, bold = QTextCharFormat(), QTextCharFormat()
    quiet.setForeground(QColor(QUIET))
    bold.setFontWeight(QFont.Weight.Bold)
    name, before = _units(paragraph.name), _units(head)
    ranges = [
        _range(0, _units(text) if paragraph.quiet else 0, quiet),
        _range(name, before - name, quiet),
        _range(0, name, bold),
    ]
    layout.setFormats([each for each in ranges if each.length])
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def _units(words: str) -> int:
    return Offsets(words).utf16_length


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    made.format = look
    return made


def _height(font: QFont) -> float:
    # A line is gone with its layout, which therefore has a name.
    layout = _on_a_line("Xg", font)
    return layout.lineAt(0).height()


def _width(words: str, font: QFont) -> float:
    layout = _on_a_line(words, font)
    return layout.lineAt(0).naturalTextWidth()


def _on_a_line(words: str, font: QFont) -> QTextLayout:
    # QFontMetricsF would ask the screen, of which a thread or a command has none.
    layout = QTextLayout(words, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    return layout
