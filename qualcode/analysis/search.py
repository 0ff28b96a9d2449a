"""Searching the words of all transcripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.entities import Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.turns import Turns


class Match(StrEnum):
    """How the searched words are meant."""

    EXACT = "exact"
    WHOLE_WORD = "whole-word"
    REGULAR_EXPRESSION = "regular-expression"


@dataclass(frozen=True, slots=True)
class TextSearch:
    """What to look for; capitals do not matter unless ``match_case``. Raises QualcodeError if unusable."""

    words: str
    match: Match = Match.EXACT
    match_case: bool = False
    transcripts: tuple[UUID, ...] | None = None

    def __post_init__(self) -> None:
        if not self.words:
            raise QualcodeError("There is nothing to search for; type some words.")
        self.pattern()

    def pattern(self) -> re.Pattern[str]:
        """The query as a regular expression. Raises QualcodeError where it is none."""
        text = self.words if self.match is Match.REGULAR_EXPRESSION else re.escape(self.words)
        if self.match is Match.WHOLE_WORD:
            text = rf"(?<!\w){text}(?!\w)"
        try:
            return re.compile(text, re.MULTILINE if self.match_case else re.MULTILINE | re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            raise QualcodeError(f"“{self.words}” is no regular expression: {error}.") from error


class Hit(NamedTuple):
    """One place found. ``turn`` counts from 1 (0: in no turn); speaker is that turn's label.

    ``line`` is the line around the place, cut to a readable length; ``at`` is the place within it.
    """

    transcript_id: UUID
    transcript: str
    span: Span
    turn: int
    speaker: str
    line: str
    at: Span


AROUND: Final = 60
"""Code points of the line that are shown on either side of a place."""


def search(study: Study, query: TextSearch, around: int = AROUND) -> Iterator[Hit]:
    """The places where the words stand, by transcript and position; places of no length are left out."""
    chosen = None if query.transcripts is None else frozenset(query.transcripts)
    pattern = query.pattern()
    for transcript in study.transcripts_in_order:
        if chosen is not None and transcript.id not in chosen:
            continue
        text, turns = study.text(transcript.id), study.turns_of(transcript.id)
        for found in pattern.finditer(text):
            span = Span(*found.span())
            if span.length:
                yield _hit(transcript, text, turns, span, around)


def hit_at(study: Study, transcript_id: UUID, span: Span, around: int = AROUND) -> Hit:
    """A passage that was found otherwise, told in the same way."""
    transcript = study.transcripts[transcript_id]
    return _hit(transcript, study.text(transcript_id), study.turns_of(transcript_id), span, around)


def _hit(transcript: Transcript, text: str, turns: Turns, span: Span, around: int) -> Hit:
    index = turns.index_at(span.start)
    turn, speaker = (0, "") if index is None else (index + 1, str(turns.label[index]))
    line, at = _line(text, span, around)
    return Hit(transcript.id, transcript.name, span, turn, speaker, line, at)


def _line(text: str, span: Span, around: int) -> tuple[str, Span]:
    """The line around a span, at most ``around`` code points on either side, and the span within it."""
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - around)
    line_end = text.find("\n", span.end)
    end = min(len(text) if line_end < 0 else line_end, span.end + around)
    return text[begin:end], Span(span.start - begin, span.end - begin)
