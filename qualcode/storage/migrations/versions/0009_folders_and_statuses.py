"""Folders of transcripts, and how far the work on each transcript has come.

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")


def upgrade() -> None:
    """Make the table and the columns; a transcript so far is in no folder, and counts as not started."""
    op.create_table(
        "folders",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", IDENTITY, nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["folders.id"],
            name=op.f("fk_folders_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folders")),
    )
    op.create_index(op.f("ix_folders_parent_id"), "folders", ["parent_id"], unique=False)
    with op.batch_alter_table("transcripts") as transcripts:
        transcripts.add_column(sa.Column("folder_id", IDENTITY, nullable=True))
        transcripts.add_column(sa.Column("status", sa.Text(), nullable=True))
        transcripts.create_foreign_key(
            op.f("fk_transcripts_folder_id"), "folders", ["folder_id"], ["id"], ondelete="RESTRICT"
        )
    op.create_index(op.f("ix_transcripts_folder_id"), "transcripts", ["folder_id"], unique=False)
    op.execute("UPDATE transcripts SET status = 'not-started'")
    with op.batch_alter_table("transcripts") as transcripts:
        transcripts.alter_column("status", existing_type=sa.Text(), nullable=False)
