"""The tables of a project, the same on SQLite and PostgreSQL."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import Double

from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Comment,
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
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.papers import Checklist, ChecklistAnswer, CodebookVersion, ToolUse
from qualcode.model.team import (
    CodingProgress,
    CodingState,
    Decision,
    GivenCopy,
    Membership,
    Outcome,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
    TeamRole,
)
from qualcode.model.transcript import Role, TranscriptKind, TranscriptStatus
from qualcode.storage import table_parts
from qualcode.storage.column_types import Day, Identity, Lines, Word
from qualcode.storage.table_parts import above as _above
from qualcode.storage.table_parts import moment as _moment
from qualcode.storage.table_parts import own_id as _id
from qualcode.storage.table_parts import text as _text
from qualcode.storage.table_parts import to as _to
from qualcode.storage.table_parts import whole as _whole

REVISION = "0020"
"""The newest migration; the schema below is what it leads to (a test compares the two)."""

metadata = table_parts.metadata
"""With all the tables below; asked for here, for without them it would be empty."""

projects = Table(
    "projects",
    metadata,
    _id(),
    _text("name"),
    _moment("created_at"),
    *map(_text, ("memo", "language", "language_model")),
    Column("stand_ins", Lines, nullable=True),
    Column("weights", Lines, nullable=False),
    Column("palette", Word(Palette), nullable=False),
    Column("unlisted_words", Lines, nullable=False),
    Column("listed_words", Lines, nullable=False),
    *map(_text, ("subtitle", "authors", "organisation", "codebook_version", "front_note", "logo")),
    Column("reason_topics", Lines, nullable=False),
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
    *map(_text, ("source_name", "source_sha256", "language", "memo")),
    _to("folder_id", "folders", nullable=True),
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
    *map(_text, ("colour", "definition", "include", "exclude", "examples", "memo")),
    _whole("digit", nullable=True),
    Column("codable", Boolean, nullable=False),
)
code_sets = Table("code_sets", metadata, _id(), _text("name"), _whole("position"))
code_set_members = Table(
    "code_set_members", metadata, _id(), _to("set_id", "code_sets"), _to("code_id", "codes")
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
foreign_parts = Table(
    "foreign_parts",
    metadata,
    _id(),
    Column("kind", Word(ForeignKind), nullable=False),
    _text("name"),
    _text("content"),
)
remembered_guides = Table("remembered_guides", metadata, _id(), _text("shape"), _text("content"))
memos = Table(
    "memos",
    metadata,
    _id(),
    Column("subject", Word(MemoSubject), nullable=False),
    Column("subject_id", Identity, nullable=False, index=True),
    *map(_text, ("title", "text", "author")),
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
comments = Table(
    "comments",
    metadata,
    _id(),
    _text("text"),
    _text("author"),
    _moment("created_at"),
    _to("transcript_id", "transcripts", nullable=True),
    _to("code_id", "codes", nullable=True),
    _whole("start", nullable=True),
    _whole("end", nullable=True),
    # The first of its thread; no foreign key, since a thread is written and deleted in any order.
    Column("first_id", Identity, nullable=True, index=True),
    Column("done", Boolean, nullable=False),
)
memberships = Table(
    "memberships",
    metadata,
    _id(),
    _to("coder_id", "coders"),
    Column("role", Word(TeamRole), nullable=False),
)
rounds = Table(
    "rounds",
    metadata,
    _id(),
    _text("name"),
    _whole("position"),
    Column("blind", Boolean, nullable=False),
    _moment("opened_at"),
    _moment("closed_at", nullable=True),
    _whole("codebook_step"),
    _text("codebook_sha256"),
    _whole("sample_turns", nullable=True),
    _whole("sample_seed", nullable=True),
    *map(_text, ("folder", "opened_by")),
    Column("closing", Lines, nullable=False),
)
round_transcripts = Table(
    "round_transcripts",
    metadata,
    _id(),
    _to("round_id", "rounds"),
    _to("transcript_id", "transcripts"),
)
round_coders = Table("round_coders", metadata, _id(), _to("round_id", "rounds"), _to("coder_id", "coders"))
coding_progress = Table(
    "coding_progress",
    metadata,
    _id(),
    _to("round_id", "rounds"),
    _to("transcript_id", "transcripts"),
    _to("coder_id", "coders"),
    Column("state", Word(CodingState), nullable=False),
    _moment("changed_at"),
)
given_copies = Table(
    "given_copies",
    metadata,
    _id(),
    _to("round_id", "rounds"),
    _to("coder_id", "coders"),
    _whole("step"),
    _text("step_hash"),
    _moment("given_at"),
    Column("is_here", Boolean, nullable=False),
    _whole("returned_step"),
    _text("returned_hash"),
    Column("tips", Lines, nullable=False),
)
decisions = Table(
    "decisions",
    metadata,
    _id(),
    _to("transcript_id", "transcripts"),
    _to("one_id", "coders"),
    _to("other_id", "coders"),
    _to("layer_id", "coders"),
    Column("outcome", Word(Outcome), nullable=False),
    Column("originals", Lines, nullable=False),
    Column("agreed", Lines, nullable=False),
    _text("reason"),
    _text("author"),
    _moment("decided_at"),
)
codebook_versions = Table(
    "codebook_versions",
    metadata,
    _id(),
    *map(_text, ("name", "note", "sha256", "content", "author")),
    _whole("step"),
    _moment("named_at"),
)
tool_uses = Table(
    "tool_uses",
    metadata,
    _id(),
    _whole("position"),
    *map(_text, ("tool", "version", "purpose", "used", "who", "author")),
    _moment("recorded_at"),
)
checklist_answers = Table(
    "checklist_answers",
    metadata,
    _id(),
    Column("checklist", Word(Checklist), nullable=False),
    _whole("item"),
    *map(_text, ("text", "author")),
    _moment("changed_at"),
)
revisits = Table(
    "revisits",
    metadata,
    _id(),
    _to("transcript_id", "transcripts"),
    # No foreign key: a coding may go, and come back by undo, while it stays known that it was looked at.
    _text("coding"),
    _text("author"),
    _moment("revisited_at"),
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
    # Why the step was made; empty for most, and for all that an earlier version wrote.
    Column("reason", Text, nullable=True),
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
    Comment: comments,
    Membership: memberships,
    Round: rounds,
    RoundTranscript: round_transcripts,
    RoundCoder: round_coders,
    CodingProgress: coding_progress,
    GivenCopy: given_copies,
    Decision: decisions,
    CodebookVersion: codebook_versions,
    ToolUse: tool_uses,
    ChecklistAnswer: checklist_answers,
    Revisit: revisits,
    ForeignPart: foreign_parts,
}
