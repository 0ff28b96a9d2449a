"""The first schema: everything a project holds.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")


def upgrade() -> None:
    """Make the tables, referred-to ones first."""
    _attributes()
    _coders()
    _codes()
    _journal()
    _code_sets()
    _code_set_members()
    _reports()
    _memos()
    _participants()
    _summaries()
    _projects()
    _transcripts()
    _attribute_values()
    _codings()
    _highlights()
    _text_versions()
    _turns()


def _attributes() -> None:
    op.create_table(
        "attributes",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attributes")),
    )


def _coders() -> None:
    op.create_table(
        "coders",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coders")),
    )


def _codes() -> None:
    op.create_table(
        "codes",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", IDENTITY, nullable=True),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=False),
        sa.Column("exclude", sa.Text(), nullable=False),
        sa.Column("examples", sa.Text(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("digit", sa.Integer(), nullable=True),
        sa.Column("codable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["codes.id"],
            name=op.f("fk_codes_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
    )
    op.create_index(op.f("ix_codes_parent_id"), "codes", ["parent_id"], unique=False)


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("step", name=op.f("pk_journal")),
    )


def _code_sets() -> None:
    op.create_table(
        "code_sets",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_sets")),
    )


def _code_set_members() -> None:
    op.create_table(
        "code_set_members",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("set_id", IDENTITY, nullable=False),
        sa.Column("code_id", IDENTITY, nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"], ["code_sets.id"], name=op.f("fk_code_set_members_set_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["codes.id"], name=op.f("fk_code_set_members_code_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_set_members")),
    )
    for column in ("set_id", "code_id"):
        op.create_index(op.f(f"ix_code_set_members_{column}"), "code_set_members", [column])


def _summaries() -> None:
    op.create_table(
        "summaries",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("code_id", IDENTITY, nullable=False),
        sa.Column("participant_id", IDENTITY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["codes.id"], name=op.f("fk_summaries_code_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_summaries_participant_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summaries")),
    )
    for column in ("code_id", "participant_id"):
        op.create_index(op.f(f"ix_summaries_{column}"), "summaries", [column])


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )


def _memos() -> None:
    op.create_table(
        "memos",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", IDENTITY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memos")),
    )
    op.create_index(op.f("ix_memos_subject_id"), "memos", ["subject_id"], unique=False)


def _participants() -> None:
    op.create_table(
        "participants",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
    )


def _projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("language_model", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
    )


def _transcripts() -> None:
    op.create_table(
        "transcripts",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcripts")),
    )


def _attribute_values() -> None:
    op.create_table(
        "attribute_values",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("attribute_id", IDENTITY, nullable=False),
        sa.Column("subject_id", IDENTITY, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribute_id"],
            ["attributes.id"],
            name=op.f("fk_attribute_values_attribute_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute_values")),
    )
    op.create_index(
        op.f("ix_attribute_values_attribute_id"), "attribute_values", ["attribute_id"], unique=False
    )
    op.create_index(op.f("ix_attribute_values_subject_id"), "attribute_values", ["subject_id"], unique=False)


def _codings() -> None:
    op.create_table(
        "codings",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("transcript_id", IDENTITY, nullable=False),
        sa.Column("code_id", IDENTITY, nullable=False),
        sa.Column("coder_id", IDENTITY, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["codes.id"], name=op.f("fk_codings_code_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coders.id"], name=op.f("fk_codings_coder_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcripts.id"], name=op.f("fk_codings_transcript_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codings")),
    )
    op.create_index(op.f("ix_codings_code_id"), "codings", ["code_id"], unique=False)
    op.create_index(op.f("ix_codings_coder_id"), "codings", ["coder_id"], unique=False)
    op.create_index(op.f("ix_codings_transcript_id"), "codings", ["transcript_id"], unique=False)


def _highlights() -> None:
    op.create_table(
        "highlights",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("transcript_id", IDENTITY, nullable=False),
        sa.Column("coder_id", IDENTITY, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coders.id"], name=op.f("fk_highlights_coder_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcripts.id"],
            name=op.f("fk_highlights_transcript_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_highlights")),
    )
    op.create_index(op.f("ix_highlights_coder_id"), "highlights", ["coder_id"], unique=False)
    op.create_index(op.f("ix_highlights_transcript_id"), "highlights", ["transcript_id"], unique=False)


def _text_versions() -> None:
    op.create_table(
        "text_versions",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("transcript_id", IDENTITY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcripts.id"],
            name=op.f("fk_text_versions_transcript_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_versions")),
        sa.UniqueConstraint("transcript_id", "number", name=op.f("uq_text_versions_transcript_id")),
    )
    op.create_index(op.f("ix_text_versions_transcript_id"), "text_versions", ["transcript_id"], unique=False)


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("transcript_id", IDENTITY, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("speech", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("participant_id", IDENTITY, nullable=True),
        sa.Column("role", sa.SmallInteger(), nullable=False),
        sa.Column("time", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_turns_participant_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcripts.id"], name=op.f("fk_turns_transcript_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
    )
    op.create_index(op.f("ix_turns_participant_id"), "turns", ["participant_id"], unique=False)
    op.create_index(op.f("ix_turns_transcript_id"), "turns", ["transcript_id"], unique=False)
