"""Elements that have no place here, made clean: only what the schema knows, to be written again."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from lxml import etree

from qualcode.importers.refi.identities import Identities, guid
from qualcode.importers.refi.parts import local
from qualcode.model.exchange.selections import written_guid

_PLACE: Final = re.compile(r"-?\d{1,9}")
_VALUES: Final[Mapping[str, re.Pattern[str]]] = {
    **dict.fromkeys(("firstX", "firstY", "secondX", "secondY"), _PLACE),
    "color": re.compile("#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3}"),
    "direction": re.compile("Associative|OneWay|Bidirectional"),
    "lineStyle": re.compile("dotted|dashed|solid"),
    "shape": re.compile("Person|Oval|Rectangle|RoundedRectangle|Star|(?:Left|Right|Up|Down)Triangle|Note"),
    "name": re.compile(r"(?s).*"),
}
_REFERENCES: Final = frozenset(
    ("targetGUID", "originGUID", "representedGUID", "sourceVertex", "targetVertex")
)
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Set": ("MemberCode", "MemberSource", "MemberNote"),
    "Link": ("NoteRef",),
    "Graph": ("Vertex", "Edge"),
}


def clean_element(
    element: etree._Element, identity: str, ids: Identities, without: Collection[str] = ()
) -> str:
    """An element of a set, link or graph as text; ``without``: parts that are something else here."""
    name = local(element)
    made = _clean(element, identity)
    for wanted in _PARTS[name]:
        for part in element:
            if local(part) == wanted and wanted not in without:
                clean = _clean(part, None)
                if "guid" in part.attrib:
                    clean.set("guid", written_guid(ids.own(part, "part")))
                made.append(clean)
    return etree.tostring(made, encoding="unicode")


def _clean(element: etree._Element, identity: str | None) -> etree._Element:
    made = etree.Element(local(element))
    if identity is not None:
        made.set("guid", identity)
    for key, value in element.attrib.items():
        name, written = str(key), str(value)
        if name in _REFERENCES:
            found = guid(written)
            if found is not None:
                made.set(name, written_guid(found))
        elif name in _VALUES and _VALUES[name].fullmatch(written):
            made.set(name, written)
    return made
