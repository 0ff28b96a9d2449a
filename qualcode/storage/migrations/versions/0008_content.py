"""What the project holds as one number beside the seal: tables that do not fit their history are noticed.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; ``migrate.upgrade`` works the number out once the tables are those of this program."""
    op.add_column("seal", sa.Column("content", sa.Text(), nullable=True))
