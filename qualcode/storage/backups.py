"""The copies of a project file that the program keeps beside it: one a day, and what was set aside."""

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from qualcode.model.errors import LostProjectError, QualcodeError
from qualcode.model.machine.partial import remove_given_up
from qualcode.model.machine.project_file import SUFFIX
from qualcode.model.machine.refusals import in_words
from qualcode.model.machine.rights import make_folder
from qualcode.model.machine.ways import RESTORE
from qualcode.storage import copying, files

BACKUPS_KEPT: Final = 10

_FOLDER: Final = " backups"
_STEM_BYTES: Final = 160
"""Of the 255 that a name may have: a moment, a number and what a copy is have to fit behind them."""

_BEGINNING: Final = "it does not begin as a project does"
_STAMP: Final = "%Y-%m-%d %H%M%S"
_STAMPED: Final = re.compile(r" \d{4}-\d\d-\d\d \d{6}( \(\d+\))?")


def stem_of(path: Path) -> str:
    """The name of a project without our ending, after which the folder of its copies is named."""
    return path.stem if path.suffix == SUFFIX else path.name


def stem_of_copies(path: Path) -> str:
    """What the names of its copies begin with: as much of the project's as leaves room for what they add."""
    return stem_of(path).encode()[:_STEM_BYTES].decode(errors="ignore")


def backup_folder(path: Path) -> Path:
    """Where the copies of a project file are kept."""
    return path.with_name(stem_of(path) + _FOLDER)


def copies(path: Path) -> list[Path]:
    """Every project file in the folder of copies, those that were set aside among them, oldest first.

    A file with several names in its folder, hard links, may have copies under each; theirs come first.
    """
    names = (*files.other_names(path), path)
    return [copy for name in names for copy in _files(name) if copy.suffix == SUFFIX]


def backups(path: Path) -> list[Path]:
    """The daily copies there are, oldest first; what was set aside is not among them."""
    stem = stem_of_copies(path)
    return [
        copy
        for copy in copies(path)
        if copy.stem.startswith(stem) and _STAMPED.fullmatch(copy.stem[len(stem) :])
    ]


def check_can_be_listed(path: Path) -> None:
    """Raise QualcodeError where there is a folder of copies that cannot be looked through."""
    folder = backup_folder(path)
    try:
        os.listdir(folder)  # noqa: PTH208 - names only
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        what = f"The folder “{folder.name}” with the copies of {path.name} could not be read"
        raise QualcodeError(in_words(what, error, reading=True)) from error


def _files(path: Path) -> list[Path]:
    try:
        return sorted(backup_folder(path).iterdir())
    except OSError:
        return []


def back_up(source: sqlite3.Connection, path: Path, at: datetime) -> Path:
    """Copy what an open connection to the project at ``path`` sees, and check the copy.

    Raises QualcodeError where the copy cannot be made or does not pass SQLite's check.
    """
    with folder_of_copies(path) as folder:
        target = copying.free_name(folder, f"{stem_of_copies(path)} {stamp(at)}", SUFFIX)
        copying.copy_checked(source, target, path.name)
    return target


def take_back(copy: Path) -> None:
    """Remove a copy that was made just now of what turned out to be no sound project."""
    copy.unlink(missing_ok=True)
    _remove_if_empty(copy.parent)


def tidy(path: Path, newest: Path, at: datetime) -> None:
    """Keep the ``newest`` daily copy and the nine before it; of a project that was found sound.

    Copies of a damaged one would take the place of the sound ones, day by day. What is no copy yet, since
    the program was ended while it made it, goes after a day.
    """
    remove_given_up(backup_folder(path), at)
    # What bears a later day than today was named while the clock was wrong: it is not the newest.
    tomorrow = f"{stem_of_copies(path)} {stamp(at + timedelta(days=1))}"
    others = sorted((copy for copy in backups(path) if copy != newest), key=lambda copy: copy.stem < tomorrow)
    # An old copy that stays, because another program has it open, is no reason to stop.
    for old in others[: -(BACKUPS_KEPT - 1)]:
        with suppress(OSError):
            old.unlink(missing_ok=True)


@contextmanager
def folder_of_copies(path: Path) -> Iterator[Path]:
    """The folder of copies, made where it is not there yet; one that nothing came into is gone again."""
    folder = _ready_folder(path)
    try:
        yield folder
    finally:
        _remove_if_empty(folder)


def _remove_if_empty(folder: Path) -> None:
    # Only an empty folder can be removed so.
    with suppress(OSError):
        folder.rmdir()


