"""What one can do with participants: the people who speak, known by pseudonym."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.entities import AttributeValue, Participant
from qualcode.model.identity import NO_KEY, key_of, keys_of, new_id
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES
from qualcode.model.words.in_words import counted, listed
from qualcode.operations.checks import all_existing, existing, free_name
from qualcode.operations.draft import Draft
from qualcode.operations.memo_links import drop_memos_about, hand_on_memos
from qualcode.operations.people.summaries import move_summaries_of_people
from qualcode.operations.recoding import joined_texts
from qualcode.operations.saved_names import hand_on_names


def add_participant(
    study: Study, name: str, *, role: Role = Role.PARTICIPANT, memo: str = ""
) -> tuple[Participant, ChangeSet]:
    """Add a participant. Refused where the name is taken."""
    tidy = free_name(name, "participant", _names(study))
    participant = Participant(new_id(), tidy, end_position(study), role, memo)
    return participant, ChangeSet(f"Add participant {tidy}", (added(participant),))


def rename_participant(study: Study, participant_id: UUID, name: str) -> ChangeSet:
    """Give a participant another pseudonym. Refused where it is taken."""
    row = existing(study, Participant, participant_id)
    renamed = replace(row, name=free_name(name, "participant", _names(study, row)))
    return _changed(f"Rename participant {row.name} to {renamed.name}", row, renamed)


def mark_participant(study: Study, participant_id: UUID, role: Role) -> ChangeSet:
    """Say what a participant does, in all their turns as well."""
    row = existing(study, Participant, participant_id)
    draft = Draft(study)
    draft.put(replace(row, role=role))
    for transcript_id, table in study.turns.items():
        chosen = table.take(table.participant == key_of(participant_id))
        if len(chosen):
            roles = np.full(len(chosen), ROLES.index(role), dtype=np.int8)
            draft.swap_turns(transcript_id, chosen, chosen.replacing(role=roles))
    return draft.change(f"Mark {row.name} as {role.value} in all their turns")


def set_participant_memo(study: Study, participant_id: UUID, memo: str) -> ChangeSet:
    row = existing(study, Participant, participant_id)
    return _changed(f"Edit the memo of {row.name}", row, replace(row, memo=memo))


def order_participants(study: Study, participant_ids: Sequence[UUID]) -> ChangeSet:
    """Put participants in this order; those not named come after them, as they were."""
    named = all_existing(study, Participant, participant_ids)
    known = {row.id for row in named}
    draft = Draft(study)
    rest = [row for row in study.participants_in_order if row.id not in known]
    for position, row in enumerate([*named, *rest]):
        draft.put(replace(row, position=position))
    return draft.change("Reorder the participants")


def merge_participants(study: Study, source_ids: Sequence[UUID], target_id: UUID) -> ChangeSet:
    """Make several participants one: turns, memos and the values that the target lacks move to it.

    Where values differ, the target keeps its own, and its memo says what the others were.
    """
    target = existing(study, Participant, target_id)
    sources = [row for row in all_existing(study, Participant, source_ids) if row.id != target_id]
    gone = {row.id for row in sources}
    draft = Draft(study)
    _hand_turns(study, draft, gone, key_of(target_id))
    known = set(study.values_of(target_id))
    noted = [
        # Nothing of what is noted is left out: it stands nowhere else afterwards.
        f"{source.name}: {listed([f'{name} {value}' for name, value in differing], len(differing))}"
        for source, differing in values_that_differ(study, source_ids, target_id)
    ]
    for source in sources:
        for attribute_id, value in study.values_of(source.id).items():
            if attribute_id in known:
                draft.drop(value)
            else:
                known.add(attribute_id)
                draft.put(replace(value, subject_id=target_id))
    hand_on_memos(study, draft, gone, target_id)
    move_summaries_of_people(study, draft, gone, into=target_id)
    hand_on_names(study, draft, gone, target_id)
    draft.put(replace(target, memo=joined_texts(target.memo, *(row.memo for row in sources), *noted)))
    draft.drop(*sources)
    return draft.change(f"Merge {_names_of(sources)} into {target.name}")


def values_that_differ(
    study: Study, source_ids: Sequence[UUID], target_id: UUID
) -> list[tuple[Participant, list[tuple[str, str]]]]:
    """Whose values (attribute and value) could not become those of the target, which has others."""
    kept = {attribute_id: row.value for attribute_id, row in study.values_of(target_id).items()}
    found = []
    for source in all_existing(study, Participant, source_ids):
        values = study.values_of(source.id)
        differing = [
            (attribute.name, values[attribute.id].value)
            for attribute in study.attributes_in_order
            if attribute.id in values
            and kept.setdefault(attribute.id, values[attribute.id].value) != values[attribute.id].value
        ]
        if differing:
            found.append((source, differing))
    return found


def delete_participants(study: Study, participant_ids: Sequence[UUID]) -> ChangeSet:
    """Delete participants with their values and memos; their turns stay, as nobody's."""
    rows = all_existing(study, Participant, participant_ids)
    gone = {row.id for row in rows}
    draft = Draft(study)
    _hand_turns(study, draft, gone, NO_KEY)
    draft.drop(*(value for value in study.rows(AttributeValue).values() if value.subject_id in gone))
    drop_memos_about(study, draft, gone)
    move_summaries_of_people(study, draft, gone)
    draft.drop(*rows)
    return draft.change(f"Delete {_names_of(rows)}")


def end_position(study: Study) -> int:
    """The position after the last participant."""
    return max((row.position for row in study.participants.values()), default=-1) + 1


def _hand_turns(study: Study, draft: Draft, from_ids: set[UUID], to_key: int) -> None:
    keys = keys_of(list(from_ids))
    for transcript_id, table in study.turns.items():
        chosen = table.take(np.isin(table.participant, keys))
        if len(chosen):
            after = chosen.replacing(participant=np.full(len(chosen), to_key, dtype=np.int32))
            draft.swap_turns(transcript_id, chosen, after)


def _names(study: Study, but: Participant | None = None) -> list[str]:
    return [row.name for row in study.participants_in_order if row != but]


def _names_of(rows: Sequence[Participant]) -> str:
    if len(rows) > 3:
        return counted(len(rows), "participant")
    return ", ".join(row.name for row in rows)


def _changed(label: str, before: Participant, after: Participant) -> ChangeSet:
    return ChangeSet(label, (updated(before, after),) if before != after else ())
