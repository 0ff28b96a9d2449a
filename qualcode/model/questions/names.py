"""Names in a question and what they stand for: found in a study, written again, left out when gone."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from qualcode.model.entities import (
    Attribute,
    Code,
    Coder,
    CodeSet,
    Folder,
    Participant,
    SavedQuery,
    Transcript,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import identity_in, written_identity
from qualcode.model.queries.query_names import query_named
from qualcode.model.questions.matrices import PLAIN, QUERY
from qualcode.model.questions.parts import Question, parts_of
from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.teamwork.rounds import round_named
from qualcode.model.transcripts.folder_names import folder_named, short_folder_name
from qualcode.model.words.in_words import some_of
from qualcode.model.words.spelling import named


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A kind of thing that a question names: how it is found, and how its name is written."""

    noun: str
    rows: Callable[[Study], Mapping[UUID, Any]]
    find: Callable[[Study, str], UUID]
    name: Callable[[Study, UUID], str]

    def row(self, study: Study, name: str) -> UUID:
        """What a name, or an identity in its place, stands for. Raises QualcodeError for nothing."""
        identity = identity_in(name)
        if identity is None:
            return self.find(study, name)
        if identity not in self.rows(study):
            raise QualcodeError(f"The chosen {self.noun} is no longer in the project; choose another one.")
        return identity

    def written(self, study: Study, row: UUID) -> str:
        """The name of a row; its identity where the name would not lead back to it."""
        name = self.name(study, row)
        try:
            leads_back = self.find(study, name) == row
        except QualcodeError:
            leads_back = False
        return name if leads_back else written_identity(row)


def code_set_named(study: Study, name: str) -> UUID:
    """The set of codes of this name. Raises QualcodeError where there is none."""
    rows = {row.name: row for row in study.code_sets_in_order}
    for found in named(name.strip(), rows):
        return rows[found].id
    known = some_of([f"“{row.name}”" for row in study.code_sets_in_order])
    raise QualcodeError(f"This project has no code set named “{name}”. Its code sets are: {known}.")


def _attribute(study: Study, name: str) -> UUID:
    if name in PLAIN or name.startswith(QUERY):
        raise QualcodeError(f"“{name}” means other columns than those of an attribute.")
    return study.attribute_named(name).id


CODE: Final = NamedThing(
    "code", lambda study: study.codes, lambda study, name: study.code_named(name).id, Study.path
)
CODE_SET: Final = NamedThing(
    "code set",
    lambda study: study.rows(CodeSet),
    code_set_named,
    lambda study, row: study.rows(CodeSet)[row].name,
)
CODER: Final = NamedThing(
    "coder",
    lambda study: study.coders,
    lambda study, name: study.coder_named(name).id,
    lambda study, row: study.coders[row].name,
)
TRANSCRIPT: Final = NamedThing(
    "transcript",
    lambda study: study.transcripts,
    lambda study, name: study.transcript_named(name).id,
    lambda study, row: study.transcripts[row].name,
)
FOLDER: Final = NamedThing(
    "folder",
    lambda study: study.rows(Folder),
    lambda study, name: folder_named(study, name).id,
    short_folder_name,
)
PARTICIPANT: Final = NamedThing(
    "participant",
    lambda study: study.participants,
    lambda study, name: study.participant_named(name).id,
    lambda study, row: study.participants[row].name,
)
SAVED_QUERY: Final = NamedThing(
    "saved query",
    lambda study: study.rows(SavedQuery),
    lambda study, name: query_named(study, name).id,
    lambda study, row: study.rows(SavedQuery)[row].name,
)
ATTRIBUTE: Final = NamedThing(
    "attribute",
    lambda study: study.rows(Attribute),
    _attribute,
    lambda study, row: study.rows(Attribute)[row].name,
)

ROUND: Final = NamedThing(
    "round",
    lambda study: study.rows(Round),
    lambda study, name: round_named(study, name).id,
    lambda study, row: study.rows(Round)[row].name,
)

ROW_NOUNS: Final[Mapping[type, str]] = {
    Attribute: ATTRIBUTE.noun,
    Code: CODE.noun,
    Coder: CODER.noun,
    CodeSet: CODE_SET.noun,
    Folder: FOLDER.noun,
    Participant: PARTICIPANT.noun,
    Round: ROUND.noun,
    SavedQuery: SAVED_QUERY.noun,
    Transcript: TRANSCRIPT.noun,
}
"""The kinds of rows that questions and queries name, and what each is called."""

NAMES: Final[Mapping[str, NamedThing]] = {
    "codes": CODE,
    "code": CODE,
    "code_set": CODE_SET,
    "coders": CODER,
    "expert": CODER,
    "transcripts": TRANSCRIPT,
    "transcript": TRANSCRIPT,
    "folders": FOLDER,
    "participant": PARTICIPANT,
    "attributes": ATTRIBUTE,
    "query": SAVED_QUERY,
    "round": ROUND,
}
"""The parts of questions that hold names, besides the columns of a table."""

COLUMNS: Final = "by"
OF_WHAT: Final = frozenset((*NAMES, "statuses", "most_used", COLUMNS))
"""The parts that say what of one project is meant; the others say how, whatever the project."""


