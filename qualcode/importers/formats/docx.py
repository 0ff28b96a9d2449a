"""Word documents (docx, docm, dotx): the whole text, its notes, and what was left out of it."""

from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from qualcode.importers.formats.docx_body import Notes, StoryWalk, text_of
from qualcode.importers.formats.docx_names import attribute, is_on, tags
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.guarded.xml_package import XmlPackage
from qualcode.importers.source_text import SourceText, TextBuilder
from qualcode.model.errors import UnreadableFileError
from qualcode.model.words.in_words import counted

_BODY: Final = tuple(tags("body"))
_NOTE_KINDS: Final = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_ORDINARY: Final = ("", "normal")


def read(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a Word document."""
    package = XmlPackage(raw, limits)
    main = _main_part(package)
    document = package.xml(main)
    body = None if document is None else next(document.iter(*_BODY), None)
    if body is None:
        raise UnreadableFileError("The file is not a Word document: it has no text part.")
    relations = package.relations(main)
    builder = TextBuilder()
    notes = _notes(package, relations, limits)
    story = StoryWalk(builder, limits, notes, _bold_styles(package, relations))
    story.walk(body)
    story.finish()
    limits.check_text(builder.position)
    return builder.finish(
        "docx", details=_running_heads(package, relations, limits), warnings=_warnings(story, relations)
    )


def _main_part(package: XmlPackage) -> str:
    for kind, part in package.relations(""):
        if kind == "officeDocument":
            return part
    return "word/document.xml"


def _parts(relations: Iterable[tuple[str, str]], kind: str) -> list[str]:
    return [part for found, part in relations if found == kind]


def _notes(package: XmlPackage, relations: Sequence[tuple[str, str]], limits: ImportLimits) -> Notes:
    by_kind: dict[str, dict[str, tuple[str, str]]] = {}
    for relation, kind in _NOTE_KINDS.items():
        found = by_kind.setdefault(kind, {})
        for part in _parts(relations, relation):
            root = package.xml(part)
            for note in root if root is not None else ():
                # Separator lines are stored as notes of a type of their own.
                if attribute(note, "type") in _ORDINARY and attribute(note, "id"):
                    found[attribute(note, "id")] = (attribute(note, "author"), text_of(note, limits))
    return Notes(by_kind)


def _bold_styles(package: XmlPackage, relations: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The styles that make text bold, by themselves or through the style they are based on."""
    bold: dict[str, bool] = {}
    based: dict[str, str] = {}
    for part in _parts(relations, "styles"):
        root = package.xml(part)
        for style in root.iter(*tags("style")) if root is not None else ():
            name = attribute(style, "styleId")
            for setting in style.iter(*tags("b", "basedOn")):
                if setting.tag in tags("basedOn"):
                    based[name] = attribute(setting, "val")
                elif _is_direct(setting):
                    bold[name] = is_on(attribute(setting, "val"))
    return frozenset(name for name in {*bold, *based} if _inherits_bold(name, bold, based))


def _is_direct(setting: etree._Element) -> bool:
    """Whether the setting is the style's own, not one for a part of a table."""
    properties = setting.getparent()
    owner = None if properties is None else properties.getparent()
    return owner is not None and owner.tag in tags("style")


def _inherits_bold(name: str, bold: dict[str, bool], based: dict[str, str]) -> bool:
    for _ in range(12):
        if name in bold:
            return bold[name]
        if name not in based:
            return False
        name = based[name]
    return False


def _running_heads(
    package: XmlPackage, relations: Sequence[tuple[str, str]], limits: ImportLimits
) -> tuple[tuple[str, str], ...]:
    """Page headers and footers: not part of what was said, but nothing that is written gets lost."""
    details = []
    for relation, name in (("header", "Page header"), ("footer", "Page footer")):
        texts: dict[str, None] = {}
        for part in _parts(relations, relation):
            root = package.xml(part)
            text = "" if root is None else " ".join(text_of(root, limits).split())
            if any(letter.isalpha() for letter in text):
                texts.setdefault(text)
        if texts:
            details.append((name, " | ".join(texts)))
    return tuple(details)


def _warnings(story: StoryWalk, relations: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    diagrams = sum(kind in ("diagramData", "chart") for kind, _ in relations)
    lost = (
        (story.deletions, "tracked deletion", "left out"),
        (story.hidden, "hidden passage", "kept"),
        (story.pictures, "picture", "left out"),
        (story.embedded, "embedded document", "left out"),
        (diagrams, "diagram", "left out"),
    )
    return tuple(f"{counted(count, what)} {fate}" for count, what, fate in lost if count)
