"""Which schema a database has, and bringing copies up to this program's."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from qualcode.model.errors import QualcodeError, UnsoundError
from qualcode.storage.schema import REVISION
from qualcode.storage.shape import REVISIONS, strangers


def revision_of(engine: Engine) -> str:
    """The schema of a database; the empty text where it has none of ours."""
    with engine.connect() as connection:
        return revision_on(connection)


def revision_on(connection: Connection) -> str:
    """The same, on a connection that is open."""
    if not inspect(connection).has_table(REVISIONS):
        return ""
    found = connection.execute(text(f"SELECT version_num FROM {REVISIONS}")).scalars().all()  # noqa: S608
    return found[0] if len(found) == 1 and isinstance(found[0], str) else ""


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


def bring_copy_up_to_date(engine: Engine) -> bool:
    """Bring a copy up to this program's schema; False, and nothing done, where a newer program made it."""
    revision = revision_of(engine)
    if revision == REVISION:
        return True
    from qualcode.storage import migrate

    if not migrate.knows(revision):
        return False
    migrate.upgrade(engine)
    return True
