"""What one can do with memos: notes about the project, a transcript, a participant, a code or a place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.entities import Code, Memo, MemoSubject, Participant, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.checks import all_existing, checked_span, existing, place
from qualcode.operations.draft import Draft


def add_memo(
    study: Study,
    subject: MemoSubject,
    subject_id: UUID,
    text: str,
    *,
    author: str,
    title: str = "",
    span: Span | None = None,
) -> tuple[Memo, ChangeSet]:
    """Write a memo; one about a PLACE has the transcript as subject and a span.

    Refused without a word in title and text, and about something that is not there.
    """
    if not text.strip() and not title.strip():
        raise QualcodeError("The memo is empty; write something first.")
    about = _subject_name(study, subject, subject_id, span)
    start, end = (None, None) if span is None else (int(span.start), int(span.end))
    memo = Memo(new_id(), subject, subject_id, title.strip(), text, author, now(), start, end)
    return memo, ChangeSet(f"Write a memo about {about}", (added(memo),))


def edit_memo(study: Study, memo_id: UUID, *, title: str | None = None, text: str | None = None) -> ChangeSet:
    """Change a memo's title or text; None leaves it as it is."""
    memo = existing(study, Memo, memo_id)
    changed = replace(
        memo,
        title=memo.title if title is None else title.strip(),
        text=memo.text if text is None else text,
    )
    about = _subject_name(study, memo.subject, memo.subject_id, _span(memo))
    return ChangeSet(f"Edit a memo about {about}", (updated(memo, changed),) if changed != memo else ())


def delete_memos(study: Study, memo_ids: Sequence[UUID]) -> ChangeSet:
    memos = all_existing(study, Memo, memo_ids)
    draft = Draft(study)
    draft.drop(*memos)
    if len(memos) == 1:
        about = _subject_name(study, memos[0].subject, memos[0].subject_id, _span(memos[0]))
        return draft.change(f"Delete a memo about {about}")
    return draft.change(f"Delete {len(memos)} memos")


def memos_about(study: Study, subject_ids: Iterable[UUID]) -> list[Memo]:
    """All memos about some things, those at places of transcripts among them."""
    wanted = frozenset(subject_ids)
    return [memo for memo in study.rows(Memo).values() if memo.subject_id in wanted]


def _subject_name(study: Study, subject: MemoSubject, subject_id: UUID, span: Span | None) -> str:
    if subject is not MemoSubject.PLACE and span is not None:
        raise QualcodeError("Only a memo about a place has a span; leave it out.")
    if subject is MemoSubject.PROJECT:
        return "the project"
    if subject is MemoSubject.CODE:
        return f"“{existing(study, Code, subject_id).name}”"
    if subject is MemoSubject.PARTICIPANT:
        return existing(study, Participant, subject_id).name
    transcript = existing(study, Transcript, subject_id)
    if subject is MemoSubject.TRANSCRIPT:
        return transcript.name
    if span is None:
        raise QualcodeError(f"The memo has no place in {transcript.name}; select some words first.")
    return place(study, transcript, checked_span(study, transcript, span, point=True).start)


def _span(memo: Memo) -> Span | None:
    return None if memo.start is None or memo.end is None else Span(memo.start, memo.end)
