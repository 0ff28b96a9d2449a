"""Who may read what the program writes: its owner alone, but where a folder is a group's, the group, too.

What holds participants' words must never be open to others, not even for a moment: files and folders are
made with the rights that they keep, whatever the system would give to new ones.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final

_OWN: Final = 0o600
_OWN_FOLDER: Final = 0o700
_GROUP_OF_FILES: Final = 0o060
_GROUP: Final = 0o070


def rights_of_new_file(folder: Path) -> int:
    """The permission bits of a new file in ``folder``: also the group's where its files are meant for one."""
    return _OWN | (_shared_bits(folder) & _GROUP_OF_FILES)


def make_file(path: Path, *, like: Path | None = None) -> None:
    """Make an empty file where there is none, open to nobody to whom the file ``like`` is closed.

    Raises FileExistsError where there is one, and OSError where it cannot be made.
    """
    os.close(_made(path, like))


def copy_file(source: Path, target: Path) -> Path:
    """Copy a file to where there is none; nobody may read the copy who may not read the source."""
    with source.open("rb") as content, os.fdopen(_made(target, source), "wb") as copy:
        shutil.copyfileobj(content, copy)
    return target


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing; one that is there stays as it is."""
    if path.is_dir():
        return
    if not path.parent.is_dir():
        make_folder(path.parent)
    shared = _shared_bits(path.parent)
    try:
        path.mkdir(mode=_OWN_FOLDER)
    except FileExistsError:
        # Made this moment by another program; anything else of that name is in the way.
        if not path.is_dir():
            raise
        return
    if shared:
        path.chmod(stat.S_ISGID | _OWN_FOLDER | shared)


@contextmanager
def folder_made(path: Path) -> Iterator[None]:
    """A folder for what a block writes; where the block fails, what was made for it goes again."""
    missing = [each for each in (path, *path.parents) if not each.exists()]
    try:
        make_folder(path)
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


def keep_private(path: Path) -> None:
    """See that a file of the program's own is there, and that nobody else may read it.

    Raises OSError where it cannot be.
    """
    make_folder(path.parent)
    try:
        make_file(path)
    except FileExistsError:
        # As versions before this one left it.
        path.chmod(_OWN)


def open_to_add(path: Path) -> TextIOWrapper:
    """Open a text file to write at its end; where it is new, nobody else may read it."""
    return open(path, "a", encoding="utf-8", errors="replace", opener=_privately)


def _privately(name: str, flags: int) -> int:
    return os.open(name, flags, _OWN)


def _made(path: Path, like: Path | None) -> int:
    """A descriptor of the new file, to be written to and closed."""
    place = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), _OWN)
    # Only ever made wider: there is no moment in which too many may read it. Where that cannot be done,
    # it stays its owner's.
    with suppress(OSError):
        rights = rights_of_new_file(path.parent)
        if like is not None:
            rights &= _OWN | stat.S_IMODE(like.stat().st_mode)
        if rights != _OWN:
            path.chmod(rights)
    return place


def _shared_bits(folder: Path) -> int:
    """What its group may do in a folder whose files are to belong to that group."""
    if os.name != "posix":
        return 0
    mode = folder.stat().st_mode
    return mode & _GROUP if mode & stat.S_ISGID else 0
