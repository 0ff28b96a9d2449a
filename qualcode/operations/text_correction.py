"""Correct the text of a transcript: a new version, and everything that hangs on the text moves along."""

from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import MemoSubject, TextVersion, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.turns import Turns
from qualcode.operations.alignment import Alignment
from qualcode.operations.checks import counted, existing
from qualcode.operations.draft import Draft
from qualcode.operations.recoding import move_codings
from qualcode.operations.typical_quotes import move_typical


@dataclass(frozen=True, slots=True)
class Correction:
    """What correcting a text does.

    ``moved`` codings have other positions or other words now, ``removed`` ones have lost all their
    text, ``collapsed`` ones have become the same as another; ``removed_highlights`` lost theirs too.
    """

    change: ChangeSet
    moved: int
    removed: int
    collapsed: int
    removed_highlights: int


def correct_text(study: Study, transcript_id: UUID, text: str) -> Correction:
    """Give a transcript a corrected text, as a new version.

    A coding keeps the words that are left of it and those put in between or in their place;
    where none are left it is removed. Memos at a place stay, at the point where it was. Text put in
    between two turns belongs to the earlier; a turn without text goes. Labels stay as they are.
    """
    transcript = existing(study, Transcript, transcript_id)
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not plain:
        raise QualcodeError(f"The text of {transcript.name} would be empty; delete the transcript instead.")
    old = study.text(transcript_id)
    label = f"Correct the text of {transcript.name}"
    if plain == old:
        return Correction(ChangeSet(label), 0, 0, 0, 0)
    alignment = Alignment(old, plain)
    draft = Draft(study)
    numbers = [v.number for v in study.rows(TextVersion).values() if v.transcript_id == transcript_id]
    version = TextVersion(new_id(), transcript_id, max(numbers) + 1, now(), StoredText.of(plain))
    draft.put(version, replace(transcript, version=version.number))
    _move_turns(study, draft, transcript_id, alignment, len(plain))
    _move_memos(study, draft, transcript_id, alignment)
    highlights = _move_highlights(study, draft, transcript_id, alignment)
    move_typical(study, draft, transcript_id, lambda start, end: _moved(alignment, start, end))
    moved, removed, collapsed = _move_codings(study, draft, transcript_id, alignment)
    with_what = f", removing {counted(removed, 'coding')} whose words are gone" if removed else ""
    return Correction(draft.change(label + with_what), moved, removed, collapsed, highlights)


def _move_codings(
    study: Study, draft: Draft, transcript_id: UUID, alignment: Alignment
) -> tuple[int, int, int]:
    table = study.codings_of(transcript_id)
    if not len(table):
        return 0, 0, 0
    starts = alignment.starts(table.start.astype(np.int64))
    ends = alignment.ends(table.end.astype(np.int64))
    stays = starts < ends
    before = table.take(stays)
    after = before.replacing(start=starts[stays].astype(np.int32), end=ends[stays].astype(np.int32))
    changed = (starts != table.start) | (ends != table.end)
    draft.swap_codings(transcript_id, table.take(~stays), Codings.empty())
    collapsed = move_codings(draft, transcript_id, before, before, after)
    return int(np.count_nonzero(changed & stays)), int(np.count_nonzero(~stays)), collapsed


def _move_turns(study: Study, draft: Draft, transcript_id: UUID, alignment: Alignment, length: int) -> None:
    table = study.turns_of(transcript_id)
    if not len(table):
        return
    edges = alignment.starts(table.start.astype(np.int64))
    edges[0] = 0
    edges = np.append(edges, length)
    starts, ends = edges[:-1], edges[1:]
    # The label's end: what is put in right behind the label is speech.
    label_end = np.where(table.speech > table.start, alignment.ends(table.speech.astype(np.int64)), starts)
    stays = starts < ends
    after = table.replacing(
        start=starts.astype(np.int32),
        speech=np.clip(label_end, starts, ends).astype(np.int32),
        end=ends.astype(np.int32),
    ).without(table.id[~stays])
    draft.swap_turns(transcript_id, table, after if len(after) else Turns.empty())


def _move_memos(study: Study, draft: Draft, transcript_id: UUID, alignment: Alignment) -> None:
    for memo in study.memos_of(transcript_id):
        if memo.subject is not MemoSubject.PLACE or memo.start is None or memo.end is None:
            continue
        start, end = _moved(alignment, memo.start, memo.end)
        point = min(start, end)
        draft.put(replace(memo, start=start if start < end else point, end=end if start < end else point))


def _move_highlights(study: Study, draft: Draft, transcript_id: UUID, alignment: Alignment) -> int:
    removed = 0
    for row in study.highlights_of(transcript_id):
        start, end = _moved(alignment, row.start, row.end)
        if start < end:
            draft.put(replace(row, start=start, end=end))
        else:
            draft.drop(row)
            removed += 1
    return removed


def _moved(alignment: Alignment, start: int, end: int) -> tuple[int, int]:
    return int(alignment.starts(np.array([start]))[0]), int(alignment.ends(np.array([end]))[0])
