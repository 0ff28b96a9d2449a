"""The walk through a Word document's story that writes down every word of it, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from qualcode.importers.formats.docx_names import MARKUP, MATH_TEXTS, PICTURES, attribute, is_on, symbol, tags
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import TextBuilder
from qualcode.model.errors import UnreadableFileError
from qualcode.model.span import Span

_CHARACTERS: Final = {
    **dict.fromkeys(tags("tab", "ptab"), "\t"),
    **dict.fromkeys(tags("br", "cr"), "\n"),
    **dict.fromkeys(tags("noBreakHyphen"), "\u2011"),
    **dict.fromkeys(tags("softHyphen"), "\u00ad"),
}
_TEXTS: Final = frozenset([*tags("t"), *MATH_TEXTS])
_RUN_PROPERTIES: Final = frozenset(tags("rPr"))
_PARAGRAPH_PROPERTIES: Final = frozenset(tags("pPr"))
_DELETED: Final = frozenset(tags("del"))
_BOLD: Final = frozenset(tags("b"))
_RUN_STYLE: Final = frozenset(tags("rStyle"))
_PARAGRAPH_STYLE: Final = frozenset(tags("pStyle"))
_HIDDEN: Final = frozenset(tags("vanish"))
_CELLS: Final = frozenset(tags("tc"))
_ROW_PROPERTIES: Final = frozenset(tags("trPr"))
_PARAGRAPHS: Final = tuple(tags("p"))
_PASSED_OVER: Final = tuple(
    tags(
        "rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sdtPr", "sdtEndPr",
        "instrText", "delInstrText", "delText", "moveFrom", "fldData", "ffData", "annotationRef",
        "footnoteRef", "endnoteRef", "pgNum", "lastRenderedPageBreak",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a document by kind and number: (author, text)."""

    by_kind: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)


