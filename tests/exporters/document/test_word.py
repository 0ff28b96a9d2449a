"""Word: structure, fields, captions, heads that repeat, properties, and elements in the standard order.

Tests as well: ``word_xml``, ``word_file``.
"""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from qualcode.exporters.document.blocks import (
    ORIGIN,
    Align,
    Colophon,
    Document,
    Fields,
    Heading,
    Paragraph,
    QuoteBlock,
    Run,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.room import heads_of
from qualcode.exporters.document.word import WordWriter
from qualcode.exporters.document.word_xml import Element
from qualcode.exporters.word_styles import CELL_HEAD, CELL_MARGIN, TIGHT_HEAD
from qualcode.model.front import Front
from qualcode.model.words.direction import isolated
from tests.exporters.document.specimens import ABOUT, FRONT, column, document, table, tall_picture

INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
ORDERS = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
        "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN "
        "bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
        "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
        "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
        "hideMark"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid "
        "printerSettings"
    ),
}
"""Children of properties in the order of ECMA-376; Word calls a file damaged that has another."""


def _bytes(given: Document) -> bytes:
    stream = io.BytesIO()
    WordWriter(given, numbered(given)).write(stream)
    return stream.getvalue()


def _word(given: Document) -> WordDocument:
    return docx.Document(io.BytesIO(_bytes(given)))


def out_of_order(content: bytes) -> list[str]:
    """What stands in another order than the standard's, in all parts of a Word file."""
    wrong = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            root = etree.fromstring(packed.read(name))
            for kind, order in ORDERS.items():
                places = {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
                for found in root.iter(qn(f"w:{kind}")):
                    row = [places.get(child.tag, -1) for child in found]
                    if -1 in row or any(after < before for before, after in pairwise(row)):
                        wrong.append(f"{name}: {kind}: {[etree.QName(child).localname for child in found]}")
    return wrong


def test_properties_stand_in_the_order_of_the_standard() -> None:
    assert out_of_order(_bytes(document(cover=True))) == []
    assert out_of_order(_bytes(document())) == []


def test_every_cell_ends_with_a_paragraph_and_every_table_is_followed_by_one() -> None:
    body = _word(document(TableBlock((column("a"),), ()))).element.body
    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))
    assert all(found.getnext().tag == qn("w:p") for found in body.iter(qn("w:tbl")))


def test_what_explains_a_table_goes_with_it_to_the_next_page() -> None:
    notes = ("Columns: 1 Ann.", "Codes by transcript.", "A remark.")
    given = TableBlock((column("a"), column("b")), (), notes=notes), Heading("Next", 1, "next", new_page=True)
    (explained,) = [row for row in _word(document(*given)).paragraphs if notes[0] in row.text]
    assert explained.text.split("\n") == list(notes)
    assert explained.paragraph_format.keep_together
    assert not explained.paragraph_format.keep_with_next


def test_a_head_written_as_usual_is_not_cut_where_others_stand_upright() -> None:
    columns = (column("Participant"), TableColumn("1.1", 0.3, Align.START, upright=True))
    wordy = (*columns, column("being assessed by somebody who has never met the person"))
    for given, rule in ((wordy, "atLeast"), ((column(""), columns[1]), "exact")):
        body = _word(document(TableBlock(given, ((TableCell("a"),) * len(given),)))).element.body
        heights = [row.get(qn("w:hRule")) for row in body.iter(qn("w:trHeight"))]
        assert heights == [rule]


def test_contents_with_page_numbers_ask_for_nothing_to_be_pressed() -> None:
    cells = [row.cells for row in _word(document()).tables[-1].rows]
    assert [name.text for name, _ in cells] == ["Coders", "Project", "Step", "Program"]


def test_captions_have_room_above_them_and_stand_by_their_table() -> None:
    word = _word(document())
    caption, note = (word.styles[name].paragraph_format for name in ("Caption", "Note"))
    for style in (caption, note):
        assert style.space_before is not None
        assert style.space_after is not None
    assert caption.space_before > caption.space_after > 0
    assert note.space_after > note.space_before > 0


