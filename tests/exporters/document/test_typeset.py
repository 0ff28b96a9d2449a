"""PDF: everything is said in it, nothing in it is read as a command, and readers are told what it is.

Tests as well: ``room``, ``typeset_look``.
"""

import re
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Colophon,
    Contents,
    Density,
    Document,
    Heading,
    Paragraph,
    QuoteBlock,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.room import (
    OUR_PAGE,
    USUAL_SIZE,
    PageRoom,
    beside,
    fitted,
    heads_of,
    label_share,
    letters_of_arial,
    side_by_side,
    size_of_letters,
)
from qualcode.exporters.document.typeset import MAIN, Source, pdf_of
from qualcode.exporters.document.typeset_look import PRINT
from qualcode.exporters.document.word_lines import Letters, StyledWords
from qualcode.exporters.document.write import write_document
from qualcode.exporters.papers.sections_document import rows_table
from qualcode.model.front import Front
from qualcode.model.words.direction import isolated
from tests.exporters.document.specimens import ABOUT, column, document, table, tall_picture


def _text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as found:
        return "\n".join(page.get_textpage().get_text_range() for page in found)


def _pdf(given: Document) -> bytes:
    return pdf_of(given, numbered(given))


def test_all_that_is_said_is_in_the_file() -> None:
    text = _text(_pdf(document(cover=True)))
    for words in (
        "Renting alone",
        "Ann Baker",
        "Table 1",
        "Figure 1. Bars",
        '#panic("x") \\ "',
        "Because.”",
        "Codebook version 3",
        "About this document",
        "Codes that overlap, counted as pairs.",
    ):
        assert words in text.replace("\r\n", " "), words


