"""Signs in documents that say what they mean, where they first stand."""

from dataclasses import replace
from itertools import takewhile
from typing import Final

from qualcode.exporters.document.blocks import Block, Document, Heading, Paragraph, ParagraphKind, QuoteBlock

MARKS: Final = (
    "In quotes, the words that were coded are marked in yellow; those around them complete the sentence."
)


def marks_explained(document: Document) -> Document:
    """The same with a sentence on marked words before the first quotes among which some have any.

    What belongs together is not parted: it stands before the first quote below the heading.
    """
    blocks = tuple(document.blocks)
    marked = next((place for place, block in enumerate(blocks) if _has_marks(block)), None)
    if marked is None:
        return document
    quotes = takewhile(lambda place: not isinstance(blocks[place], Heading), range(marked, -1, -1))
    first = min(place for place in quotes if isinstance(blocks[place], QuoteBlock))
    said = Paragraph(MARKS, ParagraphKind.FACT, keep_next=True)
    return replace(document, blocks=(*blocks[:first], said, *blocks[first:]))


def _has_marks(block: Block) -> bool:
    return isinstance(block, QuoteBlock) and any(
        not isinstance(speech.words, str) and any(run.marked for run in speech.words)
        for speech in block.speeches
    )
