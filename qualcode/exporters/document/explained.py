"""Signs in documents that say what they mean, where they first stand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qualcode.exporters.document.blocks import Block, Document, Heading, Paragraph, ParagraphKind, QuoteBlock

MARKS: Final = (
    "In quotes, the words that were coded are marked in yellow; those around them complete the sentence."
)


def marks_explained(document: Document) -> Document:
    """The same with a sentence on marked words at the beginning of the chapter that has the first of them."""
    blocks = tuple(document.blocks)
    marked = next((place for place, block in enumerate(blocks) if _has_marks(block)), None)
    if marked is None:
        return document
    first = _rules_end(blocks, marked)
    said = Paragraph(MARKS, ParagraphKind.FACT)
    return replace(document, blocks=(*blocks[:first], said, *blocks[first:]))


def _rules_end(blocks: Sequence[Block], marked: int) -> int:
    """Where the chapter’s own rules end, which are told below its heading; without one, the first quote."""
    chapters = [place for place, block in enumerate(blocks[:marked]) if _is_chapter(block)]
    if not chapters:
        return next(place for place, block in enumerate(blocks) if isinstance(block, QuoteBlock))
    place = chapters[-1] + 1
    while isinstance(block := blocks[place], Paragraph) and block.kind is ParagraphKind.FACT:
        place += 1
    return place


def _is_chapter(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _has_marks(block: Block) -> bool:
    return isinstance(block, QuoteBlock) and any(
        not isinstance(speech.words, str) and any(run.marked for run in speech.words)
        for speech in block.speeches
    )
