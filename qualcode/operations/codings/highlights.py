"""What one can do with highlights: stretches that are marked but not coded yet."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.entities import Coder, Highlight, Transcript
from qualcode.model.identity import new_id, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.operations.checks import all_existing, checked_span, existing, place
from qualcode.operations.draft import Draft


def add_highlight(study: Study, transcript_id: UUID, span: Span, coder_id: UUID, memo: str = "") -> ChangeSet:
    """Mark a stretch without a code. Empty where the coder has marked it already."""
    transcript = existing(study, Transcript, transcript_id)
    coder = existing(study, Coder, coder_id)
    plain = checked_span(study, transcript, span)
    label = f"Highlight in {place(study, transcript, plain.start)}"
    known = ((row.start, row.end, row.coder_id) for row in study.highlights_of(transcript_id))
    if (plain.start, plain.end, coder.id) in known:
        return ChangeSet(label)
    row = Highlight(new_id(), transcript_id, coder.id, plain.start, plain.end, memo, now())
    return ChangeSet(label, (added(row),))


def remove_highlights(study: Study, highlight_ids: Sequence[UUID]) -> ChangeSet:
    rows = all_existing(study, Highlight, highlight_ids)
    draft = Draft(study)
    draft.drop(*rows)
    if len(rows) == 1:
        return draft.change(f"Remove a highlight from {_where(study, rows[0])}")
    return draft.change(f"Remove {counted(len(rows), 'highlight')}")


def set_highlight_memo(study: Study, highlight_id: UUID, memo: str) -> ChangeSet:
    row = existing(study, Highlight, highlight_id)
    changed = replace(row, memo=memo)
    label = f"Edit the memo of a highlight in {_where(study, row)}"
    return ChangeSet(label, (updated(row, changed),) if changed != row else ())


def _where(study: Study, row: Highlight) -> str:
    return place(study, study.transcripts[row.transcript_id], row.start)
