"""The marks in quotes are explained once, before the first quote that has some."""

from qualcode.exporters.document.blocks import Colophon, Document, Paragraph, QuoteBlock, Run, Speech, plain
from qualcode.exporters.document.explained import MARKS
from qualcode.exporters.document.numbering import numbered
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance


def quote(words: str, *, marked: bool) -> QuoteBlock:
    return QuoteBlock((Speech("", (Run("All of "), Run(words, marked=marked))),), "P1")


def order(*quotes: QuoteBlock) -> list[str]:
    about = Provenance("Quotes", (), "Study", 3, "1", "")
    document = Document(Front(title="Quotes"), (Paragraph("Begin"), *quotes), Colophon(about))
    found = []
    for row in numbered(document).blocks:
        if isinstance(row.block, QuoteBlock):
            found.append(row.block.speeches[0].words[1].words)  # type: ignore[union-attr]
        elif isinstance(row.block, Paragraph):
            found.append(plain(row.block.words))
    return found


def test_the_sentence_does_not_part_the_quotes_it_is_about() -> None:
    quotes = [quote("one", marked=False), quote("two", marked=True), quote("three", marked=True)]
    assert order(*quotes) == ["Begin", MARKS, "one", "two", "three"]


def test_without_marks_nothing_is_explained() -> None:
    assert order(quote("one", marked=False)) == ["Begin", "one"]
