"""From positions of the line back to transcripts."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from qualcode.analysis.selected.selected_text import Line
from qualcode.model.span import Span


@dataclass(frozen=True, eq=False)
class Placing:
    """Answers in which transcript, and where in it, a position of the line lies."""

    line: Line

    def transcript(self, position: int) -> UUID:
        return self.line.transcripts[self._number(position)]

    def span(self, start: int, end: int) -> Span:
        base = int(self.line.bases[self._number(start)])
        return Span(start - base, end - base)

    def _number(self, position: int) -> int:
        return int(self.line.transcript_at(np.array([position]))[0])
