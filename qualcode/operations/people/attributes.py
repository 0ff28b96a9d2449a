"""What one can do with attributes: what is recorded about participants and transcripts."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet, added, removed, updated
from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Participant,
    Transcript,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.name_order import name_order
from qualcode.model.words.names import name_key
from qualcode.operations.checks import all_existing, existing, free_name
from qualcode.operations.draft import Draft, together
from qualcode.operations.people.attribute_values import how_to_write, normal_value


def add_attribute(
    study: Study,
    name: str,
    subject: AttributeSubject,
    type_: AttributeType = AttributeType.TEXT,
    choices: Sequence[str] = (),
) -> tuple[Attribute, ChangeSet]:
    """Add an attribute after the others. Refused where the name is taken for the same subject."""
    tidy = free_name(name, "attribute", _names(study, subject))
    wanted = checked_choices(choices) if type_ is AttributeType.CHOICE else ()
    attribute = Attribute(new_id(), tidy, subject, type_, end_position(study, subject), wanted)
    return attribute, ChangeSet(f"Add the attribute “{tidy}”", (added(attribute),))


def rename_attribute(study: Study, attribute_id: UUID, name: str) -> ChangeSet:
    row = existing(study, Attribute, attribute_id)
    renamed = replace(row, name=free_name(name, "attribute", _names(study, row.subject, row)))
    change = () if renamed == row else (updated(row, renamed),)
    return ChangeSet(f"Rename the attribute “{row.name}” to “{renamed.name}”", change)


def retype_attribute(
    study: Study, attribute_id: UUID, type_: AttributeType, choices: Sequence[str] | None = None
) -> ChangeSet:
    """Give an attribute another type or other choices; its values are written again.

    Without ``choices`` a choice keeps those it has and takes all values that there are. Refused
    where a value does not fit.
    """
    row = existing(study, Attribute, attribute_id)
    values = [value for value in study.rows(AttributeValue).values() if value.attribute_id == row.id]
    wanted: tuple[str, ...] = ()
    if type_ is AttributeType.CHOICE:
        wanted = checked_choices(choices if choices is not None else _all_choices(row, values))
    changed = replace(row, type=type_, choices=wanted)
    draft = Draft(study)
    draft.put(changed)
    misfits = []
    for value in values:
        text = normal_value(changed, value.value)
        if text is None:
            misfits.append(value.value)
        else:
            draft.put(replace(value, value=text))
    if misfits:
        listed = ", ".join(f"“{text}”" for text in dict.fromkeys(misfits[:5]))
        raise QualcodeError(
            f"“{row.name}” has {counted(len(misfits), 'value')} that would not fit ({listed}); "
            f"{how_to_write(changed)} there first."
        )
    return draft.change(f"Make “{row.name}” an attribute of type {type_.value}")


def order_attributes(study: Study, subject: AttributeSubject, attribute_ids: Sequence[UUID]) -> ChangeSet:
    """Put the attributes of a subject in this order; those not named come after them, as they were."""
    named = [row for row in all_existing(study, Attribute, attribute_ids) if row.subject is subject]
    rest = [row for row in study.attributes_in_order if row.subject is subject and row not in named]
    draft = Draft(study)
    for position, row in enumerate([*named, *rest]):
        draft.put(replace(row, position=position))
    return draft.change("Reorder the attributes")


def delete_attribute(study: Study, attribute_id: UUID) -> ChangeSet:
    """Delete an attribute with all its values."""
    row = existing(study, Attribute, attribute_id)
    values = [value for value in study.rows(AttributeValue).values() if value.attribute_id == row.id]
    draft = Draft(study)
    draft.drop(row, *values)
    with_what = f" with {counted(len(values), 'value')}" if values else ""
    return draft.change(f"Delete the attribute “{row.name}”{with_what}")


def set_value(study: Study, attribute_id: UUID, subject_id: UUID, text: str) -> ChangeSet:
    """Record a value for a participant or transcript; an empty text takes it away.

    Refused where the text does not fit the attribute's type.
    """
    attribute = existing(study, Attribute, attribute_id)
    name = _subject_name(study, attribute, subject_id)
    known = study.values_of(subject_id).get(attribute_id)
    label = f"Set “{attribute.name}” of {name}"
    if not text.strip():
        return ChangeSet(f"Clear “{attribute.name}” of {name}", (removed(known),) if known else ())
    value = fitting_value(attribute, text)
    if known is None:
        return ChangeSet(label, (added(AttributeValue(new_id(), attribute_id, subject_id, value)),))
    changed = replace(known, value=value)
    return ChangeSet(label, (updated(known, changed),) if changed != known else ())


def add_choice(study: Study, attribute_id: UUID, subject_id: UUID, text: str) -> ChangeSet:
    """Add a choice to an attribute, and record it for a participant or transcript."""
    row, tidy = existing(study, Attribute, attribute_id), text.strip()
    widened = retype_attribute(study, row.id, AttributeType.CHOICE, [*row.choices, tidy])
    recorded = set_value(study.after(widened), row.id, subject_id, tidy)
    label = f"Add “{tidy}” to the choices of “{row.name}”"
    return together(study, label, [widened, recorded])


def set_values(study: Study, cells: Sequence[tuple[UUID, UUID, str]]) -> ChangeSet:
    """Record several values as one step: attribute, participant or transcript, and text.

    An empty text takes a value away; of two texts for one cell the last one holds. Refused, naming
    them, where texts do not fit; then nothing is recorded.
    """
    changes, faults = [], []
    for (attribute_id, subject_id), text in {(cell[0], cell[1]): cell[2] for cell in cells}.items():
        try:
            changes.append(set_value(study, attribute_id, subject_id, text))
        except QualcodeError as error:
            who = _subject_name(study, existing(study, Attribute, attribute_id), subject_id)
            faults.append(f"{who}: {str(error).rstrip('.')}")
    if faults:
        more = f"; and {len(faults) - 3:,} more" if len(faults) > 3 else ""
        raise QualcodeError(f"Nothing was recorded: {'; '.join(faults[:3])}{more}.")
    number = sum(map(bool, changes))
    return together(study, f"Record {counted(number, 'value')}", changes)


def fitting_value(attribute: Attribute, text: str) -> str:
    """``text`` as it is kept. Raises QualcodeError where it does not fit the attribute's type."""
    value = normal_value(attribute, text)
    if value is None:
        how = how_to_write(attribute)
        how += ", or add it to the choices first" if attribute.choices else ""
        raise QualcodeError(f"“{text.strip()}” does not fit “{attribute.name}”: {how}.")
    return value


