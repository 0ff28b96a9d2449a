"""What one can do with segments that were coded under an earlier definition: look again, and say so."""

from collections.abc import Sequence
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_array, new_id, now
from qualcode.model.study import Study
from qualcode.model.team import Revisit
from qualcode.model.words.in_words import counted
from qualcode.operations.codings.coding import recode_codings
from qualcode.operations.draft import Draft, together

Place = tuple[UUID, UUID]
"""A transcript and a coding in it."""


def mark_revisited(study: Study, places: Sequence[Place], author: str) -> ChangeSet:
    """Say that segments were looked at again and still fit. Raises QualcodeError for one that has gone."""
    known = {(row.transcript_id, row.coding): row for row in study.rows(Revisit).values()}
    draft = Draft(study)
    for transcript_id, coding_id in dict.fromkeys(places):
        if study.codings_of(transcript_id).positions(id_array([coding_id]))[0] < 0:
            raise QualcodeError("That segment is no longer there; what is listed is brought up to date.")
        before = known.get((transcript_id, coding_id.hex))
        if before is not None:
            draft.drop(before)
        draft.put(Revisit(new_id(), transcript_id, coding_id.hex, author, now()))
    return draft.change(f"Mark {counted(len(dict.fromkeys(places)), 'segment')} as revisited")


def recode_revisited(study: Study, place: Place, code_id: UUID, author: str) -> ChangeSet:
    """Give a segment that was looked at again another code, and say that it was."""
    transcript_id, coding_id = place
    recoded = recode_codings(study, transcript_id, [coding_id], code_id)
    moved = study.after(recoded)
    if moved.codings_of(transcript_id).positions(id_array([coding_id]))[0] < 0:
        # It was the same as another one there, which holds.
        return recoded
    return together(study, recoded.label, [recoded, mark_revisited(moved, [place], author)])
