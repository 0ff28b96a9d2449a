"""Sources of a REFI-QDA document: texts, PDFs by their text, transcripts of recordings. Others count."""

from collections.abc import Iterator
from uuid import UUID

from lxml import etree

from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.refi.identities import Identities
from qualcode.importers.refi.package import RefiPackage
from qualcode.importers.refi.parts import described, local, moment, part, parts, value_of
from qualcode.importers.refi.texts import text_inside, text_of_file, text_of_rich
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import ExchangedSource, ExchangedText
from qualcode.model.exchange.selected import ExchangedCoding, SelectedCodings, Selections

OTHER_NAMES = {
    "PDFDocument": "PDFSource",
    "Picture": "PictureSource",
    "Audio": "AudioSource",
    "Video": "VideoSource",
    "UnknownSource": "TextSource",
}
"""Names that OpenQDA gives sources, and those of the standard."""

_NONE: tuple[UUID, ...] = ()
_ELSEWHERE = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")
_TEXTS = {
    "PictureSource": ("TextDescription",),
    "PDFSource": ("Representation",),
    "AudioSource": ("Transcript",),
    "VideoSource": ("Transcript",),
}


class SourceReading:
    """Reads sources with the words that belong to them."""

    def __init__(
        self, package: RefiPackage, ids: Identities, limits: ImportLimits, *, find_turns: bool
    ) -> None:
        self._package = package
        self._ids = ids
        self._limits = limits
        self._find_turns = find_turns

    def source(self, element: etree._Element) -> ExchangedSource:
        """A source of any kind."""
        identity = self._ids.own(element, "source")
        standard = OTHER_NAMES.get(local(element), local(element))
        kind = standard.removesuffix("Source").lower()
        holder = element
        for name in _TEXTS.get(standard, ()):
            found = part(element, name)
            holder = element if found is None else found
        text = self.words(holder, find_turns=self._find_turns)
        if text is None and kind == "pdf":
            text = self._rich(element.get("path", ""))
        selections = self._selections(holder, text)
        elsewhere = [each for name in _ELSEWHERE for each in parts(element, name)]
        return ExchangedSource(
            identity,
            (element.get("name") or holder.get("name") or "").strip(),
            kind,
            text,
            described(element),
            self._ids.reference(element.get("creatingUser")),
            moment(element.get("creationDateTime")),
            selections,
            tuple(self._codings(element)),
            self._notes(element, holder),
            tuple(value_of(each, self._ids) for each in parts(element, "VariableValue")),
            len(elsewhere),
            sum(1 for each in elsewhere for _ in parts(each, "Coding")),
        )

    def _notes(self, element: etree._Element, holder: etree._Element) -> tuple[UUID, ...]:
        found = self._ids.references(element, "NoteRef")
        return found if holder is element else found + self._ids.references(holder, "NoteRef")

    def words(self, element: etree._Element, *, find_turns: bool) -> ExchangedText | None:
        """The words of a source or note, wherever they are; None where there are none."""
        inside = part(element, "PlainTextContent")
        if inside is not None and inside.text:
            return text_inside(inside.text, find_turns=find_turns)
        raw = self._package.source(element.get("plainTextPath", ""))
        if raw is not None:
            return text_of_file(raw, self._limits, find_turns=find_turns)
        rich = self._rich(element.get("richTextPath", ""))
        if rich is not None:
            return rich
        return text_inside("", find_turns=False) if inside is not None else None

    def _rich(self, path: str) -> ExchangedText | None:
        raw = self._package.source(path)
        if not raw:
            return None
        try:
            return text_of_rich(raw, path, self._limits)
        except UnreadableFileError as error:
            self._package.repairs.append(f"A source could not be read: {error}")
            return None

    def _selections(self, holder: etree._Element, text: ExchangedText | None) -> Selections:
        found = Selections()
        for element in parts(holder, "PlainTextSelection"):
            self._add(found, element, _number(element, "startPosition"), _number(element, "endPosition"))
        if text is None:
            return found
        places = {
            self._ids.reference(each.get("guid")): _number(each, "position")
            for each in parts(holder, "SyncPoint")
        }
        for element in parts(holder, "TranscriptSelection"):
            start = places.get(self._ids.reference(element.get("fromSyncPoint")), -1)
            end = places.get(self._ids.reference(element.get("toSyncPoint")), -1)
            self._add(found, element, start, end)
        return found

    def _add(self, found: Selections, element: etree._Element, start: int, end: int) -> None:
        """Add a selection: most have codings and nothing else, or nothing at all."""
        identity = self._ids.own_bytes(element, "selection")
        description, notes = "", _NONE
        if len(element) and len(element) > self._add_codings(found.codings, element):
            description, notes = described(element), self._ids.references(element, "NoteRef")
        user, created = (
            self._ids.reference(element.get("creatingUser")),
            moment(element.get("creationDateTime")),
        )
        found.add(identity, element.get("name", ""), start, end, description, user, created, notes)

    def _add_codings(self, found: SelectedCodings, element: etree._Element) -> int:
        """Add the codings of an element, and say how many there are."""
        before = len(found)
        for coding in parts(element, "Coding"):
            identity = self._ids.own_bytes(coding, "coding")
            codes = self._ids.references(coding, "CodeRef")
            found.add(
                identity,
                codes[0] if codes else UUID(int=0),
                self._ids.reference(coding.get("creatingUser") or element.get("creatingUser")),
                moment(coding.get("creationDateTime") or element.get("creationDateTime")),
                self._ids.references(coding, "NoteRef") if len(coding) > len(codes) else (),
            )
        return len(found) - before

    def _codings(self, element: etree._Element) -> Iterator[ExchangedCoding]:
        """Codings of a whole source."""
        found = SelectedCodings()
        self._add_codings(found, element)
        return map(found.row, range(len(found)))


def _number(element: etree._Element, name: str) -> int:
    """A position; -1 where it is none that a text can have."""
    try:
        found = int(element.get(name, ""))
    except ValueError:
        return -1
    return found if 0 <= found < 2**31 else -1