def checked_choices(choices: Sequence[str]) -> tuple[str, ...]:
    """Choices, tidied, each once. Raises QualcodeError for one of several lines."""
    found: dict[str, str] = {}
    for choice in choices:
        tidy = choice.strip()
        if len(tidy.splitlines()) > 1:
            raise QualcodeError(f"The choice “{tidy}” has several lines; write it in one.")
        if tidy:
            found.setdefault(name_key(tidy), tidy)
    return tuple(found.values())


def end_position(study: Study, subject: AttributeSubject) -> int:
    """The position after the last attribute of a subject."""
    rows = study.rows(Attribute).values()
    return max((row.position for row in rows if row.subject is subject), default=-1) + 1


def _all_choices(row: Attribute, values: Sequence[AttributeValue]) -> list[str]:
    return [*row.choices, *sorted((value.value for value in values), key=name_order)]


def _names(study: Study, subject: AttributeSubject, but: Attribute | None = None) -> list[str]:
    return [row.name for row in study.attributes_in_order if row.subject is subject and row != but]


def _subject_name(study: Study, attribute: Attribute, subject_id: UUID) -> str:
    if attribute.subject is AttributeSubject.PARTICIPANT:
        return existing(study, Participant, subject_id).name
    return existing(study, Transcript, subject_id).name
