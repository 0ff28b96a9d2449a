"""A project's own list of stand-ins for names in brackets, which count as words.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; a project without a list of its own has the usual one."""
    op.add_column("projects", sa.Column("stand_ins", sa.Text(), nullable=True))
