"""Coded segments put in the order of a report: by code as in the codebook, and what is said of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from qualcode.exporters.code_figures import counted
from qualcode.exporters.codebook_word import shown_codes
from qualcode.model.entities import Code
from qualcode.model.segments import Segment
from qualcode.model.study import Study


@dataclass(frozen=True)
class SegmentsByCode:
    """Segments of each code in the order they came in; categories above a code have none."""

    codes: tuple[Code, ...]
    segments: dict[UUID, list[Segment]]
    count: int

    def __iter__(self) -> Iterator[tuple[Code, list[Segment]]]:
        return ((code, self.segments.get(code.id, [])) for code in self.codes)


def by_code(study: Study, segments: Iterable[Segment]) -> SegmentsByCode:
    """``segments`` grouped, codes in codebook order with the categories above them."""
    found: dict[UUID, list[Segment]] = {}
    count = 0
    for segment in segments:
        found.setdefault(segment.code_id, []).append(segment)
        count += 1
    return SegmentsByCode(tuple(shown_codes(study, frozenset(found))), found, count)


def extent(segments: list[Segment]) -> str:
    """``12 segments in 3 transcripts``; empty where there is none."""
    if not segments:
        return ""
    transcripts = len({segment.transcript_id for segment in segments})
    return f"{counted(len(segments), 'segment')} in {counted(transcripts, 'transcript')}"


def source_line(segment: Segment) -> str:
    """``FG2 Lone parents · turn 14 · Kim · coder AB``: where the words are, who said and who coded them."""
    parts = [segment.transcript]
    if segment.turn:
        parts.append(f"turn {segment.turn}")
    who = segment.participant or segment.speaker
    if who:
        parts.append(who)
    parts.append(f"coder {segment.coder}")
    if segment.weight is not None:
        parts.append(f"weight {segment.weight}")
    return " · ".join(parts)
