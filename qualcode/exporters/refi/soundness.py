"""Whether a REFI-QDA document is what readers can rely on: order of parts, identities, references."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from lxml import etree

from qualcode.model.in_words import briefly

_GUID: Final = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_REFERENCES: Final = ("targetGUID", "originGUID", "creatingUser", "modifyingUser", "creatingUserGUID")

_NOTE: Final = ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue")
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Project": (
        *("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"),
        *("Description", "NoteRef"),
    ),
    "CodeBook": ("Codes",),
    "Code": ("Description", "NoteRef", "Code"),
    "Case": ("Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"),
    "TextSource": _NOTE,
    "Note": _NOTE,
    "PlainTextSelection": ("Description", "Coding", "NoteRef"),
    "Coding": ("CodeRef", "NoteRef"),
    "VariableValue": ("VariableRef", "TextValue", "BooleanValue", "FloatValue", "DateValue"),
    "Set": ("Description", "MemberCode", "MemberSource", "MemberNote"),
    "Link": ("NoteRef",),
}
"""The parts of an element in the order of the schema; of others it is not looked at."""

_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "Project": ("name",),
    "Code": ("guid", "name", "isCodable"),
    "Variable": ("guid", "name", "typeOfVariable"),
    "PlainTextSelection": ("guid", "startPosition", "endPosition"),
    "Set": ("guid", "name"),
    **dict.fromkeys(("User", "Case", "TextSource", "Note", "Coding", "Link"), ("guid",)),
}
_NEVER_EMPTY: Final = frozenset(("Users", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets"))


def faults_of(document: bytes) -> list[str]:
    """A sentence for everything that is wrong; none for a sound document."""
    root = etree.fromstring(document, etree.XMLParser(huge_tree=True, resolve_entities=False))
    known: set[str] = set()
    wanted: list[tuple[str, str]] = []
    found: list[str] = []
    for element in root.iter(etree.Element):
        name = _local(str(element.tag))
        if name in _PARTS or name in _NEEDED or name in _NEVER_EMPTY:
            found += _in_element(element, name)
        guid = element.get("guid")
        if guid is not None:
            if guid in known:
                found.append(f"The identity {guid} is there twice.")
            if _GUID.fullmatch(guid) is None:
                found.append(f"“{briefly(guid)}” is not an identity in capitals.")
            known.add(guid)
        wanted += ((name, value) for key in _REFERENCES if (value := element.get(key)) is not None)
    missing = [name for name, value in wanted if value not in known]
    if missing:
        found.append(f"{len(missing):,} references lead nowhere, the first from a {missing[0]}.")
    return found


@cache
def _local(tag: str) -> str:
    """A name without its namespace; there are few names and many elements."""
    return tag.rpartition("}")[2]


def _in_element(element: etree._Element, name: str) -> Iterator[str]:
    for needed in _NEEDED.get(name, ()):
        if element.get(needed) is None:
            yield f"A {name} has no {needed}."
    if name in _NEVER_EMPTY and not len(element):
        yield f"{name} is empty."
    order = _PARTS.get(name)
    if order is None or not len(element):
        return
    before = 0
    for part in element:
        local = _local(str(part.tag))
        if local not in order:
            yield f"A {name} holds a {local}."
            return
        place = order.index(local)
        if place < before:
            yield f"In “{briefly(element.get('name', name))}” {local} comes too late."
            return
        before = place
