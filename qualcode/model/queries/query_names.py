"""Names in a query and what they stand for: found in a study, kept as identities, shown as names again."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from qualcode.model.entities import Attribute, AttributeSubject, Folder, SavedQuery
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import (
    ANY_CODE,
    Expression,
    Joined,
    PartKind,
    Query,
    QueryPart,
    identity_in,
    written_identity,
)
from qualcode.model.queries.query_text import read_query
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.folder_names import folder_named, short_folder_name, status_named
from qualcode.model.words.in_words import briefly, counted, some_of
from qualcode.model.words.name_order import name_order
from qualcode.model.words.names import name_or_path
from qualcode.model.words.nearest import known_names
from qualcode.model.words.spelling import Typed, named

_SHOWN: Final = 12
"""How many names a sentence lists."""


def typed_query(study: Study, text: str) -> Query:
    """The query that a person typed. Raises QualcodeError where it says none or a name stands for nothing."""
    query = read_query(text, [row.name for row in study.attributes_in_order])
    check_names(study, query)
    return query


def saved_query(study: Study, query_id: UUID) -> Query:
    """A saved query, with names. Raises QualcodeError where it, or what it names, has gone."""
    row = study.rows(SavedQuery).get(query_id)
    if row is None:
        raise QualcodeError("The query is no longer in the project; choose another one.")
    try:
        query = read_query(row.content)
        check_names(study, query)
    except QualcodeError as error:
        raise QualcodeError(f"The query “{row.name}” can no longer be answered: {error}") from error
    return with_names(study, query)


def query_in_words(study: Study, query_id: UUID) -> str:
    """Name and text of a saved query: ``“Renters” (code:stigma and housing:rented)``."""
    query = saved_query(study, query_id)
    return f"“{study.rows(SavedQuery)[query_id].name}” ({query})"


def query_named(study: Study, name: str) -> SavedQuery:
    """The saved query of this name in any spelling. Raises QualcodeError where there is none."""
    rows = {row.name: row for row in study.queries_in_order}
    for found in named(name.strip(), rows):
        return rows[found]
    known = _some(list(rows))
    raise QualcodeError(f"There is no saved query named “{briefly(name)}”; queries of this project: {known}.")


# -- identities -------------------------------------------------------------------------------------


def with_identities(study: Study, query: Query) -> Query:
    """The same query that outlives new names. Raises QualcodeError for a name that stands for nothing."""
    check_names(study, query)

    def kept(part: QueryPart) -> QueryPart:
        if part.kind is PartKind.ATTRIBUTE:
            return replace(part, attribute=written_identity(attribute_of(study, part).id))
        find = _IDENTITIES.get(part.kind)
        identity = None if find is None else find(study, part.value)
        return part if identity is None else replace(part, value=written_identity(identity))

    coders = tuple(written_identity(coder_of(study, name)) for name in query.coders)
    return Query(_each(query.what, kept), coders)


def with_names(study: Study, query: Query) -> Query:
    """The same query as people read it; what has gone keeps its identity."""

    def shown(part: QueryPart) -> QueryPart:
        if part.kind is PartKind.ATTRIBUTE:
            identity = identity_in(part.attribute)
            row = study.rows(Attribute).get(identity) if identity else None
            return part if row is None else replace(part, attribute=row.name)
        name = _name(study, part.kind, part.value)
        # A code may be called like the sign for any code: its identity still says which is meant.
        taken = part.kind is PartKind.CODE and name == ANY_CODE
        return part if name is None or taken else replace(part, value=name)

    coders = []
    for written in query.coders:
        identity = identity_in(written)
        coder = study.coders.get(identity) if identity else None
        coders.append(written if coder is None else coder.name)
    return Query(_each(query.what, shown), tuple(coders))


def with_label(query: Query, old: Collection[str], new: str) -> Query:
    """The same query about speakers labelled ``new`` where it was about one of the ``old`` labels."""

    def told(part: QueryPart) -> QueryPart:
        labelled = part.kind is PartKind.SPEAKER and named(part.value, old)
        return replace(part, value=new) if labelled else part

    return replace(query, what=_each(query.what, told))


def _each(what: Expression, change: Callable[[QueryPart], QueryPart]) -> Expression:
    if isinstance(what, QueryPart):
        return change(what)
    return Joined(what.join, _each(what.left, change), _each(what.right, change), what.within)


def _name(study: Study, kind: PartKind, value: str) -> str | None:
    identity = identity_in(value)
    if identity is None:
        return None
    if kind is PartKind.CODE:
        return short_name(study, identity) if identity in study.codes else None
    if kind is PartKind.FOLDER:
        return short_folder_name(study, identity) if identity in study.rows(Folder) else None
    if kind is PartKind.PARTICIPANT:
        person = study.participants.get(identity)
        return None if person is None else person.name
    transcript = study.transcripts.get(identity)
    return None if transcript is None else transcript.name


def short_name(study: Study, code_id: UUID) -> str:
    """A code's name where no other code has it, else its full path."""
    names = (row.name for row in study.codes.values())
    return name_or_path(study.codes[code_id].name, names, study.path(code_id))


