"""HTML: escaped, in a language, heads of columns and rows, words for pictures, links that lead somewhere."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from lxml import html

from qualcode.exporters.document.blocks import (
    ORIGIN,
    Block,
    Colophon,
    Document,
    Fields,
    Heading,
    NewPage,
    Paragraph,
    PictureBlock,
    QuoteBlock,
    Run,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.html import page_of
from qualcode.exporters.document.numbering import numbered
from qualcode.model.words.direction import isolated
from tests.exporters.document.specimens import ABOUT, FRONT, HOSTILE, column, document, table

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


def _page(given: Document | None = None) -> tuple[str, html.HtmlElement]:
    given = given or document()
    written = "".join(page_of(given, numbered(given)))
    return written, html.document_fromstring(written.encode())


def test_the_page_says_its_language_title_and_authors() -> None:
    written, page = _page()
    assert written.lstrip().startswith("<!DOCTYPE html>")
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == "Renting alone"
    assert page.xpath("string(//meta[@name='author']/@content)") == "Ann Baker"
    assert page.xpath("//meta[@name='viewport']")


def test_its_properties_name_the_organisation_and_the_day_and_nothing_that_is_not_said() -> None:
    front = replace(FRONT, organisation="Buses & Co", date=datetime(2026, 3, 11, 23, 59, tzinfo=UTC))
    said, _ = _page(replace(document(), front=front))
    assert '<meta name="publisher" content="Buses &amp; Co">' in said
    assert '<meta name="date" content="2026-03-11">' in said
    bare, _ = _page(replace(document(), front=replace(front, organisation="", date=None)))
    assert 'name="publisher"' not in bare
    assert 'name="date"' not in bare


def test_everything_that_is_said_is_escaped() -> None:
    written, page = _page()
    assert "<script" not in written
    assert HOSTILE.replace("\x00", "\ufffd") in page.text_content()


def test_tables_have_captions_and_heads_of_columns_and_rows() -> None:
    _, page = _page()
    (table,) = page.xpath("//table")
    assert table.xpath("string(caption)") == "Table 1. How often"
    assert table.xpath("thead//th/@scope") == ["col", "col"]
    assert table.xpath("tbody//th/@scope") == ["row", "row"]


def test_pictures_are_told_in_words() -> None:
    _, page = _page()
    assert page.xpath("//figure[@class='picture']/div[@class='drawn']/img/@alt") == ["Three bars"]
    assert page.xpath("string(//figure[@class='picture']/figcaption)").strip() == "Figure 1. Bars"


def test_what_is_wider_than_the_screen_scrolls_and_says_so() -> None:
    wide = TableBlock(tuple(column(str(place)) for place in range(5)), (), "Wide", "wide")
    _, page = _page(replace(document(), blocks=(wide, table(), *document().blocks)))
    frames = page.xpath("//div[starts-with(@class, 'table')]/@class")
    assert ["many" in name.split() for name in frames][:2] == [True, False]
    # Who has no mouse scrolls by keys, and hears what is scrolled.
    (drawn,) = page.xpath("//div[@class='drawn']")
    assert (drawn.get("tabindex"), drawn.get("role"), drawn.get("aria-label")) == ("0", "region", "Figure 1")
    style = page.xpath("string(//style)")
    begun = style.partition("@media screen { .table, .drawn { background:")[2]
    screen, _, rest = begun.partition("\n@media ")
    assert screen.count("local no-repeat") == screen.count("scroll no-repeat") == 2
    assert "tr > th:first-child { position: sticky; left: 0" in rest
    assert ".drawn img { max-width: none; min-width: var(--least, 600px); }" in rest
    # Nothing of it on paper.
    assert "local no-repeat" not in style.replace(screen, "")


@pytest.mark.parametrize(("drawn", "least"), [(b"215.1pt", 287), (b"510pt", 600), (b"12", 600)])
def test_a_picture_is_as_wide_as_it_was_drawn_and_not_blown_up(drawn: bytes, least: int) -> None:
    (picture,) = [block for block in document().blocks if isinstance(block, PictureBlock)]
    svg = picture.svg.replace(b'width="12"', b'width="' + drawn + b'"', 1)
    _, page = _page(replace(document(), blocks=(replace(picture, svg=svg),)))
    (style,) = page.xpath("//div[@class='drawn']/img/@style")
    assert f"--least:{least}px" in style


@pytest.mark.parametrize(("first", "slim"), [("No.", True), ("A name of what is in the row", False)])
def test_numbers_of_rows_take_no_more_room_on_a_small_screen_than_they_need(first: str, slim: bool) -> None:
    columns = (TableColumn(first, 0.1 if slim else 2), *(TableColumn("Words", 1) for _ in range(5)))
    wide = TableBlock(columns, (tuple(TableCell("1.1") for _ in columns),), "Wide", "wide")
    _, page = _page(replace(document(), blocks=(wide,)))
    (frame,) = page.xpath("//div[starts-with(@class, 'table')]/@class")
    assert ("slim" in frame.split()) is slim


def test_sentences_can_be_read_where_a_table_scrolls_on_a_small_screen() -> None:
    columns = tuple(column(str(place)) for place in range(5))
    rems = []
    for said in ("1", "word " * 40):
        row = tuple(TableCell(said if place == 2 else "1") for place in range(5))
        _, page = _page(replace(document(), blocks=(TableBlock(columns, (row,), "Wide", "wide"),)))
        (style,) = page.xpath("//table/@style")
        rems.append(float(style.partition("--narrow:")[2].removesuffix("rem")))
    assert rems[1] - rems[0] == 8


def test_every_table_can_be_scrolled_by_keys() -> None:
    narrow = TableBlock((column("Code"), column("n")), (), "Narrow", "narrow")
    _, page = _page(replace(document(), blocks=(narrow, replace(narrow, caption="", anchor="other"))))
    frames = page.xpath("//div[starts-with(@class, 'table')]")
    assert [(row.get("tabindex"), row.get("role"), row.get("aria-label")) for row in frames] == [
        ("0", "region", "Table 1"),
        ("0", "region", "Table"),
    ]


def test_a_link_of_a_sign_says_where_it_leads() -> None:
    said = Paragraph((Run("●", link="trust", says="Kim: passages on <trust>"),))
    _, page = _page(replace(document(), blocks=(*document().blocks, said)))
    (link,) = page.xpath("//a[text()='●']")
    assert (link.get("aria-label"), link.get("title")) == ("Kim: passages on <trust>",) * 2


def test_the_step_is_no_keyword_for_those_who_search() -> None:
    _, page = _page(replace(document(), origin="qualcode project 0123456789ab step 8"))
    assert not page.xpath("//meta[@name='keywords']")
    (said,) = page.xpath(f"//meta[@name='{ORIGIN}']/@content")
    assert said == "qualcode project 0123456789ab step 8"


@pytest.mark.parametrize("cover", [False, True])
def test_on_paper_pages_have_the_title_and_a_cover_no_number(cover: bool) -> None:
    titled = replace(FRONT, title='A "quote" </style> \\ é')
    written, _ = _page(replace(document(cover=cover), front=titled))
    style = written.partition("<style>")[2].partition("</style>")[0]
    assert "@top-left" in style
    assert '"quote"' not in style
    first = style.partition("@page :first {")[2]
    # Where a page has nothing there, browsers print the date and the name of the file.
    assert "content: none" not in style
    assert first.strip().startswith('@top-left { content: ""; }')
    assert ('@bottom-right { content: ""; }' in first) is cover


def test_on_paper_lists_without_numbers_are_left_out_and_contents_say_so() -> None:
    _, page = _page()
    kinds = [nav.get("class").split()[0] for nav in page.xpath("//nav")]
    assert kinds == ["contents", "list", "list"]
    assert len(page.xpath("//nav/p[contains(@class, 'on-paper')]")) == 1
    style = page.xpath("string(//style)")
    assert "nav.list, nav.contents ul ul ul { display: none; }" in style.partition("@media print { .cover")[2]


def test_words_right_of_figures_keep_off_them() -> None:
    columns = (column("n", figure=True), column("When"))
    days = TableBlock(columns, (tuple(map(TableCell, ("1", "1 December"))),), "Days", "days")
    _, page = _page(replace(document(), blocks=(days,)))
    assert [("off" in (cell.get("class") or "").split()) for cell in page.xpath("//table//tr/*")] == [
        False,
        True,
    ] * 2


def test_every_link_leads_to_a_place_that_is_there_once() -> None:
    _, page = _page()
    places = page.xpath("//@id")
    assert len(places) == len(set(places))
    links = [link.removeprefix("#") for link in page.xpath("//a/@href")]
    assert len(links) >= 6
    assert set(links) <= set(places)


def test_words_read_leftwards_say_so() -> None:
    _, page = _page()
    assert [row.text_content() for row in page.xpath("//*[@dir='rtl']")] == ["مرحبا", "مرحبا بالعالم"]


def test_headings_go_down_one_level_at_a_time() -> None:
    _, page = _page()
    levels = [int(row.tag[1]) for row in page.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _table_page(*rows: tuple[TableCell, ...], columns: int = 2) -> html.HtmlElement:
    heads = tuple(TableColumn(f"Column {place}", 1) for place in range(columns))
    given = Document(FRONT, (TableBlock(heads, rows, "A table"),), Colophon(ABOUT))
    return html.document_fromstring("".join(page_of(given, numbered(given))).encode())


def _manners(page: html.HtmlElement) -> list[str | None]:
    row = page.find(".//tbody/tr")
    assert row is not None
    return [cell.get("class") for cell in row]


def test_figures_and_days_are_not_broken_inside() -> None:
    figures = [TableCell(words) for words in ("words", "2026-11-29", "0.70 [0.66, 0.73]", "1,204", "–")]
    page = _table_page(tuple(figures), columns=5)
    assert _manners(page) == [None, "unbroken", "figures", "unbroken", "unbroken"]
    # Beside the figure there may be a new line, and inside its interval there may not.
    assert "0.70 [0.66,\u00a00.73]" in page.xpath("string(//tbody)")


@pytest.mark.parametrize("words", ["FG2 Lone parents", "1 segment", "3 [laughs]", "9" * 21])
def test_a_column_with_words_in_it_is_no_column_of_figures(words: str) -> None:
    page = _table_page((TableCell("a"), TableCell("12")), (TableCell("b"), TableCell(words)))
    assert _manners(page) == [None, None]


def test_a_row_over_several_columns_leads_those_below_it() -> None:
    page = _table_page(
        *[tuple(map(TableCell, row)) for row in (("1", "Trust"), ("1.1", "a", "b"))], columns=3
    )
    assert [row.get("class") for row in page.xpath("//tbody/tr")] == ["leading", None]
    assert [cell.get("colspan") for cell in page.xpath("//tbody/tr[1]/*")] == [None, "2"]


@pytest.mark.parametrize(("rows", "whole"), [(3, True), (90, False)])
def test_a_table_that_fits_a_page_is_not_torn_by_the_printer(rows: int, *, whole: bool) -> None:
    page = _table_page(*[(TableCell(f"Code {row}"), TableCell("3")) for row in range(rows)])
    assert ("whole" in page.xpath("//div[table]/@class")[0].split()) == whole


def test_what_is_said_at_the_end_stays_together() -> None:
    _, page = _page(Document(FRONT, (table(),), Colophon(ABOUT)))
    (end,) = page.xpath("//section")
    assert end.get("class") == "whole"
    assert [each.tag for each in end] == ["h2", "p", "dl"]


@pytest.mark.skipif(BROWSER is None, reason="needs a browser that prints")
def test_a_browser_prints_each_table_that_fits_on_one_page(tmp_path: Path) -> None:
    heads = (column("Code"), *(column(f"New {place}", figure=True) for place in range(6)))
    blocks: list[Block] = []
    for number in range(8):
        small = [replace(table(caption=f"{place} before"), notes=()) for place in range(2)]
        rows = tuple(
            (TableCell(f"c{number}r{row} "), *(TableCell("3") for _ in heads[1:])) for row in range(10)
        )
        blocks += [
            NewPage(),
            *(Paragraph("Said before.") for _ in range(2 * number + 4)),
            Heading("Tables", 1, f"h{number}"),
            table("Long", rows=12),
            *small,
            TableBlock(heads, rows, "A table", f"t{number}"),
        ]
    given = Document(FRONT, tuple(blocks), Colophon(ABOUT))
    (tmp_path / "a.html").write_text("".join(page_of(given, numbered(given))), "utf-8")
    own = f"--user-data-dir={tmp_path / 'own'}"
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", own]
    asked = f"--print-to-pdf={tmp_path / 'a.pdf'}"
    subprocess.run([*command, asked, str(tmp_path / "a.html")], check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pages:
        told = [set(re.findall(r"c(\d+)r\d+", page.get_textpage().get_text_range())) for page in pages]
    assert len(told) > 8
    assert sum(map(len, told)) == 8


def test_words_are_broken_only_where_columns_have_no_room_for_them() -> None:
    for length, whole in ((12, True), (60, False)):
        page = _table_page(tuple(TableCell("w" * length) for _ in range(4)), columns=4)
        assert ("whole-words" in page.xpath("//div[table]/@class")[0].split()) == whole


def test_a_chip_is_no_box_that_could_be_alone_on_a_line() -> None:
    written, _ = _page()
    rule = written[written.index(".swatch {") :]
    assert "inline-block" not in rule[: rule.index("}")]


def test_what_is_said_of_one_code_stays_on_a_page_where_it_is_short() -> None:
    for letters, whole in ((40, True), (4000, False)):
        given = Document(FRONT, (Fields((("Definition", "w " * letters),)),), Colophon(ABOUT))
        page = html.document_fromstring("".join(page_of(given, numbered(given))).encode())
        assert ("whole" in str(page.xpath("string(//main/dl[1]/@class)")).split()) == whole


def test_fields_of_a_code_may_go_on_on_the_next_page() -> None:
    rows = tuple((f"Field {number}", "Words") for number in range(5))
    for parted in (False, True):
        # At the end of a chapter they would not be parted.
        after = [Paragraph("Said after.") for _ in range(9)]
        blocks: list[Block] = [Fields(rows, parted=parted), *after]
        _, page = _page(Document(FRONT, tuple(blocks), Colophon(ABOUT, brief=True)))
        (shown,) = page.xpath("//dl")
        assert shown.get("class", "").split()[0] == ("parted" if parted else "whole")


def test_a_page_that_is_turned_back_is_new_by_itself() -> None:
    turns = (NewPage(landscape=True), Paragraph("a"), NewPage(), Paragraph("b"), NewPage(), Paragraph("c"))
    given = Document(FRONT, turns, Colophon(ABOUT))
    page = html.document_fromstring("".join(page_of(given, numbered(given))).encode())
    # A break of its own between the page across and the next one would be an empty page in print.
    kinds = [row.get("class") for row in page.iter("div")]
    assert kinds == ["across", "new-page"]
    assert page.xpath("normalize-space(//div[@class='across'])") == "a"


def test_a_day_beside_its_time_is_not_broken_at_its_hyphens() -> None:
    page = _table_page((TableCell("a"), TableCell("2026-11-29 18:35")), (TableCell("b"), TableCell("–")))
    pieces = [row.text for row in page.iterfind(".//td/span[@class='unbroken']")]
    assert pieces == ["2026-11-29", "18:35", "–"]
    assert "2026-11-29 18:35" in page.xpath("string(//tbody)")


def test_a_transcript_goes_below_each_other_where_the_screen_is_narrow() -> None:
    given = TableBlock(
        (column("Turn"), column("Words")), ((TableCell("1"), TableCell("Hello.")),), transcript=True
    )
    for block, expected in ((given, True), (replace(given, transcript=False), False)):
        written = "".join(page_of(made := Document(FRONT, (block,), Colophon(ABOUT)), numbered(made)))
        assert ('class="ruled transcript"' in written) is expected
        rules = written[written.index("@media screen and (max-width: 40rem)") :]
        assert (
            "table.transcript :is(th, td) { display: block"
            in rules[: rules.index("@media (max-width: 34rem)")]
        )


def test_a_name_read_leftwards_turns_no_words_beside_it() -> None:
    name = "שרה לוי"
    quote = QuoteBlock((Speech(name, "I would be asked."),), f"{isolated(name)}, FG2, turn 3")
    turn = Paragraph((Run(isolated(name), bold=True), Run("\u2002I would be asked.")))
    made = Document(FRONT, (quote, turn), Colophon(ABOUT))
    page = html.document_fromstring("".join(page_of(made, numbered(made))))
    parts: list[html.HtmlElement] = [*page.iter("p"), *page.iter("figcaption")]
    named = [part for part in parts if name in part.text_content()]
    assert len(named) == 3
    assert [part.get("dir") for part in named] == [None, None, None]
    assert all(f"\u2068{name}\u2069" in part.text_content() for part in named)


def test_notes_of_a_table_of_several_pages_stand_above_it() -> None:
    rows = tuple((TableCell(f"row {place}"), TableCell("word " * 60)) for place in range(40))
    columns = TableColumn("a", 1), TableColumn("b", 1)
    given = TableBlock(columns, rows, "Long", "long", notes=("One.", "Two."))
    _, page = _page(replace(document(), blocks=(given,)))
    (frame,) = page.xpath("//div[starts-with(@class, 'table')]")
    above = frame.itersiblings(preceding=True)
    before = [row.text for row in above if "note" in row.get("class", "").split()]
    assert before == ["Two.", "One."]
    assert not [row for row in frame.itersiblings() if "note" in row.get("class", "").split()]


def test_notes_of_a_table_do_not_scroll_with_it() -> None:
    notes = ("The diagonal is each code by itself.", "All: what a code has with each other code.")
    given = TableBlock(tuple(column(str(place)) for place in range(9)), (), "Wide", "wide", notes=notes)
    _, page = _page(replace(document(), blocks=(given,)))
    (frame,) = page.xpath("//div[starts-with(@class, 'table')]")
    assert [row.text for row in frame.itersiblings() if row.get("class", "").startswith("note")] == [*notes]
    assert not frame.xpath(".//p")
    assert "keep" in frame.get("class").split()


@pytest.mark.skipif(BROWSER is None, reason="needs a browser")
def test_long_names_of_rows_stay_in_their_column_where_the_screen_is_narrow(tmp_path: Path) -> None:
    name = "Maximiliana-Bernadette of the Eastern Quayside-Cooperative"
    block = TableBlock(
        tuple(column(f"Head {place}") for place in range(7)),
        tuple((TableCell(said), *(TableCell("1"),) * 6) for said in (name, "Ann")),
        "Names",
    )
    written, page = _page(Document(FRONT, (block,), Colophon(ABOUT)))
    assert page.xpath("//tbody/tr/th//span[@class='unbroken']")
    measured = (
        "<script>document.title = [...document.querySelectorAll('tbody th')]"
        ".map(row => row.scrollWidth > row.clientWidth).join();</script></body>"
    )
    (tmp_path / "a.html").write_text(written.replace("</body>", measured), "utf-8")
    own = f"--user-data-dir={tmp_path / 'own'}"
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--window-size=320,900", own]
    asked = [*command, "--dump-dom", str(tmp_path / "a.html")]
    found = subprocess.run(asked, check=True, capture_output=True, timeout=120).stdout.decode()
    assert re.findall(r"<title>(.*?)</title>", found) == ["false,false"]


def test_a_range_is_one_piece_and_is_found_as_it_was_typed() -> None:
    block = TableBlock((column("30-34"),), ((TableCell("FG1-P3 & well-being"),),), "Ages of 18-24")
    written, page = _page(document(block, QuoteBlock((Speech("", "30-34"),), "Kelly-Ann, FG2")))
    unbroken = [row.text for row in page.xpath("//span[@class='unbroken']")]
    assert unbroken == ["18-24", "30-34", "FG1-P3", "Kelly-Ann"]
    assert "\u2060" not in written
    assert "FG1-P3 & well-being" in page.text_content()


def test_pages_of_a_chapter_have_its_name_above_them_and_none_is_empty() -> None:
    chapters: list[Block] = [
        Heading("“One”", 1, "one", number="A.", new_page=True),
        Paragraph("Words."),
        NewPage(landscape=True),
        table(),
        NewPage(),
        Heading("Two", 1, "two"),
        NewPage(),
        Paragraph("More."),
        Heading("Below", 1, "below"),
        NewPage(landscape=True),
    ]
    written, page = _page(Document(FRONT, tuple(chapters), Colophon(ABOUT, brief=True)))
    of_pages = page.xpath("//div[starts-with(@style, 'page:')]")
    named = [str(row.get("style")).removeprefix("page:") for row in of_pages]
    first, second = (str(row.get("id")) for row in page.xpath("//h2")[:2])
    # The page that is turned last has the colophon on it.
    assert named == [first, f"{first}-across", second, f"{second}-across"]
    assert all(len(row) for row in of_pages)
    for key, words in ((first, r"A\2e \20 \201c One\201d "), (second, "Two")):
        said = f'@top-right {{ content: "{words}"'
        assert written.count(f"@page {key} {{ {said}") == 1
        assert (
            len([line for line in written.split("\n") if f"@page {key}-across" in line and said in line]) == 1
        )
    (turned,) = page.xpath("//div[@class='across'][.//table]/div")
    assert turned.get("style") == f"page:{first}-across"


def test_chapters_that_begin_no_page_have_none_of_their_own() -> None:
    _, page = _page(Document(FRONT, (Heading("One", 1, "one"), Paragraph("Words.")), Colophon(ABOUT)))
    assert not page.xpath("//div[starts-with(@style, 'page:')]")


def test_no_page_has_the_name_of_a_chapter_that_ended_before() -> None:
    flowing: list[Block] = [Heading("Two", 1, "two"), Paragraph("Words."), Heading("Three", 1, "three")]
    first = Heading("One", 1, "one", new_page=True)
    _, page = _page(Document(FRONT, (first, *flowing), Colophon(ABOUT)))
    assert not page.xpath("//div[starts-with(@style, 'page:')]")
    assert page.xpath("//h2[@class='on-new-page']")
