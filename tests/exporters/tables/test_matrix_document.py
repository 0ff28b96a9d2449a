"""A matrix as a document: every figure once, thirty codes on a page, larger ones in even parts.

Tests as well: ``matrix_names``.
"""

from dataclasses import replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid4, uuid5

import docx
import numpy as np
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.document.blocks import (
    Align,
    Density,
    Document,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    TableBlock,
    plain,
)
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.typeset import pdf_of
from qualcode.exporters.document.word_pages import places_in
from qualcode.exporters.document.word_xml import add_bookmark
from qualcode.exporters.document.write import write_document
from qualcode.exporters.tables.matrix_document import ABOUT, DIAGONAL_BESIDE, matrix_document
from qualcode.model.front import Front
from qualcode.model.questions.provenance import IN_WORDS
from qualcode.model.results.matrix import NO_VALUE, SUMS, TOTAL, Label, Matrix
from qualcode.model.words.in_words import listed
from tests.exporters.studies import NAMES, provenance

FRONT = Front(title="Matrix")
LABELS = st.lists(NAMES, min_size=1, max_size=70, unique_by=lambda name: " ".join(name.split()))


def matrix_of(rows: list[str], columns: list[str], *, symmetric: bool = False) -> Matrix:
    values = np.arange(len(rows) * len(columns)).reshape(len(rows), len(columns)) % 7
    return Matrix(tuple(map(Label, rows)), tuple(map(Label, columns)), values, provenance(), symmetric)


def codes(number: int, name: str = "a code with a long name") -> list[str]:
    return [f"{name} {place}" for place in range(number)]


def tables_of(matrix: Matrix) -> list[TableBlock]:
    return [block for block in matrix_document(FRONT, matrix).blocks if isinstance(block, TableBlock)]


@pytest.mark.parametrize(("rows", "columns"), [([], []), (["a"], []), ([], ["a"]), (["a"], [TOTAL])])
@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_where_nothing_is_counted_a_sentence_stands_for_the_table(
    tmp_path: Path, rows: list[str], columns: list[str], ending: str
) -> None:
    made = matrix_document(FRONT, matrix_of(rows, columns))
    assert [plain(block.words) for block in made.blocks if isinstance(block, Paragraph)] == [
        "There is nothing to count yet."
    ]
    assert not [block for block in made.blocks if isinstance(block, TableBlock)]
    write_document(tmp_path / f"none.{ending}", made)


@given(LABELS, LABELS)
def test_every_figure_is_in_one_part_once(rows: list[str], columns: list[str]) -> None:
    matrix = matrix_of(rows, columns)
    matrix = replace(matrix, values=matrix.values + 1)
    parts = tables_of(matrix)
    figures = sorted(plain(cell.words) for part in parts for row in part.rows for cell in row[1:])
    assert figures == sorted(str(value) for value in matrix.values.ravel().tolist())
    assert all(len(row) == len(part.columns) for part in parts for row in part.rows)
    # No part is a remnant: they are as equal as can be.
    for sizes in ([len(part.rows) for part in parts], [len(part.columns) for part in parts]):
        assert max(sizes) - min(sizes) <= 1
    assert all(len(part.rows) <= (61 if part.density is Density.FINE else 45) for part in parts)
    # Beside the names: thirty codes and their total, and a few more before letters are finer.
    assert all(len(part.columns) <= 1 + (37 if part.density is Density.FINE else 33) for part in parts)


@pytest.mark.parametrize("name", ["x", "a code", "a code with quite a long name"])
def test_thirty_codes_are_on_one_page_that_lies_across(name: str) -> None:
    names = codes(30, name)
    document = matrix_document(FRONT, matrix_of(names, names, symmetric=True))
    (table,) = document.blocks
    assert isinstance(table, TableBlock)
    assert document.landscape
    assert table.density.of_figures
    # As low as the names allow: the rows are the key to the numbers above the columns.
    assert [column.name for column in table.columns] == ["", *map(str, range(1, 31))]
    assert [plain(row[0].words) for row in table.rows] == [f"{n} {each}" for n, each in enumerate(names, 1)]