def test_names_that_stand_upright_are_in_small_letters_beside_words() -> None:
    heads = (column("lies flat"), replace(column("stands"), upright=True))
    tables = _word(document(TableBlock(heads, ()))).tables
    cells = [cell.paragraphs[0] for table in tables for cell in table.rows[0].cells]
    styles = {cell.text: cell.style.name for cell in cells if cell.style is not None}
    assert (styles["lies flat"], styles["stands"]) == (CELL_HEAD, TIGHT_HEAD)


def test_bookmarks_are_named_once_and_links_and_fields_lead_to_them() -> None:
    body = _word(document()).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 for name in names)
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    fields = ["".join(field.itertext()).split() for field in body.iter(qn("w:instrText"))]
    assert {*links, *(field[1] for field in fields if field[0] == "PAGEREF")} <= set(names)
    marks = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert marks.count("begin") == marks.count("separate") == marks.count("end")


def test_captions_have_numbers_that_word_can_count_again() -> None:
    word = _word(document())
    captions = [row.text for row in word.paragraphs if row.style is not None and row.style.name == "Caption"]
    assert captions == ["Table 1. How often", "Figure 1. Bars"]
    fields = ["".join(field.itertext()).strip() for field in word.element.body.iter(qn("w:instrText"))]
    assert "SEQ Table \\* ARABIC" in fields
    assert "SEQ Figure \\* ARABIC" in fields


def test_heads_repeat_and_rows_are_not_torn() -> None:
    rows = list(_word(document()).tables[1]._tbl.iter(qn("w:tr")))
    assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_file_properties_are_those_of_the_front() -> None:
    content = _bytes(document())
    about = docx.Document(io.BytesIO(content)).core_properties
    assert (about.title, about.subject, about.author) == (
        "Renting alone",
        "For the steering group",
        "Ann Baker",
    )
    assert f"{about.created:%Y-%m-%d %H:%M}" == "2026-11-03 09:30"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        extended = packed.read("docProps/app.xml")
    assert b"<Company>A university</Company>" in extended
    assert b"<Application>qualcode</Application>" in extended
    assert b"<Words>" not in extended


def test_no_line_ends_within_a_range() -> None:
    word = _word(document(Paragraph("FG1-P3 aged 30-34, of well-being")))
    (found,) = [row for row in word.paragraphs if row.text.startswith("FG1")]
    assert found.text == "FG1-P3 aged 30-34, of well-being"
    assert len(list(found._p.iter(qn("w:noBreakHyphen")))) == 2


def test_a_page_across_is_a_section_of_its_own() -> None:
    sections = list(_word(document(cover=True)).sections)
    widths = [(section.page_width or 0) > (section.page_height or 0) for section in sections]
    assert widths == [False, False, True, False]
    first = [section.different_first_page_header_footer for section in sections]
    assert first == [True, False, False, False]


def _fields(element: Element) -> list[str]:
    return [(row.text or "").strip() for row in element.iter(qn("w:instrText"))]


@pytest.mark.parametrize("cover", [False, True])
def test_pages_name_their_chapter_but_those_of_contents_and_the_first_do_not(cover: bool) -> None:
    sections = list(_word(document(cover=cover)).sections)
    above = [section.header._element for section in sections]
    # Word finds no chapter for pages before the first one, and would name that.
    assert [_fields(element) for element in above] == [[], *[["STYLEREF 1"]] * (len(sections) - 1)]
    assert all("Renting alone" in "".join(map(str, element.itertext())) for element in above)
    first = sections[0]
    assert not first.first_page_header.paragraphs[0].text
    assert _fields(first.first_page_footer._element) == ([] if cover else ["PAGE"])
    assert _fields(first.footer._element) == ["PAGE"]


def test_a_document_without_chapters_asks_for_none() -> None:
    bare = Document(FRONT, (Paragraph("Words."),), Colophon(ABOUT, brief=True))
    assert [_fields(section.header._element) for section in _word(bare).sections] == [[]]
    begun = Document(FRONT, (Heading("Trust", 1, "trust"),), Colophon(ABOUT))
    (only,) = _word(begun).sections
    assert _fields(only.header._element) == ["STYLEREF 1"]


