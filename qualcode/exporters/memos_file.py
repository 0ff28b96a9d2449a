"""Memos as a file: in Word or as a page under headings, or as a table with a row for each."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from qualcode.exporters.formats import writer_for
from qualcode.exporters.html_page import page
from qualcode.exporters.memo_chapters import MemoChapter, chapter_note, memo_chapters, memo_facts
from qualcode.exporters.word import WordReport
from qualcode.exporters.word_styles import FACT, SOURCE
from qualcode.exporters.writing import Cell, utf8, whole_file, write_csv
from qualcode.model.memos import ListedMemo, MemoOrder
from qualcode.model.provenance import Provenance, caption
from qualcode.model.study import Study

ABOUT: Final = "About these memos"
HEADER: Final = (
    "title", "kind", "about", "date", "author", "tags", "text", "links", "transcript", "start", "end",
    "code", "participant", "memo id",
)  # fmt: skip


def write_memos(
    path: Path, study: Study, memos: Sequence[ListedMemo], provenance: Provenance, by: MemoOrder
) -> int:
    """Write memos as docx, html or csv; returns how many there were.

    csv holds each memo once, in the order of the first heading under which the others have it.
    """
    chapters = memo_chapters(study, memos, by)
    writers: dict[str, Callable[[BinaryIO], None]] = {
        ".docx": lambda stream: _report(study, chapters, provenance).save(stream),
        ".html": lambda stream: stream.writelines(map(utf8, _page(study, chapters, provenance))),
        ".csv": lambda stream: _write_csv(stream, study, chapters),
    }
    write = writer_for(path, writers)
    with whole_file(path) as stream:
        write(stream)
    return len(memos)


def _report(study: Study, chapters: Sequence[MemoChapter], provenance: Provenance) -> WordReport:
    report = WordReport(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    note = chapter_note(chapters)
    if note:
        report.paragraph(note, FACT)
    headings = [(words, level) for chapter in chapters for words, level in _headings(chapter)]
    report.contents([*headings, (ABOUT, 1)])
    for chapter in chapters:
        report.heading(chapter.title, 1)
        report.paragraph(chapter.fact, FACT, keep_next=True)
        for memo in chapter.memos:
            report.heading(memo.heading, 2)
            facts = memo_facts(memo)
            if facts:
                report.paragraph(facts, FACT, keep_next=True)
            if memo.text.strip():
                report.paragraph(memo.text)
            if memo.links:
                report.paragraph(f"Linked to: {_links(memo)}", SOURCE)
    report.heading(ABOUT, 1)
    report.facts(provenance)
    return report


def _headings(chapter: MemoChapter) -> list[tuple[str, int]]:
    return [(chapter.title, 1), *((memo.heading, 2) for memo in chapter.memos)]


def _page(study: Study, chapters: Sequence[MemoChapter], provenance: Provenance) -> "map[str]":
    headings = [
        *((chapter.title, 1, f"part-{number}", chapter.fact) for number, chapter in enumerate(chapters, 1)),
        (ABOUT, 1, "about", ""),
    ]
    note = chapter_note(chapters)
    pieces = page(
        "memos.html",
        study,
        provenance,
        headings,
        notes=(note,) if note else (),
        chapters=chapters,
        memo_facts=memo_facts,
        links_of=_links,
        about=ABOUT,
    )
    return map(str, pieces)


def _write_csv(stream: BinaryIO, study: Study, chapters: Sequence[MemoChapter]) -> None:
    once = {memo.id: memo for chapter in chapters for memo in chapter.memos}
    write_csv(stream, HEADER, (_cells(study, memo) for memo in once.values()))


def _cells(study: Study, memo: ListedMemo) -> list[Cell]:
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
        "" if memo.transcript_id is None else study.transcripts[memo.transcript_id].name,
        None if span is None else span.start,
        None if span is None else span.end,
        "" if memo.code_id is None else study.path(memo.code_id),
        "" if memo.participant_id is None else study.participants[memo.participant_id].name,
        str(memo.id),
    ]


def _links(memo: ListedMemo) -> str:
    return "; ".join(link.name for link in memo.links)
