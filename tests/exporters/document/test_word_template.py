"""A team's Word template: its styles, page and letterhead are used, missing ones added, its words not."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from qualcode.exporters.document.blocks import Colophon, Document, TableBlock, TableCell, TableColumn
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.word import WordWriter
from qualcode.exporters.document.word_lines import Letters
from qualcode.exporters.document.word_template import MOST_BYTES, checked_template
from qualcode.exporters.document.word_xml import Element, add_field
from qualcode.exporters.word_styles import CELL, CELL_DENSE, CONTENTS, FACT, SOURCE
from qualcode.model.errors import QualcodeError
from tests.exporters.document.specimens import ABOUT, FRONT, PNG, document
from tests.exporters.document.test_word import out_of_order


def _template(*, letterhead: str = "", wide: bool = False) -> bytes:
    """A template with words and a picture in it, whose headings are green Georgia."""
    made = docx.Document()
    heading = made.styles["Heading 1"]
    heading.font.name, heading.font.size = "Georgia", Pt(31)
    heading.font.color.rgb = RGBColor(0, 128, 0)
    made.sections[0].left_margin = Cm(4)
    if wide:
        section = made.sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width
    if letterhead:
        made.sections[0].header.paragraphs[0].text = letterhead
    made.add_paragraph("A SECRET of another client")
    made.add_picture(io.BytesIO(PNG))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _retyped(content: bytes, old: bytes, new: bytes, more: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
        if more:
            target.writestr(more, b"x")
    return stream.getvalue()


def _written(template: bytes) -> bytes:
    given, stream = document(), io.BytesIO()
    WordWriter(given, numbered(given), checked_template(template, "t.docx")).write(stream)
    return stream.getvalue()


def _word(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def test_the_styles_and_the_page_of_the_template_are_used_and_missing_ones_added() -> None:
    word = _word(_written(_template()))
    heading = next(row for row in word.paragraphs if row.text.endswith("Matrix"))
    assert heading.style is not None
    assert (heading.style.name, heading.style.font.size) == ("Heading 1", Pt(31))
    assert round(word.sections[0].left_margin or 0, -4) == Cm(4)
    used = {row.style.name for row in word.paragraphs if row.style is not None}
    assert {"Fact", "Source Line", "Quote", "Caption", "toc 1"} <= used
    known = {style.element.get(qn("w:styleId")) for style in word.styles}
    marks = {mark.get(qn("w:val")) for mark in word.element.body.iter(qn("w:pStyle"))}
    assert marks <= known
    based = {mark.get(qn("w:val")) for mark in word.styles.element.iter(qn("w:basedOn"))}
    assert based <= known


@pytest.mark.parametrize("wide", [False, True])
def test_the_numbers_of_pages_stand_at_the_margin_of_the_template(wide: bool) -> None:
    word = _word(_written(_template(wide=wide)))
    section = word.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    stops = [stop for level in (1, 2) for stop in word.styles[f"toc {level}"].paragraph_format.tab_stops]
    assert [abs(stop.position - width) < Pt(1) for stop in stops] == [True, True]


def test_nothing_that_was_said_or_shown_in_the_template_is_in_the_document() -> None:
    content = _written(_template())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert all(b"SECRET" not in packed.read(name) for name in packed.namelist())
    pictures = [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "media/" in name]
    assert len(pictures) == 2  # the logo and the picture of the document itself


def test_the_same_template_gives_the_same_bytes_in_the_order_of_the_standard() -> None:
    template = _template()
    assert _written(template) == _written(template)
    assert out_of_order(_written(template)) == []


def test_a_letterhead_stays_and_without_one_title_and_pages_are_ours() -> None:
    assert _word(_written(_template(letterhead="Baker & Dee"))).sections[0].header.paragraphs[0].text == (
        "Baker & Dee"
    )
    assert _word(_written(_template())).sections[0].header.paragraphs[0].text == "Renting alone"


def _headed(
    header: str = "",
    footer: str = "",
    field: tuple[str, str] | None = None,
    *,
    table: bool = False,
    even: bool = False,
) -> bytes:
    """A template with these words above and below its pages and, in one of both places, a field."""
    made = docx.Document(io.BytesIO(_template()))
    section = made.sections[0]
    made.settings.odd_and_even_pages_header_footer = even
    places = {"header": section.header, "footer": section.footer}
    if header:
        section.header.paragraphs[0].text = header
    if footer:
        section.footer.paragraphs[0].text = footer
    if table:
        section.footer.add_table(1, 1, Cm(5)).cell(0, 0).text = "Registered in Wales"
    if field is not None:
        add_field(places[field[0]].paragraphs[0]._p, field[1], "1")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _fields(root: Element) -> list[str]:
    return [row.text or "" for row in root.iter(qn("w:instrText"))]


@pytest.mark.parametrize(
    "template",
    [
        {"header": "Baker & Dee"},
        {"footer": "12 Mill Lane"},
        {"header": "Baker & Dee", "footer": "12 Mill Lane", "field": ("footer", "NUMPAGES")},
        {"header": "Baker & Dee", "table": True},
        {"header": "Baker & Dee", "even": True},
    ],
)
def test_pages_of_a_letterhead_without_numbers_have_them_for_the_contents(template: dict[str, Any]) -> None:
    content = _written(_headed(**template))
    section = _word(content).sections[0]
    last = section.footer.paragraphs[-1]
    assert [words.strip() for words in _fields(last._p)][-1:] == ["PAGE"]
    assert last._p.getnext() is None
    said = "".join(section.header._element.itertext()) + "".join(section.footer._element.itertext())
    assert all(words in said for name, words in template.items() if name in ("header", "footer"))
    assert ("Registered in Wales" in said) == bool(template.get("table"))
    if template.get("even"):
        assert "PAGE" in "".join(_fields(section.even_page_footer._element))
    assert content == _written(_headed(**template))
    assert out_of_order(content) == []


@pytest.mark.parametrize("where", ["header", "footer"])
@pytest.mark.parametrize("code", [" PAGE ", "page \\* MERGEFORMAT"])
def test_a_letterhead_that_numbers_its_pages_is_left_alone(where: str, code: str) -> None:
    template = _headed("Baker & Dee", "12 Mill Lane", (where, code))
    written = _word(_written(template)).sections[0]
    found = _fields(written.header._element) + _fields(written.footer._element)
    assert len(found) == 1
    assert len(written.footer.paragraphs) == 1


def test_pages_lie_as_the_document_says_whatever_the_template_does() -> None:
    section = _word(_written(_template(wide=True))).sections[0]
    assert (section.page_width or 0) < (section.page_height or 0)


def test_a_dotx_is_taken_and_becomes_a_document() -> None:
    dotx = _retyped(_template(), b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml")
    with zipfile.ZipFile(io.BytesIO(_written(dotx))) as packed:
        assert b"template.main" not in packed.read("[Content_Types].xml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip", "is not a Word file, or is damaged"),
        (_template()[:4000], "is not a Word file, or is damaged"),
        (_retyped(_template(), b"main+xml", b"other+xml"), "is not a Word file, or is damaged"),
        (b"\xd0\xcf\x11\xe0old", "locked by a password or in Word’s old format"),
        (_retyped(_template(), b"", b"", "word/vbaProject.bin"), "has macros"),
        (bytes(MOST_BYTES + 1), "larger than 20 MB"),
    ],
    ids=["text", "cut", "other", "old", "macros", "large"],
)
def test_what_cannot_be_a_template_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(QualcodeError, match=said):
        checked_template(content, "t.docx")


@pytest.mark.parametrize("width", [11.0, 14.8, 21.0])
def test_heads_are_whole_on_a_page_of_any_width(width: float) -> None:
    template = docx.Document(io.BytesIO(_template()))
    section = template.sections[0]
    section.page_width, section.left_margin, section.right_margin = Cm(width), Cm(1.5), Cm(1.5)
    stream = io.BytesIO()
    template.save(stream)
    names = ("No.", "Definition", "Segments", "Participants")
    shares = (1.0, 30.0, 1.0, 1.0)
    row = tuple(map(TableCell, ("1.1", "What is relied on, and by whom. " * 9, "1,204", "17")))
    block = TableBlock(tuple(map(TableColumn, names, shares)), (row,))
    given, written = Document(FRONT, (block,), Colophon(ABOUT)), io.BytesIO()
    WordWriter(given, numbered(given), checked_template(stream.getvalue(), "t.docx")).write(written)
    made = _word(written.getvalue())
    style = made.tables[0].rows[1].cells[0].paragraphs[0].style
    assert style is not None
    size = {CELL: 9, CELL_DENSE: 8}[str(style.name)]
    room = made.sections[0].page_width.pt - 2 * Cm(1.5).pt  # type: ignore[union-attr]
    grid = [int(column.get(qn("w:w"), "0")) / 20 for column in made.element.body.iter(qn("w:gridCol"))][:4]
    assert sum(grid) <= room + 1
    for wide, name in zip(grid, names, strict=True):
        # A little wider than in Arial, beside the margins of a cell.
        assert wide >= 1.2 * size * Letters().widest(name, bold=True) + 10.8


def test_styles_that_are_added_are_in_the_letters_of_the_template() -> None:
    made = docx.Document(io.BytesIO(_template()))
    made.styles["Normal"].font.name = "Garamond"
    quote = made.styles["Quote"]
    quote.paragraph_format.left_indent = Cm(1.3)
    stream = io.BytesIO()
    made.save(stream)
    styles = _word(_written(stream.getvalue())).styles
    for name in (CELL, CELL_DENSE, FACT, SOURCE):
        assert styles[name].font.name is None
        assert styles[name].base_style.font.name == "Garamond"
    contents = styles[CONTENTS]
    assert (contents.font.name, contents.font.color.rgb) == ("Georgia", RGBColor(0, 128, 0))
    # The line beside a quote goes on beside its reference.
    assert styles[SOURCE].paragraph_format.left_indent == pytest.approx(Cm(1.3), abs=Pt(0.05))


def test_without_a_template_all_is_as_ever() -> None:
    given, stream = document(), io.BytesIO()
    WordWriter(given, numbered(given)).write(stream)
    assert _word(stream.getvalue()).styles[CELL].font.name == "Arial"


def _page_left_to_word(content: bytes) -> bytes:
    return _changed(content, r"<w:pgSz[^>]*>|<w:pgMar[^>]*>", "")


def _changed(content: bytes, old: str, new: str) -> bytes:
    """The same with other XML in all its parts, by a regular expression."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, re.sub(old.encode(), new.encode(), part) if name.endswith(".xml") else part)
    return stream.getvalue()


