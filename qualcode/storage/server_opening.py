"""Making, opening and migrating projects on a server: what is looked at before the first row."""

from sqlalchemy import Connection, inspect, text

from qualcode.model.errors import QualcodeError, TornError, UnsoundError
from qualcode.model.machine.ways import ASK_TO_MIGRATE, CHECK, MIGRATE, NEW_ON_SERVER, WITHOUT_HISTORY
from qualcode.model.study import Study
from qualcode.storage import journal, shape
from qualcode.storage.database import Database
from qualcode.storage.revision import revision_on
from qualcode.storage.schema import REVISION, metadata
from qualcode.storage.server_rights import act_as_owner, allowed, grant, owns, there_are_groups
from qualcode.storage.servers import server_engine
from qualcode.storage.soundness import sound_study
from qualcode.storage.trouble import Attempt, errors_in_words, place_of

_JOURNAL = "journal"
_ONLY_LEADS = (
    "Only a lead, or the person who looks after the server, can bring the project on the server up to date; "
    "your user does not own its tables."
)

_MAKERS = 0x5143_4F45
"""The advisory lock under which a project is made: of two who make it at once, one is told so."""


def create_on_server(address: str) -> Database:
    """A new project in an empty database. Raises QualcodeError, and makes nothing, where it cannot be."""
    engine = server_engine(address)
    try:
        with errors_in_words(Attempt.MAKE, place_of(engine, None)), engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKERS})
            _check_encoding(connection)
            if not _broken_off(connection):
                shape.make_tables(connection)
                journal.begin(connection)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, None, None)


def _check_encoding(connection: Connection) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise QualcodeError(
            f"The database stores text as {encoding}, which cannot hold every transcript. Have a database "
            "created with ENCODING 'UTF8' and use that."
        )


def _broken_off(connection: Connection) -> bool:
    """Whether all tables are there already, and nothing in them: making a project was broken off here."""
    there = set(inspect(connection).get_table_names())
    taken = sorted(there.intersection(metadata.tables) | there.intersection({"alembic_version"}))
    if not taken:
        return False
    if not _is_ours(connection):
        raise QualcodeError(
            f"The database holds tables of another program (such as “{taken[0]}”). Have an empty database "
            "created for the project and use that."
        )
    if connection.execute(text("SELECT count(*) FROM journal")).scalar_one():
        raise QualcodeError("There is a project at this address already; open it instead.")
    return revision_on(connection) == REVISION


def holds_project(address: str) -> bool:
    """Whether a project was made in the database of an address. Raises QualcodeError."""
    engine = server_engine(address)
    try:
        with errors_in_words(Attempt.OPEN, place_of(engine, None)), engine.connect() as connection:
            count = text("SELECT count(*) FROM journal")
            return _is_ours(connection) and connection.execute(count).scalar_one() > 0
    finally:
        engine.dispose()


def _is_ours(connection: Connection) -> bool:
    """Whether the journal is one of ours: others call tables so, too."""
    inspector = inspect(connection)
    if not inspector.has_table(_JOURNAL):
        return False
    return {"step", "payload", "hash"} <= {column["name"] for column in inspector.get_columns(_JOURNAL)}


def open_on_server(
    address: str, *, writing: bool = True, reading_will_do: bool = False, with_history: bool = True
) -> tuple[Database, Study]:
    """The project at ``address`` and what is in it. Raises QualcodeError where it cannot be opened.

    Where this user may not change it, it is opened for reading if that is asked for or will do.
    """
    engine = server_engine(address)
    try:
        with errors_in_words(Attempt.OPEN, place_of(engine, None)), engine.connect() as connection:
            _check_encoding(connection)
            _check_revision(connection)
            may = allowed(connection)
        if writing and may.read_only and not reading_will_do:
            raise QualcodeError(may.read_only)
        database = Database(engine, None, None, read_only=may.read_only, most=may.most)
        return database, sound_study(database, with_history=with_history)
    except TornError as error:
        engine.dispose()
        raise error.with_sentence(_changed_on_server) from error
    except UnsoundError as error:
        engine.dispose()
        raise error.with_sentence(_damaged_on_server) from error
    except BaseException:
        engine.dispose()
        raise


def _damaged_on_server(problem: str) -> str:
    return (
        f"The project on the server is damaged ({problem}). {CHECK} "
        "the person who looks after the server to restore a backup."
    )


def _changed_on_server(problem: str) -> str:
    return (
        f"The project on the server was changed by another program, or put back in part: {problem}. Ask "
        "the person who looks after the server to restore a backup, or save what its history says "
        f"with {WITHOUT_HISTORY}."
    )


def _check_revision(connection: Connection) -> None:
    if not _is_ours(connection):
        raise _no_project(connection)
    revision = revision_on(connection)
    if revision == REVISION:
        return
    # Alembic is heavy to import and needed once in a project's life.
    from qualcode.storage import migrate

    if migrate.knows(revision):
        raise QualcodeError(_older(owns(connection)))
    raise QualcodeError("The project was made by a newer qualcode; update this program to open it.")


def _older(may_migrate: bool) -> str:
    if may_migrate:
        return (
            f"The project on the server was made by an older qualcode. {MIGRATE} once "
            "everybody in the team has this version."
        )
    return (
        f"The project on the server was made by an older qualcode. {ASK_TO_MIGRATE} "
        "once everybody in the team has this version."
    )


def _no_project(connection: Connection) -> QualcodeError:
    if inspect(connection).get_table_names():
        return QualcodeError(
            "This database holds no project, but tables of another program or another project’s remains. "
            "Check the name of the database in the address."
        )
    return QualcodeError(f"There is no project at this address yet; make one with {NEW_ON_SERVER}.")


def _grant_again(connection: Connection) -> None:
    """Give the team its rights in tables that came with a migration."""
    if there_are_groups(connection):
        grant(connection)


def migrate_on_server(address: str) -> tuple[str, str]:
    """Bring the project at ``address`` up to date; the revisions before and after."""
    from qualcode.storage import migrate

    engine = server_engine(address)
    place = place_of(engine, None)
    try:
        with errors_in_words(Attempt.OPEN, place), engine.connect() as connection:
            _check_encoding(connection)
            if not _is_ours(connection):
                raise _no_project(connection)
            before = revision_on(connection)
            if not owns(connection):
                raise QualcodeError(_ONLY_LEADS)
        if not migrate.knows(before):
            raise QualcodeError("The project was made by a newer qualcode; update this program to use it.")
        with errors_in_words(Attempt.MIGRATE, place):
            migrate.upgrade(engine, begin=act_as_owner, end=_grant_again)
        return before, REVISION
    finally:
        engine.dispose()
