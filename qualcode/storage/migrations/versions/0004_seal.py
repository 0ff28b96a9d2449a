"""How many steps the journal holds, and the hash of the last: a journal whose end is cut off is noticed.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and seal the journal as it is; no row of another one is touched."""
    op.create_table(
        "seal",
        sa.Column("steps", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("steps", name=op.f("pk_seal")),
    )
    first = "0" * 64
    op.execute(
        "INSERT INTO seal (steps, hash) SELECT count(*), "  # noqa: S608 - a fixed text
        f"coalesce((SELECT hash FROM journal ORDER BY step DESC LIMIT 1), '{first}') FROM journal"
    )
