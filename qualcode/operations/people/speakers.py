"""What one can do with speaker labels: correct them, say whose they are and what their role is.

A label belongs to turns; the text, where the label is written too, stays as it is. All functions
work on the transcripts that are given. Saved reports and queries follow a label that is nowhere left.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.change import ChangeSet
from qualcode.model.columns import Column
from qualcode.model.entities import Participant, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import NO_KEY, key_of
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES, Turns
from qualcode.model.words.in_words import counted, listed
from qualcode.operations.checks import all_existing, existing
from qualcode.operations.draft import Draft
from qualcode.operations.people.followed_labels import followed

_NAMED: Final = 3
"""Labels that the title of a step has room for."""


def relabel(study: Study, transcript_ids: Sequence[UUID], old: str, new: str) -> ChangeSet:
    """Write a label in another way; participant and role stay."""
    tidy = _tidy(new)
    return _changed(study, transcript_ids, [old], f"Relabel {old} as {tidy}", label=tidy)


def merge_labels(study: Study, transcript_ids: Sequence[UUID], labels: Sequence[str], into: str) -> ChangeSet:
    """Make several spellings one label; their turns take its participant and role."""
    tidy = _tidy(into)
    rows = _transcripts(study, transcript_ids)
    draft = Draft(study)
    for row in rows:
        table = study.turns_of(row.id)
        model = np.flatnonzero(table.label == tidy)
        if not len(model):
            model = np.flatnonzero(_having(table, labels))
        if len(model):
            first = table.row(int(model[0]))
            columns: dict[str, int | str] = {
                "label": tidy,
                "participant": key_of(first.participant_id),
                "role": ROLES.index(first.role),
            }
            _swap(draft, row, table, [*labels, tidy], columns)
    draft.put(*followed(study, [row.id for row in rows], labels, tidy))
    others = [label for label in labels if label != tidy]
    return draft.change(f"Merge the labels {listed(others, _NAMED)} into {tidy}")


def assign_label(
    study: Study, transcript_ids: Sequence[UUID], label: str, participant_id: UUID | None
) -> ChangeSet:
    """Say who speaks under a label; None: nobody known."""
    if participant_id is None:
        return _changed(study, transcript_ids, [label], f"Unassign {label}", participant=NO_KEY)
    person = existing(study, Participant, participant_id)
    words = f"Assign {label} to {person.name}"
    return _changed(study, transcript_ids, [label], words, participant=key_of(participant_id))


def set_label_role(study: Study, transcript_ids: Sequence[UUID], label: str, role: Role) -> ChangeSet:
    """Say what the speaker under a label does in these transcripts."""
    words = f"Mark {label} as {role.value}"
    return _changed(study, transcript_ids, [label], words, role=ROLES.index(role))


def _changed(
    study: Study,
    transcript_ids: Sequence[UUID],
    labels: Sequence[str],
    words: str,
    **columns: int | str,
) -> ChangeSet:
    rows = _transcripts(study, transcript_ids)
    draft = Draft(study)
    for row in rows:
        _swap(draft, row, study.turns_of(row.id), labels, columns)
    if "label" in columns:
        draft.put(*followed(study, [row.id for row in rows], labels, str(columns["label"])))
    where = rows[0].name if len(rows) == 1 else counted(len(rows), "transcript")
    return draft.change(f"{words} in {where}")


def _swap(
    draft: Draft,
    transcript: Transcript,
    table: Turns,
    labels: Sequence[str],
    columns: dict[str, int | str],
) -> None:
    chosen = table.take(_having(table, labels))
    full: dict[str, Column] = {
        name: np.full(len(chosen), value, dtype=Turns.FIELDS[name]) for name, value in columns.items()
    }
    draft.swap_turns(transcript.id, chosen, chosen.replacing(**full))


def _having(table: Turns, labels: Sequence[str]) -> npt.NDArray[np.bool_]:
    wanted = frozenset(labels)
    return np.fromiter((label in wanted for label in table.label), dtype=np.bool_, count=len(table))


def _transcripts(study: Study, transcript_ids: Sequence[UUID]) -> list[Transcript]:
    rows = all_existing(study, Transcript, transcript_ids)
    if not rows:
        raise QualcodeError("No transcript is chosen; choose at least one.")
    return rows


def _tidy(label: str) -> str:
    tidy = " ".join(label.split())
    if not tidy:
        raise QualcodeError("A speaker label needs at least one letter; type one.")
    return tidy
