"""GUIDs as programs write them, in any case and with braces, each made one identity that stays the same."""

from collections import Counter
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

from lxml import etree

from qualcode.importers.refi.parts import parts
from qualcode.model.in_words import counted

_OWN: Final = UUID("6f1d3c52-9a41-5a0e-8a6e-0b7c4f3f5d21")
"""From what broken GUIDs say an identity is made that is the same at the next import."""


class Identities:
    """Gives every element its identity: its GUID, or one made of it where that is missing or taken."""

    def __init__(self) -> None:
        self._taken: set[UUID] = set()
        self._doubled: Counter[str] = Counter()
        self._broken: Counter[str] = Counter()

    def own(self, element: etree._Element, noun: str) -> UUID:
        """The identity of an element."""
        written = element.get("guid")
        found = guid(written)
        if found is None:
            self._broken[noun] += 1
            found = uuid5(_OWN, f"{noun}:{written or element.get('name', '')}")
        elif found in self._taken:
            self._doubled[noun] += 1
        again = 0
        first = found
        while found in self._taken:
            again += 1
            found = uuid5(_OWN, f"{noun}:{first}:{again}")
        self._taken.add(found)
        return found

    def reference(self, written: str | None) -> UUID | None:
        """What an attribute refers to."""
        return guid(written)

    def references(self, element: etree._Element, name: str) -> tuple[UUID, ...]:
        """What the parts of this name refer to, each once, in their order."""
        found = (guid(each.get("targetGUID") or each.get("guid")) for each in parts(element, name))
        return tuple(dict.fromkeys(identity for identity in found if identity is not None))

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
    plain = (written or "").strip().strip("{}").replace("-", "")
    if len(plain) != 32:
        return None
    try:
        return UUID(hex=plain)
    except ValueError:
        return None
