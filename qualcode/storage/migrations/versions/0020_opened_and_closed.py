"""Who opened a round, and the figures of its agreement when it was closed.

Revision ID: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COLUMNS = ("opened_by", "closing")


def upgrade() -> None:
    """Add the columns; of a round so far neither is kept, but the history tells who opened it."""
    with op.batch_alter_table("rounds") as altered:
        for name in COLUMNS:
            altered.add_column(sa.Column(name, sa.Text(), nullable=True))
    op.execute("UPDATE rounds SET opened_by = '', closing = ''")
    with op.batch_alter_table("rounds") as altered:
        for name in COLUMNS:
            altered.alter_column(name, existing_type=sa.Text(), nullable=False)
