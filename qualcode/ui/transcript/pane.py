"""Text, stripes and map side by side."""

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.ui.session.session import Session
from qualcode.ui.transcript.map_strip import MapStrip
from qualcode.ui.transcript.margin import StripesMargin
from qualcode.ui.transcript.view import TranscriptView

_GOOD_TEXT: Final = 470
_LEAST_TEXT: Final = 300
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen names beside the text give way before the text does, down to a few letters."""
        super().resizeEvent(event)
        room = self.width() - self.map.sizeHint().width() - _GOOD_TEXT
        most = max(self.margin.minimumWidth(), room)
        if most != self.margin.maximumWidth():
            self.margin.setMaximumWidth(most)
