"""How much a code is used, in words and as a row of the overview."""

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from qualcode.exporters.writing import Cell
from qualcode.model.in_words import counted
from qualcode.model.report_values import PastWording
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study

OVERVIEW: Final = "Overview"
OVERVIEW_HEADER: Final = ("Code", "Segments", "Transcripts", "Participants", "Words")
ABOUT: Final = "About these figures"
QUOTES: Final = "Typical quotes"
EARLIER: Final = "Earlier wordings"


def overview_rows(study: Study, figures: Mapping[UUID, CodeFigures]) -> Iterator[list[Cell]]:
    """Path and counts of every code; a category that carries no codings has no counts."""
    for code in study.codes_in_order:
        found = figures.get(code.id)
        unused_category = not code.codable and (found is None or not found.segments)
        counts: tuple[Cell, ...] = (None,) * 4 if found is None or unused_category else found[1:5]
        yield [study.path(code.id), *counts]


def usage(figures: CodeFigures | None) -> str:
    """``12 segments in 3 transcripts, 5 participants, 340 words``; empty where nothing is known."""
    if figures is None:
        return ""
    if not figures.segments:
        return "not used yet"
    return (
        f"{counted(figures.segments, 'segment')} in {counted(figures.transcripts, 'transcript')}, "
        f"{counted(figures.participants, 'participant')}, {counted(figures.words, 'word')}"
    )


def partners(figures: CodeFigures | None) -> str:
    """The codes that co-occur most, with how often: ``Trust > firms (12); stigma (3)``."""
    if figures is None:
        return ""
    return "; ".join(f"{path} ({count:,})" for path, count in figures.partners)


def wording_head(past: PastWording) -> str:
    """``2024-03-01 to 2024-04-02, by AB; 12 segments were coded in that time``."""
    segments = "1 segment of today was" if past.segments == 1 else f"{past.segments:,} segments of today were"
    since, until = (moment.strftime("%Y-%m-%d") for moment in (past.since, past.until))
    when = f"On {since}" if since == until else f"{since} to {until}"
    return f"{when}, by {past.by}; {segments} coded in that time"
