"""The tables of a project, the same on SQLite and PostgreSQL, and how our values fit their columns."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.types import Double, TypeDecorator, TypeEngine

from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Entity,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    Palette,
    Participant,
    ProjectInfo,
    RememberedGuide,
    Report,
    SavedQuery,
    Summary,
    TextVersion,
    Transcript,
    TypicalQuote,
)
from qualcode.model.identity import from_milliseconds, to_milliseconds
from qualcode.model.transcript import Role, TranscriptKind, TranscriptStatus

REVISION = "0010"
"""The newest migration; the schema below is what it leads to (a test compares the two)."""


class Identity(TypeDecorator[UUID]):
    """A UUID: 16 bytes in SQLite, the native type in PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return value if value is None or dialect.name == "postgresql" else UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """A UTC moment as milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_milliseconds(value)


class Day(TypeDecorator[date]):
    """A calendar day as ``2021-03-11``, which sorts as it should."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Word(TypeDecorator[StrEnum]):
    """A value of a StrEnum as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Lines(TypeDecorator[tuple[str, ...]]):
    """Several short texts without line ends, one a line; the empty text for none."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else "\n".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value.split("\n")) if value else ()


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[UUID]:
    return Column("id", Identity, primary_key=True, nullable=False)


def _to(name: str, target: str) -> Column[UUID]:
    key = ForeignKey(f"{target}.id", ondelete="RESTRICT")
    return Column(name, Identity, key, nullable=False, index=True)


