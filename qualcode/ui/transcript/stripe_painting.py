"""Draws stripes, their names, and the lines between them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen

from qualcode.ui.transcript.look import Tones

LEFT: Final = 8
HEADER: Final = 18
LEADER: Final = 16
SWATCH: Final = 9
PATTERNS: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.FDiagPattern,
)
"""The first is the plain colour."""
_LEAST_LETTERS: Final = 8
"""Letters of a code from which on its coder stands beside it: of fewer one would not know the code."""
_SHORT_NAME: Final = 4
"""Letters of a coder's name that are shown without abbreviating it."""
_KEPT: Final = 2000
"""Names of which is known how much of them is shown."""
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True)
class Stripe:
    """A coding as it is drawn: its stripe and its name, in the viewport."""

    coding_id: UUID
    code: int
    coder: int
    bar: QRectF
    name: QRectF
    """Null where the margin has no room for names."""
    opens: bool
    closes: bool
    """Whether the stripe's beginning and end are in view."""
    pattern: int = 0
    """The place of its pattern among ``PATTERNS``."""

    def is_at(self, point: QPointF) -> bool:
        return self.bar.adjusted(-1, -1, 2, 1).contains(point) or self.name.contains(point)


def short_name(name: str) -> str:
    """A coder beside a stripe: initials, a short name whole, the beginning of a long one with a full stop."""
    words = name.split()
    if len(words) > 1:
        return "".join(word[0] for word in words[:3]).upper()
    alone = "".join(words)
    return alone if len(alone) <= _SHORT_NAME else f"{alone[: _SHORT_NAME - 1]}."


def beside_stripe(name: str, who: str, metrics: QFontMetricsF, room: float) -> tuple[str, str]:
    """What there is room for of a code and its coder: what is left of a code has to tell which it is."""
    left = room - metrics.horizontalAdvance(who)
    if metrics.horizontalAdvance(name) <= left:
        return name, who
    if left < metrics.horizontalAdvance(f"{name[:_LEAST_LETTERS]}…"):
        # Its tip says who it was.
        left, who = room, ""
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, left), who


class StripeLetters:
    """Words beside stripes in one font: how wide they are, and what of them there is room for.

    A window is painted at every move of the caret, with the same few names: each is measured once.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self._widths: dict[str, float] = {}
        self._shown: dict[tuple[str, str, float], tuple[str, str]] = {}

    def width(self, text: str) -> float:
        """How wide a text is."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = self.metrics.horizontalAdvance(text)
        return known

    def beside(self, name: str, who: str, room: float) -> tuple[str, str]:
        """As ``beside_stripe`` says."""
        known = self._shown.get((name, who, room))
        if known is None:
            if len(self._shown) > _KEPT:
                # The room is another for every width of the window.
                self._shown.clear()
            known = self._shown[name, who, room] = beside_stripe(name, who, self.metrics, room)
        return known


class StripePainter:
    """Draws into a painter with the letters of one font and the present tones."""

    def __init__(self, painter: QPainter, tones: Tones, letters: StripeLetters) -> None:
        self._painter = painter
        self._tones = tones
        self._letters = letters
        painter.setFont(letters.font)

    def leader(self, stripe: Stripe, *, strong: bool) -> None:
        """The line from a stripe to its name."""
        if stripe.name.isNull():
            return
        colour = QColor(self._tones.ink(stripe.code))
        colour.setAlphaF(0.9 if strong else 0.3)
        self._painter.setPen(QPen(colour, 1.5 if strong else 1.0))
        y, elbow = max(stripe.bar.top() + 4, 4.0), stripe.name.left() - LEADER / 2
        self._painter.drawLine(QPointF(stripe.bar.right(), y), QPointF(elbow, y))
        end = QPointF(stripe.name.left() - 2, stripe.name.center().y())
        self._painter.drawLine(QPointF(elbow, y), end)

    def draw(self, stripe: Stripe, name: str, who: str, *, strong: bool) -> None:
        """A stripe and its name: the code, cut where it is long, and the coder, whole or not at all."""
        painter, ink = self._painter, self._tones.ink(stripe.code)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        grown = 1.0 if strong else 0.0
        bar = stripe.bar.adjusted(-grown, 0, grown, 0)
        painter.drawRoundedRect(bar, 2, 2)
        self._pattern(stripe, bar)
        if stripe.name.isNull():
            return
        if strong:
            painter.setBrush(self._tones.tint(stripe.code))
            painter.drawRoundedRect(stripe.name.adjusted(-1, 0, 1, 0), 3, 3)
            painter.setBrush(ink)
        top = stripe.name.center().y() - SWATCH / 2
        swatch = QRectF(stripe.name.left() + 1, top, SWATCH - 2, SWATCH)
        painter.drawRoundedRect(swatch, 1.5, 1.5)
        self._pattern(stripe, swatch)
        self._words(stripe.name.adjusted(SWATCH + 4, 0, 0, 0), name, f"  {who}" if who else "")

    def _pattern(self, stripe: Stripe, rect: QRectF) -> None:
        """The code's pattern in the ground's colour over its own."""
        if stripe.pattern:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.fillRect(rect, QBrush(self._tones.base, PATTERNS[stripe.pattern]))

    def _words(self, rect: QRectF, name: str, who: str) -> None:
        shown, who = self._letters.beside(name, who, rect.width() + 1)
        self._painter.setPen(self._tones.text)
        self._painter.drawText(rect.adjusted(0, 0, 4, 0), _MIDDLE, shown)
        if who:
            self._painter.setPen(self._tones.quiet)
            self._painter.drawText(rect.adjusted(self._letters.width(shown), 0, 4, 0), _MIDDLE, who)

    def _fitting(self, name: str, box: QRectF) -> QFont:
        """The letters in which a name has room: those of a large text are wider than the lanes below."""
        letters = self._letters
        share = min(1.0, box.width() / max(1.0, letters.width(name)), box.height() / letters.metrics.height())
        font = QFont(letters.font)
        font.setPointSizeF(share * QFontInfo(font).pointSizeF())
        return font

    def clear_header(self, width: int) -> None:
        """Room for the coders' names above their lanes."""
        self._painter.fillRect(0, 0, width, HEADER, self._tones.base)

    def group(self, name: str, left: float, right: float, size: QSize) -> None:
        """A coder above their lanes, and the line after these."""
        self._painter.setPen(self._tones.quiet)
        wide = max(right - left - 1, 24.0)
        if left + wide > size.width():
            # The last lanes may end at the edge: their name begins a little before them, clear of the other.
            wide = max(12.0, min(wide, size.width() / 2 - 4))
        box = QRectF(min(left, size.width() - wide), 0, wide, HEADER)
        self._painter.setFont(self._fitting(name, box))
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        self._painter.setPen(self._tones.line)
        self._painter.drawLine(QPointF(right - 1, 0), QPointF(right - 1, size.height()))
