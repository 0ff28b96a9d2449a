"""Which schema a database has, and bringing copies up to this program's."""

from sqlalchemy import Engine, inspect, text

from qualcode.storage.schema import REVISION


def revision_of(engine: Engine) -> str:
    """The schema of a database; the empty text where it has none of ours."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def bring_copy_up_to_date(engine: Engine) -> bool:
    """Bring a copy up to this program's schema; False, and nothing done, where a newer program made it."""
    revision = revision_of(engine)
    if revision == REVISION:
        return True
    # Alembic is heavy to import and needed once in a project's life.
    from qualcode.storage import migrate

    if not migrate.knows(revision):
        return False
    migrate.upgrade(engine)
    return True
