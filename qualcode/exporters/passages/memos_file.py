"""Memos as a file: as a document under headings, or as a table with a row for each."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    ReportSubject,
)
from qualcode.exporters.document.quotes import first_words, short_quote
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.passages.memo_chapters import (
    MemoChapter,
    chapter_note,
    heading_below,
    links_below,
    memo_chapters,
    memo_facts,
)
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.entities import MemoSubject
from qualcode.model.front import Front
from qualcode.model.memos import MOST_WORDS, ListedMemo, MemoOrder
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.quotation import Quotation
from qualcode.model.study import Study

ABOUT: Final = "About these memos"
HEADER: Final = (
    "title", "kind", "about", "date", "author", "tags", "text", "links", "transcript", "start", "end",
    "words", "reference", "code", "participant", "memo id",
)  # fmt: skip

Quotes = Mapping[UUID, Quotation]
"""What memos are about, by memo."""

_IN_TRANSCRIPTS: Final = (MemoSubject.TRANSCRIPT, MemoSubject.PLACE)
_ON_CODES: Final = (MemoSubject.CODE,)
_SHORT: Final = 600
"""Letters of a memo that stays on the page of the line below it."""
_MOST_LISTED: Final = 60
"""Of more memos the contents name the chapters only, and stay within two pages."""


def write_memos(
    path: Path,
    study: Study,
    memos: Sequence[ListedMemo],
    quotes: Quotes,
    provenance: Provenance,
    by: MemoOrder,
    front: Front,
) -> int:
    """Write memos as docx, html, pdf or csv, each with the words that it is about; returns how many.

    csv holds each memo once, in the order of the first heading under which the others have it.
    """
    chapters = memo_chapters(study, memos, by)

    def document() -> None:
        write_document(path, memos_document(front, study.info.language, chapters, quotes, provenance))

    def table() -> None:
        with whole_file(path) as stream:
            _write_csv(stream, study, chapters, quotes)

    writer_for(path, {**dict.fromkeys(DOCUMENT_ENDINGS, document), ".csv": table})()
    return len(memos)


def memos_document(
    front: Front, language: str, chapters: Sequence[MemoChapter], quotes: Quotes, provenance: Provenance
) -> Document:
    """Memos under the headings of transcripts, codes or days."""
    colophon = Colophon(provenance, title=ABOUT)
    return Document(front, tuple(_blocks(chapters, quotes)), colophon, language, tells=(ReportSubject.MEMOS,))


def _blocks(chapters: Sequence[MemoChapter], quotes: Quotes) -> Iterator[Block]:
    note = chapter_note(chapters)
    if note:
        yield Paragraph(note, ParagraphKind.FACT)
    yield Contents(deepest=2 if _can_be_listed(chapters) else 1)
    for number, chapter in enumerate(chapters, 1):
        yield Heading(chapter.title, 1, f"part-{number}", remark=chapter.fact)
        yield Paragraph(chapter.fact, ParagraphKind.FACT, keep_next=True)
        for place, memo in enumerate(chapter.memos, 1):
            yield Heading(heading_below(memo, chapter), 2, f"memo-{number}-{place}")
            facts, quote = memo_facts(memo), quotes.get(memo.id)
            links = links_below(memo, chapter)
            below = bool(memo.text.strip() or links)
            if facts:
                yield Paragraph(facts, ParagraphKind.FACT, keep_next=below or quote is not None)
            if quote is not None:
                reference = quote.referred(transcript=quote.transcript != chapter.title)
                # What is said of words begins on their page.
                yield replace(short_quote(quote, reference, MOST_WORDS), keep_next=below)
            if memo.text.strip():
                # A line on links is not alone on the next page.
                yield Paragraph(memo.text, keep_next=bool(links) and len(memo.text) <= _SHORT)
            if links:
                yield Paragraph(f"Linked to: {links}", ParagraphKind.FACT)


def _can_be_listed(chapters: Sequence[MemoChapter]) -> bool:
    """Whether there are few enough, and none has the heading of another one of its chapter."""
    told = [[heading_below(memo, chapter) for memo in chapter.memos] for chapter in chapters]
    return sum(map(len, told)) <= _MOST_LISTED and all(len(each) == len({*each}) for each in told)


def _write_csv(stream: BinaryIO, study: Study, chapters: Sequence[MemoChapter], quotes: Quotes) -> None:
    once = {memo.id: memo for chapter in chapters for memo in chapter.memos}
    write_csv(stream, HEADER, (_cells(study, memo, quotes.get(memo.id)) for memo in once.values()))


def _cells(study: Study, memo: ListedMemo, quote: Quotation | None) -> list[Cell]:
    span = memo.span
    return [
        memo.title,
        str(memo.kind),
        memo.about,
        None if memo.day is None else memo.day.isoformat(),
        memo.author,
        ", ".join(memo.tags),
        memo.text,
        _links(memo),
        "; ".join(
            study.transcripts[each].name
            for each in _linked(memo, memo.transcript_id, _IN_TRANSCRIPTS)
            if each in study.transcripts
        ),
        None if span is None else span.start,
        None if span is None else span.end,
        "" if quote is None else first_words(quote, MOST_WORDS),
        "" if quote is None else quote.reference,
        "; ".join(study.path(each) for each in _linked(memo, memo.code_id, _ON_CODES) if each in study.codes),
        "" if memo.participant_id is None else study.participants[memo.participant_id].name,
        str(memo.id),
    ]


def _linked(memo: ListedMemo, own: UUID | None, kinds: Collection[MemoSubject]) -> list[UUID]:
    """What a memo is on, and what it is linked to of some kinds, each once."""
    linked = (link.target.subject_id for link in memo.links if link.target.subject in kinds)
    return list(dict.fromkeys(found for found in (own, *linked) if found is not None))


def _links(memo: ListedMemo) -> str:
    return "; ".join(link.name for link in memo.links)
