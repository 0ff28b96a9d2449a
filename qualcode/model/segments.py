"""What retrieval finds and exporters write: one coded passage with where and who."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class SegmentSort(StrEnum):
    """What segments are listed by; those that are alike in it stay in the order of the text."""

    TEXT = "text"
    CODE = "code"
    SPEAKER = "speaker"
    CODER = "coder"
    WEIGHT = "weight"
    NEWEST = "newest"


class Segment(NamedTuple):
    """One coding with its words.

    ``turn`` counts from 1 (0: in no turn); ``start`` and ``end`` are code points, half-open;
    ``before`` and ``after`` are the context that was asked for. Speaker, participant and turn
    are those of the turn in which the passage begins.
    """

    transcript: str
    code: str
    coder: str
    start: int
    end: int
    speaker: str
    participant: str
    turn: int
    text: str
    memo: str
    created: datetime
    coding_id: UUID
    transcript_id: UUID
    code_id: UUID
    weight: int | None = None
    before: str = ""
    after: str = ""

    @property
    def said_by(self) -> str:
        """The name of who speaks: the participant's or, where nobody is known, the label."""
        return self.participant or self.speaker


class QuotedPassage(NamedTuple):
    """Words that a report gives once, and the codings they are given for.

    ``place`` is the union of the codings: where it is, who speaks, what is said and what stands around it.
    Its code, coder, memo and weight are those of all of them, in words where they differ.
    """

    place: Segment
    codings: tuple[Segment, ...]


class CodeFigures(NamedTuple):
    """Counts of one code for the codebook report.

    ``partners`` are (code, count) of the codes that co-occur with it most (rule overlap, counted
    as pairs, all coders merged). ``passages`` are segments of which those that overlap count once.
    """

    code_id: UUID
    segments: int
    transcripts: int
    participants: int
    words: int
    characters: int
    partners: tuple[tuple[UUID, int], ...] = ()
    passages: int = 0
    other_partners: int = 0
    """Codes that co-occur with it and are not among ``partners``."""
