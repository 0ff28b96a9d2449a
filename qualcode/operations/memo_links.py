"""What one can do with the links of memos: to codes, passages, transcripts and participants."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Code, Memo, MemoLink, MemoSubject, Participant, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.memos import LINKABLE, MemoTarget
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.operations.checks import all_existing, checked_span, existing, place
from qualcode.operations.draft import Draft

Moved = Callable[[int, int], tuple[int, int]]
"""Where a stretch of the old text lies in the new one; a point where nothing is left of it."""


def link_memo(study: Study, memo_id: UUID, targets: Sequence[MemoTarget]) -> ChangeSet:
    """Link a memo to what it has to do with; what it is linked to already is passed over."""
    memo = existing(study, Memo, memo_id)
    draft = Draft(study)
    names = put_links(study, draft, memo, targets)
    to = names[0] if len(names) == 1 else counted(len(names), "thing")
    return draft.change(f"Link a memo to {to}")


def unlink_memo(study: Study, link_ids: Sequence[UUID]) -> ChangeSet:
    """Take links from memos; memos and what they were linked to stay."""
    rows = all_existing(study, MemoLink, link_ids)
    draft = Draft(study)
    draft.drop(*rows)
    names = [target_name(study, MemoTarget(row.subject, row.subject_id, span_of(row))) for row in rows]
    return draft.change(f"Unlink a memo from {names[0] if len(names) == 1 else counted(len(names), 'thing')}")


def put_links(study: Study, draft: Draft, memo: Memo, targets: Iterable[MemoTarget]) -> list[str]:
    """Add the links that a memo does not have yet; gives what they lead to, in words."""
    known = {(row.subject, row.subject_id, row.start, row.end) for row in study.memo_links_of(memo.id)}
    names = []
    for target in targets:
        if target.subject not in LINKABLE:
            raise QualcodeError("A memo is linked to codes, passages, transcripts and participants only.")
        names.append(target_name(study, target))
        start, end = (None, None) if target.span is None else (int(target.span.start), int(target.span.end))
        key = (target.subject, target.subject_id, start, end)
        if key not in known:
            known.add(key)
            draft.put(MemoLink(new_id(), memo.id, target.subject, target.subject_id, start, end))
    return names


def target_name(study: Study, target: MemoTarget) -> str:
    """What a memo is about or linked to, in words. Raises QualcodeError where it is not there."""
    subject, subject_id, span = target
    if subject is not MemoSubject.PLACE and span is not None:
        raise QualcodeError("Only a memo about a place has a span; leave it out.")
    match subject:
        case MemoSubject.PROJECT:
            return "the project"
        case MemoSubject.JOURNAL:
            return "the journal"
        case MemoSubject.CODE:
            return f"“{existing(study, Code, subject_id).name}”"
        case MemoSubject.PARTICIPANT:
            return existing(study, Participant, subject_id).name
        case MemoSubject.TRANSCRIPT:
            return existing(study, Transcript, subject_id).name
        case MemoSubject.PLACE:
            transcript = existing(study, Transcript, subject_id)
            if span is None:
                raise QualcodeError(f"The memo has no place in {transcript.name}; select some words first.")
            return place(study, transcript, checked_span(study, transcript, span, point=True).start)


def span_of(row: Memo | MemoLink) -> Span | None:
    """The stretch that a memo or a link is about."""
    return None if row.start is None or row.end is None else Span(row.start, row.end)


# -- what other operations do to memos and their links -----------------------------------------------


def memos_about(study: Study, subject_ids: Iterable[UUID]) -> list[Memo]:
    """All memos about some things, those at places of transcripts among them."""
    wanted = frozenset(subject_ids)
    return [memo for memo in study.rows(Memo).values() if memo.subject_id in wanted]


def drop_memos(study: Study, draft: Draft, memos: Iterable[Memo]) -> None:
    """Memos go with their links."""
    gone = {memo.id: memo for memo in memos}
    draft.drop(*(row for row in study.rows(MemoLink).values() if row.memo_id in gone))
    draft.drop(*gone.values())


def drop_memos_about(study: Study, draft: Draft, gone: Iterable[UUID]) -> None:
    """Memos about what goes; other memos only lose their links to it."""
    subjects = frozenset(gone)
    drop_memos(study, draft, memos_about(study, subjects))
    draft.drop(*(row for row in study.rows(MemoLink).values() if row.subject_id in subjects))


def hand_on_memos(study: Study, draft: Draft, gone: Iterable[UUID], into: UUID) -> None:
    """Memos and links of what merges into something else lead to that; each link once."""
    subjects = frozenset(gone)
    for memo in memos_about(study, subjects):
        draft.put(replace(memo, subject_id=into))
    rows = study.rows(MemoLink).values()
    known = {row.memo_id for row in rows if row.subject_id == into}
    for row in sorted((row for row in rows if row.subject_id in subjects), key=lambda row: row.id):
        if row.memo_id in known:
            draft.drop(row)
        else:
            known.add(row.memo_id)
            draft.put(replace(row, subject_id=into))


def move_memos(study: Study, draft: Draft, transcript_id: UUID, moved: Moved) -> None:
    """Memos and links at places of a corrected text keep their words, else the point where they were."""
    for memo in study.memos_of(transcript_id):
        span = span_of(memo)
        if span is not None:
            start, end = _kept(*moved(*span))
            draft.put(replace(memo, start=start, end=end))
    for link in study.rows(MemoLink).values():
        span = span_of(link)
        if link.subject_id == transcript_id and span is not None:
            start, end = _kept(*moved(*span))
            draft.put(replace(link, start=start, end=end))


def memo_places(study: Study, transcript_id: UUID) -> list[Span]:
    """Stretches of a transcript that memos are about or linked to, without mere points."""
    links = [row for row in study.rows(MemoLink).values() if row.subject_id == transcript_id]
    rows: list[Memo | MemoLink] = [*study.memos_of(transcript_id), *links]
    spans = map(span_of, rows)
    return [span for span in spans if span is not None and span.start < span.end]


def _kept(start: int, end: int) -> tuple[int, int]:
    return min(start, end), end
