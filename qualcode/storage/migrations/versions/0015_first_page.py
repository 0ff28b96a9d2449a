"""What the first page of a project's documents says.

Revision ID: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NAMES = ("subtitle", "authors", "organisation", "codebook_version", "front_note", "logo")


def upgrade() -> None:
    """Add the columns; documents of a project so far have nothing but its name on their first page."""
    with op.batch_alter_table("projects") as projects:
        for name in NAMES:
            projects.add_column(sa.Column(name, sa.Text(), nullable=True))
    table = sa.table("projects", *(sa.column(name, sa.Text()) for name in NAMES))
    op.execute(sa.update(table).values(dict.fromkeys(NAMES, "")))
    with op.batch_alter_table("projects") as projects:
        for name in NAMES:
            projects.alter_column(name, existing_type=sa.Text(), nullable=False)
