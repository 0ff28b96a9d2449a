"""OpenDocument texts (odt, ott): the whole text, its notes, and what was left out of it."""

from collections.abc import Callable
from typing import Final

from lxml import etree

from qualcode.importers.formats.mixed_text import MixedText
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.guarded.xml_package import XmlPackage
from qualcode.importers.source_text import SourceText, TextBuilder
from qualcode.model.errors import UnreadableFileError
from qualcode.model.span import Span
from qualcode.model.words.in_words import counted

_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT: Final = f"{{{_NAMESPACE}text:1.0}}"
_TABLE: Final = f"{{{_NAMESPACE}table:1.0}}"
_OFFICE: Final = f"{{{_NAMESPACE}office:1.0}}"
_DRAW: Final = f"{{{_NAMESPACE}drawing:1.0}}"
_STYLE: Final = f"{{{_NAMESPACE}style:1.0}}"
_FO: Final = f"{{{_NAMESPACE}xsl-fo-compatible:1.0}}"
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"

_PASSED_OVER: Final = frozenset(
    (
        *(f"{_TEXT}{name}" for name in ("sequence-decls", "variable-decls", "user-field-decls")),
        *(f"{_TEXT}{name}" for name in ("table-of-content-source", "note-citation", "index-title-template")),
        f"{_OFFICE}forms",
        f"{_OFFICE}event-listeners",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
    )
)
_CONTAINERS: Final = frozenset(
    f"{_TEXT}{name}"
    for name in (
        "list",
        "list-item",
        "list-header",
        "section",
        "note",
        "note-body",
        "index-body",
        "index-title",
        "table-of-content",
        "alphabetical-index",
        "bibliography",
        "numbered-paragraph",
    )
)
_PARAGRAPHS: Final = (f"{_TEXT}p", f"{_TEXT}h")


