"""A transcript as rows of print: its lines broken to the width of the sheet and dealt out to pages."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn
from qualcode.model.words.offsets import Offsets
from qualcode.ui.paper.pdf_file import UNITS_A_POINT
from qualcode.ui.paper.sheet import Sheet

QUIET: Final = "#5a6472"
_LEADING: Final = 1.28
_BETWEEN_TURNS: Final = 0.55
_NARROWEST: Final = 200
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

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The first row and the row after the last that hold something of a stretch."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first + 1, bisect_right(self._starts, max(start, end - 1)))
        return first, last

    @cached_property
    def _pages(self) -> list[int]:
        return [row.page for row in self.all]

    @cached_property
    def _starts(self) -> list[int]:
        return [row.start for row in self.all]


def rows_of(study: Study, transcript_id: UUID, sheet: Sheet, font: QFont, top_of_first: float) -> PrintedRows:
    """Break a transcript into rows; the first page begins further down, below its title."""
    metrics_height = _height(font)
    height = metrics_height * _LEADING
    page, y = 0, top_of_first
    found: list[PrintedRow] = []
    opening = study.turns_of(transcript_id).opening(study.text(transcript_id))
    for text, prefix, start, turn, label_end, role in _paragraphs(study, transcript_id):
        layout = _laid_out(text, label_end, role, font, max(_NARROWEST, sheet.text[1]))
        offsets = Offsets(text)
        if turn is not None and found:
            y += _BETWEEN_TURNS * metrics_height
        for number in range(layout.lineCount()):
            if y + height > sheet.bottom:
                page, y = page + 1, sheet.top
            line = layout.lineAt(number)
            first = offsets.to_code_points(line.textStart()) - prefix
            last = offsets.to_code_points(line.textStart() + line.textLength()) - prefix
            counted = turn is not None and number == 0 and turn.ordinal >= opening
            begins = turn.ordinal + 1 if turn is not None and counted else None
            found.append(
                PrintedRow(layout, number, start + max(0, first), start + max(0, last), begins, page, y)
            )
            y += height
    return PrintedRows(tuple(found), height, page + 1)


_Paragraph = tuple[str, int, int, Turn | None, int, Role]
"""Words, how many of their letters stand before those of the text, where these begin, turn, label, role."""


def _paragraphs(study: Study, transcript_id: UUID) -> Iterator[_Paragraph]:
    """Every line of the text, with the turn that begins with it."""
    text = study.text(transcript_id)
    turns = {turn.span.start: turn for turn in study.turns_of(transcript_id)}
    current: Turn | None = None
    start = 0
    for words in text.split("\n"):
        begins = turns.get(start)
        current = begins or study.turn_at(transcript_id, start) or current
        role = current.role if current is not None else Role.OTHER
        end = start + len(words)
        if words.strip() or begins is not None:
            label_end = 0 if begins is None else min(len(words), max(0, begins.speech - start))
            prefix = f"{begins.label}: " if begins is not None and begins.label and not label_end else ""
            yield prefix + words, len(prefix), start, begins, len(prefix) or label_end, role
        start = end + 1


def _laid_out(text: str, label_end: int, role: Role, font: QFont, width: float) -> QTextLayout:
    # Places in a line of print that Qt takes for ends of lines.
    layout = QTextLayout(text.replace("\u2028", " ").replace("\u2029", " "), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    option.setTabStopDistance(_TAB)
    layout.setTextOption(option)
    offsets = Offsets(text)
    formats = []
    if role is not Role.PARTICIPANT:
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(QUIET))
        formats.append(_range(0, offsets.utf16_length, quiet))
    if label_end:
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        formats.append(_range(0, offsets.to_utf16(label_end), bold))
    layout.setFormats(formats)
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    made.format = look
    return made


def _height(font: QFont) -> float:
    # QFontMetricsF would ask the screen, of which a thread or a command has none.
    layout = QTextLayout("Xg", font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    return line.height()