def identities(rows: tuple[UUID, ...]) -> tuple[str, ...]:
    """Rows as a question holds them where it must outlive their names."""
    return tuple(map(written_identity, rows))


def column(study: Study, name: str) -> tuple[str, NamedThing | None, UUID | None]:
    """What a name of columns begins with, the kind of thing that it names, and the row.

    Both are None for columns that need no name. Raises QualcodeError for a name that stands for nothing.
    """
    if name in PLAIN:
        return name, None, None
    kind, bare, prefix = _of_column(name)
    return prefix, kind, kind.row(study, bare)


def with_names(study: Study, question: Question) -> Question:
    """The question with names in the place of identities. Raises QualcodeError where one has gone."""

    def by_name(kind: NamedThing, name: str) -> str:
        return kind.written(study, kind.row(study, name))

    def columns(name: str) -> str:
        prefix, kind, row = column(study, name)
        return prefix if kind is None or row is None else f"{prefix}{kind.written(study, row)}"

    return _each(question, by_name, columns)


def with_identities(study: Study, question: Question) -> Question:
    """The question with identities in the place of names, for another moment, when they may differ.

    Raises QualcodeError where a name stands for nothing.
    """

    def by_identity(kind: NamedThing, name: str) -> str:
        return written_identity(kind.row(study, name))

    def columns(name: str) -> str:
        prefix, _, row = column(study, name)
        return prefix if row is None else f"{prefix}{written_identity(row)}"

    return _each(question, by_identity, columns)


def still_there(study: Study, question: Question) -> Question:
    """The question without whatever is no longer in the project; where nothing is left, as usual."""

    def there(kind: NamedThing, name: str) -> str:
        try:
            kind.row(study, name)
        except QualcodeError:
            return ""
        return name

    def columns(name: str) -> str:
        try:
            column(study, name)
        except QualcodeError:
            return ""
        return name

    return _each(question, there, columns)


NamesMeant = Mapping[tuple[str, str], UUID]
"""What names stood for when they were written, by the noun of the kind of thing and the name."""

_WITH_SPEAKERS: Final = {**NAMES, "speakers": PARTICIPANT}
"""Speakers are called by the names of participants, which may change, or by labels of transcripts."""


def names_meant(study: Study, question: Question) -> NamesMeant:
    """What the names in a question stand for; without those that stand for nothing."""
    found: dict[tuple[str, str], UUID] = {}

    def remember(kind: NamedThing, name: str) -> str:
        with suppress(QualcodeError):
            found[kind.noun, name] = kind.row(study, name)
        return name

    def columns(name: str) -> str:
        if name not in PLAIN:
            kind, bare, _ = _of_column(name)
            remember(kind, bare)
        return name

    _each(question, remember, columns, _WITH_SPEAKERS)
    return found


def names_gone(study: Study, question: Question) -> list[tuple[str, str]]:
    """The names in a question that stand for nothing, each once, with the noun of the kind of thing."""
    found: dict[tuple[str, str], None] = {}

    def look(kind: NamedThing, name: str) -> str:
        try:
            kind.row(study, name)
        except QualcodeError:
            found[kind.noun, name] = None
        return name

    def columns(name: str) -> str:
        if name not in PLAIN:
            kind, bare, _ = _of_column(name)
            look(kind, bare)
        return name

    _each(question, look, columns)
    return list(found)


def as_called_now(study: Study, question: Question, meant: NamesMeant) -> Question:
    """The question with what its names stood for by the names that it has now.

    A name stays where what it stood for has gone, or still has it; what has become one is named once.
    """

    def now(kind: NamedThing, name: str) -> str:
        row = meant.get((kind.noun, name))
        if row is None or row not in kind.rows(study):
            return name
        with suppress(QualcodeError):
            if kind.row(study, name) == row:
                return name
        return kind.written(study, row)

    def columns(name: str) -> str:
        if name in PLAIN:
            return name
        kind, bare, prefix = _of_column(name)
        return f"{prefix}{now(kind, bare)}"

    return _each(question, now, columns, _WITH_SPEAKERS)


def _of_column(name: str) -> tuple[NamedThing, str, str]:
    """The kind of thing that a column names, its name, and what stands before that."""
    prefix, kind = (QUERY, SAVED_QUERY) if name.startswith(QUERY) else ("", ATTRIBUTE)
    return kind, name.removeprefix(prefix), prefix


def _each(
    question: Question,
    change: Callable[[NamedThing, str], str],
    columns: Callable[[str], str],
    kinds: Mapping[str, NamedThing] = NAMES,
) -> Question:
    """The question with every name in it changed; "" for a name takes it out. No name is there twice."""
    changes: dict[str, Any] = {}
    for part in parts_of(type(question)):
        kind, value = kinds.get(part.name), getattr(question, part.name)
        if part.name == COLUMNS:
            changes[part.name] = tuple(dict.fromkeys(filter(None, map(columns, value))))
        elif kind is None or not value:
            continue
        elif part.several:
            found = tuple(dict.fromkeys(filter(None, (change(kind, name) for name in value))))
            changes[part.name] = found or part.usual
        else:
            changes[part.name] = change(kind, value) or ("" if part.required else part.usual)
    return replace(question, **changes)  # type: ignore[type-var]
