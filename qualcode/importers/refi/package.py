"""A REFI-QDA file opened within limits: its document, and the sources that lie beside it."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

from qualcode.importers.guarded.foreign_file import file_bytes
from qualcode.importers.guarded.limits import ImportLimits, TooMuchUnpackedError
from qualcode.model.errors import UnreadableFileError

_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError, OverflowError),
    *(struct.error, NotImplementedError),
)
_MEDIA: Final = re.compile(
    r"\.(?:mp[34g]|m4[av]|wav|avi|mov|wm[av]|og[gv]|jpe?g|png|gif|bmp|tiff?)$", re.IGNORECASE
)


class RefiPackage:
    """The file at a path: ``document`` is its XML; ``source`` gives what a path in it leads to.

    ``repairs`` are sentences about members that cannot be read; what is unpacked counts against the limits.
    """

    def __init__(self, path: Path, limits: ImportLimits) -> None:
        self._limits = limits
        self._unpacked = 0
        self._packed = 0
        self._zip: zipfile.ZipFile | None = None
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.repairs: list[str] = []
        raw = file_bytes(path, limits)
        if not raw:
            raise UnreadableFileError("The file is empty.")
        self._packed = len(raw)
        if raw[:2] == b"PK":
            self.document = self._opened(raw)
        elif raw.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<":
            self.document = raw
        else:
            raise UnreadableFileError("The file is not a REFI-QDA project (.qdpx, .qde) or codebook (.qdc).")

    def _opened(self, raw: bytes) -> bytes:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise UnreadableFileError("The archive is damaged; export the project again.") from error
        if len(entries) > 20 * self._limits.archive_files:
            raise UnreadableFileError("The archive holds more files than any project does.")
        documents = []
        for entry in entries:
            name = posixpath.normpath(entry.filename.replace("\\", "/")).lstrip("/")
            if entry.is_dir() or name.startswith("__MACOSX"):
                continue
            if name.startswith(".."):
                self.repairs.append("A file that leads out of the archive was left out.")
                continue
            # Of two members of one name the last one holds, as when an archive is unpacked.
            self._members[_member(name)] = entry
            if name.casefold().endswith((".qde", ".qdc")):
                documents.append((name.count("/"), name, entry))
        if not documents:
            raise UnreadableFileError(
                "The archive holds no project document (.qde), so it is not a REFI-QDA project."
            )
        _, name, entry = min(documents, key=lambda found: found[:2])
        if len(documents) > 1:
            self.repairs.append(
                f"The archive holds {len(documents):,} project documents; only “{name}” was read."
            )
        return self._unpacked_bytes(entry)

    def source(self, path: str) -> bytes | None:
        """The bytes that ``internal://GUID.txt`` leads to; None where there are none."""
        if self._zip is None or not path:
            return None
        name = _member(path.removeprefix("internal://").replace("\\", "/"))
        # Some programs take the ending from the name that people gave a source, or give it none.
        entry = self._members.get(name) or self._members.get(posixpath.splitext(name)[0] + ".")
        if entry is None or _MEDIA.search(name):
            return None
        try:
            return self._unpacked_bytes(entry)
        except TooMuchUnpackedError:
            # Half of a project is none.
            raise
        except UnreadableFileError as error:
            self.repairs.append(
                f"The source file {name} was left out: {str(error)[:1].lower()}{str(error)[1:]}"
            )
            return None

    def _unpacked_bytes(self, entry: zipfile.ZipInfo) -> bytes:
        room = min(self._limits.unpacked_bytes - self._unpacked, self._limits.file_bytes)
        if self._zip is None:
            raise AssertionError("no archive")
        try:
            with self._zip.open(entry) as member:
                raw = member.read(room + 1)
        except RuntimeError as error:
            raise UnreadableFileError(
                "The archive is protected by a password; unpack it and pack it without."
            ) from error
        except _BROKEN as error:
            raise UnreadableFileError("The file in the archive is damaged.") from error
        if len(raw) > room:
            raise self._limits.too_much_unpacked("archive", self._packed)
        self._unpacked += len(raw)
        return raw


def _member(path: str) -> str:
    """How a file is looked for: some programs put braces in one place and leave them out in another."""
    return posixpath.basename(path).casefold().translate({ord("{"): None, ord("}"): None})
