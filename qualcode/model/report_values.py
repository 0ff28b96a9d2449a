"""What analysis finds for reports and exporters write: the framework matrix, and figures of a participant."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from qualcode.model.entities import Code, Participant
from qualcode.model.rules import Facts
from qualcode.model.segments import Segment


@dataclass(frozen=True, slots=True)
class Framework:
    """Rows, columns and cells; ``counts`` is None where none were asked for."""

    participants: tuple[Participant, ...]
    codes: tuple[Code, ...]
    texts: Mapping[tuple[UUID, UUID], str]
    counts: Mapping[tuple[UUID, UUID], int] | None
    facts: Facts

    def text(self, participant: Participant, code: Code) -> str:
        """The summary in a cell, empty where there is none."""
        return self.texts.get((participant.id, code.id), "")

    def count(self, participant: Participant, code: Code) -> int | None:
        """The number of segments behind a cell; None where counts were not asked for."""
        return None if self.counts is None else self.counts.get((participant.id, code.id), 0)


@dataclass(frozen=True, slots=True)
class ParticipantFigures:
    """One participant. ``codes`` are (code, segments), the most used first; quotes one a code.

    ``left_out`` is the number of quotes that would stand here, had consent to quote been given.
    """

    participant: Participant
    attributes: tuple[tuple[str, str], ...]
    transcripts: tuple[str, ...]
    turns: int
    words: int
    codes: tuple[tuple[UUID, int], ...]
    quotes: tuple[Segment, ...]
    left_out: int

    @property
    def segments(self) -> int:
        """All segments that begin in this participant's turns."""
        return sum(number for _, number in self.codes)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A summary as a file holds it; ``line`` is where it stands there."""

    participant: str
    code: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report in words: sentences and, below them, a table where ``header`` has columns."""

    title: str
    sentences: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()
