"""A project file as a file: its one real name, what must hold before it is opened, what lies beside it."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.project_file import APPLICATION_ID
from qualcode.model.machine.refusals import in_words
from qualcode.model.machine.rights import make_file
from qualcode.model.machine.ways import NEW
from qualcode.storage import open_files

JOURNAL_ENDING: Final = "-journal"
LOG_ENDINGS: Final = (JOURNAL_ENDING, "-wal")
"""What SQLite appends to a file's name for the log that a program leaves behind when it is killed."""

INDEX_ENDING: Final = "-shm"
"""The index of a write-ahead log: made again from it whenever it is missing."""

_MOUNTS: Final = Path("/proc/self/mountinfo")

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_WRITE_VERSION_AT = 18
_WITH_JOURNAL = 1
_WRITE_AHEAD = 2
_PAGE_SIZE_AT = slice(16, 18)
_PAGES_AT = slice(28, 32)
_APPLICATION_ID_AT = slice(68, 72)

_OURS: Final = b"CREATE TABLE codings"
"""What is in every project file and in the beginning of no other, however its first page begins."""
_LOOKED_THROUGH: Final = 16 * 1024 * 1024
"""Bytes; the names of the tables are near the front."""


class ForeignFileError(QualcodeError):
    """A file does not begin as a project does."""


def real_name(path: Path) -> Path:
    """The one name under which a file is locked and opened, whatever name it was called by.

    Links are followed. Of several names in one folder, hard links or another case, the first counts: a
    log that a crash leaves behind bears the name under which the file was open.
    """
    if "\0" in str(path):
        raise QualcodeError("A file name cannot hold a NUL character; choose another name.")
    if not _is_text(str(path)):
        # SQLite could open it, but neither say its name nor remember it.
        raise QualcodeError(
            f"The name {path} holds bytes that are not letters; rename the file or folder, or choose another."
        )
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        # A link to itself: opening it will say what is wrong.
        return path.absolute()
    try:
        own = real.stat()
        if stat.S_ISREG(own.st_mode) and (own.st_nlink > 1 or not _listed(real)):
            return min(_same_file(real, own), default=real)
    except OSError:
        # Not there, or in a folder that may not be looked through.
        return real
    return real


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def other_names(path: Path) -> list[Path]:
    """The other names that a file has in its folder: hard links."""
    try:
        own = path.stat()
        return [] if own.st_nlink == 1 else [name for name in _same_file(path, own) if name != path]
    except OSError:
        return []


def has_a_name_elsewhere(path: Path) -> bool:
    """Whether a file has a name in another folder: a log of it may lie there that is not seen from here.

    A hard link has, and a file that is mounted by itself, as containers do. No system says where.
    """
    try:
        own = path.stat()
        return own.st_nlink > len(list(_same_file(path, own))) or _is_mounted(path)
    except OSError:
        return False


def said_of_links(path: Path) -> str:
    """What is said of a file with a hard link in another folder, where its lock is not seen; else nothing."""
    try:
        own = path.stat()
        if own.st_nlink == 1 or own.st_nlink <= len(list(_same_file(path, own))):
            return ""
    except OSError:
        return ""
    return (
        f"{path.name} has a name in another folder as well (a hard link). Open it by one name only, or work "
        "in a copy: of two who have it open by different names, the second to save a step is refused."
    )


def _is_mounted(path: Path) -> bool:
    try:
        mounts = _MOUNTS.read_bytes().splitlines()
    except OSError:
        # Only Linux lists them there.
        return False
    wanted = re.sub(rb"[ \t\n\\]", lambda found: b"\\%03o" % ord(found[0]), os.fsencode(path))
    return any(line.split(b" ")[4:5] == [wanted] for line in mounts)


def _listed(path: Path) -> bool:
    """Whether the folder has exactly this name; on some systems “Study” opens “study”."""
    return not _ignores_case(path) or path.name in os.listdir(path.parent)  # noqa: PTH208 - names only


def _ignores_case(path: Path) -> bool:
    other = path.with_name(path.name.swapcase())
    return other.name != path.name and other.exists() and os.path.samefile(path, other)  # noqa: PTH121


def _same_file(path: Path, own: os.stat_result) -> list[Path]:
    with os.scandir(path.parent) as entries:
        return [
            Path(entry.path)
            for entry in entries
            if entry.is_file(follow_symlinks=False) and os.path.samestat(entry.stat(), own)
        ]


def log_of(path: Path, ending: str) -> Path:
    """The log of a file with one of ``LOG_ENDINGS``."""
    return path.with_name(path.name + ending)


def remove_unfinished(path: Path) -> None:
    """Remove a file that was begun here and cannot be finished, with the log that may be left beside it."""
    for left in (path, *(log_of(path, ending) for ending in LOG_ENDINGS)):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def logs_beside(path: Path) -> list[Path]:
    """The logs beside a file that hold something, and whatever else has the name of one."""
    return [log for log in (log_of(path, ending) for ending in LOG_ENDINGS) if _holds_something(log)]


def _holds_something(log: Path) -> bool:
    try:
        found = log.lstat()
    except OSError:
        return False
    return found.st_size > 0 or not stat.S_ISREG(found.st_mode)


