"""GUIDs as programs write them, in any case and with braces, each made one identity that stays the same."""

from collections import Counter
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

from lxml import etree

from qualcode.importers.refi.parts import parts
from qualcode.model.words.in_words import counted

_OWN: Final = UUID("6f1d3c52-9a41-5a0e-8a6e-0b7c4f3f5d21")
"""From what broken GUIDs say an identity is made that is the same at the next import."""

_LENGTH: Final = 16


class Identities:
    """Gives every element its identity: its GUID, or one made of it where that is missing or taken."""

    def __init__(self) -> None:
        self._taken: set[bytes] = set()
        self._doubled: Counter[str] = Counter()
        self._broken: Counter[str] = Counter()

    def own(self, element: etree._Element, noun: str) -> UUID:
        """The identity of an element."""
        return UUID(bytes=self.own_bytes(element, noun))

    def own_bytes(self, element: etree._Element, noun: str) -> bytes:
        """The same as 16 bytes: selections and codings are too many for an object each."""
        found = _guid_bytes(element.get("guid"))
        if found is None or found in self._taken:
            found = self._mended(element, noun, found)
        self._taken.add(found)
        return found

    def _mended(self, element: etree._Element, noun: str, found: bytes | None) -> bytes:
        """An identity for an element whose own one is missing or taken."""
        if found is None:
            self._broken[noun] += 1
            written = element.get("guid") or element.get("name", "")
            first = uuid5(_OWN, f"{noun}:{written}")
        else:
            self._doubled[noun] += 1
            first = UUID(bytes=found)
        again, made = 0, first
        while made.bytes in self._taken:
            again += 1
            made = uuid5(_OWN, f"{noun}:{first}:{again}")
        return made.bytes

    def reference(self, written: str | None) -> UUID | None:
        """What an attribute refers to."""
        return guid(written)

    def references(self, element: etree._Element, name: str) -> tuple[UUID, ...]:
        """What the parts of this name refer to, each once, in their order."""
        written = [each.get("targetGUID") or each.get("guid") for each in parts(element, name)]
        if len(written) == 1:
            found = guid(written[0])
            return () if found is None else (found,)
        return tuple(dict.fromkeys(found for found in map(guid, written) if found is not None))

    def repairs(self) -> list[str]:
        """What was mended."""
        return [
            *(
                f"{counted(number, noun)} had a GUID that was taken, and got another."
                for noun, number in self._doubled.items()
            ),
            *(
                f"{counted(number, noun)} had no valid GUID, and got one."
                for noun, number in self._broken.items()
            ),
        ]


@lru_cache(maxsize=400_000)
def guid(written: str | None) -> UUID | None:
    """A GUID in any case, with braces or without; None where it is none."""
    found = _guid_bytes(written)
    return None if found is None else UUID(bytes=found)


def _guid_bytes(written: str | None) -> bytes | None:
    """A GUID as 16 bytes."""
    plain = (written or "").strip().strip("{}").replace("-", "")
    try:
        found = bytes.fromhex(plain)
    except ValueError:
        return None
    return found if len(found) == _LENGTH else None
