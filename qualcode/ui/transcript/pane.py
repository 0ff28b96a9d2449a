"""Text, stripes and map side by side."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.ui.session import Session
from qualcode.ui.transcript.map_strip import MapStrip
from qualcode.ui.transcript.margin import StripesMargin
from qualcode.ui.transcript.view import TranscriptView


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
