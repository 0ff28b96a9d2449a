"""Signs in documents that say what they mean, where they first stand."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from qualcode.exporters.document.blocks import Block, Document, Paragraph, ParagraphKind, QuoteBlock

MARKS: Final = (
    "In quotes, the words that were coded are marked in yellow; those around them complete the sentence."
)


def marks_explained(document: Document) -> Document:
    """The same with a sentence on marked words before the first quote that has some."""
    return replace(document, blocks=tuple(_explained(document)))


def _explained(document: Document) -> Iterator[Block]:
    explained = False
    for block in document.blocks:
        if not explained and isinstance(block, QuoteBlock) and _has_marks(block):
            yield Paragraph(MARKS, ParagraphKind.FACT, keep_next=True)
            explained = True
        yield block


def _has_marks(quote: QuoteBlock) -> bool:
    return any(
        not isinstance(speech.words, str) and any(run.marked for run in speech.words)
        for speech in quote.speeches
    )