@pytest.mark.parametrize("columns", ["codes", "people"])
@pytest.mark.parametrize("number", [31, 33, 36])
def test_a_few_codes_more_than_thirty_are_in_one_table_too(columns: str, number: int) -> None:
    names = codes(number, "a code with a name")
    people = [*(f"P{place} with a longer name" for place in range(31)), TOTAL]
    matrix = matrix_of(names, names if columns == "codes" else people, symmetric=columns == "codes")
    (table,) = tables_of(matrix)
    # By people, the front has a page of its own, and on the next one there is room for larger letters.
    roomy = columns == "people" and number == 31
    assert (len(table.rows), table.density) == (number, Density.TIGHT if roomy else Density.FINE)
    assert len(table.columns) == 1 + len(matrix.columns)
    assert table.share <= 1


def test_many_codes_by_a_few_groups_have_one_page_with_what_is_said_of_them() -> None:
    groups = ["bakery", "care home", "hospital", "warehouse", TOTAL]
    names = codes(31, "a code with quite a long name, so")
    document = matrix_document(FRONT, matrix_of(names, groups))
    with pypdfium2.PdfDocument(pdf_of(document, numbered(document))) as found:
        assert len(found) == 1
    assert not document.landscape
    assert not document.cover


def test_a_title_is_not_alone_where_what_is_said_of_many_codes_by_a_few_groups_is_long() -> None:
    groups = ["council", "owner with a mortgage or without", "private", TOTAL]
    given = matrix_of(codes(60, "a code with quite a long name, so"), groups)
    long = *given.provenance.facts, ("coders", "Everybody who took part in it, and who is named here, " * 4)
    given = replace(given, provenance=replace(given.provenance, facts=long))
    document = matrix_document(replace(FRONT, subtitle="Interviews", note="For whom it is."), given)
    assert not document.cover
    first, second = (block for block in document.blocks if isinstance(block, TableBlock))
    assert len(first.rows) == len(second.rows) == 30


@pytest.mark.parametrize(("number", "tight"), [(5, False), (13, True), (22, True), (30, True)])
def test_letters_of_a_small_matrix_are_those_of_any_table(number: int, *, tight: bool) -> None:
    names = codes(number, "a code with quite a long name")
    (table,) = tables_of(matrix_of(names, names, symmetric=True))
    assert table.density.of_figures is tight
    assert table.share <= 1


def test_codes_have_the_numbers_of_the_codebook_where_names_find_no_room() -> None:
    names = codes(30, "a code with quite a long name")
    labels = tuple(Label(name, uuid4()) for name in names)
    matrix = replace(matrix_of(names, names, symmetric=True), rows=labels, columns=labels)
    known = {label.id: f"2.{place}" for place, label in enumerate(labels) if label.id}
    (table,) = matrix_document(FRONT, matrix, numbers=known).blocks
    assert isinstance(table, TableBlock)
    assert [column.name for column in table.columns] == ["", *(f"2.{place}" for place in range(30))]
    assert plain(table.rows[3][0].words) == f"2.3 {names[3]}"
    # Where one of them has none, all are counted through.
    (table,) = matrix_document(FRONT, matrix, numbers=dict(list(known.items())[1:])).blocks
    assert isinstance(table, TableBlock)
    assert table.columns[2].name == "2"


def test_short_names_of_a_small_matrix_are_written_in_full() -> None:
    names = ["Trust", "Stigma", "Rent"]
    document = matrix_document(FRONT, matrix_of(names, names, symmetric=True))
    (table,) = document.blocks
    assert isinstance(table, TableBlock)
    assert not document.landscape
    assert [column.name for column in table.columns] == ["", *names]
    assert all(column.align is Align.FIGURE for column in table.columns[1:])
    assert table.share < 1


def test_a_few_rows_leave_room_for_upright_names() -> None:
    (table,) = tables_of(matrix_of(codes(8), codes(20, "short")))
    assert all(column.upright for column in table.columns[1:])


