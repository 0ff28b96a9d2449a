"""The tables of a new project, made on the connection that is handed in."""

from sqlalchemy import Connection, text

from qualcode.storage.schema import REVISION, metadata


def make_tables(connection: Connection) -> None:
    """Make all tables, and mark them as those of this program's schema."""
    metadata.create_all(connection)
    # What Alembic would leave behind; a test compares tables made here with migrated ones.
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISION})