# -- what names stand for -----------------------------------------------------------------------------


def check_names(study: Study, query: Query) -> None:
    """Raises QualcodeError, with one sentence, for a name that stands for nothing in the study."""
    for part in query.parts:
        find = _FINDERS.get(part.kind)
        if find is not None:
            find(study, part)
    for name in query.coders:
        coder_of(study, name)


def codes_of(study: Study, part: QueryPart) -> tuple[UUID, ...] | None:
    """The codes of a part, a category standing for the codes below it; None for any code."""
    if part.value == ANY_CODE:
        return None
    identity = _code_id(study, part.value)
    if identity is None or study.codes[identity].codable:
        return () if identity is None else (identity,)
    return tuple(code.id for code in study.descendants(identity) if code.codable)


def _code_id(study: Study, value: str) -> UUID | None:
    if value == ANY_CODE:
        return None
    identity = identity_in(value)
    if identity is None:
        return study.code_named(value).id
    if identity not in study.codes:
        raise _gone("a code")
    return identity


def transcript_of(study: Study, value: str) -> UUID:
    """A transcript by its name, its file's name, or how its name alone begins."""
    identity = identity_in(value)
    if identity is not None:
        if identity not in study.transcripts:
            raise _gone("a transcript")
        return identity
    typed = Typed(value)
    rows = study.transcripts_in_order
    own = set(named(value, {name for row in rows for name in (row.name, row.source_name)}))
    for found in (
        [row for row in rows if row.name in own or row.source_name in own],
        [row for row in rows if typed.begins(row.name)],
    ):
        if len(found) == 1:
            return found[0].id
        if found:
            names = _some([row.name for row in found])
            raise QualcodeError(f"“{value}” may be several transcripts; write more of the name: {names}.")
    near = known_names(value, [row.name for row in rows], "transcripts")
    raise QualcodeError(f"There is no transcript named “{briefly(value)}”; {near}")


def folder_of(study: Study, value: str) -> UUID:
    """A folder by its name or full path; it stands for the folders in it, too."""
    identity = identity_in(value)
    if identity is None:
        return folder_named(study, value).id
    if identity not in study.rows(Folder):
        raise _gone("a folder")
    return identity


def status_of(study: Study, value: str) -> TranscriptStatus:
    """A status of transcripts; where an attribute is called so, says how that is written."""
    try:
        return status_named(value)
    except QualcodeError as error:
        if not named(PartKind.STATUS, {row.name for row in study.attributes_in_order}):
            raise
        written = str(Query(QueryPart(PartKind.ATTRIBUTE, value, PartKind.STATUS)))
        reason = str(error).partition(";")[0]
        raise QualcodeError(f"{reason}; for the attribute of that name write {written}.") from error


def participant_of(study: Study, value: str) -> UUID:
    """A participant by name."""
    identity = identity_in(value)
    if identity is not None:
        if identity not in study.participants:
            raise _gone("a participant")
        return identity
    rows = {row.name: row for row in study.participants_in_order}
    for found in named(value, rows):
        return rows[found].id
    near = known_names(value, [*rows], "participants")
    raise QualcodeError(
        f"There is no participant named “{briefly(value)}”; {near} “speaker:” looks for labels."
    )


