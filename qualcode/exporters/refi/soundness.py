"""Whether a REFI-QDA document is what readers can rely on: order of parts, identities, references."""

import re
from collections.abc import Mapping
from typing import Any, Final
from xml.parsers.expat import ParserCreate

from qualcode.model.words.in_words import briefly, plural_of

_GUID: Final = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_REFERENCES: Final = frozenset(
    ("targetGUID", "originGUID", "creatingUser", "modifyingUser", "creatingUserGUID")
)

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
    "VariableValue": ("VariableRef", "TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue"),
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
    """A sentence for everything that is wrong; none for a sound document.

    Raises ExpatError for what is no document at all.
    """
    check = _Check()
    parser = ParserCreate()
    parser.StartElementHandler = check.begun
    parser.EndElementHandler = check.ended
    parser.Parse(document, True)
    return check.faults()


class _Check:
    """Hears of every element as it begins and ends: a document may have very many of them.

    ``_open`` holds, for each element that is not closed yet, its name and what it is called; the order in
    which its parts have to come, None where that does not matter or was told; and the place in it of the last
    part, -1 before the first.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._wanted: list[tuple[str, str]] = []
        self._found: list[str] = []
        self._open: list[list[Any]] = [["", "", None, -1]]

    def begun(self, tag: str, values: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(":")[2] if ":" in tag else tag
        holder = self._open[-1]
        order = holder[_ORDER]
        place = 0 if order is None else order.get(name, _UNKNOWN)
        if place < holder[_LAST]:
            self._misplaced(holder, name, place)
        else:
            holder[_LAST] = place
        for needed in _NEEDED.get(name, ()):
            if needed not in values:
                self._found.append(f"A {name} has no {needed}.")
        if values:
            guid = values.get("guid")
            if guid is not None:
                if guid in self._known or _GUID.fullmatch(guid) is None:
                    self._misnamed(guid)
                self._known.add(guid)
            for key in _REFERENCES & values.keys():
                self._wanted.append((name, values[key]))
        self._open.append([name, values.get("name", name), _PLACES.get(name), -1])

    def ended(self, _tag: str) -> None:
        """The last element that began ends."""
        name, _, _, last = self._open.pop()
        if last < 0 and name in _NEVER_EMPTY:
            self._found.append(f"{name} is empty.")

    def _misplaced(self, holder: list[Any], part: str, place: int) -> None:
        if place < 0:
            self._found.append(f"A {holder[_NAME]} holds a {part}.")
        else:
            self._found.append(f"In “{briefly(holder[_CALLED])}” {part} comes too late.")
        # The rest follows from it.
        holder[_ORDER], holder[_LAST] = None, 0

    def _misnamed(self, guid: str) -> None:
        if guid in self._known:
            self._found.append(f"The identity {guid} is there twice.")
        if _GUID.fullmatch(guid) is None:
            self._found.append(f"“{briefly(guid)}” is not an identity in capitals.")

    def faults(self) -> list[str]:
        """What was found, with what only the whole document shows."""
        missing = [name for name, value in self._wanted if value not in self._known]
        if missing:
            lead = plural_of(len(missing), "reference leads", "references lead")
            self._found.append(f"{len(missing):,} {lead} nowhere, the first from a {missing[0]}.")
        return self._found


_NAME, _CALLED, _ORDER, _LAST = range(4)
_UNKNOWN: Final = -2

_PLACES: Final = {name: {part: place for place, part in enumerate(order)} for name, order in _PARTS.items()}
