"""Signs in documents that say what they mean, where they first stand."""

from dataclasses import replace
from typing import Final

from qualcode.exporters.document.blocks import (
    Block,
    Document,
    Fields,
    Heading,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    TableBlock,
)

MARKS: Final = (
    "In quotes, the words that were coded are marked in yellow; those around them complete the sentence."
)


_ONCE: Final = "marked words"
_TOLD_IN: Final = "On the words marked in yellow in quotes, see"


def marks_explained(document: Document) -> Document:
    """The same with a sentence on marked words before the quotes begin, above the first of their headings.

    Where it is there already, as in each part of a document of several, it is not said again.
    """
    blocks = tuple(document.blocks)
    told = any(isinstance(block, Paragraph) and block.words == MARKS for block in blocks)
    if told or not any(map(_has_marks, blocks)):
        return document
    place = next(place for place, block in enumerate(blocks) if isinstance(block, QuoteBlock))
    while place and _leads_to_quotes(blocks[place - 1]):
        place -= 1
    # Below an overview it is a note on that; above all else it stays with what it leads to.
    keep = not (place and isinstance(blocks[place - 1], Paragraph | TableBlock))
    said = Paragraph(MARKS, ParagraphKind.FACT, keep_next=keep, once=_ONCE, instead=_TOLD_IN)
    return replace(document, blocks=(*blocks[:place], said, *blocks[place:]))


def _leads_to_quotes(block: Block) -> bool:
    """Whether a block belongs to what stands between the sentence and the quotes: their headings."""
    if isinstance(block, Paragraph):
        return block.keep_next
    return isinstance(block, Heading | Fields)


def _has_marks(block: Block) -> bool:
    return isinstance(block, QuoteBlock) and any(
        not isinstance(speech.words, str) and any(run.marked for run in speech.words)
        for speech in block.speeches
    )
