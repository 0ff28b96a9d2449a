"""What one can do with transcripts: add them as files hold them, name, sort and delete them.

Correcting a text is in ``text_correction``, speakers and turns in ``speakers`` and ``turns``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet, updated
from qualcode.model.codings import Codings
from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Highlight,
    Memo,
    MemoSubject,
    TextVersion,
    Transcript,
)
from qualcode.model.identity import NO_KEY, key_of, new_id, new_ids, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind, TranscriptStatus
from qualcode.model.turns import ROLES, Turn, Turns
from qualcode.model.words.in_words import counted
from qualcode.model.words.languages import known_language
from qualcode.model.words.names import name_key, numbered_name
from qualcode.operations.checks import (
    all_existing,
    existing,
    free_name,
)
from qualcode.operations.coding_changes import CodingChange
from qualcode.operations.comments import drop_comments_in
from qualcode.operations.draft import Draft
from qualcode.operations.memo_links import drop_memos_about
from qualcode.operations.people.attribute_values import normal_value
from qualcode.operations.people.speaker_matching import Cast
from qualcode.operations.round_parts import drop_from_rounds
from qualcode.operations.typical_quotes import drop_typical_in


@dataclass(frozen=True, slots=True)
class DocumentImport:
    """What adding transcripts does: names of those added, and of those skipped because they are there.

    ``replaced`` are transcripts that have the text of their changed file now, each with the codings that
    have not all their words any more; ``faults`` are rows and cells of tables that were left out.
    """

    change: ChangeSet
    added: tuple[str, ...]
    skipped: tuple[str, ...]
    replaced: tuple[tuple[str, tuple[CodingChange, ...]], ...] = ()
    faults: tuple[str, ...] = ()


def add_transcripts(
    study: Study, transcripts: Sequence[ReadTranscript], *, allow_repeats: bool = False
) -> DocumentImport:
    """Add transcripts in one step: texts, turns, speakers as participants, remarks as memos, details.

    A file whose SHA-256 the project has already is skipped unless repeats are allowed. Names that
    are taken get a number. Details of a file's header become attributes of the transcript.
    """
    wanted, skipped = (list(transcripts), []) if allow_repeats else _fresh(study, transcripts)
    names = _names(study, wanted)
    cast = Cast(study, names)
    details = _Details(study)
    draft = Draft(study)
    position = max((row.position for row in study.transcripts.values()), default=-1) + 1
    for place, (name, read) in enumerate(zip(names, wanted, strict=True)):
        transcript = Transcript(
            id=new_id(),
            name=name,
            kind=read.kind,
            position=position + place,
            version=1,
            source_name=read.source_name,
            source_sha256=read.source_sha256,
            language=read.language,
        )
        text = TextVersion(new_id(), transcript.id, 1, now(), StoredText.of(read.text))
        draft.put(details.told_by(read, transcript), text, *remarks_of(read, transcript.id))
        draft.swap_turns(transcript.id, Turns.empty(), _turns(read, cast.match(name, read)))
    draft.put(*cast.new, *details.attributes, *details.values)
    label = f"Add {names[0]}" if len(names) == 1 else f"Add {counted(len(names), 'transcript')}"
    return DocumentImport(draft.change(label), tuple(names), tuple(read.name for read in skipped))


def rename_transcript(study: Study, transcript_id: UUID, name: str) -> ChangeSet:
    transcript = existing(study, Transcript, transcript_id)
    others = [row.name for row in study.transcripts_in_order if row.id != transcript_id]
    renamed = replace(transcript, name=free_name(" ".join(name.split()), "transcript", others))
    return _changed(f"Rename {transcript.name} to {renamed.name}", transcript, renamed)


def set_transcript_kind(study: Study, transcript_ids: Sequence[UUID], kind: TranscriptKind) -> ChangeSet:
    """Say what kind of conversation transcripts record."""
    rows = all_existing(study, Transcript, transcript_ids)
    draft = Draft(study)
    draft.put(*(replace(row, kind=kind) for row in rows))
    words = {
        TranscriptKind.FOCUS_GROUP: "a focus group",
        TranscriptKind.INTERVIEW: "an interview",
        TranscriptKind.OTHER: "another kind",
    }
    return draft.change(f"Mark {_names_of(rows)} as {words[kind]}")


def set_transcript_status(
    study: Study, transcript_ids: Sequence[UUID], status: TranscriptStatus
) -> ChangeSet:
    """Say how far the work on transcripts has come."""
    rows = all_existing(study, Transcript, transcript_ids)
    draft = Draft(study)
    draft.put(*(replace(row, status=status) for row in rows))
    return draft.change(f"Mark {_names_of(rows)} as {status.words}")


def set_transcript_memo(study: Study, transcript_id: UUID, memo: str) -> ChangeSet:
    transcript = existing(study, Transcript, transcript_id)
    return _changed(f"Edit the memo of {transcript.name}", transcript, replace(transcript, memo=memo))


def set_transcript_language(study: Study, transcript_id: UUID, language: str) -> ChangeSet:
    """Say in which language people speak; words and sentences are found by its rules."""
    transcript = existing(study, Transcript, transcript_id)
    changed = replace(transcript, language=known_language(language))
    return _changed(f"Set the language of {transcript.name} to {changed.language}", transcript, changed)


def set_transcript_languages(study: Study, languages: Mapping[UUID, str]) -> ChangeSet:
    """Say of several transcripts in which language people speak there."""
    rows = all_existing(study, Transcript, list(languages))
    changed = [replace(row, language=known_language(languages[row.id])) for row in rows]
    draft = Draft(study)
    draft.put(*changed)
    spoken = {row.language for row in changed}
    to = f" to {spoken.pop()}" if len(spoken) == 1 else ""
    return draft.change(f"Set the language of {_names_of(rows)}{to}")


def order_transcripts(study: Study, transcript_ids: Sequence[UUID]) -> ChangeSet:
    """Put transcripts in this order; those not named come after them, as they were."""
    named = all_existing(study, Transcript, transcript_ids)
    known = {row.id for row in named}
    draft = Draft(study)
    rest = [row for row in study.transcripts_in_order if row.id not in known]
    for position, row in enumerate([*named, *rest]):
        draft.put(replace(row, position=position))
    return draft.change("Reorder the transcripts")


def delete_transcripts(study: Study, transcript_ids: Sequence[UUID]) -> ChangeSet:
    """Delete transcripts with codings, turns, memos, highlights and attribute values.

    Participants stay, even those who speak nowhere else: what is known of them is not the text's.
    """
    rows = all_existing(study, Transcript, transcript_ids)
    gone = {row.id for row in rows}
    draft = Draft(study)
    codings = 0
    for row in rows:
        table = study.codings_of(row.id)
        codings += len(table)
        draft.swap_codings(row.id, table, Codings.empty())
        draft.swap_turns(row.id, study.turns_of(row.id), Turns.empty())
        draft.drop(*study.values_of(row.id).values())
    drop_typical_in(study, draft, gone)
    drop_from_rounds(study, draft, gone)
    drop_memos_about(study, draft, gone)
    drop_comments_in(study, draft, gone)
    draft.drop(*(row for row in study.rows(Highlight).values() if row.transcript_id in gone))
    draft.drop(*(row for row in study.rows(TextVersion).values() if row.transcript_id in gone))
    draft.drop(*rows)
    with_what = f" with {counted(codings, 'segment')}" if codings else ""
    return draft.change(f"Delete {_names_of(rows)}{with_what}")


def _fresh(
    study: Study, transcripts: Sequence[ReadTranscript]
) -> tuple[list[ReadTranscript], list[ReadTranscript]]:
    """Those whose file is not in the study or earlier among them, and the others."""
    known = {row.source_sha256 for row in study.transcripts.values() if row.source_sha256}
    fresh: list[ReadTranscript] = []
    repeats: list[ReadTranscript] = []
    for read in transcripts:
        (repeats if read.source_sha256 in known else fresh).append(read)
        if read.source_sha256:
            known.add(read.source_sha256)
    return fresh, repeats


def _names(study: Study, transcripts: Sequence[ReadTranscript]) -> list[str]:
    taken = {name_key(row.name) for row in study.transcripts.values()}
    names = []
    for read in transcripts:
        name = numbered_name(" ".join(read.name.split()) or "Transcript", taken)
        taken.add(name_key(name))
        names.append(name)
    return names


def _turns(read: ReadTranscript, participants: Mapping[str, UUID]) -> Turns:
    """The turns in columns; a text without turns is one turn without speaker."""
    turns = read.turns
    length = len(read.text)
    keys = {label: key_of(identity) for label, identity in participants.items()}
    if not turns:
        only = Turn(new_id(), 0, Span(0, length), 0, "", None, Role.OTHER, None)
        return Turns.from_rows([only] if length else [])
    role_number = {role: number for number, role in enumerate(ROLES)}
    spans, speeches, labels, roles, times = zip(*turns, strict=True)
    starts, ends = zip(*spans, strict=True)
    return Turns.of(
        {
            "id": new_ids(len(turns)),
            "start": starts,
            "speech": speeches,
            "end": ends,
            "label": labels,
            "participant": [keys.get(label, NO_KEY) for label in labels],
            "role": [role_number[role] for role in roles],
            "time": [np.nan if time is None else time for time in times],
        }
    )


def remarks_of(read: ReadTranscript, transcript_id: UUID) -> list[Memo]:
    """The remarks of a file as memos at their places."""
    moment = now()
    return [
        Memo(
            id=new_id(),
            subject=MemoSubject.PLACE,
            subject_id=transcript_id,
            title="",
            text=remark.text,
            author=remark.author,
            created_at=moment,
            start=remark.span.start,
            end=remark.span.end,
            source=remark.kind,
        )
        for remark in read.remarks
    ]


class _Details:
    """The header details of new transcripts, as attributes and their values."""

    def __init__(self, study: Study) -> None:
        self.values: list[AttributeValue] = []
        rows = [row for row in study.attributes_in_order if row.subject is AttributeSubject.TRANSCRIPT]
        self._by_name = {name_key(row.name): row for row in rows}
        self._position = max((row.position for row in rows), default=-1) + 1
        self.attributes: list[Attribute] = []

    def told_by(self, read: ReadTranscript, transcript: Transcript) -> Transcript:
        """Record the details; what does not fit the type of its attribute goes into the memo."""
        texts: dict[str, list[str]] = {}
        for name, value in read.details:
            if name.strip() and value.strip():
                texts.setdefault(" ".join(name.split()), []).append(value.strip())
        misfits = []
        told: set[UUID] = set()
        for name, values in texts.items():
            attribute = self._attribute(name)
            fitting = normal_value(attribute, "; ".join(values))
            if fitting is None or attribute.id in told:
                misfits.append(f"{name}: {'; '.join(values)}")
                continue
            told.add(attribute.id)
            self.values.append(AttributeValue(new_id(), attribute.id, transcript.id, fitting))
        return replace(transcript, memo="\n".join(misfits))

    def _attribute(self, name: str) -> Attribute:
        known = self._by_name.get(name_key(name))
        if known is None:
            subject = AttributeSubject.TRANSCRIPT
            known = Attribute(new_id(), name, subject, AttributeType.TEXT, self._position)
            self._position += 1
            self._by_name[name_key(name)] = known
            self.attributes.append(known)
        return known


def _names_of(rows: Sequence[Transcript]) -> str:
    return rows[0].name if len(rows) == 1 else counted(len(rows), "transcript")


def _changed(label: str, before: Transcript, after: Transcript) -> ChangeSet:
    return ChangeSet(label, (updated(before, after),) if before != after else ())
