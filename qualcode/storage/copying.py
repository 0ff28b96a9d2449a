"""Whole copies of a project file, made by SQLite itself, so that the file may be open meanwhile."""

import itertools
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.partial import partial_name
from qualcode.model.machine.refusals import in_words
from qualcode.storage import files
from qualcode.storage.engines import Access, connected, quick_problem

_SPARE: Final = 2
"""How many times the size of a file there should be room for where it is looked at as a copy."""


def copy_open(source: sqlite3.Connection, target: Path) -> None:
    """Copy what an open connection sees into a new file at ``target``. Nothing is overwritten.

    Raises QualcodeError where the file is there already, and what SQLite raises; nothing is left then.
    """
    files.create_empty(target, like=_file_of(source))
    try:
        with connected(target, Access.CHANGE) as copy:
            _fill(copy, source)
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        files.unbar(target)
    except BaseException:
        files.remove_unfinished(target)
        raise


def _file_of(connection: sqlite3.Connection) -> Path | None:
    name = next(row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main")
    return Path(name) if name else None


def _fill(copy: sqlite3.Connection, source: sqlite3.Connection) -> None:
    # All is copied in one go. Where it is asked about a second time SQLite could not, for another program
    # was writing, and Python would try for ever.
    asked = itertools.count()

    def once(_status: int, _remaining: int, _total: int) -> None:
        if next(asked):
            raise sqlite3.OperationalError("database is locked")

    within = source.in_transaction
    if not within:
        source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, progress=once)
    finally:
        if not within:
            source.execute("ROLLBACK")


def copy_checked(source: sqlite3.Connection, target: Path, name: str) -> None:
    """As ``copy_open``, but the file bears its name only once it is whole and SQLite finds it sound.

    ``name`` is what the project is called where it turns out to be damaged.
    """
    if target.exists():
        raise QualcodeError(f"{target} exists already; choose another name.")
    partial = partial_name(target)
    try:
        copy_open(source, partial)
        with connected(partial, Access.READ) as copy:
            problem = quick_problem(copy)
        if problem:
            raise QualcodeError(f"{name} is damaged ({problem.splitlines()[0]}), so no copy of it was made.")
        put_in_place(partial, target)
    except OSError as error:
        raise QualcodeError(in_words(f"{target} could not be written", error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def put_in_place(partial: Path, target: Path) -> None:
    """Give a file its name, where nothing has that name yet. Raises QualcodeError otherwise."""
    try:
        # Unlike renaming, this never takes the place of a file.
        target.hardlink_to(partial)
    except FileExistsError as error:
        raise QualcodeError(f"{target} exists already; choose another name.") from error
    except OSError:
        # A file system without hard links.
        if target.exists():
            raise QualcodeError(f"{target} exists already; choose another name.") from None
        partial.rename(target)
    else:
        partial.unlink()


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """A name in a folder that nothing has yet: the plain one, or with a number after it."""
    numbers = ("", *(f" ({number})" for number in range(2, 1000)))
    for number in numbers:
        path = folder / f"{stem}{number}{ending}"
        if not path.exists() and not path.is_symlink():
            return path
    raise QualcodeError(f"The folder {folder} holds too many files named “{stem}”; tidy it up first.")


@contextmanager
def private_folder(size: int, beside: Path) -> Iterator[Path]:
    """A folder that nobody else can look into, gone at the end, with room for files of this size.

    It lies where the system keeps what is temporary, or ``beside`` where that is too small.
    """
    with tempfile.TemporaryDirectory(prefix="qualcode-", dir=roomy_folder(size, beside)) as folder:
        yield Path(folder)


def roomy_folder(size: int, beside: Path) -> Path:
    """Where there is room for temporary files of this size."""
    usual = Path(tempfile.gettempdir())
    return usual if shutil.disk_usage(usual).free > _SPARE * size else beside
