"""Text, stripes and map side by side."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.ui.session.session import Session
from qualcode.ui.transcript.look import LEAST_CHARACTERS, MARGIN, NARROW_MARGIN
from qualcode.ui.transcript.map_strip import MapStrip
from qualcode.ui.transcript.margin import StripesMargin
from qualcode.ui.transcript.view import TranscriptView

_GOOD_CHARACTERS: Final = 60
"""In a line: with fewer, names beside the text get no more than they need to be known."""
_KNOWN_BY: Final = 150
"""Pixels for stripes and the beginnings of their names."""
_LEAST_MARGIN: Final = 48
_LEAST_TEXT: Final = 280
"""At 200 per cent on a common laptop there is no more room; lines are short then, but nothing is cut off."""


class TranscriptPane(QWidget):
    """A transcript with its margin and its map, in line with each other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TranscriptView(session)
        self.margin = StripesMargin(self.view)
        self.map = MapStrip(self.view)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.margin)
        row.addWidget(self.map)
        self.view.setMinimumWidth(_LEAST_TEXT)
        self.margin.setMinimumWidth(_LEAST_MARGIN)
        self.view.zoom_changed.connect(self._give_way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    @property
    def least_width(self) -> int:
        """Where this is narrower, panels beside it give way: else lines would be shorter than they should be.

        It is the same for every text, so that nothing moves when another one is shown, and the margin gives
        way first: a text with long names makes room within this, by placing them above its turns.
        """
        beside = self.view.verticalScrollBar().sizeHint().width() + self.map.sizeHint().width()
        return self.view.look.usual_least_width(LEAST_CHARACTERS) + beside

    def minimumSizeHint(self) -> QSize:
        """With margin and map, whether they are seen now or not: what is shown depends on the width."""
        least = _LEAST_TEXT + _LEAST_MARGIN + self.map.sizeHint().width()
        return QSize(least, super().minimumSizeHint().height())

    def _give_way(self) -> None:
        """On a small screen names beside the text give way before the text does, down to the stripes.

        Where that is not enough, because a panel was opened by hand, stripes and then the map go, too.
        """
        room = self.width() - self.map.sizeHint().width()
        text = self.view.least_for(LEAST_CHARACTERS)
        self.margin.setVisible(room - _LEAST_MARGIN >= text)
        self.map.setVisible(room >= text)
        least, good = (room - self.view.width_for(number) for number in (LEAST_CHARACTERS, _GOOD_CHARACTERS))
        most = max(_LEAST_MARGIN, min(least, _KNOWN_BY), good)
        if most != self.margin.maximumWidth():
            self.margin.setMaximumWidth(most)
        # By the letters alone, not by this text's names: nothing is to move when another one is shown.
        look = self.view.look
        line = look.usual_least_width(look.characters) + 2 * (MARGIN - NARROW_MARGIN)
        self.margin.take(room - line - self.view.verticalScrollBar().sizeHint().width())
