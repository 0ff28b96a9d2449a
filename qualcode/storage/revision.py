"""Which schema a database has, and bringing copies up to this program's."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from qualcode.model.errors import QualcodeError, UnsoundError
from qualcode.storage.schema import REVISION
from qualcode.storage.shape import REVISIONS, strangers
from qualcode.storage.trouble import Attempt, DatabaseBugError, Place, errors_in_words


def revision_of(engine: Engine) -> str:
    """The schema of a database; the empty text where it has none of ours."""
    with engine.connect() as connection:
        return revision_on(connection)


def revision_on(connection: Connection) -> str:
    """The same, on a connection that is open."""
    if not _says_so(connection):
        return ""
    found = connection.exec_driver_sql(f"SELECT version_num FROM {REVISIONS}").scalars().all()  # noqa: S608
    return found[0] if len(found) == 1 and isinstance(found[0], str) else ""


def _says_so(connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":
        return inspect(connection).has_table(REVISIONS)
    there = "SELECT 1 FROM sqlite_master WHERE name = ? AND type IN ('table', 'view')"
    return connection.exec_driver_sql(there, (REVISIONS,)).first() is not None


def check_can_be_brought_up(engine: Engine, path: Path) -> None:
    """Raise QualcodeError unless a project has an older schema that this program knows, and nothing else."""
    # Alembic is heavy to import and needed once in a project's life.
    from qualcode.storage import migrate

    revision = revision_of(engine)
    with engine.connect() as connection:
        found = strangers(connection)
    if not revision.isdecimal():
        found.append("it does not say which version of qualcode made it")
    elif not migrate.knows(revision):
        raise QualcodeError(f"{path} was made by a newer qualcode; update this program to open it.")
    if found:
        raise UnsoundError(found)


def bring_copy_up_to_date(engine: Engine, place: Place) -> bool:
    """Bring a copy up to this program's schema; False, and nothing done, where a newer program made it.

    ``place`` is where it is. Raises as ``upgrade``.
    """
    revision = revision_of(engine)
    if revision == REVISION:
        return True
    from qualcode.storage import migrate

    if not migrate.knows(revision):
        return False
    upgrade(engine, place, revision)
    return True


def upgrade(engine: Engine, place: Place, revision: str) -> None:
    """Bring a project of this revision, at ``place``, up to this program's schema.

    Raises QualcodeError for what a disk or a server may do, and UnsoundError where the tables are not those
    of that revision.
    """
    from qualcode.storage import migrate

    try:
        with errors_in_words(Attempt.MIGRATE, place):
            migrate.upgrade(engine)
    except DatabaseBugError as error:
        # The migrations are tested with every version there was: the tables are those of none.
        raise UnsoundError([f"its tables are not those of version {revision}, as it says"]) from error
