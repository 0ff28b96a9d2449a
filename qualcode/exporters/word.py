"""Word documents that hold a transcript letter by letter: the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final, NamedTuple

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from lxml import etree

from qualcode.exporters.document.colophon_entries import colophon_entry
from qualcode.exporters.word_styles import (
    CELL,
    CELL_LABEL,
    CELL_MARGIN,
    DEEPEST_HEADING,
    END,
    new_document,
    text_width,
)
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.questions.rules import facts_told
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.xml_letters import for_xml

_FIRST_DAY_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)
_TWIPS_PER_EMU: Final = 1 / 635
_RULE_COLOUR: Final = "C4CBD4"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it


class ParagraphPiece(NamedTuple):
    """A stretch of a paragraph; ``colour`` is ``#rrggbb``."""

    words: str
    bold: bool = False
    italic: bool = False
    colour: str = ""


Words = str | Sequence[ParagraphPiece]


class WordReport:
    """A Word document that grows from top to bottom."""

    def __init__(self, title: str, *, language: str = "en", landscape: bool = False) -> None:
        self._document = new_document(for_xml(title).replace("\n", " "), language, landscape=landscape)
        self.width: int = round(text_width(self._document) * _TWIPS_PER_EMU)
        """Between the margins, in twentieths of a point."""
        body = self._document.element.body
        self._end: Element = body.sectPr
        self._styles = {style.name: style.style_id for style in self._document.styles}
        self._number_pages(title)
        self.paragraph(title, "Title")

    # -- paragraphs -----------------------------------------------------------------------------

    def paragraph(self, words: Words, style: str = "Normal") -> Element:
        """Add a paragraph; line breaks and tabs in it stay."""
        paragraph = self._new_paragraph(words, style)
        self._end.addprevious(paragraph)
        return paragraph

    def heading(self, words: str, level: int) -> None:
        """Add a heading of Word's own."""
        self.paragraph(words, f"Heading {min(level, DEEPEST_HEADING)}")

    def facts(self, provenance: Provenance) -> None:
        """Add where the figures come from, as a table; what stands below the title is not said again."""
        named = {"title", IN_WORDS}
        self.fields([colophon_entry(*fact) for fact in facts_told(provenance) if fact[0] not in named])

    # -- tables ---------------------------------------------------------------------------------

    def fields(self, rows: Iterable[tuple[str, str]], *, label_share: float = 0.17) -> None:
        """Add pairs of a label and what is said under it, side by side without lines."""
        twips = [round(self.width * label_share), round(self.width * (1 - label_share))]
        table = self._new_table(twips, ruled=False)
        pairs = list(rows)
        for number, pair in enumerate(pairs, 1):
            row = _add_row(table)
            for width, said, style in zip(twips, pair, (CELL_LABEL, CELL), strict=True):
                # What is said of one code stays on one page where a page can hold it.
                together = number < len(pairs)
                _add_cell(row, width).append(self._new_paragraph(said, style, keep_next=together))
        if table.find(qn("w:tr")) is not None:
            self._end.addprevious(table)

    # -- the end --------------------------------------------------------------------------------

    def save(self, stream: BinaryIO) -> None:
        """Write the document: no clock, no order by chance."""
        last = self._end.getprevious()
        if last is not None and last.tag == qn("w:tbl"):
            # Word wants a paragraph after the last table and would call the file damaged.
            # One so small that it never begins a page of its own.
            self.paragraph("", END)
        packed = io.BytesIO()
        self._document.save(packed)
        with zipfile.ZipFile(packed) as source, zipfile.ZipFile(stream, "w") as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                # Zip notes the system it was made on; the same bytes everywhere need one choice.
                entry.create_system = 3
                target.writestr(entry, source.read(name))

    def _new_paragraph(self, words: Words, style: str, *, keep_next: bool = False) -> Element:
        paragraph = etree.Element(qn("w:p"))
        properties = etree.SubElement(paragraph, qn("w:pPr"))
        etree.SubElement(properties, qn("w:pStyle")).set(qn("w:val"), self._styles[style])
        if keep_next:
            etree.SubElement(properties, qn("w:keepNext"))
        for piece in (ParagraphPiece(words),) if isinstance(words, str) else words:
            _add_piece(paragraph, piece)
        return paragraph

    def _new_table(self, twips: Sequence[int], *, ruled: bool) -> Element:
        table = etree.Element(qn("w:tbl"))
        properties = etree.SubElement(table, qn("w:tblPr"))
        _set(etree.SubElement(properties, qn("w:tblW")), w=sum(twips), type="dxa")
        # Words begin at the margin of the page.
        _set(etree.SubElement(properties, qn("w:tblInd")), w=0 if ruled else -CELL_MARGIN, type="dxa")
        if ruled:
            borders = etree.SubElement(properties, qn("w:tblBorders"))
            for side in ("top", "bottom", "insideH"):
                line = etree.SubElement(borders, qn(f"w:{side}"))
                _set(line, val="single", sz=4, space=0, color=_RULE_COLOUR)
        _set(etree.SubElement(properties, qn("w:tblLayout")), type="fixed")
        grid = etree.SubElement(table, qn("w:tblGrid"))
        for width in twips:
            _set(etree.SubElement(grid, qn("w:gridCol")), w=width)
        return table

    def _number_pages(self, title: str) -> None:
        section = self._document.sections[0]
        header = section.header.paragraphs[0]
        header.text = in_one_line(for_xml(title), 120)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        element: Element = footer._p  # noqa: SLF001 - python-docx offers no other way to a field
        _field_start(element, "PAGE")
        _add_piece(element, ParagraphPiece("1"))
        _field_end(element)


