"""The list of segments beside the text: three lines each, with the colour of the code at the edge."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qualcode.model.codes.colour import readable, tinted
from qualcode.ui.look.elided import elided
from qualcode.ui.look.theme import Colours, colours_now
from qualcode.ui.models.segment_rows import LINE, SegmentLine, SegmentRows
from qualcode.ui.widgets.current_row import make_current

Index = QModelIndex | QPersistentModelIndex

_PAD: Final = 6
_EDGE: Final = 4
_LEAST_NAME: Final = 0.45
"""Share of a line that a transcript's name may take, whatever else there is to be said."""
_SHARES_OF_CODE: Final = (0.4, 0.6)
"""What a code's name may take of a line, at least and at most."""
_BETWEEN: Final = " · "
_FEWEST_LETTERS: Final = 3
"""Of a speaker's name, with the sign that it is cut: less says nothing."""
_LINES: Final = 2
"""Of the words; what is more is read in the text."""


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, row_height(QFontMetrics(option.font)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: SegmentLine | None = index.data(LINE)
        colours = colours_now()
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.fillRect(rect, QColor(_ground(colours, chosen=chosen)))
        if line is not None:
            edge = QRectF(rect.left(), rect.top(), _EDGE, rect.height() - 1)
            painter.fillRect(edge, QColor(readable(line.colour, colours.base)))
            self._write(painter, option.font, QRectF(rect), line, colours)
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if focused:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _write(
        self, painter: QPainter, font: QFont, rect: QRectF, line: SegmentLine, colours: Colours
    ) -> None:
        metrics = QFontMetrics(font)
        left, width = rect.left() + _EDGE + _PAD, rect.width() - _EDGE - 2 * _PAD
        base = rect.top() + _PAD + metrics.ascent()
        if line.code:
            bold = QFont(font)
            bold.setWeight(QFont.Weight.DemiBold)
            room = room_for_code(line, metrics, round(width))
            name = QFontMetrics(bold).elidedText(line.code, Qt.TextElideMode.ElideRight, room)
            painter.setFont(bold)
            painter.setPen(QColor(colours.text))
            painter.drawText(QPointF(left, base), name)
            taken = QFontMetrics(bold).horizontalAdvance(name) + _PAD
        else:
            taken = 0
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        where = where_in(line, metrics, round(width - taken))
        painter.drawText(QPointF(left + taken, base), where)
        painter.setPen(QColor(colours.text))
        top = rect.top() + _PAD + metrics.lineSpacing()
        for number, words in enumerate(_wrapped(line.words, font, width)):
            painter.drawText(QPointF(left, top + number * metrics.lineSpacing() + metrics.ascent()), words)


def row_height(metrics: QFontMetrics) -> int:
    """How high a row is: where a segment is, and two lines of its words."""
    return metrics.lineSpacing() * (1 + _LINES) + 2 * _PAD + 1


def room_for_code(line: SegmentLine, metrics: QFontMetrics, width: int) -> int:
    """What a code's name may take of a line: turn and speaker come before the end of a long name."""
    # Widths are whole pixels, and what is drawn is measured more exactly.
    who = (line.speaker, line.whose) if line.speaker else (line.by,)
    needed = metrics.horizontalAdvance(_joined((line.turn, *who))) + _PAD + 1
    least, most = (round(width * share) for share in _SHARES_OF_CODE)
    return max(least, min(most, width - needed))


def where_in(line: SegmentLine, metrics: QFontMetrics, room: int) -> str:
    """Where a segment is, in so many pixels.

    Of a transcript's name its beginning and end stay, which tell it apart. The coder's name gives way before
    the speaker, whose words they are; where several have coded, initials stay.
    """
    wide = metrics.horizontalAdvance
    if not line.transcript:
        return metrics.elidedText(_brief(line, metrics, room), Qt.TextElideMode.ElideRight, room)
    least = min(wide(f" · {line.transcript}"), round(room * _LEAST_NAME))
    # Widths of parts are rounded each for itself.
    brief = _brief(line, metrics, room - least - len(_BETWEEN))
    rest = room - min(wide(f"{brief} · "), room - round(room * _LEAST_NAME))
    name = metrics.elidedText(line.transcript, Qt.TextElideMode.ElideMiddle, rest)
    left = room - wide(f" · {name}")
    return f"{metrics.elidedText(brief, Qt.TextElideMode.ElideRight, left)} · {name}"


def _brief(line: SegmentLine, metrics: QFontMetrics, room: int) -> str:
    """Turn, speaker and coder; without room initials say who coded, then the speaker's name is cut."""
    memo = "memo" if line.memo else ""
    for who in (line.by, line.whose):
        words = _joined((line.turn, line.speaker, who, memo))
        if metrics.horizontalAdvance(words) <= room:
            return words
    if not line.speaker:
        return _joined((line.turn, line.whose or line.by, memo))
    rest = _joined((line.whose, memo))
    left = room - metrics.horizontalAdvance(_joined((line.turn, rest)) + _BETWEEN)
    speaker = metrics.elidedText(line.speaker, Qt.TextElideMode.ElideRight, left)
    return _joined((line.turn, speaker if len(speaker) >= _FEWEST_LETTERS else "", rest))


def _joined(parts: Sequence[str]) -> str:
    return _BETWEEN.join(filter(None, parts))


def _ground(colours: Colours, *, chosen: bool) -> str:
    return tinted(colours.accent, colours.base, 0.18) if chosen else colours.base


def _wrapped(words: str, font: QFont, width: float) -> list[str]:
    """The words in two lines, the last one cut where there is more."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= _LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    # Qt counts in UTF-16; so do the pieces that are cut here.
    coded = words.encode("utf-16-le")
    pieces = [
        coded[2 * start : (None if end is None else 2 * end)].decode("utf-16-le", "ignore").strip()
        for start, end in zip(starts[:_LINES], [*starts[1:_LINES], None], strict=False)
    ]
    if pieces:
        pieces[-1] = elided(pieces[-1], QFontMetrics(font), round(width))
    return pieces


class SegmentLines(QListView):
    """Several can be chosen; the keyboard goes to the text by Enter, back to it by Escape."""

    gone_to = Signal(int)
    """A row was come to, by key or click: the text follows."""
    entered = Signal(int)
    """Enter or a double click: the keyboard goes to the text, too."""
    left = Signal()

    def __init__(self, rows: SegmentRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(_LineDelegate(self))
        self.setAccessibleName("Segments")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(lambda index: self.gone_to.emit(index.row()))
        self.doubleClicked.connect(lambda index: self.entered.emit(index.row()))

    @property
    def chosen(self) -> list[int]:
        """The rows that are selected, from the top."""
        return [row for first, last in self._stretches() for row in range(first, last + 1)]

    @property
    def how_many(self) -> int:
        """How many rows are selected: of a hundred thousand none is looked at."""
        return sum(last - first + 1 for first, last in self._stretches())

    def _stretches(self) -> list[tuple[int, int]]:
        """First and last row of what is selected, from the top; Qt's own may overlap."""
        chosen = self.selectionModel().selection()
        ranges = sorted(
            (chosen.at(place).top(), chosen.at(place).bottom()) for place in range(chosen.count())
        )
        apart: list[tuple[int, int]] = []
        for first, last in ranges:
            if apart and first <= apart[-1][1]:
                apart[-1] = apart[-1][0], max(last, apart[-1][1])
            else:
                apart.append((first, last))
        return apart

    def go_to(self, row: int) -> None:
        """Make a row the current one and the only one chosen, in view."""
        make_current(self, self.rows.index(row))

    def keyboardSearch(self, search: str) -> None:
        """Rows do not begin with words that could be typed; Qt would look at each of ten thousand."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row >= 0:
                self.entered.emit(row)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            if self.currentIndex().row() not in (row, -1):
                self.gone_to.emit(self.currentIndex().row())
