"""The folder that a round's team shares, all files of a copy that came home, and segments looked at again.

Revision ID: 0017
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")
COLUMNS = (("rounds", "folder"), ("given_copies", "tips"))


def upgrade() -> None:
    """Add columns and table; a round so far has no folder, and of a copy that came home one file is known."""
    for table, name in COLUMNS:
        with op.batch_alter_table(table) as altered:
            altered.add_column(sa.Column(name, sa.Text(), nullable=True))
    op.execute("UPDATE rounds SET folder = ''")
    op.execute("UPDATE given_copies SET tips = returned_hash")
    for table, name in COLUMNS:
        with op.batch_alter_table(table) as altered:
            altered.alter_column(name, existing_type=sa.Text(), nullable=False)
    op.create_table(
        "revisits",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("transcript_id", IDENTITY, nullable=False),
        sa.Column("coding", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("revisited_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcripts.id"],
            name=op.f("fk_revisits_transcript_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisits")),
    )
    op.create_index(op.f("ix_revisits_transcript_id"), "revisits", ["transcript_id"], unique=False)
