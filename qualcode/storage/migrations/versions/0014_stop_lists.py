"""A project's own stop list: words that word lists leave out, and common words that they list.

Revision ID: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = ("unlisted_words", "listed_words")


def upgrade() -> None:
    """Add the columns; a project so far leaves out what is common, and nothing else."""
    with op.batch_alter_table("projects") as projects:
        for name in COLUMNS:
            projects.add_column(sa.Column(name, sa.Text(), nullable=True))
    op.execute("UPDATE projects SET unlisted_words = '', listed_words = ''")
    with op.batch_alter_table("projects") as projects:
        for name in COLUMNS:
            projects.alter_column(name, existing_type=sa.Text(), nullable=False)
