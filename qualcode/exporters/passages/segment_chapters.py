"""Coded passages in the order of a report: by code as in the codebook, by transcript or by participant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

from qualcode.exporters.codebook.codebook_words import shown_codes
from qualcode.exporters.colour import GREY
from qualcode.model.codes.code_names import code_numbers, level, names_in_documents
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.results.quotation import Quotation
from qualcode.model.segments import QuotedPassage, Segment
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import BETWEEN, counted, on_one_line, plural_of
from qualcode.model.words.name_order import name_order

CONTEXT_NOTE: Final = "Coded words are bold; the text around them is grey."
NOBODY: Final = "Not assigned to a participant"
LeftOut = Mapping[UUID | str, int]
NOBODY_LEFT_OUT: Final[LeftOut] = MappingProxyType({})


@dataclass(frozen=True)
class Chapter:
    """What is under one heading: what is said of it, and the colour of its code, if it is one's."""

    title: str
    level: int
    fact: str
    about: str
    colour: str
    number: str
    """Of a code: its place in the codebook."""
    passages: tuple[QuotedPassage, ...]
    left_out: int = 0
    """Segments that would be here as well, had consent to quote been given."""

    @property
    def codings(self) -> tuple[Segment, ...]:
        """The codings that the passages are given for."""
        return tuple(coding for passage in self.passages for coding in passage.codings)


@dataclass(frozen=True)
class Chapters:
    """Headings with their passages in the order they came in; categories above a code have none."""

    by: ChapterOrder
    all: tuple[Chapter, ...]
    notes: tuple[str, ...] = ()
    """What is said at the beginning: how to read the quotes."""
    context: bool = False
    left_out: int = 0
    """Segments without consent to quote, of all of them, where each heading says how many are its own."""
    unquoted: int = 0
    """The same, where headings do not."""
    once: bool = False
    """Whether words that have several codes are printed under the first of them alone."""

    @property
    def count(self) -> int:
        """How many segments are in it."""
        return sum(len(chapter.codings) for chapter in self.all)

    def colour(self, study: Study, chapter: Chapter, passage: QuotedPassage) -> str:
        """The colour of the bar beside a quote: that of its first code."""
        code = study.codes.get(passage.place.code_id)
        return chapter.colour or (GREY if code is None else code.colour)


def chapters(
    study: Study,
    passages: Iterable[QuotedPassage],
    by: ChapterOrder = ChapterOrder.CODE,
    *,
    context: bool = False,
    notes: Sequence[str] = (),
    left_out: LeftOut = NOBODY_LEFT_OUT,
    unquoted: int = 0,
    once: bool = False,
) -> Chapters:
    """``passages`` grouped: codes in codebook order with the categories above them, transcripts, or people.

    A passage with several codes is under the first of them. ``context``: what comes before and after is
    shown; ``notes`` tell of segments that are given as one passage. ``left_out`` counts the segments
    without consent of each code, transcript or participant, ``unquoted`` those that are told in one.
    ``once``: words that have several codes are printed under the first, which the others refer to.
    """
    found: dict[UUID | str, list[QuotedPassage]] = {}
    for passage in passages:
        found.setdefault(_chapter_of(study, passage, by), []).append(passage)
    grouped = _GROUPED[by](study, found, left_out)
    said = (CONTEXT_NOTE if context else "", *notes)
    number = sum(left_out.values())
    once = once and by is ChapterOrder.CODE and not context
    return Chapters(by, tuple(grouped), tuple(filter(None, said)), context, number, unquoted, once)


def _place_of(segment: Segment, by: ChapterOrder) -> UUID | str:
    """The code, the transcript or the participant under whose heading a segment is counted."""
    match by:
        case ChapterOrder.CODE:
            return segment.code_id
        case ChapterOrder.TRANSCRIPT:
            return segment.transcript_id
        case ChapterOrder.PARTICIPANT:
            return segment.participant


def _chapter_of(study: Study, passage: QuotedPassage, by: ChapterOrder) -> UUID | str:
    return codes_of(study, passage)[0] if by is ChapterOrder.CODE else _place_of(passage.place, by)


_Found = dict[UUID | str, list[QuotedPassage]]


def _code_chapters(study: Study, found: _Found, left_out: LeftOut) -> Iterable[Chapter]:
    used = frozenset(code_id for code_id in found if isinstance(code_id, UUID))
    numbers = code_numbers(study)
    for code in shown_codes(study, used):
        mine = tuple(found.get(code.id, ()))
        yield Chapter(
            code.name,
            level(study, code.id),
            _with_left_out(extent(mine), left_out.get(code.id, 0)),
            code.definition,
            code.colour,
            numbers[code.id],
            mine,
            left_out.get(code.id, 0),
        )


