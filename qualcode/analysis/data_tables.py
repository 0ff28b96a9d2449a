"""A study as tables of data: segments, turns, transcripts, participants, codes and attributes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import numpy as np

from qualcode.analysis.query import Findings
from qualcode.analysis.retrieval import EVERYTHING, Retrieval, segments
from qualcode.analysis.search import hit_at
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, AttributeValue
from qualcode.model.identity import key_of, optional_id_of
from qualcode.model.people import role_by_person
from qualcode.model.results.data_table import DataTable, ValueColumn, Values, words
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.model.turns import ROLES
from qualcode.model.words.name_order import name_order
from qualcode.model.words.names import name_key

Column = tuple[str, Callable[[Any], Any], str]
"""Name, what it is of a row, and what that means."""

_CODE_POINTS: Final = "code points of the transcript’s text, counted from 0"
_SEGMENTS: Final[tuple[Column, ...]] = (
    ("transcript", lambda row: row.transcript, "Name of the transcript."),
    ("code", lambda row: row.code, "Full path of the code, levels separated by “ > ”."),
    ("coder", lambda row: row.coder, "Who coded the segment."),
    ("start", lambda row: row.start, f"Where the segment begins, in {_CODE_POINTS}."),
    ("end", lambda row: row.end, f"Where the segment ends, in {_CODE_POINTS}; not included."),
    ("turn", lambda row: row.turn, "Number of the turn in which the segment begins, from 1; 0 in none."),
    ("speaker", lambda row: row.speaker, "Label of the speaker of that turn."),
    ("participant", lambda row: row.participant, "Participant who speaks in that turn."),
    ("weight", lambda row: np.nan if row.weight is None else float(row.weight), "Weight from 0 to 100."),
    ("memo", lambda row: row.memo, "Memo of the segment."),
    ("created", lambda row: row.created, "When the segment was coded (UTC)."),
    ("text", lambda row: row.text, "Words of the segment."),
    ("id", lambda row: str(row.coding_id), "Identity of the segment, which never changes."),
)
_FIXED: Final = frozenset(
    (
        *("transcript", "kind", "folder", "status", "characters", "turns", "segments", "source"),
        *("participant", "role", "memo", "id"),
    )
)
"""Names of columns that an attribute may not take from another."""

_NUMBERS: Final = frozenset(("start", "end", "turn"))


def segment_table(study: Study, wanted: Retrieval = EVERYTHING) -> DataTable:
    """One row for each coded segment, by transcript and place."""
    rows: list[Segment] = list(segments(study, wanted))
    columns = []
    for name, of, meaning in _SEGMENTS:
        found = [of(row) for row in rows]
        if name == "created":
            values: Values = np.array([_milliseconds(each) for each in found], dtype="datetime64[ms]")
        elif name in _NUMBERS:
            values = np.array(found, dtype=np.int64)
        else:
            values = np.array(found, dtype=np.float64) if name == "weight" else words(found)
        columns.append(ValueColumn(name, values, meaning))
    return DataTable("segments", tuple(columns))


def _milliseconds(moment: Any) -> np.datetime64:
    return np.datetime64(round(moment.timestamp() * 1000), "ms")


def turn_table(study: Study, transcripts: Sequence[UUID] | None = None) -> DataTable:
    """One row for each turn, by transcript and place."""
    names: list[str] = []
    texts: list[str] = []
    people: list[str] = []
    parts: list[Any] = []
    for row in study.transcripts_in_order:
        if transcripts is None or row.id in transcripts:
            table, text = study.turns_of(row.id), study.text(row.id)
            parts.append(table)
            names += [row.name] * len(table)
            spans = zip(table.speech.tolist(), table.end.tolist(), strict=True)
            texts += [text[start:end].rstrip("\n") for start, end in spans]
            people += [_person(study, key) for key in table.participant.tolist()]

    def whole(name: str, kind: type) -> Values:
        return np.concatenate([getattr(part, name).astype(kind) for part in parts] or [np.empty(0, kind)])

    numbers = np.concatenate([np.arange(1, len(part) + 1) for part in parts] or [np.empty(0, np.int64)])
    labels = [label for part in parts for label in part.label.tolist()]
    roles = [str(ROLES[place]) for part in parts for place in part.role.tolist()]
    return DataTable(
        "turns",
        (
            ValueColumn("transcript", words(names), "Name of the transcript."),
            ValueColumn("turn", numbers.astype(np.int64), "Number of the turn in its transcript, from 1."),
            ValueColumn("speaker", words(labels), "Label of the speaker, as in the transcript."),
            ValueColumn("participant", words(people), "Participant who speaks; empty where nobody is known."),
            ValueColumn("role", words(roles), "Role of the speaker in this turn."),
            ValueColumn("start", whole("start", np.int64), f"Where the turn begins, in {_CODE_POINTS}."),
            ValueColumn("speech", whole("speech", np.int64), "Where the words begin, after the label."),
            ValueColumn("end", whole("end", np.int64), "Where the turn ends; not included."),
            ValueColumn("time", whole("time", np.float64), "Seconds from the start of the recording."),
            ValueColumn("text", words(texts), "Words of the turn."),
        ),
    )


def _person(study: Study, key: int) -> str:
    identity = optional_id_of(key)
    return "" if identity is None else study.participants[identity].name


def transcript_table(study: Study) -> DataTable:
    """One row for each transcript, with its attributes."""
    rows = study.transcripts_in_order
    folders = ["" if row.folder_id is None else study.folders.paths[row.folder_id] for row in rows]
    lengths = [study.text_version(row.id).text.length for row in rows]
    return DataTable(
        "transcripts",
        (
            ValueColumn("transcript", words([row.name for row in rows]), "Name of the transcript."),
            ValueColumn("kind", words([str(row.kind) for row in rows]), "What it records."),
            ValueColumn("language", words([row.language for row in rows]), "Language that is spoken."),
            ValueColumn("folder", words(folders), "Folder that it is in."),
            ValueColumn("status", words([str(row.status) for row in rows]), "How far the work on it is."),
            ValueColumn("characters", _whole(lengths), "Length of its text in code points."),
            ValueColumn("turns", _whole(len(study.turns_of(row.id)) for row in rows), "Number of turns."),
            ValueColumn(
                "segments", _whole(len(study.codings_of(row.id)) for row in rows), "Number of codings."
            ),
            ValueColumn("source", words([row.source_name for row in rows]), "File it was imported from."),
            ValueColumn("memo", words([row.memo for row in rows]), "Memo of the transcript."),
            *_attributes(study, AttributeSubject.TRANSCRIPT, [row.id for row in rows]),
            ValueColumn("id", words([str(row.id) for row in rows]), "Identity, which never changes."),
        ),
    )


def participant_table(study: Study) -> DataTable:
    """One row for each participant, with their attributes."""
    rows, roles = study.participants_in_order, role_by_person(study)
    return DataTable(
        "participants",
        (
            ValueColumn("participant", words([row.name for row in rows]), "Name of the participant."),
            ValueColumn(
                "role",
                words([str(roles[row.id]) for row in rows]),
                "What they are in any turn; participant first.",
            ),
            ValueColumn("memo", words([row.memo for row in rows]), "Memo of the participant."),
            *_attributes(study, AttributeSubject.PARTICIPANT, [row.id for row in rows]),
            ValueColumn("id", words([str(row.id) for row in rows]), "Identity, which never changes."),
        ),
    )


def code_table_of(study: Study) -> DataTable:
    """One row for each code or category, in the order of the codebook."""
    rows = study.codes_in_order
    paths = [study.path(row.id) for row in rows]
    above = ["" if row.parent_id is None else study.path(row.parent_id) for row in rows]
    counts = study.coding_counts
    fields = (
        ("definition", "Definition of the code."),
        ("include", "When to use the code."),
        ("exclude", "When not to use the code."),
        ("examples", "Examples of the code."),
        ("memo", "Memo of the code."),
    )
    return DataTable(
        "codebook",
        (
            ValueColumn("code", words(paths), "Full path of the code, levels separated by “ > ”."),
            ValueColumn("name", words([row.name for row in rows]), "Name of the code."),
            ValueColumn("parent", words(above), "Full path of the code or category above it."),
            ValueColumn("codable", np.array([row.codable for row in rows], bool), "No for categories."),
            ValueColumn("colour", words([row.colour for row in rows]), "Colour, as #rrggbb."),
            *(
                ValueColumn(name, words([getattr(row, name) for row in rows]), meaning)
                for name, meaning in fields
            ),
            ValueColumn(
                "segments", _whole(counts.get(key_of(row.id), 0) for row in rows), "Number of codings."
            ),
            ValueColumn("id", words([str(row.id) for row in rows]), "Identity, which never changes."),
        ),
    )


def attribute_table(study: Study) -> DataTable:
    """One row for each recorded value: the long form of the attributes of people and transcripts."""
    known = {row.id: row for row in study.attributes_in_order}
    names = {row.id: row.name for row in study.participants_in_order}
    names |= {row.id: row.name for row in study.transcripts_in_order}
    order = {identity: place for place, identity in enumerate(known)}
    rows = sorted(
        study.rows(AttributeValue).values(),
        key=lambda row: (order[row.attribute_id], name_order(names[row.subject_id]), row.id),
    )
    kinds = [known[row.attribute_id] for row in rows]
    return DataTable(
        "attributes",
        (
            ValueColumn("about", words([str(kind.subject) for kind in kinds]), "Participant or transcript."),
            ValueColumn("name", words([names[row.subject_id] for row in rows]), "Whom or what it describes."),
            ValueColumn("attribute", words([kind.name for kind in kinds]), "Name of the attribute."),
            ValueColumn("type", words([str(kind.type) for kind in kinds]), "Type of the attribute."),
            ValueColumn("value", words([row.value for row in rows]), "What is recorded, as text."),
        ),
    )


def passage_table(study: Study, found: Findings) -> DataTable:
    """One row for each passage that a query finds."""
    places = [found.place(number) for number in range(len(found))]
    hits = [hit_at(study, transcript, span) for transcript, span in places]
    texts = [study.text(transcript)[span.start : span.end] for transcript, span in places]
    return DataTable(
        "passages",
        (
            ValueColumn("transcript", words([hit.transcript for hit in hits]), "Name of the transcript."),
            ValueColumn("start", _whole(span.start for _, span in places), f"In {_CODE_POINTS}."),
            ValueColumn("end", _whole(span.end for _, span in places), "The same; not included."),
            ValueColumn("turn", _whole(hit.turn for hit in hits), "Number of the turn, from 1; 0 in none."),
            ValueColumn("speaker", words([hit.speaker for hit in hits]), "Label of the speaker."),
            ValueColumn(
                "participant", words([hit.participant for hit in hits]), "Participant who speaks there."
            ),
            ValueColumn("text", words(texts), "Words of the passage."),
        ),
    )


def _whole(values: Iterable[int]) -> Values:
    return np.array(list(values), dtype=np.int64)


# -- attributes -------------------------------------------------------------------------------


def _attributes(study: Study, subject: AttributeSubject, of: Sequence[UUID]) -> Iterator[ValueColumn]:
    """A column for each attribute, of its own type."""
    values: dict[UUID, dict[UUID, str]] = {}
    for row in study.rows(AttributeValue).values():
        values.setdefault(row.attribute_id, {})[row.subject_id] = row.value
    for attribute in study.attributes_in_order:
        if attribute.subject is subject:
            own = values.get(attribute.id, {})
            written = [own.get(identity, "") for identity in of]
            said = f"Attribute of type {attribute.type}, as recorded."
            choices = attribute.choices if attribute.type is AttributeType.CHOICE else ()
            is_taken = name_key(attribute.name) in _FIXED
            name = f"{attribute.name} (attribute)" if is_taken else attribute.name
            yield ValueColumn(name, _typed(attribute, written), said, choices)


def _typed(attribute: Attribute, written: Sequence[str]) -> Values:
    """Values as numbers or days where all are; as words else."""
    try:
        match attribute.type:
            case AttributeType.NUMBER:
                return np.array([float(value) if value else np.nan for value in written], dtype=np.float64)
            case AttributeType.DATE:
                days = [date.fromisoformat(value) if value else np.datetime64("NaT") for value in written]
                return np.array(days, dtype="datetime64[D]")
            case _:
                return words(list(written))
    except ValueError:
        return words(list(written))