def read(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of an OpenDocument text."""
    package = XmlPackage(raw, limits)
    content = package.xml("content.xml")
    body = None if content is None else next(content.iter(f"{_OFFICE}text"), None)
    if content is None or body is None:
        encrypted = b"encryption-data" in package.read("META-INF/manifest.xml")
        raise UnreadableFileError(
            "The file is protected by a password: remove it and try again."
            if encrypted
            else "The file is not an OpenDocument text: it has no text part."
        )
    styles = package.xml("styles.xml")
    builder = TextBuilder()
    story = _Story(builder, limits, _bold_styles([root for root in (styles, content) if root is not None]))
    story.walk(body, bold=False)
    story.finish()
    limits.check_text(builder.position)
    return builder.finish("odt", details=_running_heads(styles, limits), warnings=story.warnings())


class _Story:
    """Walks one story and counts what it leaves out."""

    def __init__(
        self, builder: TextBuilder, limits: ImportLimits, bold_styles: frozenset[str], depth: int = 0
    ) -> None:
        self._builder = builder
        self._text = MixedText(builder)
        self._limits = limits
        self._bold_styles = bold_styles
        self._depth = depth
        self._boxes: list[etree._Element] = []
        self._ranges: dict[str, int] = {}
        self._deletions = 0
        self._pictures = 0
        self._handlers: dict[str, Callable[[etree._Element], object]] = {
            f"{_TEXT}s": self._blanks,
            f"{_TEXT}tab": lambda _: self._text.add_exactly("\t"),
            f"{_TEXT}line-break": lambda _: self._text.add_exactly("\n"),
            f"{_TEXT}tracked-changes": self._deletion,
            f"{_TEXT}note": self._note,
            f"{_TABLE}table-row": self._row,
            f"{_OFFICE}annotation": self._annotation,
            f"{_OFFICE}annotation-end": self._annotation,
            f"{_DRAW}text-box": self._boxes.append,
            f"{_DRAW}image": self._picture,
        }

    def walk(self, element: etree._Element, *, bold: bool) -> None:
        """Write down what is in ``element``, the text between its children included."""
        self._depth += 1
        if self._depth > self._limits.xml_depth:
            raise UnreadableFileError("The file nests its elements deeper than any transcript does.")
        inline = self._is_inline(element)
        if inline:
            self._text.add(element.text, bold=bold)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, bold=bold)
            if inline:
                self._text.add(child.tail, bold=bold)
        self._depth -= 1

    @staticmethod
    def _is_inline(element: etree._Element) -> bool:
        """Whether text directly in the element counts: in paragraphs, spans, links and fields."""
        return element.tag.startswith(_TEXT) and element.tag not in _CONTAINERS

    def _child(self, child: etree._Element, *, bold: bool) -> None:
        tag = child.tag
        if tag in _PARAGRAPHS:
            self._text.begin_block()
            self.walk(child, bold=self._is_bold(child, bold))
            if self._boxes:
                self._write_boxes()
        elif tag in self._handlers:
            self._handlers[tag](child)
        elif tag not in _PASSED_OVER:
            self.walk(child, bold=self._is_bold(child, bold))

    def _blanks(self, element: etree._Element) -> None:
        count = element.get(f"{_TEXT}c", "1")
        self._text.add_exactly(" " * min(int(count) if count.isdecimal() else 1, 1000))

    def _deletion(self, element: etree._Element) -> None:
        self._deletions += sum(1 for _ in element.iter(f"{_TEXT}deletion"))

    def _picture(self, _: etree._Element) -> None:
        self._pictures += 1

    def _is_bold(self, element: etree._Element, bold: bool) -> bool:
        style = element.get(f"{_TEXT}style-name")
        return bold if style is None else bold or style in self._bold_styles

    def _row(self, row: etree._Element) -> None:
        cells = [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
        lengths = [sum(1 for _ in cell.iter(*_PARAGRAPHS)) for cell in cells]
        longest = max(range(len(cells)), key=lambda place: (lengths[place], place), default=0)
        self._text.begin_block()
        for place, cell in enumerate(cells):
            self._builder.begin_cell(first=place == 0, last=place == longest)
            self._text.begin_cell_text()
            self.walk(cell, bold=False)
            self._builder.end_cell(last=place == longest)

    def _note(self, note: etree._Element) -> None:
        kind = note.get(f"{_TEXT}note-class", "footnote")
        body = note.find(f"{_TEXT}note-body")
        if body is not None:
            place = self._builder.position
            self._builder.remark(kind, "", text_of(body, self._limits, self._depth), Span(place, place))

    def _annotation(self, element: etree._Element) -> None:
        """A comment; where it covers a stretch, its end comes later under the same name."""
        name = element.get(f"{_OFFICE}name", "")
        place = self._builder.position
        if element.tag == f"{_OFFICE}annotation-end":
            if name in self._ranges:
                self._builder.extend_remark(self._ranges.pop(name), place)
            return
        author = element.findtext(_CREATOR) or ""
        number = self._builder.remark(
            "comment", author, text_of(element, self._limits, self._depth), Span(place, place)
        )
        if name:
            self._ranges[name] = number

    def _write_boxes(self) -> None:
        """Text boxes stand below the paragraph that they are anchored in."""
        while self._boxes:
            waiting = list(self._boxes)
            self._boxes.clear()
            for box in waiting:
                self.walk(box, bold=False)

    def finish(self) -> None:
        """Write the text boxes that stand outside of paragraphs."""
        self._write_boxes()

    def warnings(self) -> tuple[str, ...]:
        lost = ((self._deletions, "tracked deletion"), (self._pictures, "picture"))
        return tuple(f"{counted(count, what)} left out" for count, what in lost if count)


def text_of(element: etree._Element, limits: ImportLimits, depth: int = 0) -> str:
    """The text of a story by itself: a note, a comment, a header."""
    builder = TextBuilder()
    story = _Story(builder, limits, frozenset(), depth)
    story.walk(element, bold=False)
    story.finish()
    return builder.text().strip()


def _bold_styles(roots: list[etree._Element]) -> frozenset[str]:
    bold: dict[str, bool] = {}
    parents: dict[str, str] = {}
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            for look in style.iter(f"{_STYLE}text-properties"):
                weight = look.get(f"{_FO}font-weight", "")
                if weight:
                    bold[name] = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
    found = set()
    for name in parents:
        style_name = name
        for _ in range(12):
            if style_name in bold:
                if bold[style_name]:
                    found.add(name)
                break
            style_name = parents.get(style_name, "")
    return frozenset(found)


def _running_heads(styles: etree._Element | None, limits: ImportLimits) -> tuple[tuple[str, str], ...]:
    """Page headers and footers: not part of what was said, but nothing that is written gets lost."""
    details = []
    for tag, name in ((f"{_STYLE}header", "Page header"), (f"{_STYLE}footer", "Page footer")):
        texts: dict[str, None] = {}
        for element in styles.iter(tag) if styles is not None else ():
            text = " ".join(text_of(element, limits).split())
            if any(letter.isalpha() for letter in text):
                texts.setdefault(text)
        if texts:
            details.append((name, " | ".join(texts)))
    return tuple(details)