def _transcript_chapters(study: Study, found: _Found, left_out: LeftOut) -> Iterable[Chapter]:
    for transcript in study.transcripts_in_order:
        mine = tuple(found.get(transcript.id, ()))
        if mine:
            without = left_out.get(transcript.id, 0)
            said = _with_left_out(_with_codes(mine), without)
            yield Chapter(transcript.name, 1, said, "", "", "", mine, without)


def _participant_chapters(study: Study, found: _Found, left_out: LeftOut) -> Iterable[Chapter]:
    # Whoever asks is no participant, and comes after those who are.
    people = sorted(study.participants_in_order, key=lambda row: row.role is not Role.PARTICIPANT)
    known = [row.name for row in people]
    others = sorted((str(name) for name in found if name not in known), key=name_order)
    for name in (*known, *others):
        mine = tuple(found.get(name, ()))
        if mine:
            without = left_out.get(name, 0)
            said = _with_left_out(_with_codes(mine), without)
            yield Chapter(name or NOBODY, 1, said, "", "", "", mine, without)


_GROUPED: Final = {
    ChapterOrder.CODE: _code_chapters,
    ChapterOrder.TRANSCRIPT: _transcript_chapters,
    ChapterOrder.PARTICIPANT: _participant_chapters,
}


def codes_of(study: Study, passage: QuotedPassage) -> list[UUID]:
    """The codes of a passage, in codebook order."""
    codes = {coding.code_id for coding in passage.codings}
    if len(codes) == 1:
        return list(codes)
    return [code.id for code in study.codes_in_order if code.id in codes]


def extent(passages: Iterable[QuotedPassage]) -> str:
    """``51 segments in 41 passages, 3 transcripts``; empty where there is none."""
    mine = tuple(passages)
    if not mine:
        return ""
    transcripts = counted(len({passage.place.transcript_id for passage in mine}), "transcript")
    said = segments_and_passages(mine)
    return f"{said}, {transcripts}" if " in " in said else f"{said} in {transcripts}"


def _with_left_out(said: str, number: int) -> str:
    """What a heading counts, and why that is less than other tables count."""
    return f"{said}; {number:,} more not quoted" if said and number else said


def segments_and_passages(passages: Sequence[QuotedPassage]) -> str:
    """``51 segments in 41 passages``, or the segments alone where each is a passage of its own."""
    segments = sum(len(passage.codings) for passage in passages)
    said = counted(segments, "segment")
    return said if segments == len(passages) else f"{said} in {counted(len(passages), 'passage')}"


def _with_codes(passages: Sequence[QuotedPassage]) -> str:
    codes = len({coding.code_id for passage in passages for coding in passage.codings})
    return f"{segments_and_passages(passages)} with {counted(codes, 'code')}"


def source_line(
    study: Study,
    passage: QuotedPassage,
    printed: Quotation,
    by: ChapterOrder = ChapterOrder.CODE,
    names: Mapping[UUID, str] | None = None,
) -> str:
    """``Kim, lone parent, FG2, turn 14 · coders AB, CD``: who said it, where, and who coded it.

    What the heading above says is left out; codes are named where it does not name the only one, by
    ``names``, which are those of documents.
    """
    names = names_in_documents(study) if names is None else names
    codes = codes_of(study, passage)
    named = codes if by is not ChapterOrder.CODE or len(codes) > 1 else []
    coders = plural_of(len({coding.coder for coding in passage.codings}), "coder")
    parts = [
        printed.referred(
            who=by is not ChapterOrder.PARTICIPANT, transcript=by is not ChapterOrder.TRANSCRIPT
        ),
        _named(passage, named, names),
        on_one_line(f"{coders} {passage.place.coder}"),
        _weights(passage),
    ]
    return BETWEEN.join(part for part in parts if part)


def _named(passage: QuotedPassage, codes: Sequence[UUID], names: Mapping[UUID, str]) -> str:
    """The codes of a passage; those that only a part of it has come last."""
    whole = [code_id for code_id in codes if _covers(passage, code_id)] or codes
    parts = [code_id for code_id in codes if code_id not in whole]
    said = "; ".join(isolated(names[code_id]) for code_id in whole)
    partly = ", ".join(isolated(names[code_id]) for code_id in parts)
    return f"{said}; in part {partly}" if parts else said


def _covers(passage: QuotedPassage, code_id: UUID) -> bool:
    mine = [coding for coding in passage.codings if coding.code_id == code_id]
    place = passage.place
    return min(row.start for row in mine) <= place.start and max(row.end for row in mine) >= place.end


def _weights(passage: QuotedPassage) -> str:
    """The weight that all gave, or each with whose it is."""
    given = [(coding.coder, coding.weight) for coding in passage.codings if coding.weight is not None]
    if not given:
        return ""
    if passage.place.weight is not None:
        return f"weight {passage.place.weight}"
    said = dict.fromkeys(f"{coder} {weight}" for coder, weight in given)
    return f"weights {', '.join(said)}"
