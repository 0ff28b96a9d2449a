"""What the team says about transcripts, passages and codes.

Revision ID: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")
REFERENCES = (("transcript_id", "transcripts"), ("code_id", "codes"))


def upgrade() -> None:
    """Make the table; no row of another one is touched."""
    op.create_table(
        "comments",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, IDENTITY, nullable=True) for name, _ in REFERENCES),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("first_id", IDENTITY, nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{target}.id"], name=op.f(f"fk_comments_{name}"), ondelete="RESTRICT"
            )
            for name, target in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    for name in (*(name for name, _ in REFERENCES), "first_id"):
        op.create_index(op.f(f"ix_comments_{name}"), "comments", [name], unique=False)
