"""Opens files that come from outside: regular files only, and no more of one than the limits allow.

What a path leads to, and how much there is, is known from the opened file and from what was read: a name may
lead to a pipe or a device, a size may be stated wrongly, and a file may grow while it is read.
"""

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from qualcode.importers.guarded.limits import ImportLimits
from qualcode.model.errors import UnreadableFileError
from qualcode.model.machine.refusals import in_words

_NOT_FILES: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_WITHOUT_WAITING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that nobody writes to would otherwise hold up anyone who opens it."""

_BLOCK: Final = 1 << 20


def file_bytes(path: Path, limits: ImportLimits) -> bytes:
    """The bytes of a file; raises ``UnreadableFileError`` where it cannot be opened or is too large."""
    with opened(path, limits.file_bytes, limits) as file:
        return file.read()


@contextmanager
def opened(path: Path, most: int, limits: ImportLimits) -> Iterator[BinaryIO]:
    """The file at ``path``, of which at most ``most`` bytes can be read. Raises ``UnreadableFileError``.

    At the end it is looked at again: what was read of a file that changed meanwhile is nobody's text.
    """
    try:
        # Looked at before it is opened as well: opening alone sets some devices in motion.
        _check_regular(path.stat())
        descriptor = os.open(path, _WITHOUT_WAITING)
    except OSError as error:
        raise UnreadableFileError(in_words("The file could not be opened", error)) from error
    except ValueError as error:
        raise UnreadableFileError("The file could not be opened: its name is not valid.") from error
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        before = os.fstat(descriptor)
        _check_regular(before)
        limits.check_file(before.st_size, most)
        try:
            # It has all that the type promises.
            yield cast(BinaryIO, io.BufferedReader(_Bounded(file, most, limits), _BLOCK))
        except OSError as error:
            raise UnreadableFileError(in_words("The file could not be read", error, reading=True)) from error
        after = os.fstat(descriptor)
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise UnreadableFileError(
                "The file changed while it was read. Wait until no other program writes to it, and try again."
            )


def beginning_of(path: Path, most: int, what: str) -> bytes:
    """At most so many bytes of a file, without waiting for one that is none; ``what`` begins the sentence.

    Raises ``UnreadableFileError``.
    """
    try:
        _check_regular(path.stat())
        descriptor = os.open(path, _WITHOUT_WAITING)
        with os.fdopen(descriptor, "rb") as file:
            _check_regular(os.fstat(descriptor))
            return file.read(most)
    except OSError as error:
        raise UnreadableFileError(in_words(what, error, reading=True)) from error
    except ValueError as error:
        raise UnreadableFileError(f"{what}: its name is not valid.") from error
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{what}. {error}") from error


def _check_regular(found: os.stat_result) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    what = next((words for is_it, words in _NOT_FILES if is_it(found.st_mode)), "something else")
    raise UnreadableFileError(f"This is {what}, not a file.")


class _Bounded(io.RawIOBase):
    """An open file that refuses to be read beyond a number of bytes."""

    def __init__(self, file: io.RawIOBase, most: int, limits: ImportLimits) -> None:
        super().__init__()
        self._file = file
        self._most = most
        self._limits = limits

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readall(self) -> bytes:
        # Of itself it would be asked for eight kilobytes at a time.
        blocks = []
        while block := self._file.read(_BLOCK):
            self._limits.check_file(self._file.tell(), self._most)
            blocks.append(block)
        return b"".join(blocks)

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]  # all that io asks of it
        number = self._file.readinto(buffer)
        self._limits.check_file(self._file.tell(), self._most)
        return number
