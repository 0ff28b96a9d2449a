"""Putting an earlier state of a project back; what was there is set aside and never overwritten."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Final, NamedTuple

from sqlalchemy import exc

from qualcode.model.errors import QualcodeError, UnsoundError
from qualcode.model.identity import from_milliseconds
from qualcode.model.machine import refusals
from qualcode.model.machine.earlier import EarlierState
from qualcode.model.machine.partial import partial_name
from qualcode.storage import backups, copying, engines, files, leftovers, open_files, reading
from qualcode.storage.database import Database
from qualcode.storage.engines import Access, connected
from qualcode.storage.file_reasons import is_damage
from qualcode.storage.locking import WriterLock
from qualcode.storage.readable import readable
from qualcode.storage.revision import revision_of
from qualcode.storage.schema import REVISION
from qualcode.storage.soundness import sound_study
from qualcode.storage.trouble import Attempt, Place, errors_in_words, in_words

BEFORE: Final = "before it was put back"
_NOT_OURS: Final = "It is only being looked at."
_OF_A_DAY: Final = "daily copy"
_LOG: Final = "log that lay beside it"

_TRIES: Final = 100
_BETWEEN: Final = 0.1
"""Seconds between two looks at whether the file is closed."""

_PROJECT: Final = "SELECT id, name FROM projects"
_COUNTS: Final = ("transcripts", "codes", "codings")


class _Moved(NamedTuple):
    """What was set aside: the name that it had, and the one under which it is kept."""

    name: Path
    kept: Path


def earlier_states(path: Path) -> list[EarlierState]:
    """The copies that the project at ``path`` can be put back to, the newest first.

    Raises QualcodeError where their folder cannot be looked through.
    """
    path = files.real_name(path)
    backups.check_can_be_listed(path)
    own = _identity_at(path)
    states = [_state(path, copy, own) for copy in backups.copies(path)]
    # What somebody else put there says nothing of its age by its name, and comes last.
    return sorted(
        states, key=lambda state: (backups.is_named(path, state.path), state.path.name), reverse=True
    )


def _state(path: Path, copy: Path, own: bytes | None) -> EarlierState:
    kind, size = backups.kind_of(path, copy) or _OF_A_DAY, 0
    try:
        size = copy.stat().st_size
        files.check_is_project(copy, Path(copy.name))
        with readable(copy) as connection:
            step, at, coder, label = connection.execute(
                "SELECT step, at, coder, label FROM journal ORDER BY step DESC LIMIT 1"
            ).fetchone() or (0, None, "", "")
            identity, name = connection.execute(_PROJECT).fetchone()
            counts = {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - fixed names
                for table in _COUNTS
            }
    except QualcodeError as error:
        return EarlierState(copy, kind, size, problem=str(error))
    except (sqlite3.Error, exc.SQLAlchemyError, OSError, ValueError, TypeError) as error:
        told = in_words(error, Attempt.READ, Place(copy.name, copy))
        return EarlierState(copy, kind, size, problem=str(told or f"{copy.name} could not be read."))
    saved = None if at is None else from_milliseconds(at)
    other = str(name) if own not in (None, identity) else ""
    return EarlierState(
        copy,
        kind,
        size,
        saved,
        step,
        label,
        coder,
        transcripts=counts["transcripts"],
        codes=counts["codes"],
        segments=counts["codings"],
        other=other,
    )


def other_project(path: Path, copy: Path) -> str:
    """The name of the project in a copy that is of another one than is at ``path``.

    Empty where it is the same, and where one of them cannot be read.
    """
    with suppress(QualcodeError, sqlite3.Error, OSError, TypeError):
        other, name = _project_in(copy)
        return str(name) if _identity_at(path) not in (None, other) else ""
    return ""


def _identity_at(path: Path) -> bytes | None:
    """Which project is at a path; None where that cannot be read."""
    with suppress(QualcodeError, sqlite3.Error, OSError, TypeError):
        return _project_in(path)[0]
    return None


def _project_in(path: Path) -> tuple[bytes, str]:
    path = files.real_name(path)
    files.check_is_project(path)
    with readable(path) as connection:
        identity, name = connection.execute(_PROJECT).fetchone()
    return identity, name


def restore(path: Path, copy: Path, at: datetime) -> list[Path]:
    """Put a copy in the place of the project at ``path``; gives what was set aside for it.

    Raises QualcodeError where the project is open, the copy is not whole or the disk refuses; what is
    there stays as it was then.
    """
    path, copy = files.real_name(path), files.real_name(copy)
    with errors_in_words(Attempt.RESTORE, Place(path.name, path)):
        files.check_is_project(copy)
        if copy == path or (path.exists() and copy.samefile(path)):
            raise QualcodeError(f"{copy} is the project itself; choose one of its copies.")
        lock = WriterLock(path)
        lock.acquire()
        try:
            return _put_back(path, copy, at)
        finally:
            lock.release()


def _put_back(path: Path, copy: Path, at: datetime) -> list[Path]:
    for _ in range(_TRIES):
        # Work that is still reading gives the file back as soon as it hears that the project was closed.
        if not open_files.is_open(path):
            break
        sleep(_BETWEEN)
    else:
        raise QualcodeError(f"{path.name} is still being read; wait until that is done and try again.")
    partial, others = partial_name(path), files.other_names(path)
    try:
        _take(copy, partial)
        aside: list[_Moved] = []
        try:
            _make_way(path, at, aside)
            copying.put_in_place(partial, path)
        except BaseException:
            _take_back(aside)
            raise
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    for name in others:
        _let_follow(name, path)
    return [moved.kept for moved in aside]


def _let_follow(name: Path, path: Path) -> None:
    """Make another name of the former file, a hard link, one of the file that is there now."""
    spare = partial_name(path)
    try:
        spare.hardlink_to(path)
        spare.replace(name)
    except OSError as error:
        spare.unlink(missing_ok=True)
        what = f"{path.name} was put back, but its other name {name.name} still stands for what was there"
        raise QualcodeError(refusals.in_words(what, error)) from error


def _take(copy: Path, partial: Path) -> None:
    try:
        with readable(copy) as source:
            copying.copy_open(source, partial)
        problem = _problem_of(partial)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        # The copy is, and not what it was to take the place of.
        problem = str(error)
    if problem:
        raise QualcodeError(
            f"{copy.name} is damaged as well ({problem.splitlines()[0].rstrip('.')}); choose another one."
        )


def _problem_of(partial: Path) -> str:
    """What is wrong with a copy that nobody else has; the empty text for nothing."""
    with connected(partial, Access.READ) as connection:
        problem = engines.whole_problem(connection)
    if problem:
        return problem
    engine = engines.file_engine(partial, Access.READ)
    with closing(Database(engine, partial, read_only=_NOT_OURS)) as database:
        # What older programs made is looked at when it is opened and brought up to date.
        try:
            if revision_of(engine) == REVISION:
                sound_study(database)
        except UnsoundError as error:
            return error.findings[0]
    return ""


def _make_way(path: Path, at: datetime, aside: list[_Moved]) -> None:
    """Set aside what has the name of the project, log and all, and note each in ``aside``."""
    if path.exists():
        with suppress(QualcodeError, sqlite3.DatabaseError):
            # A log that belongs to the file is followed first, so that one whole file is kept.
            reading.see_to_logs(path)
        aside.append(_Moved(path, backups.set_aside(path, BEFORE, at)))
    aside.extend(
        _Moved(log, backups.set_aside(log, _LOG, at, named_after=path)) for log in files.logs_beside(path)
    )
    leftovers.remove_logs(path)


def _take_back(aside: list[_Moved]) -> None:
    for moved in reversed(aside):
        if not moved.name.exists():
            with suppress(OSError):
                moved.kept.rename(moved.name)
