"""The lock that keeps two programs from changing one project file; it ends however the program ends."""

import os
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.refusals import in_words
from qualcode.model.machine.rights import rights_of_new_file
from qualcode.storage import files

_PATIENCE: Final = 0.3
"""Seconds to wait for the lock: a command that only looks whether it is taken has it for a moment."""


def lock_of(path: Path) -> Path:
    """The file whose lock stands for the project at ``path``."""
    return path.with_name(f".{path.name}.lock")


class LockedError(QualcodeError):
    """Another program has the project open for changes."""


class WriterLock:
    """At most one program changes a project file. ``path`` is the file's real name."""

    def __init__(self, path: Path, patience: float = _PATIENCE) -> None:
        self._project = path
        self._patience = patience
        # Not one a thread: the window opens a project on one thread and closes it on another.
        self._lock = FileLock(lock_of(path), mode=rights_of_new_file(path.parent), thread_local=False)

    def acquire(self) -> None:
        """Take the lock. Raises LockedError where another program has it."""
        try:
            self._lock.acquire(timeout=self._patience)
        except Timeout as error:
            if not lock_of(self._project).exists():
                # Nobody has it: it is waited for as long where no file can be made at all.
                raise QualcodeError(
                    f"{self._project.name} could not be locked: no file can be made in its folder. Choose a "
                    "folder of your own, or try again."
                ) from error
            raise LockedError(
                f"{self._project.name} is open in another qualcode window or command; close it there first."
            ) from error
        except OSError as error:
            raise QualcodeError(in_words(f"{self._project.name} could not be locked", error)) from error
        # A name that was given to the file after another program had opened it by its first one.
        for name in files.other_names(self._project):
            if _is_locked(name):
                self.release()
                raise LockedError(
                    f"{self._project.name} is open elsewhere as {name.name}, another name of the same file; "
                    "close it there first."
                )

    def release(self) -> None:
        """Give the lock back and leave no lock file behind."""
        if self._lock.is_locked:
            lock_file = Path(self._lock.lock_file)
            if os.name == "posix":
                # Removed while still held: anyone who waits for the old file tries again on a new one.
                lock_file.unlink(missing_ok=True)
            self._lock.release()
            if os.name != "posix":
                lock_file.unlink(missing_ok=True)


def _is_locked(path: Path) -> bool:
    if not lock_of(path).exists():
        return False
    lock = FileLock(lock_of(path), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False


def is_open_elsewhere(path: Path) -> bool:
    """Whether another program, or another part of this one, has the project open for changes."""
    if not lock_of(path).exists():
        return False
    lock = WriterLock(path, patience=0)
    try:
        lock.acquire()
    except LockedError:
        return True
    except QualcodeError:
        # Not ours to take: nobody can say, so the file is read as it is.
        return False
    lock.release()
    return False
