"""Memos put in the order of an export: by transcript, by code or by date."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.memos import ListedMemo, MemoKind, MemoOrder
from qualcode.model.study import Study
from qualcode.model.words.in_words import BETWEEN, counted, day_in_words

UNDATED: Final = "Without a date"
OF_NO_TRANSCRIPT: Final = "On no transcript"
OF_NO_CODE: Final = "On no code"


class MemoChapter(NamedTuple):
    """A heading and the memos below it; ``of`` the transcript or code that it names."""

    title: str
    memos: tuple[ListedMemo, ...]
    of: UUID | None = None

    @property
    def fact(self) -> str:
        return counted(len(self.memos), "memo")


def memo_chapters(study: Study, memos: Sequence[ListedMemo], by: MemoOrder) -> list[MemoChapter]:
    """Memos under headings; one that has to do with several transcripts or codes stands under each."""
    match by:
        case MemoOrder.DATE:
            return _by_date(memos)
        case MemoOrder.TRANSCRIPT:
            rows = ((row.name, row.id) for row in study.transcripts_in_order)
            chapters = [
                (name, [memo for memo in memos if place in memo.transcripts], place) for name, place in rows
            ]
            rest = [memo for memo in memos if not memo.transcripts]
            return _filled([*chapters, (OF_NO_TRANSCRIPT, rest, None)])
        case MemoOrder.CODE:
            names = names_in_documents(study)
            codes = ((names[code.id], code.id) for code in study.codes_in_order)
            chapters = [(name, [memo for memo in memos if code in memo.codes], code) for name, code in codes]
            return _filled([*chapters, (OF_NO_CODE, [memo for memo in memos if not memo.codes], None)])


def chapter_note(chapters: Iterable[MemoChapter]) -> str:
    """Says how often memos are repeated; empty where none is."""
    shown = [memo.id for chapter in chapters for memo in chapter.memos]
    more = len(shown) - len(set(shown))
    if not more:
        return ""
    return (
        "A memo on several transcripts or codes is given under each: "
        f"{counted(len(set(shown)), 'memo')} in {counted(len(shown), 'place')}."
    )


def heading_below(memo: ListedMemo, chapter: MemoChapter) -> str:
    """The heading of a memo in a chapter; what it is about does not name transcript or code of that again."""
    below = {memo.transcript_id: memo.below_transcript, memo.code_id: memo.below_code}
    told = below.get(chapter.of, "") if chapter.of is not None else ""
    return memo.title or told or memo.about


def links_below(memo: ListedMemo, chapter: MemoChapter) -> str:
    """What a memo is linked to, apart from what its chapter is about."""
    others = (link for link in memo.links if link.target.span or link.target.subject_id != chapter.of)
    return "; ".join(link.name for link in others)


def memo_facts(memo: ListedMemo) -> str:
    """``Code Trust · AB · 11 March 2021 · tags: method, to do``: what is known of a memo, in one line."""
    parts = (
        memo.about if memo.title else "",
        # Of a segment it is told who coded it, who wrote the memo.
        "" if memo.kind is MemoKind.SEGMENT else memo.author,
        "" if memo.day is None else day_in_words(memo.day),
        f"tags: {', '.join(memo.tags)}" if memo.tags else "",
    )
    return BETWEEN.join(filter(None, parts))


def _by_date(memos: Sequence[ListedMemo]) -> list[MemoChapter]:
    days = sorted({memo.day for memo in memos if memo.day is not None})
    chapters = [(day_in_words(day), [memo for memo in memos if memo.day == day], None) for day in days]
    return _filled([*chapters, (UNDATED, [memo for memo in memos if memo.day is None], None)])


def _filled(chapters: Iterable[tuple[str, list[ListedMemo], UUID | None]]) -> list[MemoChapter]:
    return [MemoChapter(title, tuple(memos), of) for title, memos, of in chapters if memos]
