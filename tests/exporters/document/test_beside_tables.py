"""A picture is on the page of its table where both have room there, in Word and as PDF, and else on the next.

Tests as well: ``heights``.
"""

import io
from dataclasses import replace

import docx
import numpy as np
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from matplotlib import image

from qualcode.exporters.document.beside_tables import room_beside
from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Document,
    Heading,
    NewPage,
    Paragraph,
    PictureBlock,
    TableBlock,
    TableCell,
)
from qualcode.exporters.document.heights import height_of, height_of_front
from qualcode.exporters.document.logo import as_svg
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.room import OUR_PAGE, PageRoom, fitted
from qualcode.exporters.document.typeset import pdf_of
from qualcode.exporters.document.word import WordWriter
from qualcode.exporters.document.word_pages import places_in
from qualcode.model.front import Front
from tests.exporters.document.specimens import ABOUT, FRONT, table
from tests.support.pdf_pages import pdf_document, words_of_pages

PAGE = OUR_PAGE[False]


def _picture(high: float) -> PictureBlock:
    """So high in points, as wide as a page."""
    stream = io.BytesIO()
    image.imsave(stream, np.zeros((max(1, round(high)), round(PAGE.wide), 3), dtype="uint8"), format="png")
    png = stream.getvalue()
    return PictureBlock(png, as_svg(png, ".png"), "Bars", "Drawn", "drawn", shows="draws them.")


def _rows(number: int, words: str = "Code") -> TableBlock:
    rows = tuple((TableCell(f"{words} {row}"), TableCell(str(row))) for row in range(number))
    return replace(table("Counted"), rows=rows, shows="counts them.", anchor="counted")


def _document(*blocks: Block, cover: bool = True) -> Document:
    """In its second chapter, below nothing else."""
    first = Heading("First", 1, "first"), Paragraph("Words.")
    chapter = Heading("Second", 1, "second", new_page=True)
    return Document(FRONT, (*first, chapter, *blocks), Colophon(ABOUT, brief=True), cover=cover)


def _pages_of_pdf(given: Document) -> tuple[int, int]:
    words = words_of_pages(pdf_of(given, numbered(given)))
    return tuple(
        next(n for n, said in enumerate(words) if f"{label} 1. " in said) for label in ("Table", "Figure")
    )  # type: ignore[return-value]


def _pages_of_word(given: Document) -> tuple[int, int]:
    placed = numbered(given)
    stream = io.BytesIO()
    WordWriter(given, placed).write(stream)
    word = docx.Document(stream)
    places = places_in(word.element.body, word.styles.element)
    named = {row.get(qn("w:name")) for row in word.element.body.iter(qn("w:bookmarkStart"))}
    found = [f"_Toc{int(placed.keys[anchor][1:]):08}" for anchor in ("counted", "drawn")]
    assert named.issuperset(found)
    return places[found[0]].page, places[found[1]].page


@pytest.mark.parametrize(
    ("rows", "high", "together"), [(5, 300, True), (15, 330, True), (25, 330, False), (60, 100, False)]
)
def test_a_picture_is_on_the_page_of_its_table_where_both_have_room(
    rows: int, high: float, together: bool
) -> None:
    # So much is before them that one of them would be on the next page by itself.
    given = _document(*[Paragraph("Some words. " * 60)] * 4, _rows(rows), _picture(high))
    kept = [block for block, _, _ in numbered(given).blocks if isinstance(block, TableBlock)]
    assert (kept[0].below > 0) is together
    for its_page, page in (_pages_of_pdf(given), _pages_of_word(given)):
        assert (its_page == page) is together


def test_a_picture_that_is_a_little_too_high_is_made_smaller() -> None:
    leads = height_of(Heading("Second", 1, "second"), PAGE) + 2 * height_of(Paragraph("Words."), PAGE)
    room = room_beside(_rows(15), leads, PAGE) - height_of(replace(_picture(1), png=b""), PAGE) + PAGE.wide
    for more, together in ((0.95, True), (1.05, True), (1.3, False)):
        given = _document(_rows(15), _picture(room * more))
        for its_page, page in (_pages_of_pdf(given), _pages_of_word(given)):
            assert (its_page == page) is together


def test_a_page_that_is_turned_or_begun_between_them_keeps_them_apart() -> None:
    for between in (NewPage(landscape=True), NewPage()):
        given = numbered(_document(_rows(3), between, _picture(100)))
        assert [block.below for block, _, _ in given.blocks if isinstance(block, TableBlock)] == [0]


@pytest.mark.parametrize(("high", "together"), [(250, True), (440, False)])
def test_what_is_above_the_first_table_takes_room(high: float, together: bool) -> None:
    front = replace(FRONT, note="A note in several lines.\n" * 6)
    given = Document(front, (_rows(8), _picture(high)), Colophon(ABOUT, brief=True))
    assert height_of(_rows(8), PAGE) + height_of(_picture(440), PAGE) + 40 < PAGE.high
    placed = numbered(given)
    assert [block.below > 0 for block, _, _ in placed.blocks if isinstance(block, TableBlock)] == [together]
    its_page, page = _pages_of_pdf(given)
    # What would not fit leaves the front no page for itself.
    assert its_page == 0
    assert (its_page == page) is together


@pytest.mark.parametrize("rows", [3, 12, 22])
@pytest.mark.parametrize(
    "words", ["Code", "A name that is so long that it goes on on a second line of its cell"]
)
def test_blocks_are_about_as_high_as_they_are_said_to_be(rows: int, words: str) -> None:
    given = _rows(rows, words)
    blocks = (given, Heading("After", 1, "after"))
    bare = Document(Front(title="T"), blocks, Colophon(ABOUT, brief=True))
    with pdf_document(pdf_of(bare, numbered(bare))) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        words_on_page = text.get_text_range()
        at = words_on_page.index("After")
        heading = text.get_charbox(at)
        caption = text.get_charbox(words_on_page.index("Table 1"))
    real = caption[3] - heading[3]
    said = height_of(given, PAGE)
    assert real * 0.9 - 30 < said < real * 1.15 + 20


def test_a_front_is_as_high_as_its_lines() -> None:
    bare = height_of_front(Front(title="T"), PAGE)
    long = Front(title="A title that goes on and on until it needs a second line of the page", subtitle="S")
    assert bare < height_of_front(replace(long, title="T"), PAGE) < height_of_front(long, PAGE)


def test_a_picture_on_a_page_too_small_for_it_and_its_table_is_as_large_as_alone() -> None:
    template = docx.Document()
    template.sections[0].page_width, template.sections[0].page_height = Mm(148), Mm(210)
    stream = io.BytesIO()
    template.save(stream)
    widths = []
    for blocks in ((_rows(15), _picture(300)), (_picture(300),)):
        given, written = _document(*blocks), io.BytesIO()
        WordWriter(given, numbered(given), stream.getvalue()).write(written)
        widths.append([shape.width for shape in docx.Document(written).inline_shapes])
    assert widths[0] == widths[1]


def test_a_narrow_table_takes_more_of_a_narrow_page() -> None:
    small = PageRoom(PAGE.wide / 2, PAGE.high / 2)
    for share, expected in ((0.3, 0.6), (0.8, 1.0)):
        assert fitted(replace(_rows(3), share=share), small).table.share == pytest.approx(expected)
        assert fitted(replace(_rows(3), share=share), PAGE).table.share == share