def test_numbers_of_other_columns_have_their_key_below() -> None:
    (table,) = tables_of(matrix_of(codes(28), codes(20, "Interview with somebody")))
    assert [column.name for column in table.columns[1:4]] == ["1", "2", "3"]
    assert table.notes[0].startswith("Columns: 1 Interview with somebody 0; 2 Interview")


def test_sixty_codes_are_four_parts_each_with_its_heads_on_its_page() -> None:
    names = codes(60)
    matrix = matrix_of(names, [*names, TOTAL])
    blocks = list(matrix_document(FRONT, matrix).blocks)
    parts = [block for block in blocks if isinstance(block, TableBlock)]
    assert [(len(part.rows), len(part.columns)) for part in parts] == [(30, 31), (30, 32), (30, 31), (30, 32)]
    assert sum(isinstance(block, NewPage) for block in blocks) == 3
    assert parts[3].caption.endswith("rows 31 to 60 of 60, columns 31 to 60 of 60 and the total")
    # Each names the numbers above its own columns; the rule is told once.
    first, second = ("; ".join(f"{n} {names[n - 1]}" for n in range(*span)) for span in ((1, 31), (31, 61)))
    assert [part.notes[0] for part in parts] == [f"Columns: {key}." for key in (first, second, first, second)]
    assert [len(part.notes) for part in parts[1:]] == [1, 1, 1]


def test_a_great_total_widens_its_own_column_only() -> None:
    columns = [*codes(20, "Somebody with a name"), TOTAL]
    values = np.full((30, 21), 3)
    values[:, 20] = 1_234_567
    matrix = Matrix(tuple(map(Label, codes(30))), tuple(map(Label, columns)), values, provenance())
    (table,) = tables_of(matrix)
    widths = [column.width for column in table.columns[1:]]
    assert len(set(widths[:20])) == 1
    assert widths[20] > widths[0] + 5


@given(st.integers(1, 5), st.integers(0, 9))
def test_a_total_takes_no_room_from_other_columns_than_its_own(digits: int, more: int) -> None:
    def widths(total: int) -> list[float]:
        names = [*codes(12, "name"), TOTAL]
        values = np.full((2, 13), 10**digits - 1)
        values[:, 12] = total
        (table,) = tables_of(Matrix((Label("a"), Label("b")), tuple(map(Label, names)), values, provenance()))
        return [column.width for column in table.columns[1:13]]

    assert widths(1) == widths(10 ** (digits + more))


def test_zeros_are_pale_totals_strong_and_the_diagonal_apart() -> None:
    values = np.array([[9, 0, 2, 2], [0, 9, 8, 8], [2, 8, 9, 10]])
    labels = tuple(map(Label, "abc"))
    matrix = Matrix(labels, (*labels, Label(TOTAL)), values, provenance(), symmetric=True)
    (table,) = tables_of(matrix)
    cells = [row[1:] for row in table.rows]
    assert [cell.pale for cell in cells[0]] == [False, True, False, False]
    assert [cell.strong for cell in cells[1]] == [False, True, False, True]
    assert cells[0][2].fill
    assert not cells[0][1].fill
    assert not cells[0][3].fill
    counted = "counted in passages: segments of it that overlap are one."
    assert f"The diagonal (grey) is each code by itself, {counted}" in table.notes
    # Beside a heat map the table has no colours.
    plain_table = next(
        block
        for block in matrix_document(FRONT, matrix, (Paragraph("A heat map."),)).blocks
        if isinstance(block, TableBlock)
    )
    assert not any(cell.fill for row in plain_table.rows for cell in row)
    assert f"The diagonal ({DIAGONAL_BESIDE}) is each code by itself, {counted}" in plain_table.notes
    # Of a coefficient nothing is counted.
    (table,) = tables_of(replace(matrix, values=values / 10))
    assert "The diagonal (grey) is each code by itself." in table.notes


def test_what_stands_in_the_place_of_a_figure_is_told_below() -> None:
    matrix = Matrix(
        (Label("a"),), (Label("b"), Label("c")), np.array([[0.5, 0.0]]), provenance(),
        notes={(0, 1): "not defined: the total is 0"}, remarks=("A remark.",),
    )  # fmt: skip
    (table,) = tables_of(matrix)
    assert [plain(cell.words) for cell in table.rows[0]] == ["a", "0.50", "–"]
    assert not table.rows[0][2].pale
    assert table.notes == ("–: not defined: the total is 0.", "A remark.")


