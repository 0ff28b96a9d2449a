"""Words in PDF: what is wider than its line goes on on the next, and is found and copied as it was typed."""

import re
from typing import Final

import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Document,
    Fields,
    Heading,
    Paragraph,
    QuoteBlock,
    Run,
    Speech,
    TableBlock,
    TableCell,
)
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.room import OUR_PAGE, fitted
from qualcode.exporters.document.typeset import pdf_of
from qualcode.exporters.document.typeset_words import rooms_of, run_said, words_said
from qualcode.model.front import Front
from tests.exporters.document.specimens import ABOUT, column

LONG: Final = "Abcdefghij" * 30
_MARGIN: Final = 64.0
_SAID: Final = re.compile(r'\[#"((?:[^"\\]|\\.)*)"\]')


def _table(*words: str) -> TableBlock:
    columns = tuple(column(f"Column {place}") for place, _ in enumerate(words))
    return TableBlock(columns, (tuple(map(TableCell, words)),), "A table", "table")


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(LONG),
        Paragraph((Run("so: "), Run(LONG, marked=True, bold=True, colour="#336699"))),
        Heading(LONG, 1, "long"),
        Fields(((LONG, LONG), ("Memo", LONG))),
        QuoteBlock((Speech(LONG, LONG),), LONG, memo=LONG),
        _table("a", LONG, "b c d", LONG[:40]),
        TableBlock((column(LONG), column("Other")), ((TableCell("a"), TableCell("b")),), LONG, "head"),
    ],
    ids=["text", "run", "heading", "fields", "quote", "cells", "head"],
)
@pytest.mark.parametrize("cover", [True, False])
def test_nothing_runs_off_the_page_nor_into_the_next_column(block: Block, cover: bool) -> None:
    front = Front(title=LONG, subtitle=LONG, authors=LONG, organisation=LONG, note=LONG)
    made = Document(front, (block,), Colophon(ABOUT), "en-GB", cover)
    with pypdfium2.PdfDocument(pdf_of(made, numbered(made))) as found:
        for page in found:
            texts = page.get_textpage()
            boxes = [texts.get_charbox(place) for place in range(texts.count_chars())]
            assert max(right for _, _, right, _ in boxes) <= page.get_width() - _MARGIN
        words = "".join(page.get_textpage().get_text_range() for page in found)
    assert LONG in re.sub(r"\s", "", words)


def test_a_cell_has_what_its_column_leaves() -> None:
    found = fitted(_table("a", "b " * 200, "c"), OUR_PAGE[False])
    rooms = rooms_of(found, OUR_PAGE[False].wide)
    assert len(rooms) == 3
    assert min(rooms) > 9
    assert sum(rooms) * 9 < OUR_PAGE[False].wide


@given(
    st.text(max_size=300) | st.lists(st.text("abWi\u0301-/ \u05d0", max_size=90)).map("".join),
    st.floats(1, 50),
)
def test_all_letters_are_said_in_their_order(words: str, room: float) -> None:
    words = re.sub(r'["\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\u2060', "", words)
    assert "".join(_SAID.findall(words_said(words, room))) == words


def test_what_fits_is_in_one_piece_and_so_are_letters_with_their_marks() -> None:
    assert words_said("Donaudampfschifffahrtsgesellschaft") == '([#"Donaudampfschifffahrtsgesellschaft"])'
    assert "box()" not in words_said("数据分析" * 100)
    pieces = _SAID.findall(words_said("e\u0301" * 300, 10))
    assert len(pieces) > 10
    assert all(piece[0] == "e" for piece in pieces)
    assert "box()" in run_said(Run("a" * 50), 10)
