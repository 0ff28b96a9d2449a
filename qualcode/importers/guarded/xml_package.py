"""Zip packages of XML parts (docx, odt): opened within limits, with entities and network off."""

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Final

from lxml import etree

from qualcode.importers.guarded.limits import ImportLimits
from qualcode.model.errors import UnreadableFileError

_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError, OverflowError,
    struct.error, NotImplementedError,
)  # fmt: skip
_DAMAGED: Final = "The file is damaged: its parts cannot be unpacked."
_PROTECTED: Final = "The file is protected by a password: remove it and try again."
_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")
_BLOCK: Final = 1 << 20


class XmlPackage:
    """A zip file of XML parts; every part that is read counts against the limits."""

    def __init__(self, raw: bytes, limits: ImportLimits) -> None:
        self._limits = limits
        self._unpacked = 0
        self._packed = len(raw)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            self._names = {name.lstrip("/"): name for name in self._zip.namelist()}
        except _BROKEN as error:
            raise UnreadableFileError(_DAMAGED) from error

    @property
    def names(self) -> list[str]:
        """The parts, in the order of the file."""
        return list(self._names)

    def read(self, name: str) -> bytes:
        """The bytes of a part; empty where there is none."""
        if name not in self._names:
            return b""
        room = self._limits.unpacked_bytes - self._unpacked
        try:
            with self._zip.open(self._names[name]) as part:
                raw = part.read(room + 1)
        except RuntimeError as error:
            raise UnreadableFileError(_PROTECTED) from error
        except _BROKEN as error:
            raise UnreadableFileError(_DAMAGED) from error
        if len(raw) > room:
            raise self._limits.too_much_unpacked("file", self._packed)
        self._unpacked += len(raw)
        return raw

    def check_parts(self, endings: tuple[str, ...]) -> None:
        """Unpack parts whose names end like this once, within the limits, for a library without limits."""
        for name, entry in self._names.items():
            if name.endswith(endings):
                self._check_part(entry)

    def _check_part(self, entry: str) -> None:
        try:
            with self._zip.open(entry) as part:
                last = b""
                while block := part.read(_BLOCK):
                    self._unpacked += len(block)
                    if self._unpacked > self._limits.unpacked_bytes:
                        raise self._limits.too_much_unpacked("file", self._packed)
                    # A word may be cut by the end of a block.
                    seen = last + block
                    if any(word in seen for word in _DECLARATIONS):
                        raise UnreadableFileError(
                            "The file declares XML entities of its own, which no table does."
                        )
                    last = block[-16:]
        except RuntimeError as error:
            raise UnreadableFileError(_PROTECTED) from error
        except _BROKEN as error:
            raise UnreadableFileError(_DAMAGED) from error

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a part; None where there is no such part."""
        raw = self.read(name)
        return parse_xml(raw, self._limits) if raw else None

    def relations(self, part: str) -> list[tuple[str, str]]:
        """The parts that ``part`` refers to: (last word of the relation's type, name of the part)."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", name + ".rels"))
        if root is None:
            return []
        found = []
        for relation in root:
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.append((relation.get("Type", "").rpartition("/")[2], posixpath.normpath(path)))
        return found


def parse_xml(raw: bytes, limits: ImportLimits) -> etree._Element:
    """The root of an XML document that comes from outside: no entities, no network, no bombs."""
    # Counting brackets costs next to nothing and spares building a tree that would be refused.
    if raw.count(b"<") - raw.count(b"</") > limits.xml_elements:
        raise UnreadableFileError(
            f"The file has more than {limits.xml_elements:,} elements, which no transcript has."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError("The file is damaged: its XML cannot be read.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFileError("The file declares XML entities of its own, which no transcript does.")
    return root