def test_the_picture_is_on_a_page_after_the_table() -> None:
    picture = PictureBlock(b"", b"", "A heat map", "The matrix as a heat map")
    given = NewPage(landscape=True), picture
    blocks = list(matrix_document(FRONT, matrix_of(["a"], ["b"]), given).blocks)
    assert blocks[-2:] == list(given)


def test_the_caption_is_a_title_and_the_rule_stands_below_the_table() -> None:
    plain_matrix = matrix_of(codes(3), codes(3, "other"))
    about = replace(plain_matrix.provenance, facts=((IN_WORDS, "codes that meet, counted as pairs"),))
    (table,) = tables_of(replace(plain_matrix, provenance=about))
    assert table.caption == about.title
    assert "Codes that meet, counted as pairs." in table.notes


def test_a_part_whose_rows_are_other_codes_than_its_columns_has_the_key_to_its_numbers() -> None:
    names = codes(60)
    parts = tables_of(matrix_of(names, names, symmetric=True))
    assert len(parts) == 4
    keyed = [bool(part.notes and part.notes[0].startswith("Columns: ")) for part in parts]
    assert keyed == [False, True, True, False]
    assert f"; 35 {names[34]};" in parts[1].notes[0]


@pytest.mark.parametrize(
    ("number", "front", "pages"),
    [
        # In the usual letters what is said of it would be alone on the next page.
        (30, FRONT, 1),
        (28, FRONT, 1),
        (30, Front(title="M", subtitle="In the north", note="Draft.", study="S", authors="A, B"), 2),
        (36, Front(title="M", subtitle="In the north", note="Draft.", study="S", authors="A, B"), 2),
        (14, Front(title="M", subtitle="In the north", note="Draft.", study="S", authors="A, B"), 1),
        (22, Front(title="M", note="A line of the note.\n" * 9), 2),
        (5, Front(title="M", note="A line of the note.\n" * 9), 1),
        (60, Front(title="M", note="A line of the note.\n" * 9), 5),
    ],
)
def test_a_front_that_leaves_no_room_for_the_table_has_its_own_page_and_what_is_said_comes_last(
    tmp_path: Path, number: int, front: Front, pages: int
) -> None:
    names = codes(number)
    given = matrix_document(front, matrix_of(names, names, symmetric=True))
    assert given.cover is (pages > 1)
    blocks = [placed.block for placed in numbered(given).blocks]
    (about,) = (
        place for place, block in enumerate(blocks) if isinstance(block, Paragraph) and block.words == ABOUT
    )
    assert about > max(place for place, block in enumerate(blocks) if isinstance(block, TableBlock))
    assert _pages(given, tmp_path) == (pages, pages)


@pytest.mark.parametrize(("number", "density"), [(20, "tight"), (28, "tight"), (30, "fine"), (60, "tight")])
def test_letters_are_finer_only_where_that_saves_a_page(number: int, density: str) -> None:
    names = codes(number)
    assert {table.density for table in tables_of(matrix_of(names, names, symmetric=True))} == {density}


def test_letters_of_a_table_that_has_a_page_for_itself_are_as_large_as_it_has_room_for() -> None:
    names = codes(33)
    given = matrix_of(names, names, symmetric=True)
    front = replace(FRONT, note="For whom it is, and by whom it was paid. " * 30)
    document = matrix_document(front, given)
    assert document.cover
    (table,) = (block for block in document.blocks if isinstance(block, TableBlock))
    assert table.density is Density.TIGHT


