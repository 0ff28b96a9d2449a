"""How our Word documents look: page, fonts that are everywhere, heading, quote and contents styles."""

from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml import etree

from qualcode.model.words.cutting import shortened
from qualcode.model.words.languages import with_region

FONTS: Final = ("Arial", "Liberation Sans", "DejaVu Sans")
"""One look for all documents: the first of these that a computer has. Arial and Liberation Sans are of the
same widths, so that Word, LibreOffice and PDF break lines alike; DejaVu Sans comes with the program."""
FONT: Final = FONTS[0]
LINE: Final = 1.15
"""How high a line of it is, in parts of its size."""
_LOW: Final = 0.97
"""Of a line as the font has it, where each is needed: signs do not touch."""
INK: Final = RGBColor(0x22, 0x2B, 0x38)
QUIET: Final = RGBColor(0x5A, 0x64, 0x72)

SOURCE: Final = "Source Line"
FACT: Final = "Fact"
NOTE: Final = "Note"
"""Below a table or a picture."""
PART: Final = "Part"
END: Final = "End"
CELL: Final = "Table Cell"
CELL_DENSE: Final = "Table Cell Dense"
COMPACT_CELL: Final = "Compact Table Cell"
CELL_HEAD: Final = "Table Head"
TIGHT_CELL: Final = "Tight Table Cell"
TIGHT_HEAD: Final = "Tight Table Head"
FINE_CELL: Final = "Fine Table Cell"
FINE_HEAD: Final = "Fine Table Head"
CELL_LABEL: Final = "Table Label"
FIELD: Final = "Field"
"""A label with what is said under it, as a paragraph."""
CONTENTS: Final = "Contents Heading"

DEEPEST_HEADING: Final = 9
DEEPEST_CONTENTS: Final = 5
LISTED: Final = "table of figures"
"""Of a line in a list of tables or figures, which are close to each other."""

CELL_MARGIN: Final = 108
"""Twips beside the words of a cell, where a table says nothing else."""
COMPATIBILITY: Final = "compatibilityMode"
BY_EDGES: Final = 15
"""The first version of Word, by its number in a file, that sets tables by their edges; the last by now."""
_CONTENTS_SIZE, _LISTED_SIZE, _CONTENTS_LINE = 9, 8.5, 1.01

_NOT_OURS: Final = ("/thumbnail", "/stylesWithEffects")

_FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - python-docx wants a naive time; no clock here
_SHORT_SIDE, _LONG_SIDE, _MARGIN = Cm(21.0), Cm(29.7), Cm(2.3)
_HEADING_SIZES: Final = (16, 13.5, 12, 11, 10.5)
_THEME_FONTS: Final = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def new_document(title: str, language: str, *, landscape: bool) -> WordDocument:
    """An empty A4 document in our styles, without a word about who made it or when."""
    document = Document(BytesIO(_untitled(language, landscape=landscape)))
    document.core_properties.title = shortened(title, 255)
    return document


