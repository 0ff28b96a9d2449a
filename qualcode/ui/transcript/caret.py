"""Where the caret goes: motions by letter, word, line and page through the laid-out text."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextLayout

from qualcode.ui.transcript.column import TextColumn, x_of

_Motion = Callable[["CaretMotion", int], int]


class CaretMotion:
    """Moves a stored position through a column; keeps the column one runs along by Up and Down."""

    def __init__(self, column: TextColumn, page: int) -> None:
        self._column = column
        self._display = column.display
        self._page = page
        self.goal: float | None = None

    def destination(self, event: QKeyEvent, position: int) -> int | None:
        """Where a key press brings the caret; None where the key is no motion."""
        for key, motion in _MOTIONS.items():
            if event.matches(key):
                if motion not in _VERTICAL:
                    self.goal = None
                return motion(self, position)
        return None

    # -- along the line -----------------------------------------------------------------------

    def left(self, position: int) -> int:
        return self._beside(position, rightwards=False)

    def right(self, position: int) -> int:
        return self._beside(position, rightwards=True)

    def _beside(self, position: int, *, rightwards: bool) -> int:
        block, units, layout = self._where(position)
        moved = _letter_beside(layout, units, rightwards=rightwards)
        if moved != units:
            return self._display.position_in(block, moved)
        return self._across(block, forward=rightwards != self._right_to_left(layout), position=position)

    def word_left(self, position: int) -> int:
        return self._by_word(position, rightwards=False)

    def word_right(self, position: int) -> int:
        return self._by_word(position, rightwards=True)

    def _by_word(self, position: int, *, rightwards: bool) -> int:
        block, units, layout = self._where(position)
        forward = rightwards != self._right_to_left(layout)
        mode = QTextLayout.CursorMode.SkipWords
        moved = (
            layout.nextCursorPosition(units, mode) if forward else layout.previousCursorPosition(units, mode)
        )
        if moved != units:
            return self._display.position_in(block, moved)
        return self._across(block, forward=forward, position=position)

    def line_start(self, position: int) -> int:
        block, units, _ = self._where(position)
        return self._display.position_in(block, self._column.line_of(block, units).textStart())

    def line_end(self, position: int) -> int:
        block, units, layout = self._where(position)
        line = self._column.line_of(block, units)
        end = line.textStart() + line.textLength()
        if line.lineNumber() + 1 < layout.lineCount():
            end = max(line.textStart(), layout.previousCursorPosition(end))
        return self._display.position_in(block, end)

    # -- up and down --------------------------------------------------------------------------

    def up(self, position: int) -> int:
        block, units, _ = self._where(position)
        number = self._column.line_of(block, units).lineNumber()
        if number:
            return self._in_line(block, number - 1, position)
        if block:
            return self._in_line(block - 1, -1, position)
        return int(self._display.starts[0])

    def down(self, position: int) -> int:
        block, units, layout = self._where(position)
        number = self._column.line_of(block, units).lineNumber()
        if number + 1 < layout.lineCount():
            return self._in_line(block, number + 1, position)
        if block + 1 < len(self._display):
            return self._in_line(block + 1, 0, position)
        return int(self._display.ends[-1])

    def _in_line(self, block: int, number: int, position: int) -> int:
        goal = self._goal(position)
        layout = self._column.layout(block)
        line = layout.lineAt(number % layout.lineCount())
        return self._display.position_in(block, self._column.units_at(layout, line, goal))

    def page_up(self, position: int) -> int:
        return self._by_pixels(position, -self._page)

    def page_down(self, position: int) -> int:
        return self._by_pixels(position, self._page)

    def _by_pixels(self, position: int, pixels: int) -> int:
        goal, rect = self._goal(position), self._column.caret_rect(position)
        low, high = sorted((rect.top(), rect.top() + pixels))
        self._column.ensure(max(0.0, low), high + self._page)
        y = self._column.caret_rect(position).center().y() + pixels
        return self._column.position_at(goal, min(max(y, 0.0), self._column.height))

    def text_start(self, position: int) -> int:
        return int(self._display.starts[0])

    def text_end(self, position: int) -> int:
        return int(self._display.ends[-1])

    # -- shared -------------------------------------------------------------------------------

    def _where(self, position: int) -> tuple[int, int, QTextLayout]:
        block = self._display.block_at(position)
        return block, self._display.units_in(block, position), self._column.layout(block)

    def _across(self, block: int, *, forward: bool, position: int) -> int:
        if forward and block + 1 < len(self._display):
            return int(self._display.starts[block + 1])
        if not forward and block:
            return int(self._display.ends[block - 1])
        return position

    def _goal(self, position: int) -> float:
        if self.goal is None:
            block, units, _ = self._where(position)
            self.goal = x_of(self._column.line_of(block, units), units)
        return self.goal

    @staticmethod
    def _right_to_left(layout: QTextLayout) -> bool:
        return layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft


def _letter_beside(layout: QTextLayout, units: int, *, rightwards: bool) -> int:
    """The next place of the caret: where directions mix, Qt stops within letters of several units as well."""
    step = layout.rightCursorPosition if rightwards else layout.leftCursorPosition
    moved = step(units)
    while not layout.isValidCursorPosition(moved):
        before, moved = moved, step(moved)
        if moved == before:
            return units
    return moved


_KEY = QKeySequence.StandardKey
_MOTIONS: Final[dict[QKeySequence.StandardKey, _Motion]] = {
    _KEY.MoveToPreviousChar: CaretMotion.left,
    _KEY.SelectPreviousChar: CaretMotion.left,
    _KEY.MoveToNextChar: CaretMotion.right,
    _KEY.SelectNextChar: CaretMotion.right,
    _KEY.MoveToPreviousWord: CaretMotion.word_left,
    _KEY.SelectPreviousWord: CaretMotion.word_left,
    _KEY.MoveToNextWord: CaretMotion.word_right,
    _KEY.SelectNextWord: CaretMotion.word_right,
    _KEY.MoveToStartOfLine: CaretMotion.line_start,
    _KEY.SelectStartOfLine: CaretMotion.line_start,
    _KEY.MoveToEndOfLine: CaretMotion.line_end,
    _KEY.SelectEndOfLine: CaretMotion.line_end,
    _KEY.MoveToPreviousLine: CaretMotion.up,
    _KEY.SelectPreviousLine: CaretMotion.up,
    _KEY.MoveToNextLine: CaretMotion.down,
    _KEY.SelectNextLine: CaretMotion.down,
    _KEY.MoveToPreviousPage: CaretMotion.page_up,
    _KEY.SelectPreviousPage: CaretMotion.page_up,
    _KEY.MoveToNextPage: CaretMotion.page_down,
    _KEY.SelectNextPage: CaretMotion.page_down,
    _KEY.MoveToStartOfDocument: CaretMotion.text_start,
    _KEY.SelectStartOfDocument: CaretMotion.text_start,
    _KEY.MoveToEndOfDocument: CaretMotion.text_end,
    _KEY.SelectEndOfDocument: CaretMotion.text_end,
}
_VERTICAL: Final = (CaretMotion.up, CaretMotion.down, CaretMotion.page_up, CaretMotion.page_down)
