"""A REFI-QDA document of any program as plain values: read tolerantly, what is broken is mended and told."""

import io
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from lxml import etree

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.refi.codes import CodebookReading
from qualcode.importers.refi.foreign import clean_element
from qualcode.importers.refi.identities import Identities
from qualcode.importers.refi.package import RefiPackage
from qualcode.importers.refi.parts import described, local, moment, parts, value_of
from qualcode.importers.refi.sources import OTHER_NAMES, SourceReading
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import (
    ExchangedCase,
    ExchangedGraph,
    ExchangedLink,
    ExchangedNote,
    ExchangedProject,
    ExchangedSet,
    ExchangedSource,
    ExchangedUser,
    ExchangedVariable,
)
from qualcode.model.exchange.selections import part_id, written_guid

OURS: Final = "qualcode"
"""How the origin of this program's own files begins."""

_ROOTS: Final = ("Project", "CodeBook")
_WHOLE: Final = (
    *("Users", "Codes", "Variable", "Case", "TextSource", "PictureSource", "PDFSource", "AudioSource"),
    *("VideoSource", "Notes", "Link", "Set", "Graph", *OTHER_NAMES),
)
_MOST_ELEMENTS: Final = 6_000_000


def read_refi(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> ExchangedProject:
    """What the .qdpx, .qde or .qdc at ``path`` holds. Raises UnreadableFileError."""
    try:
        package = RefiPackage(path, limits)
        found = _Document(package, limits).read()
    except UnreadableFileError as error:
        raise UnreadableFileError(f"“{path.name}” cannot be imported. {error}") from error
    # Codebooks have no name.
    return found if found.name else replace(found, name=path.stem)


class _Document:
    """Reads the elements as they end, and forgets each when it is read: documents may be large."""

    def __init__(self, package: RefiPackage, limits: ImportLimits) -> None:
        self._package = package
        self._limits = limits
        self._ids = Identities()
        self._users: list[ExchangedUser] = []
        self._codes = CodebookReading(self._ids)
        self._variables: list[ExchangedVariable] = []
        self._cases: list[ExchangedCase] = []
        self._sources: list[ExchangedSource] = []
        self._notes: list[ExchangedNote] = []
        self._links: list[ExchangedLink] = []
        self._sets: list[ExchangedSet] = []
        self._graphs: list[ExchangedGraph] = []

    def read(self) -> ExchangedProject:
        raw = self._package.document
        if raw.count(b"<") - raw.count(b"</") > _MOST_ELEMENTS:
            raise UnreadableFileError(f"Its document has more than {_MOST_ELEMENTS:,} elements.")
        head = raw[: 64 * 1024]
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise UnreadableFileError(
                "Its document declares XML entities of its own, which no project needs."
            )
        root = None
        try:
            events = etree.iterparse(
                io.BytesIO(raw),
                events=("start", "end"),
                tag=tuple(f"{{*}}{name}" for name in (*_ROOTS, *_WHOLE)),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=True,
            )
            for event, element in events:
                if event == "start":
                    root = self._begun(element) if root is None else root
                elif root is not None and element is not root:
                    self._ended(element)
        except (etree.XMLSyntaxError, ValueError, RecursionError) as error:
            raise UnreadableFileError(_unread(error)) from error
        if root is None:
            raise UnreadableFileError("Its document is not a REFI-QDA project or codebook.")
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFileError(
                "Its document declares XML entities of its own, which no project needs."
            )
        return self._project(root)

    def _begun(self, element: etree._Element) -> etree._Element:
        if local(element) not in _ROOTS or element.getparent() is not None:
            raise UnreadableFileError("Its document is not a REFI-QDA project or codebook.")
        self._is_ours = element.get("origin", "").startswith(OURS)
        self._reading = SourceReading(self._package, self._ids, self._limits, find_turns=not self._is_ours)
        return element

    def _ended(self, element: etree._Element) -> None:
        name = local(element)
        if name == "CodeBook":
            return
        self._take(name, element)
        element.clear()
        # What came before is read: it goes as well, or the tree would grow all the same.
        before = element.getprevious()
        if before is not None and local(before) in _WHOLE:
            before.getparent().remove(before)  # type: ignore[union-attr]  # it has the parent of its sibling

    def _take(self, name: str, element: etree._Element) -> None:
        match name:
            case "Users":
                self._users += (self._user(each) for each in parts(element, "User"))
            case "Codes":
                self._codes.read_below(element)
            case "Variable":
                self._variables.append(self._variable(element))
            case "Case":
                self._cases.append(self._case(element))
            case "Notes":
                self._notes += (self._note(each) for each in parts(element, "Note"))
            case "Link":
                self._links.append(self._link(element))
            case "Set":
                self._sets.append(self._set(element))
            case "Graph":
                self._graphs.append(self._graph(element))
            case _:
                self._sources.append(self._reading.source(element))

    def _project(self, root: etree._Element) -> ExchangedProject:
        return ExchangedProject(
            name=root.get("name", "").strip(),
            origin=root.get("origin", ""),
            description=described(root),
            created=moment(root.get("creationDateTime")),
            users=tuple(self._users),
            codes=self._codes.in_order(),
            variables=tuple(self._variables),
            cases=tuple(self._cases),
            sources=tuple(self._sources),
            notes=tuple(self._notes),
            links=tuple(self._links),
            sets=tuple(self._sets),
            graphs=tuple(self._graphs),
            project_notes=self._ids.references(root, "NoteRef"),
            repairs=(*self._package.repairs, *self._codes.repairs(), *self._ids.repairs()),
            codebook_only=local(root) == "CodeBook",
        )

    def _user(self, element: etree._Element) -> ExchangedUser:
        identity = self._ids.own(element, "user")
        return ExchangedUser(identity, (element.get("name") or element.get("id") or "").strip())

    def _variable(self, element: etree._Element) -> ExchangedVariable:
        kind = element.get("typeOfVariable", "Text")
        name = (element.get("name") or "").strip()
        return ExchangedVariable(self._ids.own(element, "variable"), name, kind, described(element))

    def _case(self, element: etree._Element) -> ExchangedCase:
        refer = partial(self._ids.references, element)
        return ExchangedCase(
            self._ids.own(element, "case"),
            (element.get("name") or "").strip(),
            described(element),
            refer("CodeRef"),
            tuple(value_of(each, self._ids) for each in parts(element, "VariableValue")),
            refer("SourceRef"),
            refer("SelectionRef"),
        )

    def _note(self, element: etree._Element) -> ExchangedNote:
        text = self._reading.words(element, find_turns=False)
        return ExchangedNote(
            self._ids.own(element, "note"),
            (element.get("name") or "").strip(),
            described(element) if text is None else text.text,
            self._ids.reference(element.get("creatingUser")),
            moment(element.get("creationDateTime")),
        )

    def _link(self, element: etree._Element) -> ExchangedLink:
        ends = [self._ids.reference(element.get(name)) for name in ("originGUID", "targetGUID")]
        identity = self._ids.own(element, "link")
        written = clean_element(element, written_guid(identity), self._ids)
        return ExchangedLink(identity, element.get("name", ""), ends[0], ends[1], written)

    def _graph(self, element: etree._Element) -> ExchangedGraph:
        identity = self._ids.own(element, "network")
        written = clean_element(element, written_guid(identity), self._ids)
        return ExchangedGraph(identity, element.get("name", ""), written)

    def _set(self, element: etree._Element) -> ExchangedSet:
        identity = self._ids.own(element, "set")
        codes = self._ids.references(element, "MemberCode")
        # Codes of a set are a code set here; its sources and notes are a set of their own then.
        others = part_id(identity, "others") if codes else identity
        return ExchangedSet(
            identity,
            (element.get("name") or "").strip(),
            codes,
            self._ids.references(element, "MemberSource"),
            self._ids.references(element, "MemberNote"),
            clean_element(element, written_guid(others), self._ids, without=("MemberCode",)),
        )


def _unread(error: Exception) -> str:
    """Why a document could not be read to its end."""
    if "depth" in str(error).casefold():
        return "Its codes are nested more than 2,000 levels deep; move some of them up and export it again."
    return "Its document is damaged or cut off; export the project again."
