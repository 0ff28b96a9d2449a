"""Bringing a project's tables up to the program's schema, by Alembic, on a connection we hand it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from qualcode.model.errors import QualcodeError

MIGRATIONS = Path(__file__).with_name("migrations")


def _config(connection: Connection) -> Config:
    config = Config()
    # Alembic's options go through ConfigParser, where a percent sign has a meaning.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to ``revision`` in one transaction, then check the foreign keys.

    Foreign keys are off meanwhile on SQLite: batch migrations rebuild tables, and with foreign
    keys on the rows that refer to the old table would be lost.
    """
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                command.upgrade(_config(connection), revision)
                if sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise QualcodeError("The project could not be brought up to date; it was left as it was.")
        finally:
            if sqlite:
                connection.connection.cursor().execute("PRAGMA foreign_keys = ON")


def knows(revision: str) -> bool:
    """Whether ``revision`` is one of ours; a newer program's is not."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    return any(script.revision == revision for script in scripts.walk_revisions())
