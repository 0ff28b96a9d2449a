"""A team's own Word file as the look of documents: its styles, page and letterhead; none of its words."""

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Length
from lxml import etree

from qualcode.exporters.document.word_measures import ParagraphMeasures, Styles
from qualcode.exporters.document.word_xml import Element
from qualcode.exporters.word_styles import CONTENTS, INK, SOURCE, new_document
from qualcode.model.errors import QualcodeError

MOST_BYTES: Final = 20 * 1024 * 1024
_MOST_UNPACKED: Final = 200 * 1024 * 1024
_LEAST_ROOM: Final = Cm(4)
_TYPES: Final = "[Content_Types].xml"
_AS_TEMPLATE: Final = b"wordprocessingml.template.main+xml"
_AS_DOCUMENT: Final = b"wordprocessingml.document.main+xml"
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OpcError, RuntimeError, KeyError, ValueError, etree.LxmlError
)  # fmt: skip
_STYLING: Final = re.compile(
    r"/(styles|settings|numbering|fontTable|theme|header|footer|webSettings|footnotes|endnotes)$"
)
"""Relations of a document to parts that say how it looks; all others hold what was in it."""


def checked_template(content: bytes, name: str) -> bytes:
    """A Word file that can be the look of documents, as a docx. Raises QualcodeError with a sentence."""
    if content.startswith(_OLD_WORD):
        raise QualcodeError(
            f"“{name}” is locked by a password or in Word’s old format; save it as docx without a password."
        )
    if len(content) > MOST_BYTES:
        raise QualcodeError(f"“{name}” is larger than 20 MB; take the pictures out of the template.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_UNPACKED:
                raise QualcodeError(f"“{name}” is too large when it is unpacked; choose another template.")
            names, types = packed.namelist(), packed.read(_TYPES)
            if b"macroEnabled" in types or any("vbaProject" in part for part in names):
                raise QualcodeError(
                    f"“{name}” has macros, which documents for others must not have; save it as docx or dotx."
                )
            made = _as_document(packed, types)
        read = Document(io.BytesIO(made))
        if read.element.body is None:
            raise ValueError("a document without a body")
        if not {style.name for style in read.styles}:
            raise QualcodeError(f"“{name}” has no styles; choose another template.")
        if _room_on(read.sections) < _LEAST_ROOM:
            raise QualcodeError(
                f"“{name}” leaves less than {_LEAST_ROOM.cm:.0f} cm between the margins of its page; "
                "choose another template, or make its margins smaller."
            )
    except _DAMAGED as error:
        raise QualcodeError(
            f"“{name}” is not a Word file, or is damaged; choose a docx or dotx file."
        ) from error
    return made


def _room_on(sections: Sequence[Section]) -> int:
    """What the first page has between its margins where it has least, however it lies."""
    page = next(iter(sections), None)
    if page is None or page.page_width is None or page.page_height is None:
        return _LEAST_ROOM
    margins = ((page.left_margin, page.right_margin), (page.top_margin, page.bottom_margin))
    # A margin below nothing says that what is above the text takes no more room, whatever stands there.
    return min(page.page_width, page.page_height) - max(
        sum(abs(side or 0) for side in edges) for edges in margins
    )


def _as_document(packed: zipfile.ZipFile, types: bytes) -> bytes:
    """The same with a main part that says it is a document and not a template."""
    if _AS_TEMPLATE not in types and _AS_DOCUMENT not in types:
        raise ValueError("no Word document")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in packed.namelist():
            content = types.replace(_AS_TEMPLATE, _AS_DOCUMENT) if name == _TYPES else packed.read(name)
            target.writestr(name, content)
    return stream.getvalue()


def document_like(template: bytes, title: str, language: str, *, landscape: bool) -> WordDocument:
    """An empty document with the styles, page and letterhead of a template; styles it lacks are ours."""
    word = Document(io.BytesIO(template))
    word.core_properties.title = title[:255]
    ours = new_document(title, language, landscape=landscape)
    _empty(word)
    _with_page(word.sections[0], ours.sections[0])
    added = list(_add_missing(word, ours))
    _look_alike(word, added)
    section = word.sections[0]
    lies = (section.page_width or 0) > (section.page_height or 0)
    if lies is not landscape:
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    _reach_the_margin(added, section)
    return word


def _with_page(section: Section, ours: Section) -> None:
    """A template may leave its page to Word, which then takes that of its user."""
    for side in ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin"):
        if getattr(section, side) is None:
            setattr(section, side, getattr(ours, side))


def _look_alike(word: WordDocument, added: Iterable[Element]) -> None:
    """Added styles in the letters of the template; those of headings as its own headings look.

    What stands below a quote begins where the template's quotes do.
    """
    found = {str(style.name): style.element for style in word.styles}
    normal, heading, quote = (found.get(name) for name in ("Normal", "Heading 1", "Quote"))
    ours = list(added)
    if normal is None or normal in ours:
        return
    for name, style in found.items():
        if style not in ours:
            continue
        is_heading = name == CONTENTS or name.startswith("Heading ")
        _take(style.find(qn("w:rPr")), heading if is_heading else None)
        if name == SOURCE and quote is not None and quote not in ours:
            _indent_like(style, Styles(word.styles.element).of(quote.get(qn("w:styleId"))))


def _take(looks: Element | None, other: Element | None) -> None:
    """The font and the colour of another style, or none of its own: that of the style it is based on."""
    if looks is None:
        return
    whose = None if other is None else other.find(qn("w:rPr"))
    for tag in ("w:rFonts", "w:color"):
        own = looks.find(qn(tag))
        said = None if whose is None else whose.find(qn(tag))
        if own is None:
            continue
        if said is not None:
            looks.replace(own, copy.deepcopy(said))
        elif tag == "w:rFonts" or own.get(qn("w:val")) == str(INK):
            looks.remove(own)


def _indent_like(style: Element, measures: ParagraphMeasures) -> None:
    indent = style.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if indent is not None:
        indent.set(qn("w:left"), str(measures.left))
        indent.set(qn("w:right"), str(measures.right))


def _reach_the_margin(added: Iterable[Element], section: Section) -> None:
    """What stands at the right margin of our page, as numbers of pages do, to that of the template's."""
    sides = (section.page_width, section.left_margin, section.right_margin)
    if None in sides:
        return
    page, left, right = (Length(side or 0).twips for side in sides)
    for style in added:
        for tab in style.iter(qn("w:tab")):
            if tab.get(qn("w:val")) == "right":
                tab.set(qn("w:pos"), str(page - left - right))


def has_letterhead(word: WordDocument) -> bool:
    """Whether a template says something above or below its pages, which then stays."""
    section = word.sections[0]
    parts = (section.header, section.footer)
    return any(
        "".join(part._element.itertext()).strip() or part._element.findall(f".//{qn('w:drawing')}")  # noqa: SLF001
        for part in parts
        if not part.is_linked_to_previous
    )


def _empty(word: WordDocument) -> None:
    body = word.element.body
    for row in list(body):
        if row is not body.sectPr:
            body.remove(row)
    if body.sectPr is None:
        etree.SubElement(body, qn("w:sectPr"))
    # Pictures, notes and comments of the template belong to what was in it.
    relations = word.part.rels
    for key in [key for key, row in relations.items() if not _STYLING.search(row.reltype)]:
        del relations[key]
    for row in relations.values():
        if row.reltype.endswith(("/footnotes", "/endnotes")):
            root = etree.fromstring(row.target_part.blob)
            for note in list(root):
                if note.get(qn("w:type")) is None:
                    root.remove(note)
            row.target_part._blob = etree.tostring(  # noqa: SLF001 - python-docx has no other way to write it
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )


def _add_missing(word: WordDocument, ours: WordDocument) -> Iterator[Element]:
    """Add our styles that the template lacks; those that were added."""
    styles = word.styles.element
    names = {style.name for style in word.styles if style.type is WD_STYLE_TYPE.PARAGRAPH}
    identities = {style.style_id for style in word.styles}
    normal = word.styles["Normal"].style_id if "Normal" in names else ""
    for style in ours.styles:
        if style.name in names or style.type is None or style.type.name != "PARAGRAPH":
            continue
        for other in word.styles:
            if other.name == style.name:
                # For letters or tables: a name is that of one style.
                other.name = f"{style.name} (template)"
        made = copy.deepcopy(style.element)
        identity = f"Qualcode{style.style_id}" if style.style_id in identities else style.style_id
        made.set(qn("w:styleId"), identity)
        for reference in ("link", "next"):
            for found in made.findall(qn(f"w:{reference}")):
                made.remove(found)
        for found in made.findall(qn("w:basedOn")):
            found.set(qn("w:val"), normal) if normal else made.remove(found)
        styles.append(made)
        identities.add(identity)
        yield made