def test_word_of_today_opens_it_as_its_own() -> None:
    settings = _word(document()).settings.element
    modes = [
        row.get(qn("w:val"))
        for row in settings.iter(qn("w:compatSetting"))
        if row.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]
    assert [row.get(qn("w:percent")) for row in settings.iter(qn("w:zoom"))] == ["100"]


def test_the_step_is_no_keyword_for_those_who_read() -> None:
    given = replace(document(), origin="qualcode project 0123456789ab step 8")
    content = _bytes(given)
    assert docx.Document(io.BytesIO(content)).core_properties.keywords == ""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        root = etree.fromstring(packed.read("docProps/custom.xml"))
        assert b"custom-properties+xml" in packed.read("[Content_Types].xml")
    assert [(row.get("name"), row.get("pid"), row[0].text) for row in root] == [(ORIGIN, "2", given.origin)]


def test_nothing_is_left_beside_pictures_by_those_who_leave_some_unless_told() -> None:
    (drawn,) = [
        row for row in _word(document()).element.body.iter(INLINE) if "Three" in row[1].get("descr", "")
    ]
    assert [drawn.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4


def test_the_number_of_a_caption_is_as_bold_as_its_word() -> None:
    for caption in (row for row in _word(document()).paragraphs if row.style and row.style.name == "Caption"):
        runs = [run for run in caption._p.iter(qn("w:r")) if run.find(qn("w:tab")) is None]
        bold = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in runs]
        assert bold == sorted(bold, reverse=True)
        strong = [run for run, each in zip(runs, bold, strict=True) if each]
        said = "".join("".join(map(str, run.itertext())) for run in strong)
        assert said.split()[0] in ("Table", "Figure")
        assert said.split()[-1].isdigit()


@pytest.mark.parametrize("mode", [12, 14, 15])
def test_lines_of_tables_begin_at_the_margin_in_whatever_version_a_template_is_of(mode: int) -> None:
    template = docx.Document()
    for row in template.settings.element.iter(qn("w:compatSetting")):
        if row.get(qn("w:name")) == "compatibilityMode":
            row.set(qn("w:val"), str(mode))
    stream = io.BytesIO()
    template.save(stream)
    made = io.BytesIO()
    given = Document(FRONT, (Fields((("Label", "said"),)), table()), Colophon(ABOUT, brief=True))
    WordWriter(given, numbered(given), stream.getvalue()).write(made)
    indents = [
        int(found.get(qn("w:w"), ""))
        for row in docx.Document(io.BytesIO(made.getvalue())).tables
        for found in row._tbl.tblPr.iterfind(qn("w:tblInd"))
    ]
    # Word of before 2013 sets the words of the first column there, and since then the edge.
    assert indents[:2] == ([0, CELL_MARGIN] if mode < 15 else [-CELL_MARGIN, 0])


@pytest.mark.parametrize(("high", "inside"), [(14.8, False), (29.7, True)])
def test_what_fills_a_small_page_is_no_row_of_the_last_table(high: float, inside: bool) -> None:
    """Programs would cut it from the rows above it, and repeat the head of the table above it."""
    template = docx.Document()
    section = template.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(high)
    stream, made = io.BytesIO(), io.BytesIO()
    template.save(stream)
    facts = tuple((f"fact {number}", "It says how that came about. " * 3) for number in range(7))
    colophon = Colophon(replace(ABOUT, facts=facts), title="Last words", brief=True)
    given = Document(FRONT, (table(rows=60),), colophon)
    WordWriter(given, numbered(given), stream.getvalue()).write(made)
    word = docx.Document(io.BytesIO(made.getvalue()))
    rows = "".join(cell.text for cell in word.tables[0]._tbl.iter(qn("w:t")) if cell.text)
    below = "".join(row.text for row in word.paragraphs)
    assert ("Last words" in rows, "Last words" in below) == (inside, not inside)


@pytest.mark.parametrize(("rows", "torn"), [(2, False), (30, False), (30, True)])
def test_a_table_begins_with_more_than_a_row(rows: int, torn: bool) -> None:
    given = Document(FRONT, (replace(table(rows=rows), torn=torn),), Colophon(ABOUT, brief=True))
    body = _word(given).tables[0]._tbl.iter(qn("w:tr"))
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in body]
    assert kept[:3] == [True, not torn, not torn]


