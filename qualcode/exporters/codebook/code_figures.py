"""How much a code is used, and how it read before, in words."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from qualcode.model.results.report_values import PastWording
from qualcode.model.segments import CodeFigures
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import counted, day_in_words, plural_of

QUOTES: Final = "Quotes"
UNUSED: Final = "not used yet"
NOT_ITSELF: Final = "No segments of its own."
"""Of a code of which only subcodes are used."""


def usage(figures: CodeFigures | None, below: int = 0) -> str:
    """``12 segments in 3 transcripts, 5 participants, 340 words``; empty where nothing is known.

    Where several coders coded words, it also says how many passages that makes; ``passages_remark`` why.
    A code with no segments of its own is not unused where the codes ``below`` it have so many.
    """
    if figures is None:
        return ""
    if not figures.segments:
        return f"no segments of its own; its subcodes have {counted(below, 'segment')}" if below else UNUSED
    merged = 0 < figures.passages < figures.segments
    passages = f" ({counted(figures.passages, 'passage')})" if merged else ""
    return (
        f"{counted(figures.segments, 'segment')}{passages} in {counted(figures.transcripts, 'transcript')}, "
        f"{counted(figures.participants, 'participant')}, {counted(figures.words, 'word')}"
    )


def passages_remark(rows: Sequence[CodeFigures]) -> str:
    """Why there are more segments than passages; empty where there are not."""
    segments, passages = sum(row.segments for row in rows), sum(row.passages for row in rows)
    if not 0 < passages < segments:
        return ""
    return (
        "Segments count what each coder coded; segments of one code that overlap are one passage: "
        f"{counted(segments, 'segment')}, {counted(passages, 'passage')}."
    )


def partners(figures: CodeFigures | None, names: Mapping[UUID, str]) -> str:
    """The codes that co-occur most, with how often: ``firms (12); stigma (3); 2 others``."""
    if figures is None:
        return ""
    named = [f"{isolated(names[row])} ({count:,})" for row, count in figures.partners]
    return "; ".join([*named, *filter(None, [others(figures)])])


def others(figures: CodeFigures) -> str:
    """``12 others``: how many codes more co-occur than are named; empty where none does."""
    return counted(figures.other_partners, "other") if figures.other_partners else ""


def wording_head(past: PastWording) -> str:
    """``1 March 2024 to 2 April 2024, by AB; 12 of the segments were coded in that time``."""
    segments = f"{past.segments:,} of the segments {plural_of(past.segments, 'was', 'were')}"
    since, until = (day_in_words(moment.date()) for moment in (past.since, past.until))
    when = f"On {since}" if since == until else f"{since} to {until}"
    return f"{when}, by {past.by}; {segments} coded in that time"