@pytest.mark.parametrize("name", ["early recognition between", "x", "trust in a thing that lasts"])
@pytest.mark.parametrize("most", [6, 99, 140])
@pytest.mark.parametrize("more", [0, 1])
def test_thirty_codes_their_title_and_what_is_said_of_them_are_one_page(
    tmp_path: Path, name: str, most: int, more: int
) -> None:
    names = codes(29 + more, name)
    labels = [uuid5(NAMESPACE_URL, each) for each in names]
    rows = tuple(Label(each, label) for each, label in zip(names, labels, strict=True))
    numbers = {label: f"{place // 5 + 1}.{place % 5 + 1}" for place, label in enumerate(labels)}
    values = np.full((len(rows), len(rows) + 1), 4)
    # One code that is used often, and its total.
    values[7, :] = values[:, 7] = most
    matrix = Matrix(rows, (*rows, Label(TOTAL)), values, provenance(), symmetric=True, remarks=(SUMS,))
    made = matrix_document(Front(title="Codes", study="A study"), matrix, numbers=numbers)
    assert len([block for block in made.blocks if isinstance(block, TableBlock)]) == 1
    assert not made.cover
    assert _pages(made, tmp_path) == (1, 1)


def _pages(given: Document, folder: Path) -> tuple[int, int]:
    """In PDF, and where Word sets the last paragraph."""
    with pypdfium2.PdfDocument(pdf_of(given, numbered(given))) as found:
        pages = len(found)
    write_document(folder / "codes.docx", given)
    written = docx.Document(str(folder / "codes.docx"))
    add_bookmark(written.paragraphs[-1]._p, "end", 99)
    return pages, places_in(written.element.body, written.styles.element)["end"].page


@pytest.mark.parametrize(
    "columns", [["council rent", "owner with mortgage", "private rent"], codes(6, "group")]
)
def test_sixty_codes_by_a_few_groups_are_one_upright_page(tmp_path: Path, columns: list[str]) -> None:
    matrix = matrix_of(codes(60, "early support and rest"), columns)
    front = Front(title="Codes by group", study="A study")
    given = matrix_document(front, matrix)
    (table,) = (block for block in given.blocks if isinstance(block, TableBlock))
    assert (given.landscape, table.density) == (False, Density.FINE)
    assert _pages(given, tmp_path) == (1, 1)
    # With more above it than the page has room for there are two tables in the usual letters.
    long = replace(front, note="A line of the note.\n" * 16)
    parts = [block for block in matrix_document(long, matrix).blocks if isinstance(block, TableBlock)]
    assert [part.density for part in parts] == [Density.TIGHT] * 2


def test_parts_of_an_upright_page_follow_each_other_on_it() -> None:
    given = matrix_document(FRONT, matrix_of(codes(70), ["one", "two"]))
    assert len([block for block in given.blocks if isinstance(block, TableBlock)]) == 2
    assert not any(isinstance(block, NewPage) for block in given.blocks)


def test_what_is_said_of_sixty_codes_comes_after_their_tables(tmp_path: Path) -> None:
    front = Front(title="Codes", study="A study")
    names = codes(60)
    given = matrix_document(front, matrix_of(names, names, symmetric=True))
    assert not given.cover
    assert _pages(given, tmp_path) == (4, 4)


def test_thirty_codes_are_one_table_also_where_some_names_need_two_lines() -> None:
    names = [f"{name}, as told by people who live alone or with others" for name in codes(2)] + codes(30)[2:]
    numbers = {
        uuid5(NAMESPACE_URL, name): f"{place // 9 + 1}.{place % 9 + 1}.1" for place, name in enumerate(names)
    }
    labels = tuple(Label(name, uuid5(NAMESPACE_URL, name)) for name in names)
    matrix = replace(matrix_of(names, names, symmetric=True), rows=labels, columns=labels)
    given = matrix_document(FRONT, matrix, numbers=numbers)
    (table,) = [block for block in given.blocks if isinstance(block, TableBlock)]
    assert len(table.rows) == 30


