"""Signs in documents that say what they mean, where they first stand."""

from dataclasses import replace
from typing import Final

from qualcode.exporters.document.blocks import Block, Document, Paragraph, ParagraphKind, QuoteBlock

MARKS: Final = (
    "In quotes, the words that were coded are marked in yellow; those around them complete the sentence."
)


def marks_explained(document: Document) -> Document:
    """The same with a sentence on marked words above the first of them, and the quotes just before it."""
    blocks = tuple(document.blocks)
    place = next((place for place, block in enumerate(blocks) if _has_marks(block)), None)
    if place is None:
        return document
    while place and isinstance(blocks[place - 1], QuoteBlock):
        place -= 1
    said = Paragraph(MARKS, ParagraphKind.FACT, keep_next=True)
    return replace(document, blocks=(*blocks[:place], said, *blocks[place:]))


def _has_marks(block: Block) -> bool:
    return isinstance(block, QuoteBlock) and any(
        not isinstance(speech.words, str) and any(run.marked for run in speech.words)
        for speech in block.speeches
    )
