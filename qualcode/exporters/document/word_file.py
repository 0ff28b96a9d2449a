"""The file around a Word document: properties, header and footer, and the same bytes every time."""

import io
import zipfile
from datetime import datetime
from typing import BinaryIO, Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from qualcode.exporters.document.blocks import Run
from qualcode.exporters.document.front_lines import subject
from qualcode.exporters.document.numbering import one_line
from qualcode.exporters.document.word_xml import Element, add_field, add_run
from qualcode.model.front import Front
from qualcode.model.results.citation import TITLE
from qualcode.model.words.xml_letters import for_xml

_FIRST_DAY_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)
_FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - python-docx wants a naive time; no clock here
_LONGEST_PROPERTY: Final = 255
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"

_COUNTS: Final = ("Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "TotalTime")


def set_properties(word: WordDocument, front: Front, keywords: str) -> None:
    """Title, subject, authors, organisation and date; the date is that of the project's last step."""
    properties = word.core_properties
    properties.title = _property(front.title)
    properties.subject = _property(subject(front))
    properties.keywords = _property(keywords)
    properties.author = properties.last_modified_by = _property(front.authors)
    date = _FIXED_TIME if front.date is None else front.date.replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = date
    _set_extended(word, _property(front.organisation))


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
    """The title above and the number of the page below each page but a cover."""
    section = word.sections[0]
    section.different_first_page_header_footer = cover
    section.header.paragraphs[0].text = one_line(for_xml(front.title))[:120]
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    element = footer._p  # noqa: SLF001 - python-docx offers no other way to a field
    add_field(element, "PAGE", "1")
    add_run(element, Run(" / "))
    add_field(element, "NUMPAGES", "1")


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
