"""Tags and a day for memos, and what a memo has to do with besides what it is about.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")


def upgrade() -> None:
    """Add the columns and the table; a memo so far has no tags, and the day on which it was written."""
    with op.batch_alter_table("memos") as memos:
        memos.add_column(sa.Column("tags", sa.Text(), nullable=True))
        memos.add_column(sa.Column("day", sa.Text(), nullable=True))
    op.execute("UPDATE memos SET tags = ''")
    with op.batch_alter_table("memos") as memos:
        memos.alter_column("tags", existing_type=sa.Text(), nullable=False)
    op.create_table(
        "memo_links",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("memo_id", IDENTITY, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", IDENTITY, nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["memo_id"], ["memos.id"], name=op.f("fk_memo_links_memo_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo_links")),
    )
    op.create_index(op.f("ix_memo_links_memo_id"), "memo_links", ["memo_id"])
    op.create_index(op.f("ix_memo_links_subject_id"), "memo_links", ["subject_id"])
