"""Coded segments put in the order of a report: by code as in the codebook, or by transcript."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from qualcode.exporters.codebook_words import identity, level, shown_codes
from qualcode.exporters.colour import GREY
from qualcode.model.in_words import counted
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.segments import Segment
from qualcode.model.study import Study

CONTEXT_NOTE: Final = "Coded words are bold; the text around them is grey."


@dataclass(frozen=True)
class Chapter:
    """What stands under one heading: what is said of it, and the colour of its code, if it is one's."""

    title: str
    level: int
    fact: str
    about: str
    colour: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Chapters:
    """Headings with their segments in the order they came in; categories above a code have none."""

    by: ChapterOrder
    all: tuple[Chapter, ...]
    notes: tuple[str, ...] = ()
    """What is said at the beginning: how to read the quotes, and how many are left out."""
    context: bool = False

    @property
    def count(self) -> int:
        return sum(len(chapter.segments) for chapter in self.all)

    def colour(self, study: Study, chapter: Chapter, segment: Segment) -> str:
        """The colour of the bar beside a quote: that of its code."""
        return chapter.colour or (
            study.codes[segment.code_id].colour if segment.code_id in study.codes else GREY
        )

    def source(self, segment: Segment) -> str:
        """Where a quote comes from, as far as its heading does not say so already."""
        return source_line(segment, self.by)


def chapters(
    study: Study,
    segments: Iterable[Segment],
    by: ChapterOrder = ChapterOrder.CODE,
    *,
    context: bool = False,
    left_out: str = "",
) -> Chapters:
    """``segments`` grouped: codes in codebook order with the categories above them, or transcripts.

    ``context``: what stands before and after is shown; ``left_out`` tells of segments without consent.
    """
    found: dict[UUID, list[Segment]] = {}
    for segment in segments:
        key = segment.code_id if by is ChapterOrder.CODE else segment.transcript_id
        found.setdefault(key, []).append(segment)
    grouped = _code_chapters(study, found) if by is ChapterOrder.CODE else _transcript_chapters(study, found)
    notes = (CONTEXT_NOTE if context else "", left_out)
    return Chapters(by, tuple(grouped), tuple(filter(None, notes)), context)


def _code_chapters(study: Study, found: dict[UUID, list[Segment]]) -> Iterable[Chapter]:
    for code in shown_codes(study, frozenset(found)):
        mine = tuple(found.get(code.id, ()))
        fact = identity(study, code, extent(mine))
        yield Chapter(code.name, level(study, code), fact, code.definition, code.colour, mine)


def _transcript_chapters(study: Study, found: dict[UUID, list[Segment]]) -> Iterable[Chapter]:
    for transcript in study.transcripts_in_order:
        mine = tuple(found.get(transcript.id, ()))
        if mine:
            codes = counted(len({segment.code_id for segment in mine}), "code")
            fact = f"{counted(len(mine), 'segment')} with {codes}"
            yield Chapter(transcript.name, 1, fact, "", "", mine)


def extent(segments: Iterable[Segment]) -> str:
    """``12 segments in 3 transcripts``; empty where there is none."""
    places = [segment.transcript_id for segment in segments]
    if not places:
        return ""
    return f"{counted(len(places), 'segment')} in {counted(len(set(places)), 'transcript')}"


def source_line(segment: Segment, by: ChapterOrder = ChapterOrder.CODE) -> str:
    """``FG2 Lone parents · turn 14 · Kim · coder AB``: where the words are, who said and who coded them.

    Below the name of a transcript the path of the code stands in its place, after the speaker.
    """
    who = segment.participant or segment.speaker
    parts = [
        segment.transcript if by is ChapterOrder.CODE else "",
        f"turn {segment.turn}" if segment.turn else "",
        who,
        segment.code if by is ChapterOrder.TRANSCRIPT else "",
        f"coder {segment.coder}",
        "" if segment.weight is None else f"weight {segment.weight}",
    ]
    return " · ".join(part for part in parts if part)
