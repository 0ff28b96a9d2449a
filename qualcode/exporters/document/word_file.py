"""The file around a Word document: properties, header and footer, and the same bytes every time."""

import io
import re
import zipfile
from datetime import datetime
from typing import BinaryIO, Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.section import _BaseHeaderFooter
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml import etree

from qualcode.exporters.document.blocks import ORIGIN, Run
from qualcode.exporters.document.front_lines import subject
from qualcode.exporters.document.numbering import LONGEST_RUNNING, one_line
from qualcode.exporters.document.word_xml import Element, add_field, add_run, child
from qualcode.exporters.word_styles import BY_EDGES, COMPATIBILITY
from qualcode.model.front import Front
from qualcode.model.results.citation import TITLE
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.xml_letters import for_xml

_FIRST_DAY_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)
_FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - python-docx wants a naive time; no clock here
_LONGEST_PROPERTY: Final = 255
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"

_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NO_PROPERTIES: Final = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}"/>'
_CUSTOM_PART: Final = PackURI("/docProps/custom.xml")
_OF_PEOPLE: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The format of properties that are no part of the standard."""
_FIRST_OWN: Final = 2
_PAGE: Final = re.compile(r"\bPAGE\b", re.IGNORECASE)

_COUNTS: Final = ("Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "TotalTime")


def set_properties(word: WordDocument, front: Front, origin: str) -> None:
    """Title, subject, authors, organisation and date; the date is that of the project's last step.

    ``origin`` says of which project and step it was made.
    """
    properties = word.core_properties
    properties.title = _property(front.title)
    properties.subject = _property(subject(front))
    properties.keywords = ""
    properties.author = properties.last_modified_by = _property(front.authors)
    date = _FIXED_TIME if front.date is None else front.date.replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = date
    _set_extended(word, _property(front.organisation))
    _set_origin(word, origin)


def _set_origin(word: WordDocument, origin: str) -> None:
    """A property of its own, beside those that a template has: keywords are for those who read."""
    package = word.part.package
    if package is None or not origin:
        return
    relations = [row for row in package.rels.values() if row.reltype == RT.CUSTOM_PROPERTIES]
    part: Part | None = next((row.target_part for row in relations), None)
    if part is None:
        root = etree.fromstring(_NO_PROPERTIES)
        part = Part(_CUSTOM_PART, CT.OFC_CUSTOM_PROPERTIES, b"", package)
        package.relate_to(part, RT.CUSTOM_PROPERTIES)
    else:
        root = etree.fromstring(part.blob)
    named = [row for row in root if row.get("name") != ORIGIN]
    root[:] = named
    taken = (int(row.get("pid", "0")) for row in named)
    row = etree.SubElement(root, f"{{{_CUSTOM}}}property")
    row.attrib.update({"fmtid": _OF_PEOPLE, "pid": str(max([_FIRST_OWN - 1, *taken]) + 1), "name": ORIGIN})
    etree.SubElement(row, f"{{{_VALUES}}}lpwstr").text = origin
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def sets_tables_by_edges(word: WordDocument) -> bool:
    """Whether a document, which may be a team's template, is one of Word since 2013."""
    return any(
        setting.get(qn("w:name")) == COMPATIBILITY and int(setting.get(qn("w:val"), "0")) >= BY_EDGES
        for setting in word.settings.element.iter(qn("w:compatSetting"))
    )


def _property(words: str) -> str:
    return one_line(for_xml(words))[:_LONGEST_PROPERTY]


