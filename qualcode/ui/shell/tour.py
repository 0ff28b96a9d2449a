"""A short tour: one sentence at a time, each waiting for what it asks for, beside the real thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from qualcode.ui.look.theme import SPACING, Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.over_edge import KeptClear

_CHECK_MILLISECONDS = 250


@dataclass(frozen=True, slots=True)
class Stop:
    """One step: what to do, and how it is known that it has been done."""

    sentence: str
    done: Callable[[], bool]


class Tour(KeptClear):
    """A bar at the bottom that goes on by itself when the step has been done."""

    finished = Signal()

    def __init__(self, stops: Sequence[Stop], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tour")
        self._stops = list(stops)
        self._place = 0
        self._words = QLabel()
        self._words.setWordWrap(True)
        # As high for a short sentence as for a long one: what is above stays where it is.
        self._words.setMinimumHeight(2 * self._words.fontMetrics().lineSpacing())
        self.skip = QPushButton("Skip this")
        self.skip.clicked.connect(self.go_on)
        end = QPushButton("End the tour")
        end.clicked.connect(self.end)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACING, SPACING, SPACING, SPACING)
        row.addWidget(self._words, 1)
        row.addWidget(self.skip)
        row.addWidget(end)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_CHECK_MILLISECONDS)
        self._show()

    def box(self, colours: Colours) -> Box:
        return Box(colours.notice, colours.line, sides=Qt.Edge.TopEdge)

    @property
    def text(self) -> str:
        return self._words.text()

    def _look(self) -> None:
        if self._place < len(self._stops) and self._stops[self._place].done():
            self.go_on()

    def go_on(self) -> None:
        """Go to the next step; after the last one the tour is over."""
        self._place += 1
        if self._place >= len(self._stops):
            self.end()
        else:
            self._show()

    def end(self) -> None:
        """Stop here."""
        self._timer.stop()
        self._place = len(self._stops)
        self.hide()
        self.finished.emit()

    def _show(self) -> None:
        sentence = self._stops[self._place].sentence
        self._words.setText(f"{self._place + 1} of {len(self._stops)}:  {sentence}")
        announce(self, sentence)
