"""A heading is never cut from what it introduces, and no chapter ends with a page of a line or two."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import docx
import pytest

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Density,
    Document,
    Fields,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.html import page_of
from qualcode.exporters.document.kept_together import FEWEST_LINES, kept_together
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.typeset import Source, pdf_of
from qualcode.exporters.document.typeset_look import PRINT
from qualcode.exporters.document.word import WordWriter
from qualcode.exporters.document.word_pages import Stand, places_in
from qualcode.model.front import Front
from tests.exporters.document.specimens import ABOUT, PNG, SVG, document, table
from tests.support.pdf_pages import words_of_pages

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = Heading("Boundaries", 1, "boundaries")
SMALL = Paragraph("Quotes", ParagraphKind.PART)
INTRODUCED = [table(), PictureBlock(PNG, SVG, "Bars", "Bars"), QuoteBlock((Speech("", "Yes."),), "P1")]


def _kept(*blocks: Block) -> list[bool]:
    return [block.keep_next for block in kept_together(blocks) if isinstance(block, Paragraph)]


@pytest.mark.parametrize(("lines", "parted"), [(1, False), (5, False), (FEWEST_LINES, True)])
def test_the_last_fields_of_a_chapter_are_parted_only_above_enough_lines(lines: int, parted: bool) -> None:
    fields = Fields(tuple((f"Field {row}", "Words") for row in range(6)), parted=True)
    said = [Paragraph("Said.") for _ in range(lines)]
    blocks: list[Block] = [HEADING, fields, SMALL, *said, replace(HEADING, new_page=True)]
    (found,) = (block for block in kept_together(blocks) if isinstance(block, Fields))
    assert found.parted is parted


@pytest.mark.parametrize("what", INTRODUCED, ids=lambda block: type(block).__name__)
@pytest.mark.parametrize("heading", [HEADING, SMALL], ids=["heading", "part"])
def test_what_stands_between_a_heading_and_what_it_introduces_keeps_with_it(
    heading: Block, what: Block
) -> None:
    one, other = Paragraph("It says where."), Paragraph("Table 1 has both.", ParagraphKind.FACT)
    assert _kept(heading, one, other, what)[-2:] == [True, True]


@pytest.mark.parametrize(("lines", "kept"), [(3, True), (16, True), (17, False)])
def test_fields_stay_with_the_small_heading_below_them(lines: int, kept: bool) -> None:
    fields = Fields(tuple((f"Field {number}", "Words") for number in range(lines)))
    small = Paragraph("Quotes", ParagraphKind.PART, keep_next=True)
    found = list(kept_together([Heading("privacy", 2, "h"), fields, small, *[Paragraph("Text")] * 12]))
    assert [block.keep_next for block in found if isinstance(block, Fields)] == [kept]


def test_text_flows_freely_elsewhere() -> None:
    text = Paragraph("It says where.")
    assert _kept(text, table()) == [False]
    assert _kept(HEADING, text, HEADING, table()) == [False]
    assert _kept(HEADING, text) == [False]
    assert _kept(HEADING, table(), text, table()) == [False]


def test_a_page_has_no_room_for_much_text_above_a_table() -> None:
    assert _kept(HEADING, Paragraph("x" * 700), Paragraph("Short."), table()) == [False, True]
    assert _kept(HEADING, Paragraph("x" * 700), table()) == [False]


def test_all_kinds_of_documents_do_so() -> None:
    given = replace(document(), blocks=(HEADING, Paragraph("It says where."), table()), cover=False)
    placed = numbered(given)
    stream = io.BytesIO()
    WordWriter(given, placed).write(stream)
    (line,) = [row for row in docx.Document(stream).paragraphs if row.text == "It says where."]
    assert line.paragraph_format.keep_with_next
    assert 'class="words keep">It says where.' in "".join(page_of(given, placed)).replace("\n", "")
    (said,) = [
        row
        for row in Source(given, placed, PRINT).files()["main.typ"].decode().splitlines()
        if row.startswith("#said") and "It says where." in row
    ]
    assert said.startswith('#said("body", true,')


# -- how a chapter ends ------------------------------------------------------------------------------

_QUOTE = QuoteBlock((Speech("", "“Nobody asked me first.”"),), "Tasha, FG2, turn 94")
_CHAPTER = Heading("Next", 1, "next", new_page=True)
_TALL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="400">'
    b'<rect width="100" height="400" fill="#1f5fae"/></svg>'
)


def _kept_quotes(*blocks: Block) -> list[bool]:
    return [block.keep_next for block in kept_together(blocks) if isinstance(block, QuoteBlock)]


@pytest.mark.parametrize("end", [(), (_CHAPTER,), (NewPage(landscape=True),)])
def test_the_last_quotes_of_a_chapter_stay_together(end: Sequence[Block]) -> None:
    quotes = [_QUOTE] * 8
    assert _kept_quotes(HEADING, *quotes, *end) == [False] * 4 + [True] * 3 + [False]


def test_what_is_long_or_of_another_chapter_stays_where_it_is() -> None:
    long = QuoteBlock((Speech("", "Nobody asked me first. " * 80),), "Tasha")
    assert _kept_quotes(HEADING, _QUOTE, long, _QUOTE) == [False] * 3
    assert _kept_quotes(HEADING, _QUOTE, _CHAPTER, _QUOTE) == [False] * 2
    assert _kept_quotes(HEADING, _QUOTE, HEADING, _QUOTE) == [False] * 2
    assert _kept_quotes(HEADING, _QUOTE, table(), _QUOTE) == [False] * 2
    assert _kept_quotes(HEADING, _QUOTE, Heading("Below", 2, "below"), _QUOTE) == [True, False]


def test_what_is_said_of_a_code_goes_with_its_last_quotes() -> None:
    fields = Fields((("Definition", "What it means."), ("Not for", "What it does not mean.")))
    (kept,) = [block for block in kept_together((HEADING, fields, _QUOTE)) if isinstance(block, Fields)]
    assert kept.keep_next


def _quotes(number: int, of: str) -> list[Block]:
    return [replace(_QUOTE, anchor=f"{of}-{place}") for place in range(number)]


def _of_many_lengths() -> Document:
    """Chapters of which some end just below the foot of a page."""
    blocks = [
        block
        for number in range(10, 34)
        for block in (
            Heading(f"Chapter {number}", 1, f"chapter-{number}", new_page=True),
            *_quotes(number, str(number)),
        )
    ]
    return replace(document(), blocks=tuple(blocks), cover=False)


def _lines_of_pages(given: Document) -> list[int]:
    """Without the title above and the number below."""
    return [len(words.split("\n")) - 2 for words in words_of_pages(pdf_of(given, numbered(given)))]


def _places(given: Document) -> dict[str, Stand]:
    """By anchor, where blocks are in Word."""
    placed = numbered(given)
    stream = io.BytesIO()
    WordWriter(given, placed).write(stream)
    word = docx.Document(stream)
    found = places_in(word.element.body, word.styles.element)
    names = {f"_Toc{int(key[1:]):08}": anchor for anchor, key in placed.keys.items()}
    return {names[mark]: place for mark, place in found.items() if mark in names}


def test_no_page_of_a_pdf_has_a_line_or_two() -> None:
    lines = _lines_of_pages(_of_many_lengths())
    assert len(lines) > 30
    assert min(lines[1:-1]) >= FEWEST_LINES


def test_no_page_in_word_has_a_quote_or_two() -> None:
    found = _places(_of_many_lengths())
    quotes = Counter(place.page for name, place in found.items() if not name.startswith("chapter"))
    assert len(quotes) > 30
    assert min(quotes.values()) >= FEWEST_LINES // 2


_LONG = QuoteBlock((Speech("", "Nobody asked me first. " * 80),), "Tasha")


@pytest.mark.parametrize(
    ("last", "kept"), [(_QUOTE, True), (Paragraph("It says why."), True), (_LONG, False), (_CHAPTER, None)]
)
def test_what_is_said_at_the_end_has_no_page_of_its_own(last: Block, kept: bool | None) -> None:
    end = (Heading("About", 1, "about", new_page=last is _CHAPTER), Fields((("Step", "1\n" * 12),)))
    blocks = list(kept_together((HEADING, _QUOTE, last, *end), ending=2))
    assert getattr(blocks[2], "keep_next", None) is kept
    # Without that, what is said at the end is a chapter like any other.
    assert not getattr(list(kept_together((HEADING, _QUOTE, last, *end)))[2], "keep_next", False)


# -- tables, pictures and lists with what is below them ----------------------------------------------


def _ruled(rows: int, of: str) -> TableBlock:
    said = tuple((TableCell(f"row {of} {place}"), TableCell("said")) for place in range(rows))
    columns = TableColumn("Name", 1), TableColumn("Words", 1)
    return TableBlock(columns, said, f"Table {of}", f"table-{of}", notes=(f"note {of} one", f"note {of} two"))


def test_notes_stay_with_the_last_rows_of_their_table() -> None:
    tables = [
        block
        for rows in range(20, 60, 2)
        for block in (Heading(f"H{rows}", 1, f"h{rows}", new_page=True), _ruled(rows, f"t{rows}"))
    ]
    given = replace(document(), blocks=tuple(tables), cover=False)
    pages = words_of_pages(pdf_of(given, numbered(given)))
    for rows in range(20, 60, 2):
        (page,) = [words for words in pages if f"note t{rows} one" in words]
        assert f"note t{rows} two" in page
        assert page.count(f"row t{rows} ") >= 3


def _alone(rows: int, words: str, *, notes: bool, torn: bool, landscape: bool) -> Document:
    said = tuple((TableCell(f"row {place}"), TableCell(words)) for place in range(rows))
    columns = TableColumn("Name", 1), TableColumn("Words", 3)
    noted = ("It says so below.",) if notes else ()
    alone = TableBlock(columns, said, "Table", "table", torn=torn, notes=noted)
    return replace(document(), blocks=(alone,), cover=False, landscape=landscape)


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize(("words", "torn"), [("said", False), ("word " * 40, False), ("word " * 40, True)])
@pytest.mark.parametrize("notes", [True, False])
def test_what_is_said_at_the_end_is_on_the_page_of_the_last_rows(
    words: str, notes: bool, torn: bool, landscape: bool
) -> None:
    for rows in (9, 15, 27, 38):
        given = _alone(rows, words, notes=notes, torn=torn, landscape=landscape)
        pages = [" ".join(page.split()) for page in words_of_pages(pdf_of(given, numbered(given)))]
        (page,) = [page for page in pages if "About this document" in page]
        assert f"row {rows - 1} " in page, rows
        assert "Step" in page


@pytest.mark.parametrize("brief", [True, False])
@pytest.mark.parametrize("notes", [True, False])
def test_in_word_the_last_rows_go_with_what_is_said_at_the_end(notes: bool, brief: bool) -> None:
    given = _alone(40, "said", notes=notes, torn=False, landscape=False)
    given = replace(given, colophon=replace(given.colophon, brief=brief))
    stream = io.BytesIO()
    WordWriter(given, numbered(given)).write(stream)
    body = docx.Document(stream).element.body
    ruled = next(child for child in body if child.tag.endswith("}tbl"))
    rows = [*ruled.iter(f"{W}tr")]
    said = rows.pop() if notes or brief else None
    kept = [row.find(f".//{W}keepNext") is not None for row in rows][1:]
    assert kept[-5:] == [True] * 5
    # So are the first ones, with the head of the table.
    assert kept[:2] == [True, True]
    assert not any(kept[2:-12])
    below = [text.text for row in ruled.itersiblings() for text in row.iter(f"{W}t")]
    assert ("About this document" in below) is not brief
    assert "It says so below." not in below
    if not brief:
        assert ruled.getnext().find(f".//{W}keepNext") is not None
    if said is not None:
        # LibreOffice keeps rows together, but no row with what is below the table: that is a row as well.
        words = [text.text for text in said.iter(f"{W}t")]
        assert ("It says so below." in words, "About this document" in words) == (notes, brief)
        (cell,) = said.iter(f"{W}tc")
        assert cell.find(f".//{W}gridSpan").get(f"{W}val") == "2"
        assert {side.get(f"{W}val") for side in cell.find(f".//{W}tcBorders")} == {"nil"}


@pytest.mark.parametrize(("rows", "cover", "held"), [(20, False, True), (58, False, False), (58, True, True)])
def test_a_table_of_figures_that_has_no_room_below_the_front_does_not_leave_that_alone(
    rows: int, cover: bool, held: bool
) -> None:
    given = _alone(rows, "7", notes=False, torn=False, landscape=False)
    (alone,) = (block for block in given.blocks if isinstance(block, TableBlock))
    given = replace(given, blocks=(replace(alone, density=Density.TIGHT),), cover=cover)
    stream = io.BytesIO()
    WordWriter(given, numbered(given)).write(stream)
    ruled = next(child for child in docx.Document(stream).element.body if child.tag.endswith("}tbl"))
    kept = [row.find(f".//{W}keepNext") is not None for row in ruled.iter(f"{W}tr")]
    assert all(kept[:-1]) is held


@pytest.mark.parametrize("lines", [1, 6])
def test_notes_stay_on_the_page_of_their_picture(lines: int) -> None:
    note = Paragraph("Widths are characters of text. " * 3 * lines, ParagraphKind.NOTE)
    picture = PictureBlock(PNG, _TALL, "Bars", "Bars along FG2", "bars")
    led = Paragraph("Figure 1 follows the codes through the transcript, one turn after the other. " * lines)
    blocks = Heading("Bars", 1, "chapter", new_page=True), led, picture, note, Heading("Below", 2, "below")
    given = replace(document(), blocks=blocks, cover=False)
    pages = words_of_pages(pdf_of(given, numbered(given)))
    (page,) = [words for words in pages if "Bars along FG2" in words]
    page = " ".join(page.split())
    assert page.count("Widths are") == 3 * lines
    assert page.count("follows the codes") == lines
    found = _places(given)
    assert found["bars"].page == found["chapter"].page


@pytest.mark.parametrize("tables", range(28, 46, 2))
def test_no_page_has_the_last_lines_of_a_list_alone(tables: int) -> None:
    blocks: tuple[Block, ...] = (
        Contents(ListOf.TABLES),
        Contents(ListOf.PICTURES),
        Heading("Chapter", 1, "chapter", new_page=True),
        *(replace(table(), caption=f"Table of {place}", anchor=f"t{place}") for place in range(tables)),
        PictureBlock(PNG, SVG, "Bars", "Bars", "bars"),
        PictureBlock(PNG, SVG, "Bars", "More bars", "more-bars"),
    )
    given = replace(document(), blocks=blocks, cover=True)
    pages = words_of_pages(pdf_of(given, numbered(given)))
    first = next(place for place, words in enumerate(pages) if "\nChapter" in words)
    assert all(len(words.split("\n")) - 2 >= FEWEST_LINES for words in pages[1:first])


def test_a_line_or_two_at_the_end_have_room_on_the_page_of_the_last_picture() -> None:
    picture = PictureBlock(PNG, _TALL, "Bars", "Bars along FG2", "bars")
    note = Paragraph("Widths are characters of text.", ParagraphKind.NOTE)
    given = replace(document(), blocks=(NewPage(), picture, note), cover=False)
    given = replace(given, colophon=replace(given.colophon, brief=True))
    pages = words_of_pages(pdf_of(given, numbered(given)))
    (page,) = [words for words in pages if "Bars along FG2" in words]
    assert given.colophon.title in page
    assert page is pages[-1]


@pytest.mark.parametrize(
    ("rows", "keep", "stays"),
    [
        (1, False, [False]),
        (2, True, [True, True]),
        (3, False, [True, True, False]),
        (5, False, [True, False, False, True, False]),
        (5, True, [True, False, False, True, True]),
    ],
)
def test_fields_that_may_be_parted_leave_no_row_alone(rows: int, keep: bool, stays: list[bool]) -> None:
    fields = Fields(tuple((f"Field {row}", "Words") for row in range(rows)), keep, parted=True)
    assert [fields.stays(place) for place in range(rows)] == stays
    whole = replace(fields, parted=False)
    assert [whole.stays(place) for place in range(rows)] == [True] * (rows - 1) + [keep]


def _first_pages(blocks: Sequence[Block], words: str) -> tuple[int, int]:
    """On which page words are, as PDF and in Word."""
    given = Document(Front(title="T"), (Contents(), *blocks), Colophon(ABOUT, brief=True), cover=True)
    placed = numbered(given)
    pages = words_of_pages(pdf_of(given, placed))
    stream = io.BytesIO()
    WordWriter(given, placed).write(stream)
    word = docx.Document(stream)
    places = places_in(word.element.body, word.styles.element)
    key = placed.keys[words.lower()]
    own = f"_Toc{int(key[1:]):08}"
    shown = next(n for n, said in enumerate(pages, 1) if n > 2 and f"{words}\n" in said.replace("\r", ""))
    return shown, places[own].page


@pytest.mark.parametrize("parted", [False, True])
def test_a_code_begins_on_a_page_that_has_room_for_two_of_its_fields(parted: bool) -> None:
    fields = Fields(tuple((f"Field {row}", "Some words of it. " * 24) for row in range(5)), parted=parted)
    above: list[Block] = [Heading("First", 1, "first", new_page=True), *[Paragraph("Some words. " * 60)] * 4]
    pages = _first_pages([*above, Heading("Trust", 2, "trust"), fields, Paragraph("After.")], "Trust")
    assert pages == ((3, 3) if parted else (4, 4))
