"""The marks in quotes are explained once, before the first quote that has some."""

from collections.abc import Sequence
from dataclasses import replace

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Document,
    Fields,
    Heading,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    Run,
    Speech,
    plain,
)
from qualcode.exporters.document.composing import composed
from qualcode.exporters.document.explained import MARKS
from qualcode.exporters.document.numbering import numbered
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance


def quote(words: str, *, marked: bool) -> QuoteBlock:
    return QuoteBlock((Speech("", (Run("All of "), Run(words, marked=marked))),), "P1")


def document(blocks: Sequence[Block]) -> Document:
    about = Provenance("Quotes", (), "Study", 3, "1", "")
    return Document(Front(title="Quotes"), tuple(blocks), Colophon(about))


def _said(block: Block) -> str:
    if isinstance(block, QuoteBlock):
        return block.speeches[0].words[1].words  # type: ignore[union-attr]
    return plain(block.words) if isinstance(block, Paragraph | Heading) else ""


def order(*quotes: QuoteBlock) -> list[str]:
    rows = numbered(document((Paragraph("Begin"), *quotes))).blocks
    return [_said(row.block) for row in rows if isinstance(row.block, QuoteBlock | Paragraph)]


def test_the_sentence_does_not_part_the_quotes_it_is_about() -> None:
    quotes = [quote("one", marked=False), quote("two", marked=True), quote("three", marked=True)]
    assert order(*quotes) == ["Begin", MARKS, "one", "two", "three"]


def test_the_sentence_is_where_there_are_marks_and_nowhere_else() -> None:
    blocks = (
        Heading("First", 1, "a"),
        quote("one", marked=False),
        Heading("Second", 1, "b"),
        Paragraph("Nobody else.", ParagraphKind.FACT),
        Heading("A code", 2, "c"),
        quote("two", marked=False),
        Heading("Another", 1, "d"),
        quote("three", marked=True),
        quote("four", marked=True),
    )
    found = [_said(row.block) for row in numbered(document(blocks)).blocks]
    assert found[found.index(MARKS) + 1] == "First"
    assert found.count(MARKS) == 1


def test_it_stands_before_the_quotes_begin_and_below_what_comes_before_them() -> None:
    blocks = (
        Heading("Overview", 1, "o"),
        Paragraph("Two are left out.", ParagraphKind.FACT),
        Heading("Trust", 1, "t"),
        Paragraph("In 3 transcripts", ParagraphKind.FACT, keep_next=True),
        Fields((("Definition", "Believing."),)),
        quote("one", marked=False),
        quote("two", marked=True),
    )
    found = [_said(row.block) for row in numbered(document(blocks)).blocks]
    place = found.index(MARKS)
    assert found[place - 1 : place + 2] == ["Two are left out.", MARKS, "Trust"]


def test_of_several_parts_each_says_it_or_where_it_is_told() -> None:
    parts = [
        replace(document((Heading("A code", 1, "c"), quote("one", marked=True))), front=Front(title=title))
        for title in ("Book", "Passages")
    ]
    found = [_said(row.block) for row in numbered(composed(Front(title="Whole"), parts)).blocks]
    assert found.count(MARKS) == 1
    assert found[found.index("Book") + 1] == MARKS
    assert found[found.index("Passages") + 1] == "On the words marked in yellow in quotes, see chapter A."


def test_without_marks_nothing_is_explained() -> None:
    assert order(quote("one", marked=False)) == ["Begin", "one"]
