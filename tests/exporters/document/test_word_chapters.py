"""Pages of a Word document name their chapter where the program that shows it does not find it."""

import io
from collections.abc import Sequence

import docx
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Heading,
    NewPage,
    Paragraph,
)
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.word import WordWriter
from tests.exporters.document.specimens import ABOUT, FRONT, table


def _named(blocks: Sequence[Block], *, brief: bool = True) -> list[str]:
    """What stands above the pages of each section, beside the title; with "?" where Word asks for more."""
    stream = io.BytesIO()
    given = Document(FRONT, tuple(blocks), Colophon(ABOUT, brief=brief), cover=True)
    WordWriter(given, numbered(given)).write(stream)
    found = []
    for section in docx.Document(stream).sections:
        said = [row.text or "" for row in section.header._element.iter(qn("w:t"))]
        found.append("".join(said[1:]))
    return found


def _chapter(name: str, *, new_page: bool = True, paragraphs: int = 1) -> list[Block]:
    words = "Some words of it, to be read."
    return [Heading(name, 1, name, new_page=new_page), *[Paragraph(words) for _ in range(paragraphs)]]


def test_each_chapter_that_begins_a_page_has_its_name_above_its_pages() -> None:
    blocks = [Contents(), *_chapter("One", paragraphs=90), *_chapter("Two"), *_chapter("Three")]
    assert _named(blocks) == ["", "One", "Two", "Three"]


@pytest.mark.parametrize(("paragraphs", "name"), [(1, "One"), (90, "")])
def test_of_chapters_below_each_other_the_first_is_named_if_they_have_one_page(
    paragraphs: int, name: str
) -> None:
    blocks = [
        Contents(),
        *_chapter("One"),
        *_chapter("Two", new_page=False, paragraphs=paragraphs),
        *_chapter("Three"),
    ]
    assert _named(blocks) == ["", name, "Three"]


def test_how_all_came_about_is_no_chapter() -> None:
    """Word names the next heading above pages that have none before them: it would be that one."""
    assert _named([table(rows=90)], brief=False) == [""]
    assert _named([Contents(), *_chapter("One"), *_chapter("Two", paragraphs=90)], brief=False) == [
        "",
        "One",
        "Two",
    ]


def test_a_page_that_lies_across_is_of_the_chapter_it_is_in() -> None:
    blocks = [
        Contents(),
        *_chapter("One"),
        NewPage(landscape=True),
        table(),
        NewPage(),
        *_chapter("Two", new_page=False),
        NewPage(landscape=True),
        *_chapter("Three", new_page=False),
    ]
    assert _named(blocks) == ["", "One", "One", "Two", "Three"]


def test_no_page_is_empty_where_a_chapter_begins_at_a_turned_page() -> None:
    blocks = [Contents(), *_chapter("One"), NewPage(landscape=True), table(), NewPage(), *_chapter("Two")]
    assert _named(blocks) == ["", "One", "One", "Two"]


def test_the_name_ends_at_the_margin_also_where_a_page_lies_across() -> None:
    blocks = [Contents(), *_chapter("One"), NewPage(landscape=True), table(), NewPage(), *_chapter("Two")]
    stream = io.BytesIO()
    given = Document(FRONT, tuple(blocks), Colophon(ABOUT, brief=True), cover=True)
    WordWriter(given, numbered(given)).write(stream)
    for section in list(docx.Document(stream).sections)[1:]:
        (header,) = section.header.paragraphs
        stops = {stop.position.twips: stop.alignment for stop in header.paragraph_format.tab_stops}
        kept = [place for place, align in stops.items() if align != WD_TAB_ALIGNMENT.CLEAR]
        wide = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        assert kept == [pytest.approx(wide / 635, abs=2)]
        style = header.style
        assert isinstance(style, ParagraphStyle)
        assert {stop.position.twips for stop in style.paragraph_format.tab_stops} <= set(stops)


@pytest.mark.parametrize(("paragraphs", "named"), [(1, True), (160, False)])
def test_pages_before_the_only_chapter_do_not_have_its_name(paragraphs: int, named: bool) -> None:
    before = [Paragraph("Some words of it, to be read.") for _ in range(paragraphs)]
    after = _chapter("Last", new_page=False, paragraphs=3)
    stream = io.BytesIO()
    given = Document(FRONT, (*before, *after), Colophon(ABOUT, brief=True))
    WordWriter(given, numbered(given)).write(stream)
    (section,) = docx.Document(stream).sections
    header = section.header._element
    # Word would look for a chapter further on: no field asks it for one.
    assert ("STYLEREF" in "".join(row.text or "" for row in header.iter(qn("w:instrText")))) is named
    words = "".join(row.text or "" for row in header.iter(qn("w:t")))
    assert words == f"{FRONT.title}{'Last' if named else ''}"