@given(st.lists(st.booleans(), min_size=1, max_size=6).filter(any), st.booleans())
def test_columns_in_which_nothing_is_counted_are_left_out_and_named(used: list[bool], total: bool) -> None:
    names = [f"place {number}" for number in range(len(used))]
    values = np.array([[3 * here for here in used], [int(here) for here in used]])
    columns = tuple(map(Label, names))
    if total:
        columns, values = (*columns, Label(TOTAL)), np.hstack([values, values.sum(axis=1, keepdims=True)])
    (table,) = tables_of(Matrix((Label("a"), Label("b")), columns, values, provenance()))
    shown = [name for name, here in zip(names, used, strict=True) if here]
    assert [column.name for column in table.columns] == ["", *shown, *[TOTAL] * total]
    left_out = [f"“{name}”" for name, here in zip(names, used, strict=True) if not here]
    said = [note for note in table.notes if note.endswith("nothing was counted there.")]
    column, are = ("column", "is") if len(left_out) == 1 else ("columns", "are")
    told = f"The {column} of {listed(left_out)} {are} left out: nothing was counted there."
    assert said == ([told] if left_out else [])


def test_those_without_a_value_are_people_not_a_name() -> None:
    columns = (Label("private rent"), Label("owner"), Label(NO_VALUE))
    (table,) = tables_of(Matrix((Label("a"),), columns, np.array([[2, 0, 0]]), provenance()))
    told = "The columns of “owner” and those without a value are left out: nothing was counted there."
    assert told in table.notes


def test_a_column_that_is_kept_back_or_stands_for_a_code_of_the_rows_stays() -> None:
    values = np.array([[1, 0], [0, 0]])
    labels = (Label("a"), Label("b"))
    for matrix in (
        Matrix(labels, labels, values, provenance(), symmetric=True),
        Matrix(labels, labels, values, provenance(), notes={(0, 1): "<3"}),
    ):
        (table,) = tables_of(matrix)
        assert [column.name for column in table.columns] == ["", "a", "b"]


def test_what_is_said_of_a_matrix_is_one_paragraph_below_it() -> None:
    """Its page has room for that, where rows of facts would have a page of their own."""
    names = codes(25)
    document = matrix_document(FRONT, matrix_of(names, names, symmetric=True))
    *_, heading, facts = [row.block for row in numbered(document).blocks]
    assert isinstance(heading, Paragraph)
    assert heading.kind is ParagraphKind.PART
    assert isinstance(facts, Paragraph)
    assert "Project: " in plain(facts.words)
    assert "\u00a0· Program: qualcode" in plain(facts.words)


def test_codes_with_long_names_are_in_parts_by_the_lines_that_they_take() -> None:
    paths = [
        f"Relations before the reorganisation > Positive accounts {n}, {'told at length, ' * n}"
        for n in range(52)
    ]
    labels = tuple(Label(path, uuid4()) for path in paths)
    numbers = {
        label.id: f"{place // 9 + 1}.{place % 9 + 1}" for place, label in enumerate(labels) if label.id
    }
    total = Label(TOTAL)
    values = np.ones((52, 53), dtype=np.int64)
    matrix = Matrix(
        labels, (*labels, total), values, matrix_of(["a"], ["b"]).provenance, symmetric=True, remarks=(SUMS,)
    )
    parts = [
        block
        for block in matrix_document(FRONT, matrix, numbers=numbers).blocks
        if isinstance(block, TableBlock)
    ]
    assert len(parts) >= 4
    for part in parts:
        room = part.columns[0].width
        shown = [plain(row[0].words) for row in part.rows]
        # The number tells codes apart: the name of the parent is not needed.
        assert not any("reorganisation" in name for name in shown)
        assert sum(-(-len(name) // round(room - 1)) for name in shown) <= 31
        # What is said of totals stands below a part that has them.
        assert SUMS not in part.notes or part.columns[-1].name == TOTAL
    assert sum(SUMS in part.notes for part in parts) == 1


def test_a_table_with_its_heat_map_below_has_no_colours_of_its_own() -> None:
    rows, columns = (Label("a"), Label("b")), (Label("x"), Label("y"))
    matrix = Matrix(rows, columns, np.array([[2, 0], [1, 9]]), provenance())
    for picture in ((), (Paragraph("The picture."),)):
        blocks = matrix_document(FRONT, matrix, picture).blocks
        (table,) = (block for block in blocks if isinstance(block, TableBlock))
        coloured = {bool(cell.fill) for row in table.rows for cell in row[1:]}
        assert (True in coloured) is not bool(picture)
        assert ("darker" in str(table.shows)) is not bool(picture)
