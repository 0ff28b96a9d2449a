"""A project's own scale of weights, and from which colours its new codes get theirs.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; a project so far weighs from 0 to 100 and has the usual colours."""
    with op.batch_alter_table("projects") as projects:
        projects.add_column(sa.Column("weights", sa.Text(), nullable=True))
        projects.add_column(sa.Column("palette", sa.Text(), nullable=True))
    op.execute("UPDATE projects SET weights = '', palette = 'usual'")
    with op.batch_alter_table("projects") as projects:
        projects.alter_column("weights", existing_type=sa.Text(), nullable=False)
        projects.alter_column("palette", existing_type=sa.Text(), nullable=False)
