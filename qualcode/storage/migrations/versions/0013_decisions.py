"""What was settled about passages that two coders read differently.

Revision ID: 0013
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")
REFERENCES = (
    ("transcript_id", "transcripts"),
    ("one_id", "coders"),
    ("other_id", "coders"),
    ("layer_id", "coders"),
)


def upgrade() -> None:
    """Make the table; no row of another one is touched."""
    op.create_table(
        "decisions",
        sa.Column("id", IDENTITY, nullable=False),
        *(sa.Column(name, IDENTITY, nullable=False) for name, _ in REFERENCES),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("outcome", "originals", "agreed")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{target}.id"], name=op.f(f"fk_decisions_{name}"), ondelete="RESTRICT"
            )
            for name, target in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    for name, _ in REFERENCES:
        op.create_index(op.f(f"ix_decisions_{name}"), "decisions", [name], unique=False)
