"""The one place where what SQLAlchemy, a driver or the system raises becomes a sentence for a person."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine, exc

from qualcode.model.errors import LostProjectError, QualcodeError, UnreachableError, UnsoundError
from qualcode.model.machine.refusals import MEMORY, reading_refusal_of, refusal_of
from qualcode.storage import backups
from qualcode.storage.engines import Access, connected, quick_problem
from qualcode.storage.file_reasons import OF_LOST_PROJECTS, file_refusal, is_damage
from qualcode.storage.server_reasons import ServerReason, server_reason, without_words


class Attempt(StrEnum):
    """What was being done with a project, as the beginning of a sentence."""

    MAKE = "{where} could not be made"
    OPEN = "{where} could not be opened"
    READ = "{where} could not be read"
    SAVE = "The change could not be saved; nothing was changed"
    COMMIT = "The connection broke while the change was being saved"
    BACK_UP = "No backup of {where} could be made"
    RESTORE = "{where} could not be put back to an earlier state and is as it was"
    COPY = "{where} could not be copied"
    MIGRATE = "{where} could not be brought up to date and is as it was"
    TEAM = "The team could not be set up on the server; nothing was changed"
    CHECK = "{where} could not be checked"
    LISTEN = "Your team’s changes cannot be followed"
    CLOSE = "{where} could not be closed properly; what was saved is there"


_READING: Final = frozenset((Attempt.OPEN, Attempt.READ, Attempt.CHECK))


class Place(NamedTuple):
    """Where a project is: its name as it may be shown, and the file where it is one."""

    shown: str
    file: Path | None = None


def place_of(engine: Engine, path: Path | None) -> Place:
    """Where a database is, as it may be shown."""
    if path is not None:
        return Place(str(path), path)
    return Place(f"The project at {engine.url.set(drivername='postgresql').render_as_string()}")


class DatabaseBugError(Exception):
    """A statement of ours that the database refused. It names no value: those are participants' words."""


_LOOK: Final = "When it is back, see whether the change is there before you make it again."
_CHARACTER: Final = ServerReason(
    "a text in it contains half a character (a lone surrogate)", "Type that text again and try again."
)
_WAITING: Final = ServerReason("too much is being read from it at once", "Try again in a moment.")
_NO_NAMES: Final = "the names of its tables cannot be read"
_DAMAGED_READING: Final = ServerReason(
    "SQLite could not read part of it, though the file itself passes its check",
    "Close other programs that use it and try again; nothing needs to be deleted.",
)


@contextmanager
def errors_in_words(attempt: Attempt, place: Place) -> Iterator[None]:
    """Raise QualcodeError for what a disk, a server or the system may do; bugs go on, without words.

    Errors that are told in words already pass.
    """
    try:
        yield
    except Exception as error:
        told = in_words(error, attempt, place)
        if told is not None:
            # What the driver said may quote what was stored: it must reach neither terminal nor log.
            raise told from None
        bug = _as_bug(error)
        if bug is None:
            raise
        raise bug.with_traceback(error.__traceback__) from None


def in_words(error: Exception, attempt: Attempt, place: Place) -> QualcodeError | None:
    """The known error for this one; None for a bug, and for what is known already."""
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error) and is_damage(cause) and place.file is not None:
        return _of_damage(place.file, attempt, place)
    if isinstance(cause, UnicodeDecodeError) and place.file is not None:
        # SQLite's own words about a damaged description quote it, and the driver cannot read them.
        return UnsoundError([_NO_NAMES], backups.damaged(place.file, _NO_NAMES))
    reason = _reason(cause)
    if reason is None:
        return None
    if isinstance(cause, OSError) and attempt in _READING:
        reason = ServerReason(*reading_refusal_of(cause))
    if attempt is Attempt.COMMIT:
        # Only where the connection was lost does nobody know; a refusal has undone everything.
        if reason.kind is UnreachableError:
            reason = reason._replace(advice=_LOOK)
        else:
            attempt = Attempt.SAVE
    return _sentence(reason, attempt, place)


def _sentence(reason: ServerReason, attempt: Attempt, place: Place) -> QualcodeError:
    beginning = attempt.value.format(where=place.shown)
    error = reason.kind(f"{beginning}: {reason.why}. {reason.advice}")
    if attempt is Attempt.SAVE:
        error.why = f"{reason.why}. {reason.advice}"
    return error


def _cause(error: Exception) -> BaseException:
    """What the driver raised, below what SQLAlchemy made of it."""
    return error.orig if isinstance(error, exc.StatementError) and error.orig is not None else error


def _reason(cause: BaseException) -> ServerReason | None:
    if isinstance(cause, sqlite3.Error):
        refusal = file_refusal(cause)
        if refusal is None:
            return None
        kind = LostProjectError if refusal in OF_LOST_PROJECTS else QualcodeError
        return ServerReason(*refusal, kind)
    if _is_psycopgs(cause):
        return server_reason(cause)
    if isinstance(cause, OSError):
        return ServerReason(*refusal_of(cause))
    if isinstance(cause, MemoryError):
        return ServerReason(*MEMORY)
    if isinstance(cause, UnicodeEncodeError):
        return _CHARACTER
    if isinstance(cause, exc.TimeoutError):
        return _WAITING
    return None


def _is_psycopgs(cause: BaseException) -> Any:
    # Not imported for a project file: only projects on a server need the driver.
    psycopg: Any = sys.modules.get("psycopg")
    return psycopg is not None and isinstance(cause, psycopg.Error)


def _of_damage(file: Path, attempt: Attempt, place: Place) -> QualcodeError:
    """A file is called damaged only when a check of the whole file says so, too."""
    with errors_in_words(attempt, place), connected(file, Access.READ) as connection:
        problem = quick_problem(connection)
    if problem:
        return UnsoundError([f"file: {problem}"], backups.damaged(file, problem))
    return UnsoundError([_DAMAGED_READING.why], str(_sentence(_DAMAGED_READING, attempt, place)))


def _as_bug(error: Exception) -> DatabaseBugError | None:
    """A database error that is a bug of ours, without the values that it was about."""
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error):
        return DatabaseBugError(f"{type(cause).__name__}: {cause}")
    if _is_psycopgs(cause):
        return DatabaseBugError(without_words(cause))
    if isinstance(error, exc.StatementError):
        return DatabaseBugError(type(cause).__name__)
    return None
