"""What hangs on a participant or an attribute, in a sentence, before it is taken out."""

from collections.abc import Sequence
from uuid import UUID

import numpy as np

from qualcode.model.entities import AttributeValue, Summary
from qualcode.model.identity import keys_of
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed, sentence
from qualcode.operations.memo_links import memos_about


def dependants_of_participants(study: Study, participant_ids: Sequence[UUID]) -> str:
    """What would be lost, such as: 28 turns would be nobody’s; 9 values and 1 memo would also be removed."""
    gone = set(participant_ids)
    keys = keys_of(list(gone))
    names = [row.name for row in study.participants_in_order if row.id in gone]
    turns = sum(int(np.isin(table.participant, keys).sum()) for table in study.turns.values())
    values = sum(value.subject_id in gone for value in study.rows(AttributeValue).values())
    summaries = sum(row.participant_id in gone for row in study.rows(Summary).values())
    memos = len(memos_about(study, gone)) + sum(bool(study.participants[row].memo) for row in gone)
    parts = [
        counted(number, noun, plural)
        for number, noun, plural in (
            (values, "value", ""), (memos, "memo", ""), (summaries, "summary", "summaries"),
        )
        if number
    ]  # fmt: skip
    said = [f"{counted(turns, 'turn')} would be nobody’s"] if turns else []
    if parts:
        said.append(f"{listed(parts)} would also be removed")
    who = names[0] if len(names) == 1 else counted(len(names), "participant")
    return f"Remove {who}? {_sentence(said)}"


def dependants_of_attribute(study: Study, attribute_id: UUID) -> str:
    """The same for an attribute."""
    values = sum(value.attribute_id == attribute_id for value in study.rows(AttributeValue).values())
    name = next(row.name for row in study.attributes_in_order if row.id == attribute_id)
    said = [f"{counted(values, 'value')} would also be removed"] if values else []
    return f"Remove “{name}”? {_sentence(said)}"


def _sentence(said: Sequence[str]) -> str:
    if not said:
        return "Nothing else depends on it."
    return f"{sentence('; '.join(said))} You can undo this."