def coder_of(study: Study, value: str) -> UUID:
    """A coder by name."""
    identity = identity_in(value)
    if identity is None:
        rows = {row.name: row for row in study.coders_in_order}
        alike = named(value, rows)
        return rows[alike[0]].id if len(alike) == 1 else study.coder_named(value).id
    if identity not in study.coders:
        raise _gone("a coder")
    return identity


def attribute_of(study: Study, part: QueryPart) -> Attribute:
    """The attribute of a part, which must record its value for somebody."""
    identity = identity_in(part.attribute)
    row = study.rows(Attribute).get(identity) if identity else _attribute_named(study, part.attribute)
    if row is None:
        raise _gone("an attribute")
    values = values_of(study, row)
    if not named(part.value.strip(), values):
        raise QualcodeError(
            f"“{briefly(part.value)}” is recorded nowhere as “{row.name}”; values: {_some(values)}."
        )
    return row


def values_of(study: Study, attribute: Attribute) -> list[str]:
    """The recorded values of an attribute, each once, in the order of names."""
    people = attribute.subject is AttributeSubject.PARTICIPANT
    subjects = study.participants if people else study.transcripts
    rows = (study.values_of(subject).get(attribute.id) for subject in subjects)
    values = {row.value.strip() for row in rows if row is not None}
    return sorted(filter(None, values), key=name_order)


def _attribute_named(study: Study, name: str) -> Attribute:
    names = named(name, {row.name for row in study.attributes_in_order})
    rows = [row for row in study.attributes_in_order if row.name in names]
    if len(rows) > 1:
        raise QualcodeError(
            f"“{name}” is an attribute of participants and of transcripts; give one of them another name."
        )
    return rows[0] if rows else study.attribute_named(name)


def speakers(study: Study) -> list[str]:
    """The labels of all speakers, each once, in order of appearance."""
    labels: dict[str, None] = {}
    for transcript in study.transcripts_in_order:
        labels.update(dict.fromkeys(map(str, study.turns_of(transcript.id).label)))
    return [label for label in labels if label]


def _check_speaker(study: Study, part: QueryPart) -> None:
    known = speakers(study)
    if named(part.value, known):
        return
    for name in named(part.value, [row.name for row in study.participants_in_order]):
        # People read the names of participants where files have labels.
        written = Query(QueryPart(PartKind.PARTICIPANT, name))
        raise QualcodeError(
            f"Nobody is labelled “{briefly(part.value)}”; for the participant of that name write {written}."
        )
    raise QualcodeError(
        f"Nobody is labelled “{briefly(part.value)}” in this project; speakers: {_some(known)}."
    )


def _some(names: Sequence[str]) -> str:
    """The first names, and how many others there are."""
    if len(names) <= _SHOWN:
        return some_of(names)
    return f"{', '.join(names[:_SHOWN])} and {counted(len(names) - _SHOWN, 'other')}"


def _gone(what: str) -> QualcodeError:
    return QualcodeError(f"It names {what} that is no longer in the project.")


_FINDERS: Final[dict[PartKind, Callable[[Study, QueryPart], object]]] = {
    PartKind.CODE: codes_of,
    PartKind.TRANSCRIPT: lambda study, part: transcript_of(study, part.value),
    PartKind.FOLDER: lambda study, part: folder_of(study, part.value),
    PartKind.STATUS: lambda study, part: status_of(study, part.value),
    PartKind.PARTICIPANT: lambda study, part: participant_of(study, part.value),
    PartKind.ATTRIBUTE: attribute_of,
    PartKind.SPEAKER: _check_speaker,
}
_IDENTITIES: Final[dict[PartKind, Callable[[Study, str], UUID | None]]] = {
    PartKind.CODE: _code_id,
    PartKind.TRANSCRIPT: transcript_of,
    PartKind.FOLDER: folder_of,
    PartKind.PARTICIPANT: participant_of,
}