def test_a_template_that_leaves_its_page_to_word_has_ours() -> None:
    given, stream = document(), io.BytesIO()
    WordWriter(given, numbered(given)).write(stream)
    made, ours = (
        _word(each).sections[0] for each in (_written(_page_left_to_word(_template())), stream.getvalue())
    )
    assert (made.page_width, made.page_height) == (ours.page_width, ours.page_height)
    assert made.left_margin == ours.left_margin


def test_a_style_that_is_based_on_itself_does_no_harm() -> None:
    looped = _changed(_template(), '<w:name w:val="Normal"/>', r'\g<0><w:basedOn w:val="Heading1"/>')
    assert _word(_written(looped)).paragraphs


def test_a_style_for_letters_keeps_no_heading_from_having_its_own() -> None:
    odd = _changed(
        _template(), 'w:type="paragraph" w:styleId="Heading1"', 'w:type="character" w:styleId="Heading1"'
    )
    made = _word(_written(odd))
    names = [style.name for style in made.styles]
    assert len(names) == len(set(names))
    assert [row for row in made.paragraphs if row.style is not None and row.style.name == "Heading 1"]


@pytest.mark.parametrize("margin", [Cm(9), Cm(15)])
def test_a_page_without_room_for_words_is_refused(margin: Cm) -> None:
    made, stream = docx.Document(), io.BytesIO()
    made.sections[0].left_margin = made.sections[0].right_margin = margin
    made.save(stream)
    with pytest.raises(QualcodeError, match="leaves less than 4 cm between the margins of its page"):
        checked_template(stream.getvalue(), "narrow.docx")