def _ready_folder(path: Path) -> Path:
    folder = backup_folder(path)
    try:
        make_folder(folder)
    except OSError as error:
        refusal = NotADirectoryError(errno.ENOTDIR, "") if isinstance(error, FileExistsError) else error
        what = f"The folder “{folder.name}” for copies of {path.name} could not be made"
        raise QualcodeError(in_words(what, refusal)) from error
    return folder


def stamp(at: datetime) -> str:
    """A moment as names of copies bear it, in local time."""
    return f"{at.astimezone():{_STAMP}}"


def backed_up_on(path: Path, day: datetime) -> bool:
    """Whether a copy of that local day is there."""
    wanted = f"{stem_of_copies(path)} {day.astimezone():%Y-%m-%d} "
    return any(copy.name.startswith(wanted) for copy in backups(path))


def is_named(path: Path, copy: Path) -> bool:
    """Whether this program gave a copy its name, which tells when it was made."""
    return _named_after(path, copy) is not None


def kind_of(path: Path, copy: Path) -> str:
    """What the name of a copy says that it is; the empty text for the copy of a day."""
    stem = _named_after(path, copy)
    return copy.stem if stem is None else _STAMPED.sub("", copy.stem[len(stem) :], count=1).strip()


def _named_after(path: Path, copy: Path) -> str | None:
    """What the name of a copy begins with, where this program gave it: of any name that the project has."""
    stems = map(stem_of_copies, (path, *files.other_names(path)))
    fitting = (stem for stem in stems if copy.stem.startswith(stem))
    return next((stem for stem in fitting if _STAMPED.match(copy.stem[len(stem) :])), None)


def set_aside(path: Path, what: str, at: datetime, named_after: Path | None = None) -> Path:
    """Give a project file a name in the folder of copies that says what it is; returns the new name.

    A log is ``named_after`` its project, and so that SQLite does not take it for the log of anything.
    """
    project = named_after or path
    ending = SUFFIX if named_after is None else path.name.removeprefix(project.name).replace("-", ".")
    with folder_of_copies(project) as folder:
        target = copying.free_name(folder, f"{stem_of_copies(project)} {stamp(at)} {what}", ending)
        try:
            path.rename(target)
        except OSError as error:
            what = f"{path.name} could not be moved to “{folder.name}”"
            raise QualcodeError(in_words(what, error)) from error
    return target


def what_to_do(path: Path) -> str:
    """What a sentence about a damaged project offers, by what there is."""
    if files.has_a_name_elsewhere(path):
        return (
            "It has a name in another folder as well: if it was open by that one when its program was ended, "
            "open it by that name, which makes it whole."
        )
    if not copies(path):
        return "There is no copy of it beside it; take one from your own backups."
    return f"Put a copy back with {RESTORE}."


def damaged(path: Path, problem: str, called: Path | None = None) -> str:
    """What is said of a damaged file, which may be ``called`` otherwise."""
    return f"{called or path} is damaged ({problem.splitlines()[0]}). {what_to_do(path)}"


def check_is_project(path: Path, called: Path | None = None) -> None:
    """Raise QualcodeError unless ``path``, known as ``called``, is a project file that can be read.

    A file that has copies, or that is ours but for its beginning, is damaged: LostProjectError.
    """
    try:
        files.check_is_project(path, called)
    except files.ForeignFileError as error:
        if not copies(path) and not files.was_ours(path):
            raise
        raise LostProjectError(damaged(path, _BEGINNING, called)) from error


def lost(path: Path, called: Path) -> LostProjectError | None:
    """What is said of a project that is not there, where there are copies of it; None otherwise."""
    if path.exists() or not copies(path):
        return None
    return LostProjectError(f"There is no file {called} any more. {what_to_do(path)}")


def check_not_among_copies(target: Path) -> None:
    """Raise QualcodeError where a file is to be saved among the copies that are kept of a project."""
    target = files.real_name(target)
    project = project_of(target)
    if project != target and (project.is_file() or backups(project)):
        raise QualcodeError(
            f"“{target.parent.name}” is where qualcode keeps its own copies of {project.name}. "
            "Choose another folder."
        )


def project_of(copy: Path) -> Path:
    """The project that a file in a folder of copies belongs to; for any other file, that file."""
    stem = copy.parent.name.removesuffix(_FOLDER)
    if stem == copy.parent.name or not stem:
        return copy
    named_in_full = copy.parent.with_name(stem)
    return named_in_full if named_in_full.is_file() else copy.parent.with_name(stem + SUFFIX)
