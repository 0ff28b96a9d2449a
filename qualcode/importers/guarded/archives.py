"""Zip archives of transcripts: their files one by one, within limits, never written to disk."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from qualcode.importers.guarded.foreign_file import file_bytes
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.model.errors import UnreadableFileError

_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError, OverflowError),
    *(struct.error, NotImplementedError),
)


class Archive:
    """A zip file; what is read of all its files together counts against the limits."""

    def __init__(self, raw: bytes, limits: ImportLimits) -> None:
        self._limits = limits
        self._unpacked = 0
        self._packed = len(raw)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise UnreadableFileError("The archive is damaged.") from error
        if len(entries) > limits.archive_files:
            raise UnreadableFileError(f"The archive contains more than {limits.archive_files:,} files.")
        self._entries = [entry for entry in entries if not entry.is_dir() and not is_hidden(entry.filename)]

    @property
    def entries(self) -> Sequence[zipfile.ZipInfo]:
        """The files, hidden ones left out; two of one name are two."""
        return self._entries

    def named(self, name: str) -> zipfile.ZipInfo:
        """The file of this name; of two, the last, as when an archive is unpacked."""
        for entry in reversed(self._entries):
            if entry.filename == name:
                return entry
        raise UnreadableFileError("The archive contains no such file.")

    def read(self, entry: zipfile.ZipInfo) -> bytes:
        """The bytes of one file."""
        room = min(self._limits.unpacked_bytes - self._unpacked, self._limits.file_bytes)
        try:
            with self._zip.open(entry) as member:
                raw = member.read(room + 1)
        except RuntimeError as error:
            raise UnreadableFileError("The archive is protected by a password: unpack it first.") from error
        except _BROKEN as error:
            raise UnreadableFileError("The file in the archive is damaged.") from error
        if len(raw) > room:
            # What follows would be unpacked in vain as well.
            self._unpacked = self._limits.unpacked_bytes
            raise self._limits.too_much_unpacked("archive", self._packed)
        self._unpacked += len(raw)
        return raw


def bytes_at(path: Path, limits: ImportLimits) -> bytes:
    """The bytes of a file that lies in a folder or, below the path of an archive, within that."""
    holder = next((place for place in (path, *path.parents) if place.is_file()), path)
    raw = file_bytes(holder, limits)
    if holder == path:
        return raw
    archive = Archive(raw, limits)
    return archive.read(archive.named(path.relative_to(holder).as_posix()))


def is_hidden(name: str) -> bool:
    """Whether a path belongs to what programs hide: dot files, office locks, the folder macOS adds."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name).parts)