def check_logs_are_files(path: Path) -> None:
    """Raise QualcodeError where a folder, link or pipe has a log's name: SQLite waits on pipes for ever."""
    for ending in (*LOG_ENDINGS, INDEX_ENDING):
        log = log_of(path, ending)
        if log.is_symlink() or (log.exists() and not log.is_file()):
            raise QualcodeError(
                f"{log.name} beside {path.name} is not a file, but has the name that is needed for one. "
                "Move it away and try again."
            )


def check_is_project(path: Path, called: Path | None = None) -> None:
    """Raise QualcodeError unless ``path``, known as ``called``, is a project file that can be read."""
    called = called or path
    if not path.exists():
        raise QualcodeError(f"There is no file {called}; check the name, or make it with {NEW}.")
    if path.is_dir():
        raise QualcodeError(f"{called} is a folder; name the project file in it.")
    if not path.is_file():
        raise QualcodeError(f"{called} is not a file; name a project file.")
    if open_files.is_open(path):
        # It was looked at when it was opened, and reading it here would take SQLite's locks away.
        return
    header = _header(path)
    if len(header) < _HEADER and header.startswith(_MAGIC[: len(header)]):
        state = "is cut short: hardly anything of the file is left" if header else "is empty"
        raise ForeignFileError(f"{called} {state}. If it was a project, take it from your own backups.")
    if not header.startswith(_MAGIC):
        raise ForeignFileError(f"{called} is not a qualcode project.")
    if header[_APPLICATION_ID_AT] != APPLICATION_ID.to_bytes(4, "big"):
        raise ForeignFileError(f"{called} is a database of another program, not a qualcode project.")
    check_logs_are_files(path)
    if header[_WRITE_VERSION_AT] == _WRITE_AHEAD and not logs_beside(path) and has_a_name_elsewhere(path):
        raise QualcodeError(
            f"{called} has a name in another folder as well, and an older qualcode may have left what it "
            "saved last beside that one. Open it once by that name."
        )


def was_ours(path: Path) -> bool:
    """Whether a file holds what only a project does, though its beginning may be something else."""
    with path.open("rb") as file:
        return _OURS in file.read(_LOOKED_THROUGH)


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER)


def is_cut_short(path: Path) -> bool:
    """Whether part of the file is missing, by what its first page says about its length."""
    if open_files.is_open(path):
        return False
    header = _header(path)
    page_size = int.from_bytes(header[_PAGE_SIZE_AT], "big") or 1
    page_size = 65536 if page_size == 1 else page_size
    return path.stat().st_size < int.from_bytes(header[_PAGES_AT], "big") * page_size


def keeps_a_log(path: Path) -> bool:
    """Whether a file is to be opened with a write-ahead log, as older versions of this program left it."""
    return not open_files.is_open(path) and _header(path)[_WRITE_VERSION_AT] == _WRITE_AHEAD


def may_be_changed(path: Path) -> bool:
    """Whether we may write the file, and its logs into its folder, and SQLite would."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) and not is_barred(path)


def is_barred(path: Path) -> bool:
    """Whether SQLite only reads a file, since by its header a later SQLite alone can write it.

    One damaged byte is enough for that, and all else in the file may be as it should be.
    """
    if open_files.is_open(path) or not path.is_file():
        # It was looked at when it was opened.
        return False
    return _header(path)[_WRITE_VERSION_AT : _WRITE_VERSION_AT + 1] > bytes([_WRITE_AHEAD])


def unbar(path: Path) -> None:
    """Let SQLite write a file of our own again, which nobody has open."""
    if is_barred(path):
        with path.open("r+b") as file:
            file.seek(_WRITE_VERSION_AT)
            file.write(bytes([_WITH_JOURNAL]))
            file.flush()
            os.fsync(file.fileno())


def check_can_create(path: Path, called: Path) -> None:
    """Raise QualcodeError unless a new project file can be made at ``path``, which a person called so."""
    if path.exists() or path.is_symlink():
        raise QualcodeError(f"{called.absolute()} exists already; choose another name or open it instead.")
    if not path.parent.is_dir():
        raise QualcodeError(f"There is no folder {path.parent}; make it first.")
    if not os.access(path.parent, os.W_OK):
        raise QualcodeError(f"The folder {path.parent} is read-only; choose another one.")
    try:
        log_of(path, JOURNAL_ENDING).lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        # A name that is too long for the longer one beside it.
        raise QualcodeError(in_words(f"{path} could not be made", error)) from error


def check_no_log_waits(path: Path) -> None:
    """Raise QualcodeError where a log waits for a file of this name: SQLite would apply it to a new one."""
    logs = logs_beside(path)
    if logs:
        raise QualcodeError(
            f"{logs[0].name} is what a project of this name left behind when its program was ended; choose "
            "another name, or move that file away first."
        )


def create_empty(path: Path, like: Path | None = None) -> None:
    """Make an empty file where there is none; nobody may read it who may not read the file ``like``."""
    try:
        make_file(path, like=like)
    except FileExistsError as error:
        raise QualcodeError(f"{path} exists already; choose another name or open it instead.") from error
