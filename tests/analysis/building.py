"""Small studies for tests, built directly from model values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from uuid import NAMESPACE_OID, UUID, uuid5

from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import (
    KINDS,
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Code,
    Coder,
    Entity,
    Participant,
    ProjectInfo,
    TextVersion,
    Transcript,
)
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.model.turns import Turn, Turns

MOMENT = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


@cache
def identity(kind: str, name: str) -> UUID:
    """The identity that the row of this kind and name has in every study built here."""
    return uuid5(NAMESPACE_OID, f"{kind}/{name}")


@dataclass(frozen=True)
class Said:
    """A turn: span, who (a participant's name, None for nobody), where speech begins, role, label."""

    start: int
    end: int
    who: str | None = None
    speech: int | None = None
    role: Role = Role.PARTICIPANT
    label: str | None = None


@dataclass(frozen=True)
class Coded:
    """A coding: coder, code, span."""

    coder: str
    code: str
    start: int
    end: int
    memo: str = ""
    weight: int | None = None


@dataclass(frozen=True)
class Talk:
    """A transcript: its text, turns and codings."""

    text: str
    turns: Sequence[Said] = ()
    codings: Sequence[Coded] = ()
    language: str = "en"


def study_of(
    talks: Mapping[str, Talk],
    codes: Mapping[str, str | None],
    attributes: Mapping[tuple[AttributeSubject, str], Mapping[str, str]] | None = None,
    language_model: str = "",
) -> Study:
    """A study of transcripts by name and codes by name with the name of their parent.

    Participants and coders are those met in turns and codings, in order of appearance.
    ``attributes``: for (subject, attribute) the value by name of the participant or transcript.
    """
    rows: list[Entity] = [ProjectInfo(identity("project", ""), "Test", MOMENT, language_model=language_model)]
    rows += [Coder(identity("coder", name), name) for name in _coders(talks)]
    rows += [
        Participant(identity("participant", name), name, position)
        for position, name in enumerate(_people(talks))
    ]
    rows += [
        Code(identity("code", name), name, position, None if parent is None else identity("code", parent))
        for position, (name, parent) in enumerate(codes.items())
    ]
    for position, (name, talk) in enumerate(talks.items()):
        rows += _transcript_rows(name, position, talk)
    rows += _attribute_rows(attributes or {})
    return Study(
        tables={kind: {row.id: row for row in rows if type(row) is kind} for kind in KINDS},
        turns={identity("transcript", name): _turns(name, talk) for name, talk in talks.items()},
        codings={identity("transcript", name): _codings(name, talk) for name, talk in talks.items()},
        step=7,
    )


def _people(talks: Mapping[str, Talk]) -> list[str]:
    return list(dict.fromkeys(turn.who for talk in talks.values() for turn in talk.turns if turn.who))


def _coders(talks: Mapping[str, Talk]) -> list[str]:
    return list(dict.fromkeys(coding.coder for talk in talks.values() for coding in talk.codings))


def _transcript_rows(name: str, position: int, talk: Talk) -> list[Entity]:
    transcript_id = identity("transcript", name)
    return [
        Transcript(transcript_id, name, TranscriptKind.OTHER, position, 1, language=talk.language),
        TextVersion(identity("version", name), transcript_id, 1, MOMENT, StoredText.of(talk.text)),
    ]


def _attribute_rows(attributes: Mapping[tuple[AttributeSubject, str], Mapping[str, str]]) -> list[Entity]:
    rows: list[Entity] = []
    for position, ((subject, name), values) in enumerate(attributes.items()):
        attribute_id = identity("attribute", name)
        rows.append(Attribute(attribute_id, name, subject, AttributeType.TEXT, position))
        rows += [
            AttributeValue(identity("value", f"{name}/{who}"), attribute_id, identity(subject, who), value)
            for who, value in values.items()
        ]
    return rows


def _turns(name: str, talk: Talk) -> Turns:
    return Turns.from_rows(
        Turn(
            id=identity("turn", f"{name}/{ordinal}"),
            ordinal=ordinal,
            span=Span(said.start, said.end),
            speech=said.start if said.speech is None else said.speech,
            label=(said.who or "") if said.label is None else said.label,
            participant_id=None if said.who is None else identity("participant", said.who),
            role=said.role,
            time=None,
        )
        for ordinal, said in enumerate(talk.turns)
    )


def _codings(name: str, talk: Talk) -> Codings:
    return Codings.from_rows(
        Coding(
            id=identity("coding", f"{name}/{number}"),
            code_id=identity("code", coded.code),
            coder_id=identity("coder", coded.coder),
            span=Span(coded.start, coded.end),
            created_at=MOMENT,
            weight=coded.weight,
            memo=coded.memo,
        )
        for number, coded in enumerate(talk.codings)
    )
