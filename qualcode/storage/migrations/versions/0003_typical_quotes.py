"""Passages that the researcher chose to stand for a code in reports.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")


def upgrade() -> None:
    """Make the table; no row of another one is touched."""
    op.create_table(
        "typical_quotes",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("code_id", IDENTITY, nullable=False),
        sa.Column("transcript_id", IDENTITY, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["codes.id"], name=op.f("fk_typical_quotes_code_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcripts.id"],
            name=op.f("fk_typical_quotes_transcript_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typical_quotes")),
    )
    for column in ("code_id", "transcript_id"):
        op.create_index(op.f(f"ix_typical_quotes_{column}"), "typical_quotes", [column])
