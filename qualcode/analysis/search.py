"""Searching the words of all transcripts: how they are meant, and the places that are found."""

from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.analysis.occurrences import occurrences, typed_part
from qualcode.model.entities import Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.people import participant_at
from qualcode.model.queries.query import PartKind, QueryPart
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.turns import Turns
from qualcode.model.words.spelling import key


class Match(StrEnum):
    """How the searched words are meant."""

    EXACT = "exact"
    WHOLE_WORD = "whole-word"
    REGULAR_EXPRESSION = "regular-expression"


def search_part(words: str, match: Match = Match.EXACT) -> QueryPart:
    """Words that are meant so. Raises QualcodeError where they cannot be looked for."""
    if not (words if match is Match.REGULAR_EXPRESSION else key(words)):
        raise QualcodeError("There is nothing to search for; type some words.")
    if match is Match.REGULAR_EXPRESSION:
        part = QueryPart(PartKind.REGEX, words)
    else:
        part = typed_part(words) if match is Match.EXACT else QueryPart(PartKind.WORD, words)
    occurrences(part)
    return part


class Hit(NamedTuple):
    """One place found. ``turn`` counts from 1 (0: in no turn); ``speaker`` is that turn's label.

    ``participant`` is the name of whom it stands for, if that is known.

    ``line`` is the line around the place, cut to a readable length; ``at`` is the place within it.
    """

    transcript_id: UUID
    transcript: str
    span: Span
    turn: int
    speaker: str
    line: str
    at: Span
    participant: str = ""

    @property
    def said_by(self) -> str:
        """Who speaks there, by name if it is known."""
        return self.participant or self.speaker


AROUND: Final = 60
"""Code points of the line that are shown on either side of a place."""


def hit_at(study: Study, transcript_id: UUID, span: Span, around: int = AROUND) -> Hit:
    """A place, with what is to be told of it."""
    transcript = study.transcripts[transcript_id]
    turns = study.turns_of(transcript_id)
    hit = _hit(transcript, study.text(transcript_id), turns, span, around)
    return hit._replace(participant=participant_at(study, turns, hit.turn - 1)) if hit.turn else hit


def _hit(transcript: Transcript, text: str, turns: Turns, span: Span, around: int) -> Hit:
    index = turns.index_at(span.start)
    turn, speaker = (0, "") if index is None else (index + 1, str(turns.label[index]))
    speech = 0 if index is None else int(turns.speech[index])
    # Who speaks and when is told beside the line; it is part of it only where it was looked for.
    line, at = _line(text, span, around, speech if speech <= span.start else 0)
    return Hit(transcript.id, transcript.name, span, turn, speaker, line, at)


def _line(text: str, span: Span, around: int, speech: int) -> tuple[str, Span]:
    """The line around a span, at most ``around`` code points on either side, and the span within it.

    It begins no earlier than the ``speech``.
    """
    # No further than is shown: a text may be one line of millions of letters, with as many places.
    first, last = max(speech, span.start - around), min(len(text), span.end + around)
    begin = max(text.rfind("\n", first, span.start) + 1, first)
    line_end = text.find("\n", span.end, last)
    end = last if line_end < 0 else line_end
    return text[begin:end], Span(span.start - begin, span.end - begin)
