"""What stands beside the first line of a turn: its number, who speaks, when; and how it is drawn."""

from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from qualcode.ui.transcript.look import NAME_PARTS, Tones, TranscriptLook

_NAME_LINES: Final = 2


class TurnHead(NamedTuple):
    """Number, speaker and time of a turn; ``quiet``: whoever asks."""

    number: str
    speaker: str
    time: str
    quiet: bool


def name_lines(name: str, font: QFont, width: float) -> tuple[str, ...]:
    """A name in at most two lines, parted at blanks and hyphens; what does not fit ends in an ellipsis."""
    return _wrapped(name, font.toString(), int(width))


@lru_cache(maxsize=512)
def _wrapped(name: str, font: str, width: int) -> tuple[str, ...]:
    described = QFont()
    described.fromString(font)
    metrics = QFontMetricsF(described)
    lines: list[str] = []
    rest = [part for part in NAME_PARTS.split(" ".join(name.split())) if part]
    while rest and len(lines) < _NAME_LINES - 1:
        taken = 1
        while taken < len(rest) and metrics.horizontalAdvance("".join(rest[: taken + 1]).rstrip()) <= width:
            taken += 1
        lines.append("".join(rest[:taken]).rstrip())
        rest = rest[taken:]
    if rest:
        lines.append("".join(rest))
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)


def tallest_head(look: TranscriptLook) -> int:
    """How high the head of any turn is at most, beside its text: all lines of a name, and a time."""
    return round(QFontMetricsF(look.small).lineSpacing() * (_NAME_LINES + 1))


def head_height(head: TurnHead, look: TranscriptLook) -> int:
    """How high the head of a turn is."""
    if look.heads_above:
        return look.head_line
    lines = len(name_lines(head.speaker, _font(head, look), look.speaker_width)) + bool(head.time)
    return round(QFontMetricsF(look.small).lineSpacing() * max(1, lines))


def draw_head(
    painter: QPainter, head: TurnHead, look: TranscriptLook, tones: Tones, left: float, base: float
) -> None:
    """Draw the head of a turn, its first line on ``base``."""
    small = QFontMetricsF(look.small)
    painter.setFont(look.small)
    painter.setPen(tones.quiet)
    width = small.horizontalAdvance(head.number)
    painter.drawText(QPointF(left + look.number_width - width, base), head.number)
    left += look.number_width + look.gutter // 2
    font = _font(head, look)
    painter.setFont(font)
    painter.setPen(tones.quiet if head.quiet else tones.text)
    for line in name_lines(head.speaker, font, look.speaker_width):
        painter.drawText(QPointF(left, base), line)
        base += small.lineSpacing()
    if head.time:
        painter.setFont(look.small)
        painter.setPen(tones.quiet)
        painter.drawText(QPointF(left, base), head.time)


def draw_head_above(
    painter: QPainter, head: TurnHead, look: TranscriptLook, tones: Tones, width: int, base: float
) -> None:
    """Draw the head of a turn in one line above its text, its letters on ``base``."""
    bold = _font(head, look)
    small, room = QFontMetricsF(look.small), float(width)
    rest = "   ".join(filter(None, [head.number, head.time]))
    name = QFontMetricsF(bold).elidedText(
        head.speaker, Qt.TextElideMode.ElideRight, room - small.horizontalAdvance(rest) - look.gutter
    )
    painter.setFont(bold)
    painter.setPen(tones.quiet if head.quiet else tones.text)
    painter.drawText(QPointF(0, base), name)
    left = QFontMetricsF(bold).horizontalAdvance(name) + look.gutter if name else 0.0
    painter.setFont(look.small)
    painter.setPen(tones.quiet)
    painter.drawText(QPointF(left, base), rest)


def _font(head: TurnHead, look: TranscriptLook) -> QFont:
    return look.small if head.quiet else look.bold
