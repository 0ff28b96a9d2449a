"""What one can do with memos: free ones, the journal, and notes about something there is in the project."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Memo, MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.memos import MemoTarget, tidy_tags
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import day_in_words
from qualcode.operations.checks import all_existing, existing
from qualcode.operations.draft import Draft
from qualcode.operations.memo_links import drop_memos, put_links, span_of, target_name

JOURNAL_TITLE = "Journal"


def add_memo(
    study: Study,
    subject: MemoSubject,
    subject_id: UUID,
    text: str,
    *,
    author: str,
    title: str = "",
    span: Span | None = None,
    tags: Iterable[str] = (),
    day: date | None = None,
    links: Iterable[MemoTarget] = (),
    identity: UUID | None = None,
) -> tuple[Memo, ChangeSet]:
    """Write a memo; one about a PLACE has the transcript as subject and a span.

    ``identity`` is that of a memo which was begun in a window before there was a word in it.

    Refused without a word in title and text, and about something that is not there.
    """
    _not_empty(title, text)
    # Refused here where there is no such subject.
    target_name(study, MemoTarget(subject, subject_id, span))
    start, end = (None, None) if span is None else (int(span.start), int(span.end))
    memo = Memo(
        identity or new_id(), subject, subject_id, _one_line(title), text, author, now(), start, end,
        tags=tidy_tags(tags), day=day,
    )  # fmt: skip
    draft = Draft(study)
    draft.put(memo)
    put_links(study, draft, memo, links)
    what = "in the journal" if subject is MemoSubject.JOURNAL else _in_words(study, memo)
    return memo, draft.change(f"Write {what}")


def edit_memo(
    study: Study,
    memo_id: UUID,
    *,
    title: str | None = None,
    text: str | None = None,
    tags: Iterable[str] | None = None,
    day: date | None = None,
) -> ChangeSet:
    """Change a memo's title, text, tags or day; None leaves it as it is."""
    memo = existing(study, Memo, memo_id)
    changed = replace(
        memo,
        title=memo.title if title is None else _one_line(title),
        text=memo.text if text is None else text,
        tags=memo.tags if tags is None else tidy_tags(tags),
        day=day or memo.day,
    )
    if changed != memo:
        _not_empty(changed.title, changed.text)
    draft = Draft(study)
    draft.put(changed)
    return draft.change(f"Edit {_in_words(study, memo)}")


def add_journal_entry(study: Study, text: str, *, author: str, day: date) -> tuple[Memo, ChangeSet]:
    """Add an entry under its date to the project's journal, which begins with the first one.

    Refused without a word.
    """
    _not_empty("", text)
    label = "Add an entry to the journal"
    entry = f"{entry_heading(day, author)}\n{text.strip()}"
    known = journal_of(study)
    draft = Draft(study)
    if known is None:
        known = Memo(
            new_id(), MemoSubject.JOURNAL, study.info.id, JOURNAL_TITLE, entry, author, now(), day=day
        )
    else:
        known = replace(known, text=f"{known.text.rstrip()}\n\n{entry}".lstrip(), day=day)
    draft.put(known)
    return known, draft.change(label)


def entry_heading(day: date, author: str) -> str:
    """The line above an entry of the journal: ``11 March 2021, AB``."""
    return ", ".join(filter(None, (day_in_words(day), author)))


def journal_of(study: Study) -> Memo | None:
    """The project's journal, the oldest where a merge brought a second one along."""
    rows = [row for row in study.rows(Memo).values() if row.subject is MemoSubject.JOURNAL]
    return min(rows, key=lambda row: (row.created_at, row.id), default=None)


def delete_memos(study: Study, memo_ids: Sequence[UUID]) -> ChangeSet:
    """Delete memos with their links; what they are about stays."""
    memos = all_existing(study, Memo, memo_ids)
    draft = Draft(study)
    drop_memos(study, draft, memos)
    if len(memos) == 1:
        return draft.change(f"Delete {_in_words(study, memos[0])}")
    return draft.change(f"Delete {len(memos)} memos")


def _in_words(study: Study, memo: Memo) -> str:
    """A memo as steps name it: a free one by its title, others by what they are about."""
    if memo.subject is MemoSubject.PROJECT:
        return f"the free memo “{memo.title}”" if memo.title else "a free memo"
    if memo.subject is MemoSubject.JOURNAL:
        return "the journal"
    return f"a memo about {target_name(study, MemoTarget(memo.subject, memo.subject_id, span_of(memo)))}"


def _not_empty(title: str, text: str) -> None:
    if not text.strip() and not title.strip():
        raise QualcodeError("The memo is empty; write something first.")


def _one_line(title: str) -> str:
    return " ".join(title.split())