def _above(table: str) -> Column[UUID]:
    """The row of the same table that a row is below; none at the top."""
    # Deferred: a subtree is written in one transaction in whatever order its rows come.
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column("parent_id", Identity, key, nullable=True, index=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _whole(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _moment(name: str) -> Column[datetime]:
    return Column(name, Moment, nullable=False)


projects = Table(
    "projects",
    metadata,
    _id(),
    _text("name"),
    _moment("created_at"),
    _text("memo"),
    _text("language"),
    _text("language_model"),
    Column("stand_ins", Lines, nullable=True),
    Column("weights", Lines, nullable=False),
    Column("palette", Word(Palette), nullable=False),
)
coders = Table("coders", metadata, _id(), _text("name"), _text("colour"))
folders = Table("folders", metadata, _id(), _text("name"), _whole("position"), _above("folders"))
transcripts = Table(
    "transcripts",
    metadata,
    _id(),
    _text("name"),
    Column("kind", Word(TranscriptKind), nullable=False),
    _whole("position"),
    _whole("version"),
    _text("source_name"),
    _text("source_sha256"),
    _text("language"),
    _text("memo"),
    Column("folder_id", Identity, ForeignKey("folders.id", ondelete="RESTRICT"), nullable=True, index=True),
    Column("status", Word(TranscriptStatus), nullable=False),
)
text_versions = Table(
    "text_versions",
    metadata,
    _id(),
    _to("transcript_id", "transcripts"),
    _whole("number"),
    _moment("created_at"),
    _text("sha256"),
    _whole("length"),
    # The text; the column has kept the name that the first version gave it.
    _text("letters"),
    UniqueConstraint("transcript_id", "number"),
)
participants = Table(
    "participants",
    metadata,
    _id(),
    _text("name"),
    _whole("position"),
    Column("role", Word(Role), nullable=False),
    _text("memo"),
)
attributes = Table(
    "attributes",
    metadata,
    _id(),
    _text("name"),
    Column("subject", Word(AttributeSubject), nullable=False),
    Column("type", Word(AttributeType), nullable=False),
    _whole("position"),
    Column("choices", Lines, nullable=False),
)
attribute_values = Table(
    "attribute_values",
    metadata,
    _id(),
    _to("attribute_id", "attributes"),
    # A participant or a transcript, by the attribute's subject: no single table to refer to.
    Column("subject_id", Identity, nullable=False, index=True),
    _text("value"),
)
codes = Table(
    "codes",
    metadata,
    _id(),
    _text("name"),
    _whole("position"),
    _above("codes"),
    _text("colour"),
    _text("definition"),
    _text("include"),
    _text("exclude"),
    _text("examples"),
    _text("memo"),
    _whole("digit", nullable=True),
    Column("codable", Boolean, nullable=False),
)
code_sets = Table("code_sets", metadata, _id(), _text("name"), _whole("position"))
code_set_members = Table(
    "code_set_members",
    metadata,
    _id(),
    _to("set_id", "code_sets"),
    _to("code_id", "codes"),
)
summaries = Table(
    "summaries",
    metadata,
    _id(),
    _to("code_id", "codes"),
    _to("participant_id", "participants"),
    _text("text"),
    _text("author"),
    _moment("changed_at"),
)
typical_quotes = Table(
    "typical_quotes",
    metadata,
    _id(),
    _to("code_id", "codes"),
    _to("transcript_id", "transcripts"),
    _whole("start"),
    _whole("end"),
    _moment("created_at"),
)
reports = Table("reports", metadata, _id(), _text("name"), _whole("position"), _text("content"))
saved_queries = Table("saved_queries", metadata, _id(), _text("name"), _whole("position"), _text("content"))
remembered_guides = Table("remembered_guides", metadata, _id(), _text("shape"), _text("content"))
memos = Table(
    "memos",
    metadata,
    _id(),
    Column("subject", Word(MemoSubject), nullable=False),
    Column("subject_id", Identity, nullable=False, index=True),
    _text("title"),
    _text("text"),
    _text("author"),
    _moment("created_at"),
    _whole("start", nullable=True),
    _whole("end", nullable=True),
    _text("source"),
    Column("tags", Lines, nullable=False),
    Column("day", Day, nullable=True),
)
memo_links = Table(
    "memo_links",
    metadata,
    _id(),
    _to("memo_id", "memos"),
    Column("subject", Word(MemoSubject), nullable=False),
    # A code, a person or a transcript, by the link's subject: no single table to refer to.
    Column("subject_id", Identity, nullable=False, index=True),
    _whole("start", nullable=True),
    _whole("end", nullable=True),
)
highlights = Table(
    "highlights",
    metadata,
    _id(),
    _to("transcript_id", "transcripts"),
    _to("coder_id", "coders"),
    _whole("start"),
    _whole("end"),
    _text("memo"),
    _moment("created_at"),
)
turns = Table(
    "turns",
    metadata,
    _id(),
    _to("transcript_id", "transcripts"),
    _whole("start"),
    _whole("speech"),
    _whole("end"),
    _text("label"),
    Column(
        "participant_id",
        Identity,
        ForeignKey("participants.id", ondelete="RESTRICT"),
        nullable=True,
        index=True,
    ),
    Column("role", SmallInteger, nullable=False),
    Column("time", Double, nullable=True),
)
codings = Table(
    "codings",
    metadata,
    _id(),
    _to("transcript_id", "transcripts"),
    _to("code_id", "codes"),
    _to("coder_id", "coders"),
    _whole("start"),
    _whole("end"),
    Column("weight", SmallInteger, nullable=True),
    Column("created", BigInteger, nullable=False),
    _text("memo"),
)
journal = Table(
    "journal",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    _moment("at"),
    _text("coder"),
    _text("label"),
    _text("kind"),
    _whole("target", nullable=True),
    Column("payload", LargeBinary, nullable=False),
    _text("hash"),
)

# One row: how many steps the journal holds and the hash of the last, so that an end cut off is noticed, and
# what the project holds after it as one number, so that tables of another moment than the journal are.
seal = Table(
    "seal",
    metadata,
    Column("steps", Integer, primary_key=True, autoincrement=False),
    _text("hash"),
    Column("content", Text, nullable=True),
)

TABLES: dict[type[Entity], Table] = {
    ProjectInfo: projects,
    Coder: coders,
    Folder: folders,
    Transcript: transcripts,
    TextVersion: text_versions,
    Participant: participants,
    Attribute: attributes,
    AttributeValue: attribute_values,
    Code: codes,
    CodeSet: code_sets,
    CodeSetMember: code_set_members,
    Summary: summaries,
    TypicalQuote: typical_quotes,
    Report: reports,
    SavedQuery: saved_queries,
    RememberedGuide: remembered_guides,
    Memo: memos,
    MemoLink: memo_links,
    Highlight: highlights,
}
