"""A data list of participants or transcripts from a file, as one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Participant,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed, of_an_import, plural_of
from qualcode.model.words.names import name_key
from qualcode.operations.checks import tidy_name
from qualcode.operations.draft import Draft
from qualcode.operations.people import attributes, participants
from qualcode.operations.people.attribute_values import guessed_type, normal_value

SHOWN_FAULTS = 5
_COUNTED: Final = {
    # A list may hold interviewers, too.
    AttributeSubject.PARTICIPANT: ("person", "people"),
    AttributeSubject.TRANSCRIPT: ("transcript", "transcripts"),
}


@dataclass(frozen=True, slots=True)
class AttributeImport:
    """What importing a data list does: how many values are new, and how many others than they were."""

    change: ChangeSet
    new_values: int
    changed_values: int
    made: tuple[Attribute, ...]
    new_participants: tuple[str, ...]

    @property
    def new_attributes(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.made)

    @property
    def told(self) -> tuple[str, ...]:
        """What it does, in sentences: who a name that was misspelt has become is seen here."""
        new, changed = self.new_values, self.changed_values
        sentences = [f"{of_an_import(counted(new, 'new value'), changed)}."]
        made = tuple(map(_with_type, self.made))
        for names, noun in ((made, "attribute"), (self.new_participants, "participant")):
            if names:
                sentences.append(f"New {plural_of(len(names), noun)}: {listed(names, 20)}.")
        return tuple(sentences)


def import_attributes(
    study: Study,
    subject: AttributeSubject,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    types: Mapping[str, AttributeType] | None = None,
) -> AttributeImport:
    """Record values from a table whose first column names participants or transcripts.

    Unknown participants and attributes are created; the type of a new attribute is the one in
    ``types`` (by column name) or guessed. An empty cell leaves the value as it is. Raises
    QualcodeError that names unknown transcripts, rows named twice and values that do not fit;
    then nothing is imported. Rows are counted from 2, below the header.
    """
    draft = Draft(study)
    found, new_attributes = _attributes(study, subject, columns, rows, types or {})
    draft.put(*found.values())
    people = _Subjects(study, subject)
    faults: list[str] = []
    seen: set[UUID] = set()
    for line, row in enumerate(rows, start=2):
        cells = {place: row[place].strip() for place in found if place < len(row) and row[place].strip()}
        name = row[0].strip() if row else ""
        if not name:
            faults.extend([f"line {line}: the first column is empty"] if cells else [])
            continue
        subject_id = people.named(name)
        if subject_id is None or subject_id in seen:
            why = "is there twice" if subject_id in seen else f"is no {subject.value} of this project"
            faults.append(f"line {line}: “{name}” {why}")
            continue
        seen.add(subject_id)
        for place, text in cells.items():
            value = normal_value(found[place], text)
            if value is None:
                faults.append(f"line {line}: “{text}” does not fit “{found[place].name}”")
            else:
                _record(study, draft, found[place].id, subject_id, value)
    _refuse(faults)
    draft.put(*people.new)
    change = draft.change(f"Import attributes of {counted(len(seen), *_COUNTED[subject])}")
    values = [row.before is None for row in change.rows_of(AttributeValue)]
    return AttributeImport(
        change,
        sum(values),
        len(values) - sum(values),
        tuple(row for row in found.values() if row.id in {each.id for each in new_attributes}),
        tuple(row.name for row in people.new),
    )


def _with_type(row: Attribute) -> str:
    """A new attribute with what can be recorded in it: ``housing (choice: owned, rented)``."""
    choices = f": {', '.join(row.choices)}" if row.choices else ""
    return f"{row.name} ({row.type.value}{choices})"


class _Subjects:
    """Participants or transcripts by name (case ignored); unknown participants are made."""

    def __init__(self, study: Study, subject: AttributeSubject) -> None:
        self.new: list[Participant] = []
        self._makes = subject is AttributeSubject.PARTICIPANT
        self._position = participants.end_position(study)
        if self._makes:
            self._known = {name_key(row.name): row.id for row in study.participants_in_order}
            return
        transcripts = study.transcripts_in_order
        self._known = {name_key(row.source_name): row.id for row in transcripts}
        self._known |= {name_key(row.name): row.id for row in transcripts}

    def named(self, name: str) -> UUID | None:
        found = self._known.get(name_key(name))
        if found is None and self._makes:
            row = Participant(new_id(), name, self._position)
            self._position += 1
            self.new.append(row)
            found = self._known[name_key(name)] = row.id
        return found


def _attributes(
    study: Study,
    subject: AttributeSubject,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    types: Mapping[str, AttributeType],
) -> tuple[dict[int, Attribute], list[Attribute]]:
    """The attribute of each column but the first, and which of them are new."""
    if len(columns) < 2:
        raise QualcodeError(
            f"The table has no attributes; its first column names the {subject.value}, the others attributes."
        )
    known = {name_key(row.name): row for row in study.attributes_in_order if row.subject is subject}
    position = attributes.end_position(study, subject)
    found: dict[int, Attribute] = {}
    new: list[Attribute] = []
    for place, column in enumerate(columns[1:], start=1):
        name = column.strip()
        cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        if not name and not cells:
            continue
        tidy = tidy_name(name, "column of the table")
        if any(name_key(row.name) == name_key(tidy) for row in found.values()):
            raise QualcodeError(f"Two columns of the table are called “{tidy}”; rename one of them.")
        row = known.get(name_key(tidy))
        if row is None:
            kind = types.get(column) or types.get(tidy) or guessed_type(cells)
            row = Attribute(new_id(), tidy, subject, kind, position)
            position += 1
            new.append(row)
            # In the order of their names (20-24 before 25-29); those known keep their own.
            cells.sort(key=str.casefold)
        if row.type is AttributeType.CHOICE:
            row = replace(row, choices=attributes.checked_choices([*row.choices, *cells]))
        found[place] = row
    return found, new


def _record(study: Study, draft: Draft, attribute_id: UUID, subject_id: UUID, value: str) -> None:
    known = study.values_of(subject_id).get(attribute_id)
    identity = new_id() if known is None else known.id
    draft.put(AttributeValue(identity, attribute_id, subject_id, value))


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        more = len(faults) - SHOWN_FAULTS
        listed = "; ".join([*faults[:SHOWN_FAULTS], *([f"and {more:,} more"] if more > 0 else [])])
        raise QualcodeError(f"Nothing was imported; correct the table first: {listed}.")
