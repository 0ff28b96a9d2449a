"""Tables of rows: columns as wide as what is in them, and no wider than a page needs."""

import re
from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]
import pytest

from qualcode.exporters.document.blocks import Density, Paragraph, TableBlock, plain
from qualcode.exporters.document.composing import composed
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.room import OUR_PAGE, fitted
from qualcode.exporters.document.typeset import pdf_of
from qualcode.exporters.document.word_lines import Letters
from qualcode.exporters.papers.sections_document import method_once, rows_table, sections_document
from qualcode.model.results.report_values import Section
from tests.exporters.document.specimens import ABOUT, FRONT, document


@pytest.mark.parametrize(("columns", "share"), [(2, 0.5), (4, 0.65), (9, 1.0)])
def test_few_columns_of_little_are_not_scattered_over_the_page(columns: int, share: float) -> None:
    rows = [tuple(number if place else "AB" for place in range(columns)) for number in range(3)]
    made = rows_table([f"Figure {place}" for place in range(columns)], rows, "Few")
    assert made.share == pytest.approx(share, abs=0.1)


def test_a_figure_with_its_interval_stands_in_one_line() -> None:
    head = ("What", "Compared", "Agreement", "Cohen’s kappa", "Krippendorff’s alpha", "Gwet’s AC1")
    row = (
        "All transcripts: all codes pooled",
        "22 codes, 699 turns",
        "98% [98%, 99%]",
        *["0.70 [0.66, 0.73]"] * 3,
    )
    table = rows_table(head, [row], "Agreement of coders")
    found = fitted(table, OUR_PAGE[False])
    points = [share * OUR_PAGE[False].wide for share in found.shares]
    # 17 letters of which most are digits, each 0.56 of the size, in the font that is widest.
    assert min(points[3:]) >= 17 * 0.45 * 9 * 1.16
    assert max(points[3:]) - min(points[3:]) < 12


def _of_codes(categories: int, codes: int) -> Section:
    """Figures with intervals of so many codes in each category, and their means, for a page across."""
    names = [f"Category {each} > item {code};" for each in range(categories) for code in range(codes)]
    figures = ("98% [97%, 99%]", *("0.58 [0.34, 0.77]",) * 6)
    rows = [(name, *figures) for name in [*names, "all codes pooled", "mean of codes"]]
    header = ("Code", *(f"Measure {place}" for place in range(len(figures))))
    said = "Alpha is given to more than two places where rounding would carry it across 0.667. " * 3
    shows = "gives each figure."
    return Section("Code by code", (said,), header, tuple(rows), "Agreement", shows, paths=True, totals=2)


def _counted_in(*units: str) -> list[TableBlock]:
    """The tables of figures of a section with these units in its heads, five figures in each."""
    sides = [f"Incommensurability ({unit})" for unit in units for _ in range(5)]
    figures = [1_000_000] * len(sides)
    rows: list[tuple[str | int, ...]] = [(f"Some > code {place};", *figures) for place in range(3)]
    counted = ("", *(unit for unit in units for _ in range(5)))
    section = Section(
        "Counts", (), ("Code", *sides), tuple(rows), "What each coded", "counts it.", counted, paths=True
    )
    blocks = sections_document(FRONT, "en", [section], ABOUT, "About").blocks
    return [block for block in blocks if isinstance(block, TableBlock)]


@pytest.mark.parametrize("day", ["1 December 2026", "21 September 2026"])
def test_a_day_wants_a_line_of_its_own_beside_names(day: str) -> None:
    row = ("1.3 renamed afterwards", 1, day, day, "AB", 54)
    made = rows_table(("Code", "Wording", "From", "Until", "By", "Segments"), [row])
    wide = OUR_PAGE[False].wide
    for place, share in enumerate(fitted(made, OUR_PAGE[False]).shares):
        if place in (0, 2, 3):
            words = Letters().widest(str(row[place]).replace(" ", "\u00a0"), bold=False)
            # Beside the words of a cell stands what parts them from others; "from" keeps off figures, too.
            assert share * wide > words * 9 + 11.5 + (6 if place == 2 else 0)