def test_indents_wider_than_the_page_end_no_line_before_it_begins() -> None:
    made, stream = docx.Document(), io.BytesIO()
    made.styles["Normal"].paragraph_format.left_indent = Cm(30)
    made.save(stream)
    assert _word(_written(stream.getvalue())).paragraphs


def test_a_document_without_a_body_is_damaged() -> None:
    empty = _changed(_template(), "(?s)<w:body>.*</w:body>", "")
    with pytest.raises(QualcodeError, match="not a Word file, or is damaged"):
        checked_template(empty, "empty.docx")


@pytest.mark.parametrize("before", [0, 4, 12])
def test_captions_keep_off_the_table_above_them(before: int) -> None:
    template = docx.Document(io.BytesIO(_template()))
    template.styles["Caption"].paragraph_format.space_before = Pt(before)
    stream = io.BytesIO()
    template.save(stream)
    table = TableBlock((TableColumn("Code", 1.0),), ((TableCell("trust"),),), "What is coded", "one")
    blocks = (table, replace(table, anchor="two"), replace(table, anchor="three"))
    given, written = Document(FRONT, blocks, Colophon(ABOUT)), io.BytesIO()
    WordWriter(given, numbered(given), checked_template(stream.getvalue(), "t.docx")).write(written)
    made = _word(written.getvalue())
    captions = [row for row in made.paragraphs if row.style is not None and row.style.name == "Caption"]
    own = [row.paragraph_format.space_before for row in captions]
    assert own == [None, *([Pt(6) if before < 6 else None] * 2)]
    assert out_of_order(written.getvalue()) == []
