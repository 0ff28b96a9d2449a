"""Tables and pictures are numbered, listed and referred to by their numbers, whatever stands between them.

Tests as well: ``blocks``.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.document.blocks import (
    Colophon,
    Contents,
    Document,
    Fields,
    Heading,
    ListOf,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    Run,
    Speech,
    TableBlock,
    TableCell,
    plain,
)
from qualcode.exporters.document.front_lines import front_lines, subject
from qualcode.exporters.document.numbering import colophon_blocks, numbered
from qualcode.model.front import Front
from qualcode.model.words.direction import at_isolates, reads_leftwards
from tests.exporters.document.specimens import ABOUT, FRONT, column, document, table

UNSEEN = {0x200E: None, 0x200F: None}
"""Marks of a direction."""


def test_the_colophon_of_a_single_table_has_a_small_heading_to_find_room_on_its_page() -> None:
    brief = replace(document().colophon, brief=True)
    end = [placed.block for placed in numbered(replace(document(), colophon=brief)).blocks]
    assert [
        block.kind for block in end if isinstance(block, Paragraph) and block.words == "About this document"
    ] == [ParagraphKind.PART]
    assert isinstance(end[-1], Paragraph)
    assert end[-1].kind is ParagraphKind.FACT


def test_lists_hold_headings_tables_and_pictures_in_their_order() -> None:
    found = numbered(document(table("Another")))
    assert [entry.words for entry in found.lists[ListOf.HEADINGS]] == [
        "1\u2002Trust", "1.1\u2002Private fears", "Matrix", "About this document",
    ]  # fmt: skip
    assert [entry.words for entry in found.lists[ListOf.TABLES]] == ["Table 1. How often", "Table 2. Another"]
    assert [entry.words for entry in found.lists[ListOf.PICTURES]] == ["Figure 1. Bars"]


def test_a_link_without_words_says_the_number_and_one_to_nothing_is_no_link() -> None:
    found = numbered(document())
    runs = found.runs((Run("", link="picture"), Run("here", link="nowhere"), Run("", link="trust")))
    assert [(run.words, bool(run.link)) for run in runs] == [
        ("Figure\u00a01", True),
        ("here", False),
        ("1", True),
    ]


def test_contents_end_at_their_deepest_level() -> None:
    found = numbered(document())
    assert len(found.entries(Contents(deepest=1))) == len(found.entries(Contents(deepest=2))) - 1


@pytest.mark.parametrize("above", [(), ("2 quotes are left out.",), ("Another sentence.",)])
def test_what_the_first_page_says_is_not_said_again_at_the_end(above: tuple[str, ...]) -> None:
    about = replace(ABOUT, facts=(("consent", "2 quotes are left out."), ("order", "by code")))
    blocks = list(colophon_blocks(Colophon(about, said_above=above)))
    said = [name for block in blocks if isinstance(block, Fields) for name, _ in block.rows]
    assert ("Consent" in said) == ("2 quotes are left out." not in above)
    assert "Order" in said


def test_the_colophon_says_each_thing_once() -> None:
    *_, heading, counting, consent, fields = (placed.block for placed in numbered(document()).blocks)
    assert isinstance(heading, Heading)
    assert isinstance(counting, Paragraph)
    assert counting.words == "Codes that overlap, counted as pairs."
    assert isinstance(consent, Paragraph)
    assert isinstance(fields, Fields)
    assert fields.rows == (
        ("Coders", "AB, CD"), ("Project", "Renting"), ("Step", "21"), ("Program", "qualcode 1.0"),
    )  # fmt: skip


@given(st.lists(st.booleans(), max_size=12))
def test_only_captioned_tables_are_numbered(captioned: list[bool]) -> None:
    more = [table("Named" if named else "") for named in captioned]
    labels = [
        placed.label for placed in numbered(document(*more)).blocks if isinstance(placed.block, TableBlock)
    ]
    count = sum(captioned)
    assert [label for label in labels if label] == [f"Table {number}" for number in range(1, count + 2)]
    assert [bool(label) for label in labels] == [True, *captioned]


def test_every_block_has_a_name_of_its_own() -> None:
    keys = [placed.key for placed in numbered(document(table(), table())).blocks]
    assert len(keys) == len(set(keys))


def test_what_is_empty_on_the_front_is_left_out() -> None:
    assert front_lines(FRONT) == [
        "Renting",
        "Ann Baker",
        "A university",
        "3 November 2026",
        "Codebook version 3",
    ]
    assert front_lines(Front(title="T")) == []
    assert front_lines(Front(title="Renting", study="Renting")) == []
    assert subject(FRONT) == "For the steering group"
    assert subject(replace(FRONT, subtitle="")) == "Renting"


def test_a_list_of_contents_with_the_colophon_alone_is_none() -> None:
    cases: tuple[tuple[tuple[Heading, ...], int], ...] = (((), 0), ((Heading("Trust", 1, "trust"),), 2))
    for headings, number in cases:
        made = Document(FRONT, (Contents(), *headings), Colophon(ABOUT))
        assert len(numbered(made).entries(Contents())) == number


def test_a_heading_that_is_not_listed_has_its_place_all_the_same() -> None:
    made = Document(FRONT, (Heading("Ann", 1, "ann", listed=False), Heading("B", 1, "b")), Colophon(ABOUT))
    placed = numbered(made)
    assert [entry.words for entry in placed.entries(Contents())] == ["B", "About this document"]
    assert placed.runs((Run("", link="ann"),)) == (Run("Ann", link="b1"),)


def test_figures_are_in_one_piece_wherever_a_document_says_them_but_not_in_what_was_said() -> None:
    words = "0.98 [0.98, 0.99], n = 12"
    cells = ((TableCell(words), TableCell((Run(words, bold=True),))),)
    said = TableBlock((column("Turn"), column("Words")), cells, words, notes=(words,))
    blocks = (
        Paragraph(words),
        Fields((("Kappa", words),)),
        said,
        replace(said, transcript=True),
        QuoteBlock((Speech("", words),), "Ann, turn 12"),
        PictureBlock(b"", b"", "", words),
    )
    paragraph, fields, table_block, transcript, quote, picture, *_ = (
        placed.block for placed in numbered(Document(FRONT, blocks, Colophon(ABOUT))).blocks
    )
    whole = words.replace(", 0.99", ",\u00a00.99").replace(" = ", "\u00a0=\u00a0")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.words == whole
    assert isinstance(fields, Fields)
    assert fields.rows == (("Kappa", whole),)
    assert isinstance(table_block, TableBlock)
    assert [plain(cell.words) for cell in table_block.rows[0]] == [whole, whole]
    assert (table_block.caption, table_block.notes) == (whole, (whole,))
    assert isinstance(transcript, TableBlock)
    assert transcript.rows == cells
    assert isinstance(quote, QuoteBlock)
    assert (plain(quote.speeches[0].words), quote.reference) == (words, "Ann, turn\u00a012")
    assert isinstance(picture, PictureBlock)
    assert picture.caption == whole


@pytest.mark.parametrize(
    ("words", "leftwards"),
    [("שרה לוי", False), ("ليلى 3", False), ((Run("שרה"), Run(" 12")), False), ("שלום לכולם " * 9, True)],
)
def test_names_in_cells_begin_where_others_do_and_texts_as_they_are_read(
    words: str | tuple[Run, ...], *, leftwards: bool
) -> None:
    block = TableBlock((column("Code"), column("Segments")), ((TableCell(words), TableCell("3")),))
    found = numbered(Document(FRONT, (block,), Colophon(ABOUT))).blocks[0].block
    assert isinstance(found, TableBlock)
    assert reads_leftwards(plain(found.rows[0][0].words)) is leftwards
    assert "".join(at_isolates(plain(found.rows[0][0].words))).translate(UNSEEN) == plain(words)


@pytest.mark.parametrize(
    ("lines", "stays"),
    [
        (20, [True, True, *[False] * 10, *[True] * 7, False]),
        (4, [True, True, True, False]),
    ],
)
def test_some_lines_of_a_list_are_together_where_it_begins_and_where_it_ends(
    lines: int, stays: list[bool]
) -> None:
    headings = [Heading(f"Chapter {place}", 1, f"at-{place}") for place in range(lines - 1)]
    made = numbered(Document(FRONT, (Contents(), *headings), Colophon(ABOUT)))
    assert made.stays(Contents()) == stays
    assert made.stays(Contents(keep_next=True)) == [*stays[:-1], True]
    assert made.stays(Contents(ListOf.TABLES)) == []
