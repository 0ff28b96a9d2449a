"""Rounds of coding, how far each coder is in them, and copies that were given to coders.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")


def upgrade() -> None:
    """Make the tables; no row of another one is touched."""
    op.create_table(
        "rounds",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("codebook_step", sa.Integer(), nullable=False),
        sa.Column("codebook_sha256", sa.Text(), nullable=False),
        sa.Column("sample_turns", sa.Integer(), nullable=True),
        sa.Column("sample_seed", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    _make("round_transcripts", [("round_id", "rounds"), ("transcript_id", "transcripts")])
    _make("round_coders", [("round_id", "rounds"), ("coder_id", "coders")])
    _make(
        "coding_progress",
        [("round_id", "rounds"), ("transcript_id", "transcripts"), ("coder_id", "coders")],
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
    )
    _make(
        "given_copies",
        [("round_id", "rounds"), ("coder_id", "coders")],
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("step_hash", sa.Text(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("is_here", sa.Boolean(), nullable=False),
        sa.Column("returned_step", sa.Integer(), nullable=False),
        sa.Column("returned_hash", sa.Text(), nullable=False),
    )


def _make(name: str, references: list[tuple[str, str]], *columns: sa.Column[object]) -> None:
    """A table whose rows belong to rows of others."""
    op.create_table(
        name,
        sa.Column("id", IDENTITY, nullable=False),
        *(sa.Column(column, IDENTITY, nullable=False) for column, _ in references),
        *columns,
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=op.f(f"fk_{name}_{column}"), ondelete="RESTRICT"
            )
            for column, target in references
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    for column, _ in references:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)
