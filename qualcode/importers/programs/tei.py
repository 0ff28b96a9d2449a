"""TEI documents with annotations as exchanged projects: CATMA's export, and stand-off of the Guidelines.

CATMA writes tags as declarations of feature structures (``fsDecl``; ``baseTypes`` is the tag above), and
annotations as feature structures (``fs``) to which ``seg/@ana`` refers; the text is within the element
``<ab type="catma">``, or beside the document with pointers into it, which count UTF-16 units as Java does:
see catma.py of forTEXT/catma-py, which reads and writes the format (version 5). Of the TEI Guidelines
(chapters 17 and 18): ``@ana`` on any element of the text, ``span`` with ``@from`` and ``@to`` or ``@target``,
``annotation`` with ``@target`` and ``@ana``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from lxml import etree

from qualcode.importers.guarded.foreign_file import file_bytes
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.guarded.xml_package import parse_xml
from qualcode.importers.programs.program_database import in_order
from qualcode.importers.programs.tei_text import TeiWords
from qualcode.importers.refi.identities import guid
from qualcode.importers.refi.parts import local, moment, part
from qualcode.importers.refi.texts import text_inside, text_of_file, turns_in
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import (
    ExchangedCode,
    ExchangedNote,
    ExchangedProject,
    ExchangedSource,
    ExchangedText,
    ExchangedUser,
)
from qualcode.model.exchange.selected import ExchangedCoding, ExchangedSelection, Selections

_SPACE: Final = UUID("0f5f6a5e-3f0e-5c1b-9a51-6d0a9c1d6f0b")
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_PLACE: Final = re.compile(r"#char=(\d+),(\d+)$")
_OWN: Final = "catma_"
"""How names of properties begin that are CATMA's own, not a person's."""

Stretch = tuple[int, int]


class _Annotation(NamedTuple):
    """What an annotation says beside where it is."""

    code: str
    user: str
    made: int | None
    said: str


def read_tei(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> ExchangedProject:
    """What the TEI document at ``path`` holds. Raises UnreadableFileError."""
    try:
        return _Document(path, parse_xml(file_bytes(path, limits), limits), limits).read()
    except UnreadableFileError as error:
        raise UnreadableFileError(f"“{path.name}” cannot be imported. {error}") from error


class _Document:
    def __init__(self, path: Path, root: etree._Element, limits: ImportLimits) -> None:
        self._path = path
        self._root = root
        self._limits = limits
        self._title = _words(root.find(".//{*}titleStmt/{*}title")) or path.stem
        self._is_catma = root.find(".//{*}ab[@type='catma']") is not None
        self._codes: dict[str, ExchangedCode] = {}
        self._users: dict[str, UUID] = {}
        self._notes: list[ExchangedNote] = []
        self._found: dict[str, _Annotation] = {}

    def read(self) -> ExchangedProject:
        self._read_codes()
        self._read_annotations()
        text, places = self._pointed() if self._root.find(".//{*}ab//{*}ptr") is not None else self._inside()
        self._limits.check_text(len(text.text))
        selections = Selections.of(self._selections(places, "" if text.origin == "file" else text.text))
        source = ExchangedSource(self._id("source", ""), self._title, "text", text, selections=selections)
        return ExchangedProject(
            self._title,
            origin="CATMA" if self._is_catma else "",
            users=tuple(ExchangedUser(identity, name) for name, identity in self._users.items()),
            codes=tuple(in_order(self._codes.values())),
            sources=(source,),
            notes=tuple(self._notes),
        )

    # -- codes and annotations ----------------------------------------------------------------------

    def _read_codes(self) -> None:
        for element in self._root.iter("{*}fsDecl", "{*}category", "{*}interp"):
            identity, above = element.get(_XML_ID) or "", element.getparent()
            name = _words(part(element, "fsDescr")) or _words(part(element, "catDesc"))
            name = name or (_words(element) if local(element) == "interp" else "") or identity
            colour = element.find("{*}fDecl[@name='catma_displaycolor']//{*}string")
            parent = element.get("baseTypes") or ""
            if above is not None and local(above) == "category":
                parent = above.get(_XML_ID) or ""
            self._put_code(identity, name, parent, _colour(_words(colour)))

    def _put_code(self, key: str, name: str, parent: str = "", colour: str = "") -> None:
        above = self._id("code", parent) if parent else None
        self._codes[key] = ExchangedCode(self._id("code", key), name, above, True, colour, "", ())

    def _read_annotations(self) -> None:
        for element in self._root.iter("{*}fs"):
            said: dict[str, str] = {}
            for feature in element.iterchildren("{*}f"):
                values = (_words(value) for value in feature.iter("{*}string"))
                said[feature.get("name", "")] = ", ".join(filter(None, values))
            told = {name: value for name, value in said.items() if value and not name.startswith(_OWN)}
            self._found[element.get(_XML_ID) or ""] = _Annotation(
                element.get("type", ""),
                said.get("catma_markupauthor", ""),
                moment(said.get("catma_markuptimestamp")),
                "\n".join(f"{name}: {value}" for name, value in told.items()),
            )

    # -- the text -------------------------------------------------------------------------------------

    def _inside(self) -> tuple[ExchangedText, dict[str, list[Stretch]]]:
        """Words that are in the document, and where each annotation is in them."""
        root = self._root.find(".//{*}ab[@type='catma']") if self._is_catma else self._root.find("{*}text")
        if root is None:
            raise UnreadableFileError("It holds no text.")
        words = TeiWords(root, as_it_stands=self._is_catma)
        places: dict[str, list[Stretch]] = defaultdict(list)
        for element, span in words.spans.items():
            for reference in element.get("ana", "").split():
                places[reference.rpartition("#")[2]].append((span.start, span.end))
        for element in self._root.iter("{*}span", "{*}annotation"):
            self._stand_off(element, words, places)
        text = text_inside(words.text, find_turns=False)
        # Whose an utterance is, the document says; where it does not, its words have to tell.
        return text._replace(turns=turns_in(text.text, tuple(words.turns) or None)), places

    def _stand_off(self, element: etree._Element, words: TeiWords, places: dict[str, list[Stretch]]) -> None:
        """An annotation that names the elements that it is about."""
        first = element.get("from") or element.get("target") or ""
        names = [each.rpartition("#")[2] for each in (*first.split(), *(element.get("to") or "").split())]
        spans = [words.named[name] for name in names if name in words.named]
        group = element.getparent()
        said = (element.get("ana") or (group.get("ana") if group is not None else "") or "").split()
        own = _words(element) or (group.get("type") if group is not None else "") or ""
        for key in [each.rpartition("#")[2] for each in said] or ([own] if own else []):
            if spans:
                places[key].append((min(each.start for each in spans), max(each.end for each in spans)))

    def _pointed(self) -> tuple[ExchangedText, dict[str, list[Stretch]]]:
        """Words that are in a file beside the document, and where in it each annotation is."""
        places: dict[str, list[Stretch]] = defaultdict(list)
        length = 0
        for pointer in self._root.iterfind(".//{*}ab//{*}ptr"):
            found, holder = _PLACE.search(pointer.get("target", "")), pointer.getparent()
            if found is None or holder is None:
                continue
            start, end = int(found[1]), int(found[2])
            length = max(length, end)
            for reference in holder.get("ana", "").split():
                places[reference.rpartition("#")[2]].append((start, end))
        return self._beside(length), places

    def _beside(self, length: int) -> ExchangedText:
        """The text that was annotated: CATMA writes it beside the document, or in the folder above."""
        for path in sorted((*self._path.parent.glob("*.txt"), *self._path.parent.parent.glob("*.txt"))):
            raw = file_bytes(path, self._limits)
            text = text_of_file(raw, self._limits, find_turns=True)
            ends = text.text.count("\n") if b"\r\n" in raw else 0
            if length in (units := len(text.text.encode("utf-16-le", "surrogatepass")) // 2, units + ends):
                return text
        raise UnreadableFileError(
            f"Its annotations point into a text of {length:,} characters that is not in it. Put that text as "
            "a .txt file into the same folder, as CATMA exports it, and try again."
        )

    # -- selections -------------------------------------------------------------------------------------

    def _selections(self, places: dict[str, list[Stretch]], text: str) -> Iterator[ExchangedSelection]:
        for key, stretches in places.items():
            about = self._found.get(key, _Annotation(key, "", None, ""))
            if about.code not in self._codes:
                self._put_code(about.code, about.code)
            user = self._users.setdefault(about.user, self._id("user", about.user)) if about.user else None
            notes = tuple(self._note(key, about, user))
            for start, end in _joined(stretches) if key in self._found else stretches:
                where = f"{key} {start} {end}"
                code = self._codes[about.code].id
                coding = ExchangedCoding(self._id("coding", where), code, user, about.made, notes)
                own, quoted = self._id("selection", where), text[start:end]
                yield ExchangedSelection(own, quoted, start, end, "", user, about.made, (coding,), ())

    def _note(self, key: str, about: _Annotation, user: UUID | None) -> Iterator[UUID]:
        """The properties of an annotation as a note."""
        if about.said:
            identity = self._id("note", key)
            self._notes.append(ExchangedNote(identity, "", about.said, user, about.made))
            yield identity

    def _id(self, what: str, key: str) -> UUID:
        """CATMA's own identity of something, which is the same in every export; else one made of its name."""
        own = guid(key.removeprefix("CATMA_")) if what == "code" else None
        return own or uuid5(_SPACE, f"{self._title} {what} {key}")


def _joined(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Stretches that follow each other without a gap, as one: CATMA cuts them where others overlap."""
    begun: Stretch | None = None
    for start, end in sorted(stretches):
        if begun is not None and start <= begun[1]:
            begun = (begun[0], max(begun[1], end))
            continue
        if begun is not None:
            yield begun
        begun = (start, end)
    if begun is not None:
        yield begun


def _words(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _colour(written: str) -> str:
    """A colour of Java, three bytes of a signed number."""
    try:
        return f"#{int(written) & 0xFFFFFF:06x}"
    except ValueError:
        return ""
