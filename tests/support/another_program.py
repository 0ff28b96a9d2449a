"""A REFI-QDA file as another program gives it back: edited, re-zipped, with names and GUIDs of its own."""

import re
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

N = "{urn:QDA-XML:project:1.0}"

_GUID = re.compile(rb"[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}")

Edit = Callable[[etree._Element, dict[str, str]], None]
"""Changes a document; the texts of its sources are given by the GUID of each."""

Spelling = Callable[[bytes], bytes]


def as_it_is(guid: bytes) -> bytes:
    return guid


def lower(guid: bytes) -> bytes:
    return guid.lower()


def braced(guid: bytes) -> bytes:
    return b"{" + guid + b"}"


def new(_: bytes) -> bytes:
    return str(uuid.uuid4()).upper().encode()


def handed_back(path: Path, edit: Edit, spelling: Spelling = as_it_is, *, notes: bool = True) -> Path:
    """The file after another program had it; ``notes``: whether it keeps the note of this program."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(members.pop("project.qde"))
    texts = {name[8:44]: content.decode("utf-8") for name, content in members.items()}
    edit(root, texts)
    if not notes:
        for note in list(root.iter(f"{N}Note")):
            if note.get("name") == "Kept for qualcode":
                note.getparent().remove(note)  # type: ignore[union-attr]  # a note has a parent
    root.set("origin", "Another program 3.1")
    document = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    known = {found: spelling(found) for found in sorted(set(_GUID.findall(document)))}
    document = _GUID.sub(lambda found: known[found[0]], document)
    back = path.with_name("back.qdpx")
    with zipfile.ZipFile(back, "w") as archive:
        archive.writestr("My study.qde", b"\xef\xbb\xbf" + document)
        for name, content in members.items():
            guid = name[8:44].encode()
            plain = known.get(guid, guid).decode().strip("{}")
            archive.writestr(f"Sources/{plain}.txt", content)
    return back


def code(root: etree._Element, name: str) -> etree._Element:
    """The code of this name."""
    return next(each for each in root.iter(f"{N}Code") if each.get("name") == name)


def source(root: etree._Element, name: str) -> etree._Element:
    """The first source whose name begins like this."""
    return next(each for each in root.iter(f"{N}TextSource") if each.get("name", "").startswith(name))


def coded(into: etree._Element, text: str, words: str, codes: list[str], user: str) -> None:
    """Code words of a source, as the program of a colleague does."""
    start = text.index(words)
    selection = etree.Element(
        f"{N}PlainTextSelection",
        guid=str(uuid.uuid4()),
        name=words,
        startPosition=str(start),
        endPosition=str(start + len(words)),
    )
    for guid in codes:
        coding = etree.SubElement(selection, f"{N}Coding", guid=str(uuid.uuid4()), creatingUser=user)
        etree.SubElement(coding, f"{N}CodeRef", targetGUID=guid)
    first = next((at for at, each in enumerate(into) if each.tag == f"{N}PlainTextSelection"), len(into))
    into.insert(first, selection)
