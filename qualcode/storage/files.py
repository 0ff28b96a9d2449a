"""What a project file needs around the database: recognising, locking, backing up, and its folder."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from qualcode.model.errors import QualcodeError
from qualcode.model.refusals import in_words
from qualcode.storage.file_reasons import is_damage
from qualcode.storage.schema import APPLICATION_ID

SUFFIX = ".qualcode"
BACKUPS_KEPT = 10

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_APPLICATION_ID_AT = slice(68, 72)

# Folders of services that copy files while they are open; a write-ahead log beside the project
# would be copied out of step with it.
_SYNC_FOLDERS = (
    "dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud", "mobile documents",
    "nextcloud", "owncloud", "box sync", "pcloud", "seafile", "syncthing",
)  # fmt: skip
_NETWORK_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "fuse.sshfs",
        "fuse.davfs",
        "9p",
        "afs",
        "davfs",
    }
)


def check_is_project(path: Path) -> None:
    """Raise QualcodeError unless ``path`` is a project file that can be written."""
    if not path.exists():
        raise QualcodeError(f"There is no file {path}; check the name, or make it with “qualcode new”.")
    if path.is_dir():
        raise QualcodeError(f"{path} is a folder; name the project file in it.")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise QualcodeError(in_words(f"{path} could not be opened", error)) from error
    if not header.startswith(_MAGIC):
        raise QualcodeError(f"{path} is not a qualcode project.")
    if header[_APPLICATION_ID_AT] != APPLICATION_ID.to_bytes(4, "big"):
        raise QualcodeError(f"{path} is a database of another program, not a qualcode project.")
    _check_whole(path, header)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise QualcodeError(
            f"{path} is read-only; copy it to a folder in which you may write and open the copy."
        )


def _check_whole(path: Path, header: bytes) -> None:
    page_size = int.from_bytes(header[16:18], "big") or 1
    page_size = 65536 if page_size == 1 else page_size
    pages = int.from_bytes(header[28:32], "big")
    if path.stat().st_size < pages * page_size:
        raise QualcodeError(
            f"{path} is cut short: part of the file is missing. Take the newest copy from the folder "
            f"“{backup_folder(path).name}” beside it."
        )


def check_can_create(path: Path) -> None:
    """Raise QualcodeError unless a new project can be made at ``path``."""
    if path.exists():
        raise QualcodeError(f"{path} exists already; choose another name or open it instead.")
    if not path.parent.is_dir():
        raise QualcodeError(f"There is no folder {path.parent}; make it first.")
    if not os.access(path.parent, os.W_OK):
        raise QualcodeError(f"The folder {path.parent} is read-only; choose another one.")


class WriterLock:
    """At most one program changes a project file; the lock ends with the program, however it ends."""

    def __init__(self, path: Path) -> None:
        self._project = path
        # Not one a thread: the window opens a project on one thread and closes it on another.
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), thread_local=False)

    def acquire(self) -> None:
        """Take the lock. Raises QualcodeError where another program has it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise QualcodeError(
                f"{self._project.name} is open in another qualcode window or command; close it there first."
            ) from error
        except OSError as error:
            raise QualcodeError(in_words(f"{self._project.name} could not be locked", error)) from error

    def release(self) -> None:
        """Give the lock back and leave no lock file behind."""
        if self._lock.is_locked:
            lock_file = Path(self._lock.lock_file)
            if os.name == "posix":
                # Removed while still held: whoever waits for the old file tries again on a new one.
                lock_file.unlink(missing_ok=True)
            self._lock.release()
            if os.name != "posix":
                lock_file.unlink(missing_ok=True)


def journal_mode_for(path: Path) -> tuple[str, str]:
    """SQLite's journal mode for the folder of ``path``, and why, in words, where it is not WAL."""
    service = _sync_service(path)
    if service:
        return "DELETE", f"The project lies in a synced folder ({service}); saving is a little slower there."
    if _on_network(path):
        return "DELETE", "The project lies on a network drive; saving is a little slower there."
    return "WAL", ""


def _sync_service(path: Path) -> str:
    for part in path.resolve().parts:
        if any(part.casefold().startswith(name) for name in _SYNC_FOLDERS):
            return part
    return ""


def _on_network(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    if str(path).startswith("\\\\"):
        return True
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return _file_system(path.resolve(), lines) in _NETWORK_SYSTEMS


def _file_system(path: Path, lines: Iterable[str]) -> str:
    """Type of the file system with the longest mount point above ``path``."""
    best, system = -1, ""
    for line in lines:
        _, point, kind, *_ = line.split(" ")
        mount = Path(point.replace("\\040", " "))
        if path.is_relative_to(mount) and len(mount.parts) > best:
            best, system = len(mount.parts), kind
    return system


# -- backups ----------------------------------------------------------------------------------


def backup_folder(path: Path) -> Path:
    """Where the copies of a project file are kept."""
    return path.with_name(f"{path.stem} backups")


def backups(path: Path) -> list[Path]:
    """The copies there are, oldest first."""
    return sorted(backup_folder(path).glob(f"{path.stem} ????-??-?? ??????*{SUFFIX}"))


def back_up(path: Path, at: datetime) -> Path:
    """Copy a closed or idle project file, check the copy, and keep the newest ten.

    The caller holds the writer lock and has no transaction open, so that file and copy agree.
    Raises QualcodeError where the copy cannot be made or does not pass SQLite's check.
    """
    folder = backup_folder(path)
    target = folder / f"{path.stem} {at.astimezone():%Y-%m-%d %H%M%S}{SUFFIX}"
    partial = target.with_suffix(".part")
    try:
        _make_folder(folder)
        shutil.copyfile(path, partial)
        problem = quick_check(partial, alone=True)
        if problem:
            raise QualcodeError(damaged(path, problem))
        partial.replace(target)
    except OSError as error:
        what = f"No backup of {path.name} could be made in “{folder.name}”"
        raise QualcodeError(in_words(what, error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    # An old copy that stays, because another program has it open, is no reason to stop.
    for old in backups(path)[:-BACKUPS_KEPT]:
        with suppress(OSError):
            old.unlink(missing_ok=True)
    return target


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def backed_up_on(path: Path, day: datetime) -> bool:
    """Whether a copy of that local day is there."""
    return any(backup_folder(path).glob(f"{path.stem} {day.astimezone():%Y-%m-%d} *{SUFFIX}"))


def quick_check(path: Path, *, alone: bool = False) -> str:
    """What SQLite's ``quick_check`` finds wrong with a file; the empty text for nothing.

    Raises sqlite3.DatabaseError where the file cannot be looked at, which says nothing about it.
    ``alone`` says that nobody else has the file open, so that SQLite makes no files beside it.
    """
    mode = "mode=ro&immutable=1" if alone else "mode=ro"
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            # A full disk, a lock, a drive that went away: they say nothing about the file.
            raise
        return str(error)
    return "" if found == "ok" else str(found)


def check(path: Path) -> None:
    """Raise QualcodeError where SQLite finds the file damaged."""
    problem = quick_check(path)
    if problem:
        raise QualcodeError(damaged(path, problem))


def damaged(path: Path, problem: str) -> str:
    """The sentence about a damaged file."""
    return (
        f"{path} is damaged ({problem.splitlines()[0]}); take the newest copy from the folder "
        f"“{backup_folder(path).name}” beside it."
    )
