"""A sentence over the lower edge of a part of a page, until it no longer holds."""

from PySide6.QtWidgets import QVBoxLayout

from qualcode.model.machine.ways import in_window
from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.over_edge import EDGES, EdgeBar
from qualcode.ui.widgets.plain_label import plain_label


class EdgeSentence(EdgeBar):
    """Says why there is no answer, where the answer would be; what is seen there does not move."""

    def __init__(self) -> None:
        super().__init__()
        self._words = plain_label()
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.addWidget(self._words)

    def box(self, colours: Colours) -> Box:
        return Box(colours.refusal, colours.line, sides=EDGES)

    def text(self) -> str:
        """What is said, or was said last."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Say why; ``hide`` when it no longer holds."""
        self._words.setText(in_window(sentence))
        self.show()
        announce(self, self._words.text())
