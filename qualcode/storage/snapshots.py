"""Closed snapshots of projects in a folder that other programs synchronise: left whole, and read as copies.

No database is ever open in such a folder: what is left is written beside and renamed, what is read is copied
to a place of our own first.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.model.machine.partial import partial_name, remove_given_up
from qualcode.model.machine.project_file import SUFFIX
from qualcode.model.machine.refusals import in_words
from qualcode.storage import copying, files, open_files, opening
from qualcode.storage.database import Database
from qualcode.storage.engines import Access, connected, quick_problem
from qualcode.storage.schema import REVISION

_UNDER_WAY: Final = (
    "{} is not whole yet, as while it is being synchronised; it will be looked at again later."
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Which given copy it is (None: none), its rounds, the hashes of its steps, the label of the first."""

    copy_id: UUID | None
    rounds: frozenset[UUID]
    hashes: tuple[str, ...]
    label: str


def leave(source: Path, target: Path) -> None:
    """Leave a closed project at ``target``, in the place of what was there before.

    That stays as it is until the new one is whole and on the disk. Raises QualcodeError in a sentence where
    the folder is missing, full or read-only; nothing is left in it then.
    """
    folder = target.parent
    if not folder.is_dir():
        raise QualcodeError(
            f"The folder {folder} is not there, so nothing was left in it; connect its drive, or choose "
            "another folder in Team…."
        )
    partial = partial_name(target)
    try:
        remove_given_up(folder, now())
        shutil.copyfile(source, partial)
        _to_the_disk(partial)
        partial.replace(target)
        _to_the_disk(folder)
    except OSError as error:
        raise QualcodeError(in_words(f"Nothing could be left in {folder}", error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _to_the_disk(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk. Only POSIX opens folders."""
    if os.name != "posix" and path.is_dir():
        return
    opened = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def leave_open(database: Database, target: Path) -> None:
    """Leave a snapshot of a project that is open here. Raises as ``leave``."""
    if database.path is None:
        raise AssertionError("a project on a server is no copy")
    if not target.parent.is_dir():
        leave(database.path, target)
    with copying.private_folder(database.path.stat().st_size, database.path.parent) as folder:
        copy = folder / database.path.name
        database.copy_to(copy)
        leave(copy, target)


@contextmanager
def taken(path: Path) -> Iterator[Path]:
    """A copy of a snapshot in a place of our own, of this program's version.

    Raises QualcodeError where it is not whole, changes meanwhile, or is no project.
    """
    if open_files.is_open(files.real_name(path)):
        raise QualcodeError(
            f"{path.name} is open here. Close it and move it out of the shared folder: a project must not be "
            "synchronised while it is open."
        )
    try:
        size = path.stat().st_size
        with copying.private_folder(size, path.parent) as folder:
            copy = folder / f"snapshot{SUFFIX}"
            before = path.stat()
            shutil.copyfile(path, copy)
            after = path.stat()
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                raise QualcodeError(_UNDER_WAY.format(path.name))
            _check_whole(copy, path)
            yield copy
    except OSError as error:
        raise QualcodeError(in_words(f"{path.name} could not be read", error, reading=True)) from error


def _check_whole(copy: Path, path: Path) -> None:
    if copy.stat().st_size == 0 or _is_empty(copy):
        raise QualcodeError(_UNDER_WAY.format(path.name))
    try:
        files.check_is_project(copy, path)
    except QualcodeError as error:
        raise QualcodeError(f"{path.name} is not a qualcode project.") from error
    if files.is_cut_short(copy):
        raise QualcodeError(_UNDER_WAY.format(path.name))
    try:
        with connected(copy, Access.READ) as connection:
            problem = quick_problem(connection)
    except sqlite3.DatabaseError as error:
        problem = str(error)
    if problem:
        raise QualcodeError(_UNDER_WAY.format(path.name))


def _is_empty(copy: Path) -> bool:
    """Whether a file begins with nothing but zeros: room that was made for what is still to come."""
    with copy.open("rb") as file:
        return not file.read(100).strip(b"\0")


def look(copy: Path) -> Snapshot:
    """What a snapshot is, read without all that it holds. ``copy`` is one that was ``taken``."""
    try:
        with connected(copy, Access.READ) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if not {"given_copies", "rounds", "journal"} <= tables:
                return Snapshot(None, frozenset(), (), "")
            marks = connection.execute("SELECT id FROM given_copies WHERE is_here").fetchall()
            rounds = connection.execute("SELECT id FROM rounds").fetchall()
            steps = connection.execute("SELECT hash, label FROM journal ORDER BY step").fetchall()
    except sqlite3.DatabaseError as error:
        raise QualcodeError(_UNDER_WAY.format(copy.name)) from error
    return Snapshot(
        UUID(bytes=marks[0][0]) if marks else None,
        frozenset(UUID(bytes=row[0]) for row in rounds),
        tuple(row[0] for row in steps),
        steps[0][1] if steps else "",
    )


def bring_up_to_date(copy: Path) -> None:
    """Bring a snapshot that was ``taken`` up to this program's schema."""
    with connected(copy, Access.READ) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if found != [(REVISION,)]:
        opening.migrate_database(str(copy))
