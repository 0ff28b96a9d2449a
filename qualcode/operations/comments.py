"""What one can do with comments: say something to the team, answer, and call a thread done."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Code, Comment, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.study import Study
from qualcode.model.teamwork.comments import About, about, in_words, threads
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key
from qualcode.operations.checks import all_existing, checked_span, existing
from qualcode.operations.draft import Draft

Moved = Callable[[int, int], tuple[int, int]]


def add_comment(study: Study, text: str, author: str, subject: About) -> ChangeSet:
    """Begin a thread about a transcript, a passage of it, a code, or a passage of a code.

    Refused without a word, and about nothing.
    """
    transcript_id, code_id, span = subject
    start, end = None, None
    if transcript_id is not None:
        transcript = existing(study, Transcript, transcript_id)
        if span is not None:
            start, end = checked_span(study, transcript, span)
    elif code_id is None or span is not None:
        raise QualcodeError("Say what the comment is about: a transcript, a passage of it, or a code.")
    if code_id is not None:
        existing(study, Code, code_id)
    row = Comment(new_id(), _said(text), author, now(), transcript_id, code_id, start, end)
    draft = Draft(study)
    draft.put(row)
    return draft.change(f"Comment on {in_words(study, about(row))}")


def reply(study: Study, comment_id: UUID, text: str, author: str) -> ChangeSet:
    """Answer in a thread; one that was done is open again."""
    first = _first_of(study, existing(study, Comment, comment_id))
    draft = Draft(study)
    draft.put(Comment(new_id(), _said(text), author, now(), first_id=first.id), replace(first, done=False))
    return draft.change(f"Reply to a comment on {in_words(study, about(first))}")


def edit_comment(study: Study, comment_id: UUID, text: str, author: str) -> ChangeSet:
    """Put what one has said oneself otherwise. Refused where somebody else said it."""
    row = existing(study, Comment, comment_id)
    _check_own(row, author, "changed")
    draft = Draft(study)
    draft.put(replace(row, text=_said(text)))
    return draft.change(f"Edit a comment on {in_words(study, about(_first_of(study, row)))}")


def delete_comment(study: Study, comment_id: UUID, author: str) -> ChangeSet:
    """Delete what one has said oneself; with the first of a thread what was answered goes too.

    Refused where somebody else said it, or has answered it.
    """
    row = existing(study, Comment, comment_id)
    _check_own(row, author, "deleted")
    replies = [each for each in study.rows(Comment).values() if each.first_id == row.id]
    if any(name_key(each.author) != name_key(author) for each in replies):
        raise QualcodeError("Others have answered this comment; mark the thread as done instead.")
    draft = Draft(study)
    draft.drop(*replies, row)
    return draft.change(f"Delete a comment on {in_words(study, about(_first_of(study, row)))}")


def set_done(study: Study, comment_ids: Sequence[UUID], *, done: bool) -> ChangeSet:
    """Call threads done, or open them again."""
    firsts = (_first_of(study, row) for row in all_existing(study, Comment, comment_ids))
    rows = list({row.id: row for row in firsts}.values())
    draft = Draft(study)
    draft.put(*(replace(row, done=done) for row in rows))
    which = in_words(study, about(rows[0])) if len(rows) == 1 else counted(len(rows), "thread")
    return draft.change(f"Mark the comments on {which} as {'done' if done else 'open'}")


def _first_of(study: Study, row: Comment) -> Comment:
    return row if row.first_id is None else existing(study, Comment, row.first_id)


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise QualcodeError("The comment is empty; write something first.")
    return said


def _check_own(row: Comment, author: str, what: str) -> None:
    if name_key(row.author) != name_key(author):
        raise QualcodeError(f"{row.author} wrote this comment; it can be {what} by {row.author} only.")


# -- what other operations do to comments -------------------------------------------------------------


def drop_comments_in(study: Study, draft: Draft, gone: Collection[UUID]) -> None:
    """Threads about transcripts that go, or about places in them."""
    _drop(study, draft, (row for row in study.rows(Comment).values() if row.transcript_id in gone))


def drop_comments_on_codes(study: Study, draft: Draft, gone: Collection[UUID]) -> None:
    """Threads about codes that go; those about passages stay with the words."""
    rows = [row for row in study.rows(Comment).values() if row.code_id in gone]
    draft.put(*(replace(row, code_id=None) for row in rows if row.transcript_id is not None))
    _drop(study, draft, (row for row in rows if row.transcript_id is None))


def hand_on_comments(study: Study, draft: Draft, gone: Collection[UUID], into: UUID) -> None:
    """Threads about codes that merge into another are about that one."""
    draft.put(*(replace(row, code_id=into) for row in study.rows(Comment).values() if row.code_id in gone))


def move_comments(study: Study, draft: Draft, transcript_id: UUID, moved: Moved) -> None:
    """Comments in a corrected text stay with their words, else at the point where these were."""
    for row in study.rows(Comment).values():
        if row.transcript_id == transcript_id and row.start is not None and row.end is not None:
            start, end = moved(row.start, row.end)
            point = min(start, end)
            draft.put(replace(row, start=point, end=max(point, end)))


def _drop(study: Study, draft: Draft, rows: Iterable[Comment]) -> None:
    gone = {row.id for row in rows}
    for thread in threads(study):
        if thread.first.id in gone:
            draft.drop(*thread.comments)