def _set_extended(word: WordDocument, company: str) -> None:
    """The organisation and the program. Counts of the template are of another text, and are left out."""
    package = word.part.package
    for relation in package.rels.values() if package is not None else ():
        if relation.reltype.endswith("/extended-properties"):
            part: Part = relation.target_part
            root = etree.fromstring(part.blob)
            for found in list(root):
                name = etree.QName(found).localname
                if name in _COUNTS:
                    root.remove(found)
                elif name == "Application":
                    found.text = TITLE
                elif name == "Company" and company:
                    found.text = company
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def sheet(word: WordDocument, front: Front, *, cover: bool) -> None:
    """The title above each page but the first, where it stands larger; numbers below each but a cover."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = _running(front)
    section.first_page_header.is_linked_to_previous = False
    section.first_page_footer.is_linked_to_previous = False
    for footer in (section.footer, section.first_page_footer)[: 1 if cover else 2]:
        _number_pages(footer.paragraphs[0])


def number_letterhead(word: WordDocument) -> None:
    """Number the pages of a template that says something above or below them, but not which page it is.

    Contents would lead to numbers that stand nowhere. The first page is as the template has it where it
    has one of its own.
    """
    section = word.sections[0]
    pairs = [(section.header, section.footer)]
    if word.settings.odd_and_even_pages_header_footer:
        pairs.append((section.even_page_header, section.even_page_footer))
    for header, footer in pairs:
        if any(map(_says_page, (header, footer))):
            continue
        last = footer.paragraphs[-1] if footer.paragraphs else None
        # A table may be the last there is; an empty line above it is not the place.
        free = last is not None and last._p.getnext() is None and not _is_filled(last._p)  # noqa: SLF001
        _number_pages(last if last is not None and free else footer.add_paragraph(style=last and last.style))


def _says_page(part: _BaseHeaderFooter) -> bool:
    """Whether the number of the page is part of what stands there."""
    if part.is_linked_to_previous:
        return False
    root = part._element  # noqa: SLF001 - python-docx tells nothing of fields
    simple = [field.get(qn("w:instr"), "") for field in root.iter(qn("w:fldSimple"))]
    # Word may cut the name of a field in pieces.
    parted = ["".join(row.text or "" for row in one.iter(qn("w:instrText"))) for one in root.iter(qn("w:p"))]
    return any(_PAGE.search(words) for words in (*simple, *parted))


def _is_filled(paragraph: Element) -> bool:
    words = "".join(map(str, paragraph.itertext()))
    return bool(words.strip()) or paragraph.find(f".//{qn('w:drawing')}") is not None


def as_chapter(words: str) -> str:
    """The name of a chapter as it stands above pages."""
    return in_one_line(for_xml(words), LONGEST_RUNNING) or " "


def name_chapters(word: WordDocument, section: Element, front: Front, chapter: str) -> Element:
    """Above the pages of a section stands, beside the title, the chapter that each is in.

    Word finds it for each page. LibreOffice, which cannot, shows the value that the field has now: the
    ``chapter``, in the element that is given back.
    """
    part, identity = word.part.add_header_part()  # type: ignore[no-untyped-call]  # it has no types
    header = part.element.find(qn("w:p"))
    add_run(header, Run(_running(front)))
    _tab_to(header, between_margins(section, across=True), word)
    add_field(header, "STYLEREF 1", as_chapter(chapter))
    for reference in section.findall(qn("w:headerReference")):
        if reference.get(qn("w:type")) == "default":
            reference.set(qn("r:id"), identity)
    value: Element = list(header.iter(qn("w:t")))[-1]
    return value


def _tab_to(header: Element, right: int, word: WordDocument) -> None:
    """A tab to the margin, and no stop of the style before it; LibreOffice knows none relative to margins."""
    style = word.styles["Header"]
    stops = style.paragraph_format.tab_stops if isinstance(style, ParagraphStyle) else ()
    places = {stop.position.twips for stop in stops} | {right}
    tabs = child(header[0], "tabs")
    for place in sorted(places):
        child(tabs, "tab", val="right" if place == right else "clear", pos=place)
    child(child(header, "r"), "tab")


def _running(front: Front) -> str:
    return in_one_line(for_xml(front.title), LONGEST_RUNNING)


def _number_pages(footer: DocxParagraph) -> None:
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    element = footer._p  # noqa: SLF001 - python-docx offers no other way to a field
    add_field(element, "PAGE", "1")


def write_packed(packed: io.BytesIO, stream: BinaryIO) -> None:
    """Pack the parts again without the clock and the system they were packed on."""
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Zip notes the system it was made on; the same bytes everywhere need one choice.
            entry.create_system = 3
            target.writestr(entry, source.read(name))


def between_margins(section: Element, *, across: bool) -> int:
    """How wide or high the text of a page is, in twips."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        raise AssertionError("a section without a page")
    side, edges = ("w", ("left", "right")) if across else ("h", ("top", "bottom"))
    return int(size.get(qn(f"w:{side}"), "0")) - sum(int(margins.get(qn(f"w:{edge}"), "0")) for edge in edges)
