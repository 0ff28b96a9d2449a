"""A transcript on pages: title, numbered turns and lines, and its codes beside the text."""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPainter,
)

from qualcode.analysis.captions.about import about
from qualcode.analysis.captions.transcript import turns_in_words
from qualcode.analysis.kept_back import kept_back
from qualcode.model.questions.provenance import IN_WORDS, caption
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.ui.paper.beside import (
    PlacedName,
    PrintedPassage,
    by_page,
    merged_passages,
    names_on,
    passages_of,
)
from qualcode.ui.paper.choice import PaperMargin, TranscriptPaper
from qualcode.ui.paper.pdf_file import DOTS_AN_INCH, UNITS_A_POINT
from qualcode.ui.paper.rows import QUIET, PrintedRow, rows_of
from qualcode.ui.paper.sheet import sheet_for

_INK: Final = "#000000"
_SMALL: Final = 0.78
_TITLE: Final = 1.6
_LANE: Final = 5 * UNITS_A_POINT
_STRIPE: Final = 3 * UNITS_A_POINT
_EVERY: Final = 5
"""Lines are numbered in fives, as in print."""
_OF_FOOT: Final = 0.65
_LINES_OF_A_NAME: Final = 2
"""Beside the text, where all names of the page find room."""
_APART: Final = "\u2003"
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class TranscriptPages:
    """Laid out when it is made, which takes its time; painted on any device after that."""

    def __init__(
        self,
        study: Study,
        transcript_id: UUID,
        choice: TranscriptPaper | None = None,
        coders: Sequence[UUID] | None = None,
    ) -> None:
        choice = choice or TranscriptPaper()
        self.title = study.transcripts[transcript_id].name
        self.size = choice.size
        self._choice = choice
        family = QGuiApplication.font().family()
        self._font, self._small = _font(family, choice.points), _font(family, choice.points * _SMALL)
        self._big = _font(family, choice.points * _TITLE)
        self._big.setBold(True)
        self._sheet = sheet_for(choice, QFontMetricsF(self._small).horizontalAdvance("0"))
        self._caption = _caption(study, transcript_id, choice, coders)
        if choice.consent:
            study = kept_back(study, transcript_id).study
        self._head = self._head_height()
        self._rows = rows_of(study, transcript_id, self._sheet, self._font, self._sheet.top + self._head)
        beside = choice.margin is not PaperMargin.NOTHING
        passages = passages_of(study, transcript_id, self._rows, coders) if beside else []
        self._passages = by_page(self._rows, passages)
        lanes = [passage.lane for passage in passages if passage.lane is not None]
        self._lanes = 1 + max(lanes, default=-1) if choice.margin is PaperMargin.STRIPES else 0

    @property
    def pages(self) -> int:
        """How many there are."""
        return self._rows.pages

    def paint(self, device: QPagedPaintDevice) -> Iterator[tuple[int, int]]:
        """Paint all pages, each in a turn of its own; the device begins at the very edges of the paper."""
        painter = QPainter(device)
        try:
            _scale_to(painter, device)
            for page in range(self.pages):
                if page:
                    device.newPage()
                self.paint_page(painter, page)
                yield page + 1, self.pages
        finally:
            painter.end()

    def picture(self, page: int, width: int) -> QImage:
        """A page as it will look, so many dots wide."""
        factor = width / self._sheet.width
        image = QImage(width, round(self._sheet.height * factor), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(factor, factor)
        self.paint_page(painter, page)
        painter.end()
        return image

    # -- one page -------------------------------------------------------------------------------

    def paint_page(self, painter: QPainter, page: int) -> None:
        """Paint a page in twentieths of a point."""
        sheet = self._sheet
        if page == 0:
            self._paint_head(painter)
        for number, row in self._rows.of_page(page):
            self._paint_numbers(painter, number, row)
            painter.setPen(QColor(_INK))
            line = row.layout.lineAt(row.line)
            line.draw(painter, QPointF(sheet.text[0], row.y - line.y()))
        self._paint_beside(painter, page)
        painter.setFont(self._small)
        painter.setPen(QColor(QUIET))
        foot = QRectF(sheet.left, sheet.foot, sheet.right - sheet.left, self._rows.height)
        painter.drawText(foot, _LEFT, self._elided(self.title, foot.width() * _OF_FOOT))
        painter.drawText(foot, _RIGHT, self._where(page))

    def _where(self, page: int) -> str:
        """What a page says of itself at its foot: its number, and the turns that are found on it."""
        number = f"{page + 1} / {self.pages}"
        turns = self._rows.turns_on(page) if self._choice.turn_numbers else None
        if turns is None:
            return number
        first, last = turns
        on = f"turn {first}" if first == last else f"turns {first} to {last}"
        return f"{on}{_APART}{number}"

    def _head_height(self) -> float:
        width = self._sheet.right - self._sheet.left
        big, small = QFontMetricsF(self._big), QFontMetricsF(self._small)
        wrapped = Qt.TextFlag.TextWordWrap
        room = QRectF(0, 0, width, 1e6)
        title = big.boundingRect(room, wrapped, self.title).height()
        return title + small.boundingRect(room, wrapped, self._caption).height() + 3 * small.height()

    def _paint_head(self, painter: QPainter) -> None:
        sheet = self._sheet
        room = QRectF(sheet.left, sheet.top, sheet.right - sheet.left, self._head)
        painter.setFont(self._big)
        painter.setPen(QColor(_INK))
        wrapped = Qt.TextFlag.TextWordWrap
        painter.drawText(room, wrapped, self.title)
        title = QFontMetricsF(self._big).boundingRect(QRectF(0, 0, room.width(), 1e6), wrapped, self.title)
        painter.setFont(self._small)
        painter.setPen(QColor(QUIET))
        below = title.height() + QFontMetricsF(self._small).height() / 2
        painter.drawText(room.adjusted(0, below, 0, 0), wrapped, self._caption)

    def _paint_numbers(self, painter: QPainter, number: int, row: PrintedRow) -> None:
        painter.setFont(self._small)
        lower = QFontMetricsF(self._font).ascent() - QFontMetricsF(self._small).ascent()
        for shown, value, right, ink in (
            (self._choice.turn_numbers, row.turn, self._sheet.turn_numbers, _INK),
            (self._choice.line_numbers and number % _EVERY == 0, number, self._sheet.line_numbers, QUIET),
        ):
            if shown and value is not None:
                # Turns are what reports cite: their numbers are not taken for those of lines.
                painter.setPen(QColor(ink))
                place = QRectF(0, row.y + lower, right, self._rows.height)
                painter.drawText(place, _RIGHT, str(value))

    def _paint_beside(self, painter: QPainter, page: int) -> None:
        passages = self._passages[page]
        if not passages:
            return
        left, width = self._sheet.beside
        if self._lanes:
            self._paint_stripes(painter, page, left)
        start = left + self._lanes * _LANE + (_LANE / 2 if self._lanes else 0)
        height = QFontMetricsF(self._small).height()
        square = height * 0.42
        words_at = start + square + _LANE / 2
        names, bottom, most = self._names_on(page, left + width - words_at, height)
        left_out = len(passages) - len(names)
        painter.setFont(self._small)
        for name in names:
            painter.fillRect(
                QRectF(start, name.y + height * 0.3, square, square), QColor(name.passage.colour)
            )
            painter.setPen(QColor(QUIET if name.goes_on else _INK))
            room = left + width - words_at
            for number, line in enumerate(self._lines(name.words, room, most)):
                painter.drawText(QRectF(words_at, name.y + number * height, room, height), _LEFT, line)
        if left_out:
            painter.setPen(QColor(QUIET))
            painter.drawText(QRectF(start, bottom, width, height), _LEFT, f"and {left_out} more")

    def _names_on(self, page: int, room: float, height: float) -> tuple[list[PlacedName], float, int]:
        """The names beside a page, where these end, and how many lines one may have: all where all fit so."""
        passages, bottom = self._passages[page], self._sheet.bottom
        for most in (_LINES_OF_A_NAME, 1):

            def high(name: PlacedName, most: int = most) -> float:
                return height * len(self._lines(name.words, room, most))

            names, left_out = names_on(self._rows, passages, page, high, bottom)
            if not left_out:
                return names, bottom, most
        # The last line is kept for how many found no room.
        bottom -= height
        names, _ = names_on(self._rows, passages, page, lambda _: height, bottom)
        return names, bottom, 1

    def _lines(self, words: str, room: float, most: int) -> list[str]:
        """Words in so many lines at most, the last of them cut where it has to be."""
        metrics, pieces = QFontMetricsF(self._small), words.split(" ")
        fitting = range(len(pieces), 0, -1) if most > 1 else ()
        first = next((" ".join(pieces[:n]) for n in fitting if _fits(metrics, pieces[:n], room)), "")
        rest = words[len(first) :].lstrip(" ")
        if not first or not rest:
            return [self._elided(words, room)]
        return [first, *self._lines(rest, room, most - 1)]

    def _paint_stripes(self, painter: QPainter, page: int, left: float) -> None:
        rows = self._rows.of_page(page)
        if not rows:
            return
        first, last = rows[0][0] - 1, rows[-1][0]
        for passage in self._passages[page]:
            if passage.lane is None:
                continue
            painter.fillRect(self._stripe(passage, first, last, left), QColor(passage.colour))

    def _stripe(self, passage: PrintedPassage, first: int, last: int, left: float) -> QRectF:
        top = self._rows.all[max(passage.first, first)].y
        end = self._rows.all[min(passage.last, last) - 1].y + self._rows.height * 0.9
        return QRectF(left + (passage.lane or 0) * _LANE, top, _STRIPE, end - top)

    def _elided(self, words: str, room: float) -> str:
        return QFontMetricsF(self._small).elidedText(words, Qt.TextElideMode.ElideRight, room)


def _fits(metrics: QFontMetricsF, pieces: Sequence[str], room: float) -> bool:
    return metrics.horizontalAdvance(" ".join(pieces)) <= room


def _font(family: str, points: float) -> QFont:
    font = QFont(family)
    font.setPixelSize(round(points * UNITS_A_POINT))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _scale_to(painter: QPainter, device: QPagedPaintDevice) -> None:
    painter.scale(device.logicalDpiX() / DOTS_AN_INCH, device.logicalDpiY() / DOTS_AN_INCH)


def _caption(
    study: Study, transcript_id: UUID, choice: TranscriptPaper, coders: Sequence[UUID] | None
) -> str:
    words = counted(len(study.turns_of(transcript_id)), "turn")
    if choice.margin is not PaperMargin.NOTHING:
        passages = counted(len(merged_passages(study, transcript_id, coders)), "coded passage")
        nobody = coders is not None and not coders
        whose = "no coder" if nobody else CoderChoice(tuple(coders or ())).describe(study)
        words += f", {passages}, {whose}"
    apart = turns_in_words(study, transcript_id, respected=choice.consent)
    words += f"; {apart}" if apart else ""
    return caption(about(study, "", ((IN_WORDS, words),)))