def test_a_table_of_one_unit_has_it_in_its_caption_and_not_in_its_heads() -> None:
    tables = _counted_in("turns", "characters")
    assert [table.caption for table in tables] == [
        "What each coded, in turns",
        "What each coded, in characters",
    ]
    assert {column.name for table in tables for column in table.columns[1:]} == {"Incommensurability"}


def test_what_only_stands_in_brackets_in_names_is_no_unit() -> None:
    figures = [1_000_000] * 10
    header = ("Code", *(f"Incommensurability {place} (second wave)" for place in range(10)))
    section = Section("Counts", (), header, (("a > b", *figures),), "What each coded", "x.", paths=True)
    blocks = sections_document(FRONT, "en", [section], ABOUT, "About").blocks
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    assert len(tables) > 1
    assert all("(second wave)" in column.name for table in tables for column in table.columns[1:])


def test_a_list_of_many_names_is_wider_than_the_sentence_beside_it() -> None:
    sentence = "On less than 10% or more than 90% of the turns, such shares lower kappa. " * 3
    names = "; ".join(f"{place // 9 + 1}.{place % 9 + 1} careful handover" for place in range(30))
    table = rows_table(("What the figures say", "Codes", "Which"), [(sentence, 30, names)])
    said, _, which = fitted(table, OUR_PAGE[False]).shares
    assert 1.3 * said < which < 2 * said
    # Of two sentences none takes the room of the other.
    table = rows_table(("One", "Codes", "Other"), [(sentence[:140], 30, sentence[:180])])
    said, _, which = fitted(table, OUR_PAGE[False]).shares
    assert which < 1.25 * said


def test_tables_of_the_same_unit_are_told_by_their_columns() -> None:
    tables = _counted_in("turns", "turns")
    assert len(tables) == 2
    columns = "Incommensurability (turns) to Incommensurability (turns)"
    assert {table.caption for table in tables} == {f"What each coded: {columns}"}


@pytest.mark.parametrize("codes", [2, 4, 6, 7])
def test_figures_of_as_many_codes_as_a_page_can_hold_are_on_one(codes: int) -> None:
    before, after = (Section(title, ("It is said.",)) for title in ("Before", "After"))
    given = sections_document(FRONT, "en", [before, _of_codes(4, codes), after], ABOUT, "About")
    with pypdfium2.PdfDocument(pdf_of(given, numbered(given))) as found:
        pages = [page.get_textpage().get_text_range() for page in found]
    told = [len(re.findall(r"item \d;", page)) for page in pages]
    assert [number for number in told if number] == [4 * codes]


@pytest.mark.parametrize(
    ("codes", "density"), [(5, Density.DENSE), (6, Density.COMPACT), (30, Density.DENSE)]
)
def test_letters_are_smaller_only_where_that_saves_a_page(codes: int, density: Density) -> None:
    given = sections_document(FRONT, "en", [_of_codes(4, codes)], ABOUT, "About")
    assert {block.density for block in given.blocks if isinstance(block, TableBlock)} == {density}


@pytest.mark.parametrize(("samples", "again"), [("200", 0), ("1,000", 1)])
def test_what_methods_tell_is_not_told_again_but_that_intervals_are_of_other_samples(
    samples: str, again: int
) -> None:
    def told(number: str) -> str:
        return (
            f"Alpha was 0.4 (95% confidence interval 0.3 to {number}). Confidence intervals are "
            f"percentiles of {number} bootstrap samples of turns (seed 1)."
        )

    parts = (
        Section("In short", ("Few agree.",)),
        Section("For the methods section", (), methods=told(samples)),
    )
    agreement = sections_document(FRONT, "en", parts, ABOUT, "About")
    methods = replace(document(), front=replace(FRONT, title="Methods"), blocks=(method_once(told("200")),))

    def said(*chapters: object) -> list[str]:
        made = numbered(composed(FRONT, chapters))  # type: ignore[arg-type]
        return [plain(row.block.words) for row in made.blocks if isinstance(row.block, Paragraph)]

    found = said(methods, agreement)
    assert sum("Alpha was" in words for words in found) == 1
    assert "For the methods section" not in str(found)
    other = f"Confidence intervals here are percentiles of {samples} bootstrap samples of turns (seed 1)"
    assert sum(words.startswith(other) for words in found) == again
    assert not any(words.startswith("Confidence intervals here") for words in said(agreement, document()))
