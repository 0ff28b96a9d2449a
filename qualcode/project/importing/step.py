"""The one step of an import: transcripts, the values of data lists, and what is known of respondents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from qualcode.importers.tables.surveys import Survey
from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.codes.coding_rows import CodingTable
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key
from qualcode.operations.codes.codebook_fitting import fitting_rows
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.coding_changes import CodingChange
from qualcode.operations.codings.coding_import import fitting_codings, import_coding_columns
from qualcode.operations.draft import together
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.attribute_values import normal_value
from qualcode.operations.people.attributes import add_attribute
from qualcode.operations.people.speaker_matching import is_generic
from qualcode.operations.transcripts.changed_files import replace_text
from qualcode.operations.transcripts.documents import DocumentImport, add_transcripts
from qualcode.operations.transcripts.read_speakers import with_labels


@dataclass(frozen=True, slots=True)
class ValueList:
    """Values of attributes; the first column names the subjects. ``types`` and ``choices`` go by column."""

    subject: AttributeSubject
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    types: Mapping[str, AttributeType]
    choices: Mapping[str, tuple[str, ...]]


def import_together(
    study: Study,
    transcripts: Sequence[ReadTranscript],
    lists: Sequence[ValueList],
    replacing: Sequence[tuple[UUID, ReadTranscript]] = (),
    about_codes: Sequence[tuple[str, Sequence[CodebookRow] | CodingTable]] = (),
    people: Sequence[tuple[int, str, Sequence[tuple[str, str]]]] = (),
) -> DocumentImport:
    """Replace texts by those of their changed files, add transcripts, codes, codings and values, as one step.

    ``people`` are what headers tell of participants: the place of the transcript, the label, the details.
    Raises QualcodeError, and then nothing is done.
    Values that do not fit their attribute, and rows about transcripts that are not there, are left out.
    """
    changes: list[ChangeSet] = []
    now = study
    added: tuple[str, ...] = ()
    replaced: list[tuple[str, tuple[CodingChange, ...]]] = []
    for transcript_id, read in replacing:
        replacement = replace_text(now, transcript_id, read)
        replaced.append((now.transcripts[transcript_id].name, replacement.codings))
        changes.append(replacement.change)
        now = now.after(replacement.change)
    label = changes[0].label if changes else ""
    if len(changes) > 1:
        label = f"Replace the texts of {counted(len(changes), 'transcript')} by those of their files"
    if transcripts:
        found = add_transcripts(now, transcripts, allow_repeats=True)
        added = found.added
        changes.append(found.change)
        now = now.after(found.change)
        label = f"{found.change.label}; {label[:1].lower()}{label[1:]}" if label else found.change.label
    faults: list[str] = []
    for file_name, table in about_codes:
        change, told = _of_codes(now, table)
        faults += (f"{file_name}, {fault}" for fault in told)
        changes.append(change)
        now = now.after(change)
    told_of_people = [_of_participant(now, added[place], label, told) for place, label, told in people]
    for values in (*lists, *told_of_people):
        for change in _recorded(now, values):
            changes.append(change)
            now = now.after(change)
    label = label or (changes[0].label if changes else "Import nothing")
    return DocumentImport(together(study, label, changes), added, (), tuple(replaced), tuple(faults))


def _of_participant(
    study: Study, transcript: str, label: str, details: Sequence[tuple[str, str]]
) -> ValueList:
    """What a header tells of the participant whom a transcript calls so."""
    turns = study.turns_of(study.transcript_named(transcript).id)
    found = next((turn.participant_id for turn in turns if turn.label == label), None)
    name = label if found is None else study.participants[found].name
    values = dict(details)
    return ValueList(
        AttributeSubject.PARTICIPANT, ("participant", *values), ((name, *values.values()),), {}, {}
    )


def _of_codes(study: Study, table: Sequence[CodebookRow] | CodingTable) -> tuple[ChangeSet, tuple[str, ...]]:
    """The change that a codebook or codings make, and what was left out of them."""
    if isinstance(table, CodingTable):
        codings, faults = fitting_codings(study, table)
        return import_coding_columns(study, codings).change, faults
    rows, faults, _levels = fitting_rows(study, table)
    return import_codebook(study, rows), faults


def survey_transcripts(survey: Survey, source_name: str) -> list[ReadTranscript]:
    """The transcripts of a survey, in which one respondent is one participant.

    Labels such as R1 mean somebody else in every transcript; here they mean the same person.
    """
    names = _respondents(survey, source_name)
    return [with_labels(transcript, names) for transcript in survey.transcripts]


def survey_values(
    survey: Survey,
    source_name: str,
    types: Mapping[str, AttributeType],
    choices: Mapping[str, tuple[str, ...]],
) -> ValueList | None:
    """What is known of the respondents of a survey; None where that is nothing."""
    if not survey.attributes:
        return None
    names = _respondents(survey, source_name)
    return ValueList(
        AttributeSubject.PARTICIPANT,
        ("respondent", *(column.name for column in survey.attributes)),
        tuple((names.get(name, name), *cells) for name, cells in survey.rows),
        types,
        choices,
    )


def _respondents(survey: Survey, source_name: str) -> dict[str, str]:
    stem = Path(source_name).stem
    return {name: f"{stem} {name}" for name, _ in survey.rows if is_generic(name)}


def _recorded(study: Study, values: ValueList) -> list[ChangeSet]:
    """The changes that record a list, one after the other: ordered choices first, then the values."""
    changes: list[ChangeSet] = []
    known = {name_key(row.name): row for row in study.attributes_in_order if row.subject is values.subject}
    for column in values.columns[1:]:
        if name_key(column) not in known and values.types.get(column) is AttributeType.CHOICE:
            choices = values.choices.get(column, ())
            row, change = add_attribute(study, column, values.subject, AttributeType.CHOICE, choices)
            known[name_key(column)] = row
            changes.append(change)
            study = study.after(change)
    probes = [
        known.get(name_key(column))
        or Attribute(new_id(), column, values.subject, values.types.get(column, AttributeType.TEXT), 0)
        for column in values.columns[1:]
    ]
    rows = [
        (row[0], *(_kept(probe, cell) for probe, cell in zip(probes, row[1:], strict=True)))
        for row in values.rows
        if _is_there(study, values.subject, row[0])
    ]
    found = import_attributes(study, values.subject, values.columns, rows, values.types)
    return [*changes, found.change]


def _kept(attribute: Attribute, cell: str) -> str:
    """A cell where it fits; choices take whatever comes."""
    if attribute.type is AttributeType.CHOICE or normal_value(attribute, cell) is not None:
        return cell
    return ""


def _is_there(study: Study, subject: AttributeSubject, name: str) -> bool:
    if subject is AttributeSubject.PARTICIPANT:
        return True
    wanted = name_key(name)
    return any(
        wanted in (name_key(row.name), name_key(row.source_name)) for row in study.transcripts.values()
    )