def _set(element: Element, **values: str | int) -> None:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))


def _add_piece(parent: Element, piece: ParagraphPiece) -> None:
    if not piece.words:
        return
    run = etree.SubElement(parent, qn("w:r"))
    if piece.bold or piece.italic or piece.colour:
        look = etree.SubElement(run, qn("w:rPr"))
        if piece.bold:
            etree.SubElement(look, qn("w:b"))
        if piece.italic:
            etree.SubElement(look, qn("w:i"))
        if piece.colour:
            _set(etree.SubElement(look, qn("w:color")), val=piece.colour.removeprefix("#").upper())
    _add_text(run, for_xml(piece.words))


def _add_text(run: Element, words: str) -> None:
    for number, line in enumerate(words.split("\n")):
        if number:
            etree.SubElement(run, qn("w:br"))
        for place, stretch in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, qn("w:tab"))
            if stretch:
                text = etree.SubElement(run, qn("w:t"))
                text.set(_SPACE, "preserve")
                text.text = stretch


def _field_mark(parent: Element, kind: str) -> None:
    run = etree.SubElement(parent, qn("w:r"))
    _set(etree.SubElement(run, qn("w:fldChar")), fldCharType=kind)


def _field_start(parent: Element, instruction: str) -> None:
    _field_mark(parent, "begin")
    run = etree.SubElement(parent, qn("w:r"))
    text = etree.SubElement(run, qn("w:instrText"))
    text.set(_SPACE, "preserve")
    text.text = f" {instruction} "
    _field_mark(parent, "separate")


def _field_end(parent: Element) -> None:
    _field_mark(parent, "end")


def _add_row(table: Element) -> Element:
    row = etree.SubElement(table, qn("w:tr"))
    etree.SubElement(etree.SubElement(row, qn("w:trPr")), qn("w:cantSplit"))
    return row


def _add_cell(row: Element, width: int) -> Element:
    cell = etree.SubElement(row, qn("w:tc"))
    properties = etree.SubElement(cell, qn("w:tcPr"))
    _set(etree.SubElement(properties, qn("w:tcW")), w=width, type="dxa")
    _set(etree.SubElement(properties, qn("w:vAlign")), val="top")
    return cell