def test_words_right_of_figures_keep_off_them() -> None:
    columns = (column("n", figure=True), column("When"), column("m", figure=True), column("Who"))
    row = tuple(map(TableCell, ("1", "1 December", "2", "Ann")))
    given = Document(FRONT, (TableBlock(columns, (row,), "Days", "days"),), Colophon(ABOUT, brief=True))
    for line in _word(given).tables[0].rows:
        left = [cell.paragraphs[0].paragraph_format.left_indent for cell in line.cells]
        assert [bool(each) for each in left] == [False, True, False, True]


def test_pictures_have_words_beside_them() -> None:
    drawn = _word(document()).element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    assert [row.get("descr") for row in drawn] == ["Logo", "Three bars"]


@pytest.mark.parametrize("landscape", [False, True])
def test_a_tall_picture_fits_its_page_with_its_caption(landscape: bool) -> None:
    word = _word(Document(Front(title="Tall"), (tall_picture(),), Colophon(ABOUT), landscape=landscape))
    (picture,) = word.inline_shapes
    section = word.sections[0]
    room = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    assert room * 0.8 < picture.height < room - Cm(1.5)
    assert picture.height / picture.width == pytest.approx(4, rel=0.01)


def test_words_read_leftwards_are_marked_so() -> None:
    body = _word(document()).element.body
    marked = [
        "".join(text.text for text in row.iter(qn("w:t")))
        for row in body.iter(qn("w:p"))
        if row.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    ]
    assert marked == ["مرحبا", "مرحبا بالعالم"]


def test_a_document_that_begins_with_a_table_on_a_new_page_is_whole() -> None:
    given = Document(Front(title="T"), (table(), Heading("H", 1, "h")), Colophon(ABOUT), cover=True)
    word = _word(given)
    breaks = list(word.element.body.iter(qn("w:pageBreakBefore")))
    assert len(breaks) == 1


def test_arabic_and_hebrew_are_as_large_as_the_other_letters_of_a_style() -> None:
    for style in _word(document()).styles.element.iter(qn("w:style")):
        size, leftwards = (style.find(f"{qn('w:rPr')}/{qn(name)}") for name in ("w:sz", "w:szCs"))
        if size is not None and style.get(qn("w:type")) == "paragraph" and leftwards is not None:
            assert leftwards.get(qn("w:val")) == size.get(qn("w:val")), style.get(qn("w:styleId"))
    normal = _word(document()).styles["Normal"].element
    assert normal.find(f"{qn('w:rPr')}/{qn('w:szCs')}") is not None


def test_quotes_in_arabic_and_hebrew_are_as_upright_as_others() -> None:
    quote = _word(document()).styles["Quote"]
    assert (quote.font.italic, quote.font.cs_italic) == (False, False)


def test_an_upright_head_is_as_high_as_the_name_that_is_shown() -> None:
    names = ["A name that is cut, for nobody would turn a page for all of it", "short"]
    heads = [column(name, upright=True) for name in names]
    (first, _) = heads_of(TableBlock(tuple(heads), ()))
    blocks = [TableBlock(tuple(heads), ()), TableBlock((replace(heads[0], name=first),), ())]
    shown = _word(Document(FRONT, blocks, Colophon(ABOUT)))
    cut, whole = (made.rows[0].height for made in shown.tables[:2])
    assert cut == whole
    assert cut


def test_a_head_of_numbers_that_stand_upright_is_low() -> None:
    table = TableBlock((column("Participant"), column("2.1", upright=True)), ())
    (shown, *_) = _word(Document(FRONT, (table,), Colophon(ABOUT))).tables
    assert 0 < (shown.rows[0].height or 0) < Cm(1)


def test_fields_stay_together() -> None:
    said = ("Definition", "What it means."), ("Not for", "What it does not mean.")
    (fields, *_) = _word(Document(FRONT, (Fields(said), Heading("Next", 1, "next")), Colophon(ABOUT))).tables
    kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in fields.rows]
    assert kept == [True, False]


