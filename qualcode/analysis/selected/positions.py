"""From positions of the line back to transcripts."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.span import Span


@dataclass(frozen=True, eq=False)
class Positions:
    """Answers in which transcript, and where in it, a position of the line lies."""

    selected: SelectedText

    def transcript(self, position: int) -> UUID:
        return self.selected.transcripts[self._number(position)]

    def span(self, start: int, end: int) -> Span:
        base = int(self.selected.bases[self._number(start)])
        return Span(start - base, end - base)

    def _number(self, position: int) -> int:
        return int(self.selected.transcript_at(np.array([position]))[0])