def test_properties_language_and_tags_are_set(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_document(path, document())
    with pypdfium2.PdfDocument(path) as found:
        about = found.get_metadata_dict()
        assert about["Title"] == "Renting alone"
        assert about["Author"] == "Ann Baker"
        assert about["CreationDate"].startswith("D:20261103093000")
        assert found.is_tagged()
        assert [item.get_title() for item in found.get_toc()] == [
            "1\u2002Trust", "1.1\u2002Private fears", "Matrix", "About this document",
        ]  # fmt: skip
    assert re.search(rb"/Lang\s*\(en-GB\)", path.read_bytes())


def test_pages_lie_across_where_the_document_says_so() -> None:
    with pypdfium2.PdfDocument(_pdf(document())) as found:
        across = [page.get_width() > page.get_height() for page in found]
    assert across.count(True) == 1
    assert not across[0]
    assert not across[-1]


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_no_words_are_a_command(words: str) -> None:
    row = (TableCell(words), TableCell(words, fill="#223344"))
    blocks = (
        Heading(words, 1, "h"),
        Paragraph(words),
        TableBlock((column(words), column("n")), (row,), words or "-"),
    )
    _pdf(Document(Front(title=words or "T"), blocks, Colophon(ABOUT)))


def _pages_of_a_short_table(*, torn: bool) -> list[int]:
    """On which page it begins below more and more lines."""
    short = replace(table(rows=2), torn=torn, caption="Short", notes=(), shows="is short.")
    found = []
    for number in range(22, 40):
        lines = [Paragraph(f"Line {place}.") for place in range(number)]
        after = [Paragraph(f"Word {place}.") for place in range(40)]
        blocks: list[Block] = [*lines, short, Heading("After", 1, "after"), *after]
        given = Document(Front(title="T"), tuple(blocks), Colophon(ABOUT))
        with pypdfium2.PdfDocument(pdf_of(given, numbered(given))) as made:
            pages = [page.get_textpage().get_text_range() for page in made]
        found.append(next(at for at, page in enumerate(pages) if "Short" in page))
    return found


def test_a_short_table_that_may_go_on_begins_where_it_has_room_itself() -> None:
    pages = _pages_of_a_short_table(torn=True)
    assert pages == _pages_of_a_short_table(torn=False)
    assert {*pages} == {0, 1}


def test_a_table_is_kept_together_where_a_page_has_room_for_it() -> None:
    assert fitted(table(rows=10), OUR_PAGE[True]).together
    assert not fitted(table(rows=60), OUR_PAGE[False]).together
    # One that may go on on the next page begins with some rows: a short one has no more.
    assert fitted(replace(table(rows=2), torn=True), OUR_PAGE[False]).together
    assert not fitted(replace(table(rows=20), torn=True), OUR_PAGE[False]).together
    long = replace(table(), rows=((TableCell("word " * 3000), TableCell("1")),))
    assert not fitted(long, OUR_PAGE[False]).together


@pytest.mark.parametrize("rows", [1, 20, 45, 200])
def test_every_row_of_a_table_is_on_a_page(rows: int) -> None:
    given = Document(Front(title="T"), (table(rows=rows),), Colophon(ABOUT))
    text = _text(_pdf(given))
    assert all(f"Code {row}" in text for row in range(rows))


def _short_rows() -> Document:
    """A table of three columns in small letters, whose second row has two cells."""
    rows = (
        (TableCell("1"), TableCell("one"), TableCell("two")),
        (TableCell("2"), TableCell("over both")),
    )
    made = TableBlock((column("No."), column("A"), column("B")), rows, density=Density.DENSE)
    return Document(Front(title="T"), (made,), Colophon(ABOUT))


def test_the_last_cell_of_a_short_row_goes_over_the_other_columns(tmp_path: Path) -> None:
    given = _short_rows()
    assert "over both" in _text(_pdf(given))
    write_document(tmp_path / "a.docx", given)
    cells = [
        [cell.text for cell in row.cells] for row in docx.Document(str(tmp_path / "a.docx")).tables[0].rows
    ]
    # Word counts a cell over two columns twice.
    assert cells == [["No.", "A", "B"], ["1", "one", "two"], ["2", "over both", "over both"]]
    write_document(tmp_path / "a.html", given)
    html = (tmp_path / "a.html").read_text("utf-8")
    assert html.count("colspan") == html.count('colspan="2"') == 1
    assert 'class="ruled dense"' in html


def test_rows_stay_on_one_page_unless_no_page_could_hold_them() -> None:
    long = (TableCell("word " * 3000), TableCell("1"))
    given = replace(table(rows=3), rows=(*table(rows=3).rows, long))
    assert fitted(given, OUR_PAGE[False]).torn == (False, False, False, True)
    several = (TableCell("word " * 150), TableCell("1"))
    torn = replace(given, torn=True, rows=(*given.rows, several))
    assert fitted(replace(torn, torn=False), OUR_PAGE[False]).torn == (False, False, False, True, False)
    # Of a table of long rows the short ones are whole, too.
    assert fitted(torn, OUR_PAGE[False]).torn == (False, False, False, True, True)
    # A row of 30 lines near the end of a page goes to the next.
    tall = tuple((TableCell(f"Row {n} " + "word " * 400), TableCell(f"last{n}")) for n in range(8))
    document = Document(Front(title="T"), (replace(table(), rows=tall),), Colophon(ABOUT))
    with pypdfium2.PdfDocument(_pdf(document)) as found:
        pages = [page.get_textpage().get_text_range() for page in found]
    for n in range(8):
        assert [f"Row {n} " in page for page in pages] == [f"last{n}" in page for page in pages]
        assert sum(f"Row {n} " in page for page in pages) == 1


@pytest.mark.parametrize("landscape", [False, True])
def test_a_tall_picture_is_on_one_page_with_its_caption(landscape: bool) -> None:
    content = _pdf(Document(Front(title="Tall"), (tall_picture(),), Colophon(ABOUT), landscape=landscape))
    with pypdfium2.PdfDocument(content) as found:
        drawn = [
            any(thing.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for thing in page.get_objects())
            for page in found
        ]
        captioned = ["Tower" in page.get_textpage().get_text_range() for page in found]
    assert drawn == captioned
    assert drawn.count(True) == 1


def test_long_names_are_cut_in_the_contents_and_whole_where_they_stand() -> None:
    name = "Where somebody says one thing in a meeting and something else on the ward " * 3
    given = Document(Front(title="T"), (Contents(), Heading(name, 1, "a")), Colophon(ABOUT))
    said = " ".join(_text(_pdf(given)).split())
    assert said.count(" ".join(name.split())) == 1
    assert said.count("Where somebody says one thing") == 5
    assert "…" in said


def test_contents_name_codes_without_the_colours_that_stand_beside_their_headings() -> None:
    made = Document(
        Front(title="T"), (Contents(), Heading("Trust", 1, "a", chip="#df676b"), Heading("Matrix", 1, "b")),
        Colophon(ABOUT),
    )  # fmt: skip
    source = Source(made, numbered(made), PRINT).files()["main.typ"].decode()
    (own,) = [line for line in source.splitlines() if line.startswith("#let shortened")]
    assert '"Trust"' in own
    assert '"Matrix"' not in own


def test_a_head_is_not_broken_within_a_word() -> None:
    columns = tuple(TableColumn(name, width) for name, width in (("Code", 12), ("Transcripts", 1), ("Of", 1)))
    shares = fitted(TableBlock(columns, ()), OUR_PAGE[False]).shares
    assert sum(shares) == pytest.approx(1)
    assert shares[1] * OUR_PAGE[False].wide > _width("Transcripts", bold=True)
    assert shares[0] < 12 / 14
    # Where there is no room for all of them nothing is gained.
    many = tuple(TableColumn("Incomprehensibilities", 1) for _ in range(9))
    assert fitted(TableBlock(many, ()), OUR_PAGE[False]).shares == pytest.approx([1 / 9] * 9)


def _width(words: str, *, bold: bool = False, size: float = 9) -> float:
    """Points of words, in letters wider than those of Arial."""
    return (1.25 if bold else 1.15) * Letters().widest(words, bold=bold) * size


@pytest.mark.parametrize("room", [300.0, 464.0, 711.0])
def test_no_column_is_too_narrow_for_its_head_or_for_a_figure(room: float) -> None:
    interval = "[0.98,\u00a00.99]"
    names = ("Code", "Segments", "Alpha", "Participants")
    rows = ((TableCell("fairness and bias " * 20), TableCell("1,200"), TableCell(interval), TableCell("3")),)
    found = fitted(
        TableBlock(tuple(TableColumn(name, 20 if name == "Code" else 1) for name in names), rows),
        PageRoom(room, 464.0),
    )
    size, shares = (8 if found.table.density is Density.DENSE else 9), found.shares
    assert sum(shares) == pytest.approx(1)
    for name, cell, share in zip(names, rows[0], shares, strict=True):
        assert share * room > _width(name, bold=True, size=size)
        assert cell.words != interval or share * room > _width(interval, size=size)


def test_letters_are_smaller_where_heads_would_be_broken_otherwise() -> None:
    columns = tuple(TableColumn(name, 1) for name in ("Definition", "Segments", "Participants", "Example"))
    table = TableBlock(columns, ())
    rooms = (200.0, 245.0, 260.0, 270.0, 464.0)
    sizes = [size_of_letters(fitted(table, PageRoom(room, 464.0)).table) for room in rooms]
    assert sizes == sorted(sizes)
    assert set(sizes) == {7.5, 8.0, 9.0}


def test_heads_and_words_are_whole_where_the_smallest_letters_find_room_for_them() -> None:
    names = ("What", "Compared", "Agreement", "Cohen’s kappa", "Krippendorff’s alpha", "Gwet’s AC1")
    interval = TableCell("0.70 [0.66,\u00a00.73]")
    shown = (TableCell("98% [98%,\u00a099%]"), *[interval] * 3)
    rows = tuple(
        (TableCell(name), TableCell("22 codes, 699 turns"), *shown) for name in ("All codes pooled",) * 2
    )
    table = TableBlock(tuple(TableColumn(name, 1.2) for name in names), rows)
    found = fitted(table, PageRoom(318.0, 493.0))
    size = size_of_letters(found.table)
    for name, share in zip(names, found.shares, strict=True):
        assert share * 318.0 > _width(name, bold=True, size=size)
    assert found.shares[0] * 318.0 > _width("pooled", size=size)


@pytest.mark.parametrize("first", [1, 2, 3])
def test_a_category_is_not_left_behind_at_the_foot_of_a_page(first: int) -> None:
    columns = (column("No."), column("Code"), column("Definition"))
    rows = tuple(
        (TableCell("A"), TableCell(f"Category {number}"))
        if number % 3 == first % 3
        else (TableCell("1.1"), TableCell(f"Code {number}"), TableCell("Words."))
        for number in range(120)
    )
    given = Document(Front(title="T"), (TableBlock(columns, rows),), Colophon(ABOUT))
    with pypdfium2.PdfDocument(_pdf(given)) as found:
        pages = [page.get_textpage().get_text_range() for page in found]
    told = [re.findall(r"(Category|Code) (\d+)", page) for page in pages]
    assert [int(number) for page in told for _, number in page] == list(range(120))
    assert len(pages) > 2
    assert "Category" not in [page[-1][0] for page in told[:-1]]


def test_an_upright_name_of_any_length_leaves_room_for_the_table() -> None:
    name = "where somebody says one thing in a meeting and something else on the ward " * 4
    columns = (column("Participant"), column(name, upright=True), column("sleep", upright=True))
    rows = tuple((TableCell(f"P{number}"), TableCell("•"), TableCell("")) for number in range(8))
    given = Document(Front(title="T"), (TableBlock(columns, rows),), Colophon(ABOUT))
    with pypdfium2.PdfDocument(_pdf(given)) as found:
        assert len(found) == 1
    _, cut, short = heads_of(TableBlock(columns, rows))
    assert len(cut) <= 36
    assert short == "sleep"


@pytest.mark.parametrize("lines", range(18, 48, 3))
def test_a_table_over_several_pages_does_not_begin_with_a_row_or_two_at_the_foot(lines: int) -> None:
    cells = tuple((TableCell(f"Row {number}."), TableCell("word")) for number in range(90))
    before = tuple(Paragraph(f"Line {number}.") for number in range(lines))
    blocks: list[Block] = [*before, Heading("Chapter", 1, "chapter"), replace(table(), rows=cells)]
    given = Document(Front(title="T"), blocks, Colophon(ABOUT))
    with pypdfium2.PdfDocument(_pdf(given)) as found:
        pages = [page.get_textpage().get_text_range() for page in found]
    told = [re.findall(r"Row (\d+)\.", page) for page in pages]
    assert [int(number) for page in told for number in page] == list(range(90))
    first = next(place for place, page in enumerate(told) if page)
    assert len(told[first]) >= 5
    # Its heading and its caption are there as well.
    assert "Chapter" in pages[first]
    assert "Table 1. " in pages[first]


@pytest.mark.parametrize("rows", range(12, 20))
def test_the_last_page_of_a_table_has_no_single_row(rows: int) -> None:
    cells = tuple((TableCell(f"Row {number}."), TableCell("word " * 90)) for number in range(rows))
    given = Document(Front(title="T"), (replace(table(), rows=cells),), Colophon(ABOUT))
    with pypdfium2.PdfDocument(_pdf(given)) as found:
        pages = [page.get_textpage().get_text_range() for page in found]
    told = [re.findall(r"Row (\d+)\.", page) for page in pages]
    assert [int(number) for page in told for number in page] == list(range(rows))
    assert all(len(page) != 1 for page in told)
    assert len([page for page in told if page]) > 1


def _in_categories(first: int, second: int) -> Document:
    """A table of codes in two categories, whose rows lead to those of their codes, with its colophon."""
    rows = [
        row
        for category, codes in (("1", first), ("2", second))
        for row in (
            (TableCell(category), TableCell(f"Category {category}."), TableCell("What it groups.")),
            *(
                (
                    TableCell(f"{category}.{code}"),
                    TableCell("Code said."),
                    TableCell("word " * 60),
                    TableCell("7"),
                )
                for code in range(1, codes + 1)
            ),
        )
    ]
    columns = (column("No."), column("Code"), column("Definition"), column("Segments", figure=True))
    widths = (0.2, 1.0, 3.0, 0.4)
    wide = tuple(replace(each, width=width) for each, width in zip(columns, widths, strict=True))
    ruled = TableBlock(wide, tuple(rows), "The codes", "codes", density=Density.COMPACT, notes=("A note.",))
    about = replace(ABOUT, facts=(*ABOUT.facts, ("choice", "Starred quotes come first. " * 33)))
    colophon = Colophon(about, (), "About this document", brief=True)
    return Document(Front(title="Codes"), (ruled,), colophon, landscape=True)


@pytest.mark.parametrize("first", range(5, 17))
def test_a_category_is_not_alone_at_the_foot_of_a_page(first: int) -> None:
    given = _in_categories(first, 4)
    with pypdfium2.PdfDocument(_pdf(given)) as found:
        pages = [page.get_textpage().get_text_range() for page in found]
    for page in pages:
        if "Category 2." in page:
            assert page.rfind("Code said.") > page.find("Category 2.")


def test_ten_codes_and_what_is_said_of_their_table_are_on_one_page() -> None:
    with pypdfium2.PdfDocument(_pdf(_in_categories(6, 4))) as found:
        assert len(found) == 1


@pytest.mark.parametrize("name", ["שרה לוי", "ليلى"])
def test_a_name_read_leftwards_turns_no_words_of_its_speaker(name: str) -> None:
    said = "I would want to be asked first."
    quote = QuoteBlock((Speech(name, said), Speech("Ann", "Yes.")), f"{isolated(name)}, FG2")
    given = Document(Front(title="T"), (quote,), Colophon(ABOUT))
    source = Source(given, numbered(given), PRINT).files()[MAIN].decode()
    (line,) = [line for line in source.split("\n") if line.startswith("#quoted(none")]
    # Neither the quote nor one of its speeches is turned.
    assert line.startswith("#quoted(none, none, true, true, false, ")
    assert f"\u2068{name}\u2069: " in line
    assert said in _text(_pdf(given))


def _many_columns(number: int) -> TableBlock:
    names = ("Code", *(f"Only {place} (characters)" for place in range(number)))
    rows = (
        (TableCell("Trust and doubt"), TableCell()),
        *(
            (TableCell(f"private fears {row}"), *(TableCell(f"{row},123") for _ in range(number)))
            for row in range(9)
        ),
    )
    return TableBlock(tuple(TableColumn(name, 1) for name in names), rows, "Counts", "counts", notes=("N.",))


@pytest.mark.parametrize("number", [3, 12, 26])
def test_a_table_of_more_columns_than_find_room_is_several_with_the_names_in_each(number: int) -> None:
    whole = _many_columns(number)
    parts = side_by_side(whole, OUR_PAGE[True].wide)
    assert (len(parts) > 1) is (number > 3)
    assert [column.name for part in parts for column in part.columns[1:]] == [
        column.name for column in whole.columns[1:]
    ]
    for part in parts:
        assert part.columns[0].name == "Code"
        assert [row[0] for row in part.rows] == [row[0] for row in whole.rows]
        wide = [share * OUR_PAGE[True].wide for share in fitted(part, OUR_PAGE[True]).shares]
        assert wide[0] > _width("private")
        assert all(width > _width("(characters)", bold=True) for width in wide[1:])
    assert [part.notes for part in parts] == [*[()] * (len(parts) - 1), ("N.",)]
    assert parts[0].anchor == "counts"
    assert len({part.caption for part in parts}) == len({part.anchor for part in parts}) == len(parts)


def test_a_column_of_names_is_not_crushed_by_heads() -> None:
    table = _many_columns(8)
    shares = fitted(table, PageRoom(700.0, 464.0)).shares
    assert shares[0] >= 0.6 * min(shares[1:])


def test_the_colour_of_a_code_stands_on_the_line_of_its_name() -> None:
    rows = ((TableCell("commercial gain", indent=3, chip="#df676b"), TableCell("word " * 90)),)
    made = TableBlock((TableColumn("Code", 1), TableColumn("Definition", 30)), rows)
    wide = fitted(made, OUR_PAGE[False]).shares[0] * OUR_PAGE[False].wide
    # The indent is in points, the square about as wide as a letter is high.
    assert wide > 3 * 11.35 + 9 + _width("commercial") + 10.8


def test_a_narrow_page_keeps_words_whole_by_names_of_figures_that_stand_upright() -> None:
    columns = (
        TableColumn("No.", 0.5),
        TableColumn("Code", 3),
        *(
            TableColumn(name, 1, Align.FIGURE)
            for name in ("Segments", "Transcripts", "Participants", "Words")
        ),
    )
    cells = TableCell("2.1"), TableCell("conditions of acceptance", indent=2, chip="#df676b")
    table = TableBlock(columns, ((*cells, *(TableCell("1,234") for _ in range(4))),))
    usual, narrow = fitted(table, OUR_PAGE[False]), fitted(table, PageRoom(318.0, 480.0))
    assert usual.table == table
    assert [column.upright for column in narrow.table.columns] == [False, False, True, True, True, True]
    assert narrow.shares[1] * 318 > 2 * 11.35 + 9 + _width("conditions", size=8)
    assert narrow.whole_words


@pytest.mark.parametrize(("columns", "wide"), [(22, 500.0), (30, 500.0), (60, 500.0), (30, 711.0)])
def test_names_that_stand_upright_have_the_height_of_a_line_where_names_of_rows_leave_it(
    columns: int, wide: float
) -> None:
    heads = (TableColumn(f"{place}.2", 2.2, Align.FIGURE, upright=True) for place in range(columns))
    row = TableCell("4.3 neighbours"), *(TableCell("1") for _ in range(columns))
    table = TableBlock((TableColumn("", 30), *heads), (row,), density=Density.TIGHT)
    shares = [share * wide for share in fitted(table, PageRoom(wide, 0.7 * wide)).shares]
    line = 1.15 * 8
    if (line + 4.5) * columns + _width("neighbours", size=8) < wide:
        assert min(shares[1:]) >= line
    # Letter by letter nobody reads the name of a row.
    assert shares[0] > _width("neighbours", size=8) or columns == 60


@pytest.mark.parametrize("wide", [200.0, 318.0, 464.0, 711.0])
def test_labels_are_whole_on_pages_of_any_width(wide: float) -> None:
    labels = ("Definition", "Not for", "Participants")
    assert label_share(labels, wide) * wide > _width("Participants", bold=True)
    assert 0.17 <= label_share(labels, wide) <= 0.4
    assert label_share(labels, 464.0) == label_share((), 464.0)


def test_a_range_is_not_broken_and_is_found_as_it_was_typed() -> None:
    # So many that some would be at the end of a line.
    said = " ".join(f"a{'b' * number} Kelly-Ann 30-34" for number in range(40))
    text = _text(_pdf(document(Paragraph(said))))
    assert text.count("Kelly-Ann") == text.count("30-34") == 40


def test_a_table_of_long_rows_ends_with_some_of_them() -> None:
    """A page with its last row alone, and what ends the document, says next to nothing."""
    rows = table(rows=40).rows
    for number in range(20, 40):
        given = replace(table(), rows=rows[:number], torn=True)
        long = (TableCell("word " * 250), TableCell("1"))
        document = Document(Front(title="T"), (replace(given, rows=(long, *given.rows)),), Colophon(ABOUT))
        with pypdfium2.PdfDocument(_pdf(document)) as found:
            last = found[len(found) - 1].get_textpage().get_text_range()
        shown = [n for n in range(number) if re.search(rf"\bCode {n}\b", last)]
        assert not shown or len(shown) >= 4, number


def test_intervals_go_on_on_a_second_line_where_names_of_rows_had_a_word_in_each() -> None:
    names = ("What", "Compared", "Agreement", "Cohen’s kappa", "Krippendorff’s alpha", "Gwet’s AC1")
    said = ("All that was read: all codes pooled", "22 codes, 699 turns")
    figures = tuple(f"0.9{n} [0.90,\u00a00.9{n}]" for n in range(4))
    short = rows_table(names, [(*said, *figures)])
    wide = OUR_PAGE[False].wide * short.share
    found = fitted(short, OUR_PAGE[False])
    letters, room = letters_of_arial(), found.shares[0] * wide - beside(short.density)
    assert letters.lines([StyledWords(said[0], USUAL_SIZE, bold=False)], room) <= 2
    # Beside short names nothing is broken.
    named = rows_table(names, [("All", *said[1:], *figures)])
    shares = fitted(named, OUR_PAGE[False]).shares
    for place, figure in enumerate(figures, 2):
        room = shares[place] * OUR_PAGE[False].wide * named.share - beside(named.density)
        assert letters.lines([StyledWords(figure, USUAL_SIZE, bold=False)], room) == 1


@pytest.mark.parametrize(("begun", "named"), [(1, True), (4, False)])
def test_above_a_page_no_chapter_is_named_that_is_one_of_many_on_it(begun: int, named: bool) -> None:
    chapters = [
        block
        for number in range(begun)
        for block in (Heading(f"Chapter {number}", 1, f"at-{number}"), Paragraph("Short."))
    ]
    given = replace(document(*chapters), cover=True)
    with pypdfium2.PdfDocument(pdf_of(given, numbered(given))) as made:
        (page,) = [words for each in made if "Short." in (words := each.get_textpage().get_text_range())]
    assert (page.count("Chapter 0") == 2) is named
    assert page.count(f"Chapter {begun - 1}") == (2 if named else 1)
