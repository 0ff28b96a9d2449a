"""Bringing a project's tables up to the program's schema, by Alembic, on a connection we hand it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import UUID

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from qualcode.model.errors import QualcodeError, UnsoundError
from qualcode.storage import content, journal, loading
from qualcode.storage.engines import room_for

MIGRATIONS = Path(__file__).with_name("migrations")

_NEWEST: Final = "head"


def _config(connection: Connection) -> Config:
    config = Config()
    # Alembic's options go through ConfigParser, where a percent sign has a meaning.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _nothing(_connection: Connection) -> None:
    """Nothing more is to be done."""


def upgrade(
    engine: Engine,
    revision: str = _NEWEST,
    *,
    begin: Callable[[Connection], None] = _nothing,
    end: Callable[[Connection], None] = _nothing,
) -> None:
    """Run the migrations up to ``revision`` in one transaction, seal what is there, check the foreign keys.

    ``begin`` and ``end`` are called in the same transaction, before and after.

    Foreign keys are off meanwhile on SQLite: batch migrations rebuild tables, and with foreign
    keys on the rows that refer to the old table would be lost.
    """
    with engine.connect() as connection, room_for(connection):
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                begin(connection)
                command.upgrade(_config(connection), revision)
                if revision == _NEWEST:
                    _seal_what_is_held(connection)
                end(connection)
                if sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise QualcodeError("The project could not be brought up to date; it was left as it was.")
        finally:
            if sqlite:
                connection.connection.cursor().execute("PRAGMA foreign_keys = ON")


def _seal_what_is_held(connection: Connection) -> None:
    """Work out again what the project holds: a migration changes rows, and older projects do not say it.

    Only where it is what the journal gives: else pages of another moment would count as right from now on.
    What is not sealed is looked into at opening, and told there.
    """

    def none_needed(identity: UUID) -> str:
        raise AssertionError(f"the letters of {identity} are not part of what is held")

    with suppress(UnsoundError):
        study = loading.study_on(connection, none_needed, journal.last(connection)[0])
        fits = loading.replayed(journal.replay(connection), study.step) == study
        journal.seal_content(connection, content.of_study(study) if fits else "")


def knows(revision: str) -> bool:
    """Whether ``revision`` is one of ours; a newer program's is not."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    return any(script.revision == revision for script in scripts.walk_revisions())
