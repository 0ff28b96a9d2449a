"""Coded passages as a document: counts in front, then quotes under codes, transcripts or participants."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final
from uuid import UUID

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import (
    DEFINITIONS,
    Align,
    Block,
    Colophon,
    Contents,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    ReportSubject,
    Run,
    Runs,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.quotes import first_words, left_out_note, passages_note, quote_block
from qualcode.exporters.passages.printed_once import PrintedOnce
from qualcode.exporters.passages.segment_chapters import Chapter, Chapters, source_line
from qualcode.exporters.word_styles import QUIET
from qualcode.model.codes.code_names import names_in_lists
from qualcode.model.front import Front
from qualcode.model.people import participants_of
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.results.quotation import Quotation
from qualcode.model.results.report_values import left_out_line
from qualcode.model.segments import QuotedPassage, Segment
from qualcode.model.study import Study
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import BETWEEN, counted, plural_of

ABOUT: Final = "About these segments"
Printed = Callable[[Segment], Quotation]
"""How a passage is printed as a quote."""

_OVERVIEW: Final = "Overview"
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
_WHAT_CODES_MEAN: Final = Paragraph(
    "", ParagraphKind.FACT, once=DEFINITIONS, instead="On what each code means, see"
)
_FIRST_WORDS: Final = 6
"""By which a quote is known that is printed elsewhere."""
_LEFT_OUT: Final = "Left out"
_GREY: Final = f"#{QUIET}"
_SUMMARY: Final = {
    ChapterOrder.CODE: ("Code", "Segments by code"),
    ChapterOrder.TRANSCRIPT: ("Transcript", "Segments by transcript"),
    ChapterOrder.PARTICIPANT: ("Participant", "Segments by participant"),
}
"""The head of the first column of the table in front, and its caption."""


@dataclass(frozen=True, slots=True)
class SegmentsForm:
    """Choices about the pages: a table of counts in front, sections on new pages, memos under quotes."""

    summary: bool = True
    new_pages: bool = False
    memos: bool = False


USUAL_PAGES: Final = SegmentsForm()


def segments_document(
    front: Front, study: Study, grouped: Chapters, printed: Printed, about: Provenance, form: SegmentsForm
) -> Document:
    """All passages, ``printed`` as quotes, and at the end where they come from."""
    names = names_in_lists(study)
    once = PrintedOnce.of(grouped.all, printed, names) if grouped.once else None
    blocks = _Blocks(study, grouped, printed, form, names, once)
    left_out = grouped.unquoted or grouped.left_out
    return Document(
        front,
        blocks,
        Colophon(about, (), ABOUT, said_above=(*grouped.notes, left_out_line(left_out, "segment"))),
        study.info.language,
        listing=True,
        tells=(ReportSubject.SEGMENTS,),
    )


@dataclass(frozen=True)
class _Blocks:
    """Made again each time they are gone through."""

    study: Study
    grouped: Chapters
    printed: Printed
    form: SegmentsForm
    names: Mapping[UUID, str]
    once: PrintedOnce | None

    def __iter__(self) -> Iterator[Block]:
        yield from map(passages_note, self.grouped.notes)
        if any(chapter.about for chapter in self.grouped.all):
            yield _WHAT_CODES_MEAN
        beside = self.form.summary and self.grouped.all
        yield from left_out_note(self.grouped.unquoted or (0 if beside else self.grouped.left_out), "segment")
        if len(self.grouped.all) > 1:
            yield Contents()
        if self.form.summary and self.grouped.all:
            if len(self.grouped.all) > 1:
                yield Heading(_OVERVIEW, 1, "overview")
            yield _summary(self.study, self.grouped)
            yield from left_out_note(self.grouped.left_out, "segment", ParagraphKind.NOTE)
        for number, chapter in enumerate(self.grouped.all, 1):
            yield from self._chapter(number, chapter)

    def _chapter(self, number: int, chapter: Chapter) -> Iterator[Block]:
        remark = counted(len(chapter.codings), "segment") if chapter.codings else ""
        new_page = self.form.new_pages and self._begins_section(number)
        chip = sure_colour(chapter.colour) if chapter.colour else ""
        yield Heading(chapter.title, chapter.level, _anchor(number), chapter.number, chip, new_page, remark)
        # A category without segments stays with its first code. What the table in front counts is not
        # counted again.
        if chapter.fact and not self.form.summary:
            yield Paragraph(chapter.fact, ParagraphKind.FACT, keep_next=True)
        if self.grouped.by is ChapterOrder.PARTICIPANT and (about := self._attributes(chapter)):
            yield Paragraph(about, ParagraphKind.FACT, keep_next=True)
        if chapter.about:
            yield Paragraph((Run(chapter.about, italic=True),), keep_next=True, once=DEFINITIONS)
        if self.grouped.context:
            yield from map(partial(self._in_context, chapter), of_one_context(chapter.passages))
            return
        for passage in chapter.passages:
            there = self.once and self.once.elsewhere(number, passage)
            if there:
                yield from self._reference(passage, *there)
            else:
                yield self._quote(number, chapter, passage)

    def _reference(self, passage: QuotedPassage, code: str, anchor: str) -> Iterator[Block]:
        """Where words are printed that have this code, too."""
        quotation = self.printed(passage.place)
        source = source_line(self.study, passage, quotation, self.grouped.by, self.names)
        words = f"{first_words(quotation, _FIRST_WORDS)} {source}: see "
        memo = passage.place.memo if self.form.memos else ""
        yield Paragraph((Run(words), Run(code, link=anchor)), ParagraphKind.FACT, keep_next=bool(memo))
        if memo:
            yield Paragraph(f"Memo: {memo}", ParagraphKind.FACT)

    def _attributes(self, chapter: Chapter) -> str:
        """The chosen attributes of the participant who is the heading, which no reference repeats.

        Those of a transcript differ from passage to passage only where the person speaks in several.
        """
        told = (self.printed(passage.place).about for passage in chapter.passages)
        return ", ".join(map(isolated, dict.fromkeys(each for about in told for each in about)))

    def _begins_section(self, number: int) -> bool:
        """A code goes on the page of the category above it where that has no quotes of its own."""
        return number == 1 or bool(self.grouped.all[number - 2].passages)

    def _in_context(self, chapter: Chapter, passages: Sequence[QuotedPassage]) -> QuoteBlock:
        """Passages with the same words around them, printed once, with all that were coded."""
        places = [passage.place for passage in passages]
        colour = sure_colour(self.grouped.colour(self.study, chapter, passages[0]))
        sources = dict.fromkeys(
            source_line(self.study, each, self.printed(each.place), self.grouped.by, self.names)
            for each in passages
        )
        memos = dict.fromkeys(place.memo for place in places if place.memo and self.form.memos)
        return QuoteBlock((Speech("", quoted(*places)),), "; ".join(sources), colour, "\n".join(memos))

    def _quote(self, number: int, chapter: Chapter, passage: QuotedPassage) -> QuoteBlock:
        colour = sure_colour(self.grouped.colour(self.study, chapter, passage))
        place = passage.place
        memo = place.memo if self.form.memos else ""
        quotation = self.printed(place)
        source = source_line(self.study, passage, quotation, self.grouped.by, self.names)
        if self.once is None:
            return quote_block(quotation, reference=source, colour=colour, memo=memo)
        source = BETWEEN.join(filter(None, (source, self.once.also(number, passage))))
        anchor = self.once.anchor(number, passage)
        return quote_block(quotation, reference=source, colour=colour, memo=memo, anchor=anchor)


def of_one_context(passages: Iterable[QuotedPassage]) -> Iterator[tuple[QuotedPassage, ...]]:
    """Passages one after the other that are printed with the same words around them."""

    def around(passage: QuotedPassage) -> tuple[UUID, int, int]:
        place = passage.place
        return place.transcript_id, place.start - len(place.before), place.end + len(place.after)

    return (tuple(alike) for _, alike in groupby(passages, key=around))


def quoted(*segments: Segment) -> Runs:
    """The coded words of segments of one context and those around them in grey, a line for each turn."""
    first = segments[0]
    whole, begin = first.before + first.text + first.after, first.start - len(first.before)
    runs, told = list[Run](), begin
    for row in sorted(segments, key=lambda each: (each.start, each.end)):
        start, end = max(row.start, told), row.end
        if end > start:
            runs.append(Run(whole[told - begin : start - begin], colour=_GREY))
            runs.append(Run(_BLANK_LINES.sub("\n", whole[start - begin : end - begin]), bold=True))
            told = end
    return *runs, Run(whole[told - begin :], colour=_GREY)


def _anchor(number: int) -> str:
    return f"part-{number}"


# -- counts ----------------------------------------------------------------------------------------


def _summary(study: Study, grouped: Chapters) -> TableBlock:
    """A row for each section that has quotes, with the category above it, and one for all."""
    merged = any(len(chapter.codings) != len(chapter.passages) for chapter in grouped.all)
    first, caption = _SUMMARY[grouped.by]
    without = _has_left_out(grouped)
    passages = ["Passages"] if merged else []
    heads = [first, "Segments", *passages, *_counted_by(grouped.by), *([_LEFT_OUT] if without else [])]
    columns = [TableColumn(heads[0], 4.8), *(TableColumn(head, 1.2, Align.FIGURE) for head in heads[1:])]
    people = frozenset(row.name for row in participants_of(study))
    rows = [
        (
            TableCell(
                (Run(f"{chapter.number} {chapter.title}".strip(), link=_anchor(number)),),
                indent=chapter.level - 1,
                chip=sure_colour(chapter.colour) if chapter.colour else "",
            ),
            *_figures(grouped.by, chapter.passages, people, merged=merged),
            *([_number_left_out(chapter.left_out if chapter.passages else None)] if without else []),
        )
        for number, chapter in enumerate(grouped.all, 1)
    ]
    everything = [passage for chapter in grouped.all for passage in chapter.passages]
    figures = _figures(grouped.by, everything, people, merged=merged, strong=True)
    last = [TableCell(f"{grouped.left_out:,}", strong=True)] if without else []
    total = (TableCell("All", strong=True), *figures, *last)
    whose = f"counts the segments of each {first.lower()} that are given below"
    within = f", and the {' and '.join(head.lower() for head in _counted_by(grouped.by))} involved."
    notes = tuple(_left_out_elsewhere(grouped))
    return TableBlock(tuple(columns), (*rows, total), caption, "summary", shows=whose + within, notes=notes)


def _number_left_out(number: int | None) -> TableCell:
    return TableCell("" if number is None else f"{number:,}", pale=number == 0)


def _left_out_elsewhere(grouped: Chapters) -> Iterator[str]:
    """What only the last row counts of those that are left out, which the other columns do not count."""
    if not grouped.left_out:
        return
    whose = "whom" if grouped.by is ChapterOrder.PARTICIPANT else "which"
    unseen = f"{_SUMMARY[grouped.by][0]}s of {whose} nothing is printed"
    if not _has_left_out(grouped):
        yield f"{unseen} are not in this table."
        return
    yield f"{_LEFT_OUT}: not quoted, and not counted in the other columns."
    elsewhere = grouped.left_out - sum(chapter.left_out for chapter in grouped.all if chapter.passages)
    if elsewhere:
        yield f"Of them, {elsewhere:,} {plural_of(elsewhere, 'is', 'are')} of {unseen.lower()}."


def _has_left_out(grouped: Chapters) -> bool:
    """Whether a row says how much is left out of it: a column of zeros would say nothing."""
    return any(chapter.left_out for chapter in grouped.all if chapter.passages)


def _counted_by(by: ChapterOrder) -> tuple[str, str]:
    match by:
        case ChapterOrder.CODE:
            return "Transcripts", "Participants"
        case ChapterOrder.TRANSCRIPT:
            return "Codes", "Participants"
        case ChapterOrder.PARTICIPANT:
            return "Codes", "Transcripts"


def _figures(
    by: ChapterOrder,
    passages: Sequence[QuotedPassage],
    people: frozenset[str],
    *,
    merged: bool,
    strong: bool = False,
) -> Iterable[TableCell]:
    """``people``: the names of participants; whoever else speaks is not counted."""
    codings = [coding for passage in passages for coding in passage.codings]
    found: dict[str, frozenset[object]] = {
        "Codes": frozenset(coding.code_id for coding in codings),
        "Transcripts": frozenset(coding.transcript_id for coding in codings),
        "Participants": people.intersection(coding.participant for coding in codings),
    }
    numbers = [
        len(codings),
        *([len(passages)] if merged else []),
        *(len(found[head]) for head in _counted_by(by)),
    ]
    # A category that has none of its own says nothing rather than a row of zeros.
    return (TableCell(f"{number:,}" if passages else "", strong=strong) for number in numbers)
