"""A heading is never cut from its table, picture or quote by the words between them."""

import io
from dataclasses import replace

import docx
import pytest

from qualcode.exporters.document.blocks import (
    Block,
    Heading,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    Speech,
)
from qualcode.exporters.document.html import page_of
from qualcode.exporters.document.kept_together import kept_together
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.typeset import Source
from qualcode.exporters.document.typeset_look import PRINT
from qualcode.exporters.document.word import WordWriter
from tests.exporters.document.specimens import PNG, SVG, document, table

HEADING = Heading("Boundaries", 1, "boundaries")
SMALL = Paragraph("Quotes", ParagraphKind.PART)
INTRODUCED = [table(), PictureBlock(PNG, SVG, "Bars", "Bars"), QuoteBlock((Speech("", "Yes."),), "P1")]


def _kept(*blocks: Block) -> list[bool]:
    return [block.keep_next for block in kept_together(blocks) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("what", INTRODUCED, ids=lambda block: type(block).__name__)
@pytest.mark.parametrize("heading", [HEADING, SMALL], ids=["heading", "part"])
def test_what_stands_between_a_heading_and_what_it_introduces_keeps_with_it(
    heading: Block, what: Block
) -> None:
    one, other = Paragraph("It says where."), Paragraph("Table 1 has both.", ParagraphKind.FACT)
    assert _kept(heading, one, other, what)[-2:] == [True, True]


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
