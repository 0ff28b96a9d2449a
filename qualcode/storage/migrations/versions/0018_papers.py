"""What is kept for papers: named codebooks, other tools, checklist answers, and reasons of steps.

Revision ID: 0018
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")
TABLES = {
    "codebook_versions": ("name", "note", "sha256", "content", "author", "step*", "named_at@"),
    "tool_uses": ("position*", "tool", "version", "purpose", "used", "who", "author", "recorded_at@"),
    "checklist_answers": ("checklist", "item*", "text", "author", "changed_at@"),
}
"""Columns of text; with a star whole numbers, with an at sign moments."""


def upgrade() -> None:
    """Make the tables; of the journal no row is written again, for there may be much in it."""
    for table, names in TABLES.items():
        op.create_table(
            table,
            sa.Column("id", IDENTITY, nullable=False),
            *(sa.Column(name.rstrip("*@"), _kind(name), nullable=False) for name in names),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
    op.add_column("journal", sa.Column("reason", sa.Text(), nullable=True))
    with op.batch_alter_table("projects") as projects:
        projects.add_column(sa.Column("reason_topics", sa.Text(), nullable=True))
    op.execute("UPDATE projects SET reason_topics = ''")
    with op.batch_alter_table("projects") as projects:
        projects.alter_column("reason_topics", existing_type=sa.Text(), nullable=False)


def _kind(name: str) -> sa.Integer | sa.Text:
    if name.endswith("*"):
        return sa.Integer()
    return sa.BigInteger() if name.endswith("@") else sa.Text()