@cache
def _untitled(language: str, *, landscape: bool) -> bytes:
    """The document before anything is in it; setting up its styles takes ten times as long as reading it."""
    document = Document()
    _fix_properties(document)
    _set_settings(document)
    _set_page(document, landscape=landscape)
    _set_text_styles(document, language)
    _set_headings(document)
    _set_contents_styles(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def text_width(document: WordDocument) -> Length:
    """Between the margins of the first section."""
    section = document.sections[0]
    width, left, right = section.page_width, section.left_margin, section.right_margin
    if width is None or left is None or right is None:
        raise AssertionError("the page was set without a size")
    return Length(width - left - right)


def _fix_properties(document: WordDocument) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = "qualcode"
    properties.comments = ""
    properties.created = properties.modified = _FIXED_TIME
    properties.revision = 1
    # The template brings a picture of its own first page, and a second set of styles for Word of 2010,
    # which does not fit ours: Word may call a file damaged whose two sets differ.
    package = document.part.package
    for relations in (document.part.rels, {} if package is None else package.rels):
        for key in [key for key, row in relations.items() if row.reltype.endswith(_NOT_OURS)]:
            del relations[key]


def _set_settings(document: WordDocument) -> None:
    """Word of today, which says nothing of a “Compatibility Mode” above what it opens."""
    settings = document.settings.element
    for zoom in settings.iterfind(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == COMPATIBILITY:
            setting.set(qn("w:val"), str(BY_EDGES))


def _set_page(document: WordDocument, *, landscape: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        (_LONG_SIDE, _SHORT_SIDE) if landscape else (_SHORT_SIDE, _LONG_SIDE)
    )
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = Cm(1.2)


def _set_text_styles(document: WordDocument, language: str) -> None:
    normal = _style(document, "Normal", 10, after=4)
    properties = normal.element.get_or_add_rPr()
    etree.SubElement(properties, qn("w:lang")).set(qn("w:val"), with_region(language))
    # What names no style of ours has the language of the document, too, not that of the template.
    for usual in document.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
        usual.set(qn("w:val"), with_region(language))
    title = _style(document, "Title", 22, bold=True, after=4, spacing=1)
    border = title.element.find(f".//{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)
    subtitle = _style(document, "Subtitle", 11, colour=QUIET, after=14)
    subtitle.font.italic = subtitle.font.cs_italic = False
    for spaced in subtitle.element.findall(f"{qn('w:rPr')}/{qn('w:spacing')}"):
        spaced.getparent().remove(spaced)
    caption = _style(document, "Caption", 8.5, colour=QUIET, before=9, after=4, spacing=1)
    caption.font.bold = False
    _style(document, NOTE, 8.5, colour=QUIET, before=3, after=9, spacing=1)
    quote = _style(document, "Quote", 10, before=6, after=1, spacing=1.2)
    quote.font.italic = quote.font.cs_italic = False
    quote.paragraph_format.left_indent = Cm(0.7)
    quote.paragraph_format.keep_with_next = True
    source = _style(document, SOURCE, 8.5, colour=QUIET, after=6)
    source.paragraph_format.left_indent = Cm(0.7)
    _style(document, FACT, 9, colour=QUIET, after=4)
    _style(document, END, 1, spacing=1)
    _style(document, PART, 9, bold=True, before=6, after=2)
    _style(document, CELL, 9, before=1, after=1)
    _style(document, CELL_DENSE, 8, before=1, after=1, spacing=1.0)
    _style(document, COMPACT_CELL, 7.5, before=0.5, after=0.5, spacing=_LOW)
    head = _style(document, CELL_HEAD, 9, bold=True, before=1, after=1)
    head.paragraph_format.keep_with_next = True
    _style(document, TIGHT_CELL, 8, before=0.5, after=0.5, spacing=1)
    _style(document, FINE_CELL, 7, before=0.25, after=0.25, spacing=_LOW)
    for name, size, around, spacing in ((TIGHT_HEAD, 8, 0.5, 1), (FINE_HEAD, 7, 0.25, _LOW)):
        low = _style(document, name, size, bold=True, before=around, after=around, spacing=spacing)
        low.paragraph_format.keep_with_next = True
    _style(document, CELL_LABEL, 9, bold=True, colour=QUIET, before=1, after=1)
    _style(document, FIELD, 9, before=1, after=1)
    for name in ("Header", "Footer"):
        _style(document, name, 8, colour=QUIET)


def _set_headings(document: WordDocument) -> None:
    for level in range(1, DEEPEST_HEADING + 1):
        size = _HEADING_SIZES[min(level, len(_HEADING_SIZES)) - 1]
        before = 20 if level == 1 else 14
        style = _style(document, f"Heading {level}", size, bold=True, before=before, after=4)
        style.font.italic = style.font.cs_italic = False
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.keep_together = True


def _set_contents_styles(document: WordDocument) -> None:
    # Outside the outline, or a table of contents would list it too.
    head = _style(document, CONTENTS, 12, bold=True, before=9, after=3)
    head.paragraph_format.keep_with_next = True
    lists = [(f"toc {level}", level) for level in range(1, DEEPEST_CONTENTS + 1)]
    for name, level in (*lists, (LISTED, 1)):
        size, before = (_LISTED_SIZE, 0) if name == LISTED else (_CONTENTS_SIZE, 3 * (name == "toc 1"))
        style = _style(document, name, size, before=before, after=0.5, spacing=_CONTENTS_LINE)
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        # Up to the margin, where its number stands: Word since 2013 knows no tab beyond what a line may fill.
        style.paragraph_format.tab_stops.add_tab_stop(
            text_width(document), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )


def _size_leftwards(style: ParagraphStyle, size: float) -> None:
    """Arabic and Hebrew have a size of their own in Word, without which they are larger than the rest."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(OxmlElement("w:szCs", attrs={qn("w:val"): str(round(size * 2))}))


def _style(
    document: WordDocument,
    name: str,
    size: float,
    *,
    bold: bool = False,
    colour: RGBColor = INK,
    before: float = 0,
    after: float = 0,
    spacing: float = 1.15,
) -> ParagraphStyle:
    styles = document.styles
    if name in {style.name for style in styles}:
        style = styles[name]
    else:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith(("toc ", LISTED)))
        style.base_style = styles["Normal"]
    if not isinstance(style, ParagraphStyle):
        raise AssertionError(f"{name} is no paragraph style")
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = style.font.cs_bold = bold
    _size_leftwards(style, size)
    style.font.color.rgb = colour
    fonts = style.element.find(f".//{qn('w:rFonts')}")
    for theme in _THEME_FONTS:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if spacing > 1:
        # A height in points, so that lines are as high in whatever font is in place of ours.
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        style.paragraph_format.line_spacing = Pt(round(size * LINE * spacing, 1))
    else:
        style.paragraph_format.line_spacing = spacing
    return style
