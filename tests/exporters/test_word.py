"""Tests of word.

Tests as well: ``word_styles``.
"""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml import etree

from qualcode.exporters.word import ParagraphPiece, WordReport
from qualcode.model.words.xml_letters import for_xml
from tests.exporters.studies import AWKWARD, provenance


def saved(build: Callable[[WordReport], None], *, landscape: bool = False) -> WordDocument:
    report = WordReport("A title", landscape=landscape)
    build(report)
    stream = io.BytesIO()
    report.save(stream)
    return Document(stream)


def elements(document: WordDocument, name: str) -> list[etree._Element]:
    return list(document.element.body.iter(qn(name)))


def test_a_document_does_not_end_in_a_table() -> None:
    document = saved(lambda report: report.facts(provenance()))
    assert document.element.body[-2].tag == qn("w:p")


def test_numbers_of_pages_stand_at_the_right_margin_wide_or_narrow() -> None:
    for landscape in (False, True):
        report = WordReport("A title", landscape=landscape)
        stream = io.BytesIO()
        report.save(stream)
        for level in (1, 2, 3):
            style = Document(stream).styles[f"toc {level}"]
            assert isinstance(style, ParagraphStyle)
            (stop,) = style.paragraph_format.tab_stops
            assert stop.alignment == WD_TAB_ALIGNMENT.RIGHT
            assert stop.position.twips == pytest.approx(report.width, abs=1)


def test_no_document_makes_word_ask_whether_to_update_it() -> None:
    document = saved(lambda report: report.heading("one", 1))
    assert document.settings.element.find(qn("w:updateFields")) is None
    assert not [mark for mark in elements(document, "w:fldChar") if mark.get(qn("w:dirty"))]


def test_headings_are_real_headings_down_to_the_deepest_there_is() -> None:
    def build(report: WordReport) -> None:
        for level in range(1, 13):
            report.heading(f"level {level}", level)

    names = [p.style.name for p in saved(build).paragraphs if p.style and p.text.startswith("level")]
    assert names == [f"Heading {min(level, 9)}" for level in range(1, 13)]


def test_pages_are_numbered() -> None:
    footer = saved(lambda _: None).sections[0].footer._element
    assert [str(e.text).strip() for e in footer.iter(qn("w:instrText"))] == ["PAGE"]


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
