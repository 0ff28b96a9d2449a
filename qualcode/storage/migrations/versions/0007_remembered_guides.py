"""What was told about speakers in files of one shape, for the next such file.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

IDENTITY = sa.LargeBinary(16).with_variant(postgresql.UUID(), "postgresql")


def upgrade() -> None:
    """Make the table; no row of another one is touched."""
    op.create_table(
        "remembered_guides",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_guides")),
    )