class StoryWalk:
    """Walks one story (the body, a note, a header) and counts what it leaves out."""

    def __init__(
        self,
        builder: TextBuilder,
        limits: ImportLimits,
        notes: Notes,
        bold_styles: frozenset[str] = frozenset(),
    ) -> None:
        self._builder = builder
        self._limits = limits
        self._notes = notes
        self._bold_styles = bold_styles
        self._bold_paragraph = False
        self._join_next = False
        self._depth = 0
        self._boxes: list[etree._Element] = []
        self._ranges: dict[str, list[int]] = {}
        self._told: set[tuple[str, str]] = set()
        self.deletions = 0
        self.hidden = 0
        self.pictures = 0
        self.embedded = 0
        self._handlers = self._all_handlers()

    def _all_handlers(self) -> dict[object, Callable[[etree._Element], None]]:
        handlers: dict[object, Callable[[etree._Element], None]] = {}
        for names, handler in (
            (tags("r"), self._run),
            (tags("p"), self._paragraph),
            (tags("tr"), self._row),
            (tags("del"), self._deletion),
            (tags("txbxContent"), self._boxes.append),
            (tags("altChunk", "subDoc"), self._embedded_document),
            (tags("commentRangeStart"), self._comment_start),
            (tags("commentRangeEnd"), self._comment_end),
            (tags("commentReference"), lambda element: self._note("comment", element)),
            (tags("footnoteReference"), lambda element: self._note("footnote", element)),
            (tags("endnoteReference"), lambda element: self._note("endnote", element)),
            ([f"{MARKUP}AlternateContent"], self._alternatives),
            (PICTURES, self._picture),
            (_PASSED_OVER, _pass_over),
        ):
            handlers.update(dict.fromkeys(names, handler))
        return handlers

    def walk(self, element: etree._Element) -> None:
        """Write down what is in ``element``; unknown wrappers are looked into."""
        self._depth += 1
        if self._depth > self._limits.xml_depth:
            raise UnreadableFileError("The file nests its elements deeper than any transcript does.")
        handlers = self._handlers
        for child in element:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(child)
            elif child.tag in _TEXTS:
                self._builder.add(child.text or "")
            elif child.tag in _CHARACTERS:
                self._builder.add(_CHARACTERS[child.tag])
            else:
                self.walk(child)
        self._depth -= 1

    def finish(self) -> None:
        """Write what is still waiting: text boxes outside paragraphs, notes that nothing refers to."""
        self._write_boxes()
        place = self._builder.position
        for kind, notes in self._notes.by_kind.items():
            for number, (author, text) in notes.items():
                if (kind, number) not in self._told and text.strip():
                    start, end = (self._ranges.get(number, []) if kind == "comment" else []) or [place, place]
                    self._builder.remark(kind, author, text, Span(start, max(start, end)))

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._bold_paragraph, mark_deleted = False, False
        if len(paragraph) and paragraph[0].tag in _PARAGRAPH_PROPERTIES:
            for setting in paragraph[0]:
                if setting.tag in _PARAGRAPH_STYLE:
                    self._bold_paragraph = attribute(setting, "val") in self._bold_styles
                elif setting.tag in _RUN_PROPERTIES:
                    mark_deleted = any(child.tag in _DELETED for child in setting)
        if not self._join_next:
            self._builder.begin_block()
        self._join_next = mark_deleted
        self.walk(paragraph)
        if self._boxes:
            self._write_boxes()

    def _write_boxes(self) -> None:
        """Text boxes stand below the paragraph that they are anchored in."""
        while self._boxes:
            waiting = list(self._boxes)
            self._boxes.clear()
            for box in waiting:
                self._join_next = False
                self.walk(box)

    def _run(self, run: etree._Element) -> None:
        builder = self._builder
        bold = self._bold_paragraph
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                builder.add(child.text or "", bold=bold)
            elif tag in _RUN_PROPERTIES:
                bold = self._is_bold(child)
            elif tag in _CHARACTERS:
                builder.add(_CHARACTERS[tag], bold=bold)
            elif tag in _SYMBOL:
                builder.add(symbol(attribute(child, "font"), attribute(child, "char")), bold=bold)
            else:
                handler = self._handlers.get(tag, self.walk)
                handler(child)

    def _is_bold(self, properties: etree._Element) -> bool:
        bold = self._bold_paragraph
        for setting in properties:
            tag = setting.tag
            if tag in _BOLD:
                return is_on(attribute(setting, "val"))
            if tag in _RUN_STYLE:
                bold = bold or attribute(setting, "val") in self._bold_styles
            elif tag in _HIDDEN:
                self.hidden += is_on(attribute(setting, "val"))
        return bold

    def _row(self, row: etree._Element) -> None:
        """A row is one line, its cells parted by tabs; only its longest cell may span several lines."""
        for child in row:
            if child.tag in _ROW_PROPERTIES and any(setting.tag in _DELETED for setting in child):
                self.deletions += 1
                return
        cells = _cells_of(row)
        lengths = [sum(1 for _ in cell.iter(*_PARAGRAPHS)) for cell in cells]
        longest = max(range(len(cells)), key=lambda place: (lengths[place], place), default=0)
        self._join_next = False
        self._builder.begin_block()
        for place, cell in enumerate(cells):
            self._builder.begin_cell(first=place == 0, last=place == longest)
            self.walk(cell)
            self._join_next = False
            self._builder.end_cell(last=place == longest)

    def _alternatives(self, element: etree._Element) -> None:
        """The same content in several forms: the first form that holds text, so that none comes twice."""
        choices = [child for child in element if child.tag in (f"{MARKUP}Choice", f"{MARKUP}Fallback")]
        for choice in choices:
            if any(text.text for text in choice.iter(*_TEXTS)):
                self.walk(choice)
                return
        if choices:
            self.walk(choices[0])

    def _deletion(self, _: etree._Element) -> None:
        self.deletions += 1

    def _picture(self, _: etree._Element) -> None:
        self.pictures += 1

    def _embedded_document(self, _: etree._Element) -> None:
        self.embedded += 1

    def _comment_start(self, element: etree._Element) -> None:
        self._ranges[attribute(element, "id")] = [self._builder.position] * 2

    def _comment_end(self, element: etree._Element) -> None:
        place = self._ranges.get(attribute(element, "id"))
        if place:
            place[1] = self._builder.position

    def _note(self, kind: str, element: etree._Element) -> None:
        number = attribute(element, "id")
        note = self._notes.by_kind.get(kind, {}).get(number)
        if note is None or (kind, number) in self._told:
            return
        self._told.add((kind, number))
        here = [self._builder.position] * 2
        start, end = self._ranges.get(number, here) if kind == "comment" else here
        self._builder.remark(kind, note[0], note[1], Span(start, max(start, end)))


_SYMBOL: Final = frozenset(tags("sym"))


def _pass_over(_: etree._Element) -> None:
    """Settings and field codes: nothing of them is text."""


def _cells_of(row: etree._Element) -> list[etree._Element]:
    """The cells of a row, also those within content controls, but not those of nested tables."""
    cells = []
    waiting = list(reversed(row))
    while waiting:
        element = waiting.pop()
        if element.tag in _CELLS:
            cells.append(element)
        else:
            waiting.extend(reversed(element))
    return cells


def text_of(element: etree._Element, limits: ImportLimits) -> str:
    """The text of a story by itself: a note, a comment, a header."""
    builder = TextBuilder()
    story = StoryWalk(builder, limits, Notes())
    story.walk(element)
    story.finish()
    return builder.text().strip()
