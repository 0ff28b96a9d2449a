"""Tests of word.

Tests as well: ``word_styles``.
"""

import io
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml import etree

from qualcode.exporters.word import ParagraphPiece, WordReport
from qualcode.model.xml_letters import for_xml
from tests.exporters.studies import AWKWARD, provenance


def saved(build: Callable[[WordReport], None], *, landscape: bool = False) -> WordDocument:
    report = WordReport("A title", landscape=landscape)
    build(report)
    stream = io.BytesIO()
    report.save(stream)
    return Document(stream)


def elements(document: WordDocument, name: str) -> list[etree._Element]:
    return list(document.element.body.iter(qn(name)))


def words_in(element: etree._Element | None) -> str:
    return "" if element is None else "".join(text.text or "" for text in element.iter(qn("w:t")))


def test_the_header_of_a_table_is_repeated_and_rows_stay_whole() -> None:
    document = saved(lambda report: report.table(["a", "b"], [["x", 1], ["y", None]], [2, 1]))
    rows = elements(document, "w:tr")
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["a", "b"],
        ["x", "1"],
        ["y", ""],
    ]


def test_a_table_is_as_wide_as_the_text_or_its_share() -> None:
    report = WordReport("A title")
    report.table(["a", "b"], [], [3, 1])
    report.table(["a", "b"], [], [3, 1], share=0.5)
    stream = io.BytesIO()
    report.save(stream)
    widths = [
        sum(int(column.get(qn("w:w"), "0")) for column in grid)
        for grid in elements(Document(stream), "w:tblGrid")
    ]
    assert widths[0] == pytest.approx(report.width, abs=2)
    assert widths[1] == pytest.approx(report.width / 2, abs=2)


def test_a_document_does_not_end_in_a_table() -> None:
    document = saved(lambda report: report.facts(provenance()))
    assert document.element.body[-2].tag == qn("w:p")


def contents(report: WordReport) -> None:
    report.contents([("one", 1), ("deep", 4), ("two", 2)])
    for words, level in (("one", 1), ("deep", 4), ("two", 2)):
        report.heading(words, level)


def test_the_list_of_contents_is_a_field_whose_entries_lead_to_the_headings_and_their_pages() -> None:
    document = saved(contents)
    instructions = [str(element.text).split() for element in elements(document, "w:instrText")]
    assert [words[0] for words in instructions] == ["TOC", "PAGEREF", "PAGEREF"]
    # One begins before the entries and ends after them.
    depth = [
        {"begin": 1, "end": -1}.get(str(mark.get(qn("w:fldCharType"))), 0)
        for mark in elements(document, "w:fldChar")
    ]
    assert list(accumulate(depth)) == [1, 1, 2, 2, 1, 2, 2, 1, 0]
    targets = {
        str(element.get(qn("w:name"))): words_in(element.getparent())
        for element in elements(document, "w:bookmarkStart")
    }
    links = elements(document, "w:hyperlink")
    anchors = [str(link.get(qn("w:anchor"))) for link in links]
    assert [(targets[anchor], words_in(link)) for anchor, link in zip(anchors, links, strict=True)] == [
        ("one", "one"),
        ("two", "two"),
    ]
    for anchor, link in zip(anchors, links, strict=True):
        assert [str(field.text).split() for field in link.iter(qn("w:instrText"))] == [
            ["PAGEREF", anchor, "\\h"]
        ]
        kinds = [mark.get(qn("w:fldCharType")) for mark in link.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"]
        assert len(list(link.iter(qn("w:tab")))) == 1


def test_numbers_of_pages_stand_at_the_right_margin_wide_or_narrow() -> None:
    for landscape in (False, True):
        report = WordReport("A title", landscape=landscape)
        contents(report)
        stream = io.BytesIO()
        report.save(stream)
        for level in (1, 2, 3):
            style = Document(stream).styles[f"toc {level}"]
            assert isinstance(style, ParagraphStyle)
            (stop,) = style.paragraph_format.tab_stops
            assert stop.alignment == WD_TAB_ALIGNMENT.RIGHT
            assert stop.position.twips == pytest.approx(report.width, abs=1)


def test_no_document_makes_word_ask_whether_to_update_it() -> None:
    document = saved(contents)
    assert document.settings.element.find(qn("w:updateFields")) is None
    assert not [mark for mark in elements(document, "w:fldChar") if mark.get(qn("w:dirty"))]


def test_headings_are_real_headings_down_to_the_deepest_there_is() -> None:
    def build(report: WordReport) -> None:
        for level in range(1, 13):
            report.heading(f"level {level}", level)

    names = [p.style.name for p in saved(build).paragraphs if p.style and p.text.startswith("level")]
    assert names == [f"Heading {min(level, 9)}" for level in range(1, 13)]


def test_no_contents_no_list() -> None:
    document = saved(lambda report: report.contents([]))
    assert [paragraph.text for paragraph in document.paragraphs] == ["A title"]


def test_pages_are_numbered() -> None:
    footer = saved(lambda _: None).sections[0].footer._element
    assert [str(e.text).strip() for e in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_pieces_have_their_looks() -> None:
    pieces = (
        ParagraphPiece("a", bold=True),
        ParagraphPiece("b", italic=True),
        ParagraphPiece("c", colour="#aabbcc"),
        ParagraphPiece("d"),
    )

    def build(report: WordReport) -> None:
        report.paragraph(pieces)

    runs = saved(build).paragraphs[-1].runs
    assert [(run.text, run.bold, run.italic, str(run.font.color.rgb)) for run in runs] == [
        ("a", True, None, "None"),
        ("b", None, True, "None"),
        ("c", None, None, "AABBCC"),
        ("d", None, None, "None"),
    ]


@pytest.mark.parametrize("words", AWKWARD)
def test_words_stay_as_they_are(words: str) -> None:
    def build(report: WordReport) -> None:
        report.paragraph(words)

    assert saved(build).paragraphs[-1].text == for_xml(words)


def test_the_page_lies_where_it_is_asked_to() -> None:
    upright, lying = saved(lambda _: None).sections[0], saved(lambda _: None, landscape=True).sections[0]
    assert (upright.page_width, upright.page_height) == (lying.page_height, lying.page_width)
    assert (lying.page_width or 0) > (lying.page_height or 0)


def test_a_document_is_written_where_it_is_told(tmp_path: Path) -> None:
    with (tmp_path / "a.docx").open("wb") as stream:
        WordReport("A title").save(stream)
    assert Document(str(tmp_path / "a.docx")).paragraphs[0].text == "A title"