@pytest.mark.parametrize("label", ["Definition", "What is meant by it, as we have agreed after a long talk"])
def test_fields_that_stay_with_what_follows_are_paragraphs_with_a_label_before_a_tab(label: str) -> None:
    # LibreOffice keeps no table on the page of a heading that follows it.
    said = (label, "What it means."), ("Not for", "What it\tdoes not mean.")
    word = _word(Document(FRONT, (Fields(said, keep_next=True), Heading("Next", 1, "next")), Colophon(ABOUT)))
    found = [row for row in word.paragraphs if row.style is not None and row.style.name == "Field"]
    assert [row.text for row in found] == ["\t".join(pair) for pair in said]
    for row in found:
        form = row.paragraph_format
        assert form.keep_with_next
        assert form.keep_together
        # What is said stands below itself, whatever is before the tab.
        (stop,) = form.tab_stops
        assert (form.left_indent, form.first_line_indent) == (stop.position, -stop.position)


def test_fields_that_are_read_from_right_to_left_are_a_table_in_any_case() -> None:
    blocks = (Fields((("Definition", "אמון ברופא ובאחות"),), keep_next=True), Heading("Next", 1, "next"))
    (fields, *_) = _word(Document(FRONT, blocks, Colophon(ABOUT))).tables
    assert fields.rows[0].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_short_quotes_are_whole_and_long_ones_may_go_on() -> None:
    quotes = (QuoteBlock((Speech("", "word " * number),), "T, FG2") for number in (40, 400))
    word = _word(Document(FRONT, tuple(quotes), Colophon(ABOUT)))
    said = [row for row in word.paragraphs if row.style is not None and row.style.name == "Quote"]
    assert [bool(row.paragraph_format.keep_together) for row in said] == [True, False]
    assert all(row.paragraph_format.keep_with_next for row in said)


def test_a_tall_picture_leaves_room_for_the_headings_above_it() -> None:
    heads = Heading("As a picture", 1, "one"), Heading("A long name of a picture " * 5, 2, "two")
    heights = [
        _word(Document(FRONT, (*before, tall_picture()), Colophon(ABOUT))).inline_shapes[1].height
        for before in ((), heads, (*heads, table()))
    ]
    assert heights[0] - heights[1] > Cm(4)
    assert heights[2] == heights[0]


def test_lines_are_as_high_in_whatever_font_is_in_place_of_ours() -> None:
    word = _word(document())
    names = {row.style.name for row in word.paragraphs if row.style is not None and row.text}
    high = {
        name: word.styles[name].paragraph_format for name in names if name not in ("Title", "Caption", "Note")
    }
    assert {form.line_spacing_rule for form in high.values()} == {WD_LINE_SPACING.AT_LEAST}


def test_marks_stand_in_the_middle_below_names_that_are_written_upwards() -> None:
    heads = (column("Who"), replace(column("stands"), upright=True))
    given = TableBlock(heads, ((TableCell("Ann"), TableCell("●")),))
    (made, *_) = _word(Document(FRONT, (given,), Colophon(ABOUT))).tables
    head, below = (row.cells[1] for row in made.rows)
    assert head.vertical_alignment == WD_CELL_VERTICAL_ALIGNMENT.CENTER
    assert below.paragraphs[0].alignment == WD_PARAGRAPH_ALIGNMENT.CENTER
    assert made.rows[1].cells[0].paragraphs[0].alignment is None


@pytest.mark.parametrize("name", ["שרה לוי", "ليلى"])
def test_a_name_read_leftwards_turns_no_words_beside_it(name: str) -> None:
    words = (Run(isolated(name), bold=True), Run("\u2002"), Run("I would be asked."))
    turns = replace(table(), rows=((TableCell("1"), TableCell(words)),), transcript=True)
    quote = QuoteBlock((Speech(name, "I would be asked."),), f"{isolated(name)}, FG2, turn 3")
    made = _word(Document(FRONT, (turns, quote, Paragraph(words)), Colophon(ABOUT)))
    named = [paragraph for paragraph in made.element.body.iter(qn("w:p")) if name in _said(paragraph)]
    assert len(named) == 4
    for paragraph in named:
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None
        marked = [
            run for run in paragraph.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
        ]
        assert [_said(run) for run in marked] == [name]
        assert not {"\u2068", "\u2069"} & set(_said(paragraph))


def _said(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))
