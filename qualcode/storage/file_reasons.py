"""Why SQLite could not do something with a project file, by its result codes."""

import sqlite3
from typing import Final

from qualcode.model.machine.refusals import (
    FAULTY,
    FULL,
    IN_USE,
    INTERRUPTED,
    IS_A_FOLDER,
    MEMORY,
    NO_RIGHTS,
    TOO_LARGE,
    Refusal,
)
from qualcode.model.machine.ways import RESTORE

DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Codes that say that a file is damaged; whether it is, a check of the file shows."""

_MAY_NOT_CHANGE: Final = Refusal(
    "the file or its folder can only be read", "Copy the project to a folder of your own and open the copy."
)
_MOVED: Final = Refusal(
    "the file was moved, renamed or replaced while it was open", "Put it back, or open it where it is now."
)
UNFINISHED: Final = Refusal(
    "an unfinished step has to be tidied up first, and the file or its folder can only be read",
    "Open it where you may write; nothing needs to be deleted.",
)
_CANNOT_OPEN: Final = Refusal(
    "the file or its folder is not there, or you do not have permission",
    "Check that its disk or network drive is connected and that you may write in the folder.",
)
_NO_LOCKS: Final = Refusal(
    "its drive does not let programs lock files",
    "Copy the project to a disk of this computer and open the copy.",
)
_NOT_WRITTEN: Final = Refusal(
    "its disk did not take it, because it is full, a quota is reached or it is no longer connected",
    "Make room or connect it again, then try again.",
)
_NOT_READ: Final = Refusal(
    "its disk or network drive does not answer as it should",
    "Check that it is connected and try again; nothing needs to be deleted.",
)
_TOO_MUCH: Final = Refusal(
    "a text in it is larger than a project file can hold (1 GB)", "Divide the text into smaller parts."
)
_NOT_TEXT: Final = Refusal(
    "something in the file is not text as qualcode writes it",
    f"Put a copy back with {RESTORE}.",
)
_ALTERED: Final = Refusal(
    "its tables are not those of a qualcode project", f"Put a copy back with {RESTORE}."
)
OF_LOST_PROJECTS: Final = frozenset((_NOT_TEXT, _ALTERED))
"""Why a file is no project any more, so that an earlier state may be put in its place."""
_BROKEN_OFF: Final = Refusal("the step was interrupted by the database", "Try again.")

_BY_NAME: Final = {
    "FULL": FULL,
    **dict.fromkeys(("BUSY", "LOCKED"), IN_USE),
    "PROTOCOL": _NO_LOCKS,
    "READONLY": _MAY_NOT_CHANGE,
    "READONLY_DBMOVED": _MOVED,
    **dict.fromkeys(("READONLY_RECOVERY", "READONLY_ROLLBACK", "READONLY_CANTINIT"), UNFINISHED),
    **dict.fromkeys(("PERM", "AUTH"), NO_RIGHTS),
    "CANTOPEN": _CANNOT_OPEN,
    "CANTOPEN_ISDIR": IS_A_FOLDER,
    "IOERR": _NOT_READ,
    "IOERR_NOMEM": MEMORY,
    "IOERR_CORRUPTFS": FAULTY,
    "IOERR_BLOCKED": IN_USE,
    **dict.fromkeys(("IOERR_ACCESS", "IOERR_AUTH", "IOERR_DELETE"), NO_RIGHTS),
    **dict.fromkeys(
        (
            *("IOERR_WRITE", "IOERR_FSYNC", "IOERR_DIR_FSYNC", "IOERR_TRUNCATE", "IOERR_SHMSIZE"),
            *("IOERR_CLOSE", "IOERR_COMMIT_ATOMIC", "IOERR_BEGIN_ATOMIC", "IOERR_ROLLBACK_ATOMIC"),
        ),
        _NOT_WRITTEN,
    ),
    **dict.fromkeys(
        (
            *("IOERR_LOCK", "IOERR_RDLOCK", "IOERR_UNLOCK", "IOERR_SHMLOCK"),
            *("IOERR_CHECKRESERVEDLOCK", "IOERR_SHMOPEN", "IOERR_SHMMAP"),
        ),
        _NO_LOCKS,
    ),
    "NOMEM": MEMORY,
    "NOLFS": TOO_LARGE,
    "TOOBIG": _TOO_MUCH,
    "INTERRUPT": INTERRUPTED,
    **dict.fromkeys(("ABORT", "SCHEMA"), _BROKEN_OFF),
}
# Not every build of Python knows every code.
_BY_CODE: Final = {
    code: refusal
    for name, refusal in _BY_NAME.items()
    if (code := getattr(sqlite3, f"SQLITE_{name}", None)) is not None
}
_MISSING_TABLES: Final = ("no such table", "no such column", "has no column named", "unsupported file format")


def code_of(error: sqlite3.Error) -> int:
    """SQLite's result code; 0 where Python's module raised the error by itself."""
    return getattr(error, "sqlite_errorcode", None) or 0


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite takes the file for damaged."""
    return code_of(error) & 0xFF in DAMAGED


def file_refusal(error: sqlite3.Error) -> Refusal | None:
    """Why SQLite refused; None where a statement of ours is wrong, or the file is said to be damaged."""
    code = code_of(error)
    # An extended code says more in its upper bytes; what is not in the table is told as its primary code.
    known = _BY_CODE.get(code) or _BY_CODE.get(code & 0xFF)
    if known is not None:
        return known
    words = str(error)
    if words.startswith("Could not decode"):
        return _NOT_TEXT
    if any(part in words for part in _MISSING_TABLES):
        return _ALTERED
    if words.startswith("unable to open database file"):
        return _CANNOT_OPEN
    return None
