"""Headings stay with what they introduce, also where a few words stand between the two."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from qualcode.exporters.document.blocks import (
    Block,
    Heading,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    TableBlock,
    plain,
)

_MOST: Final = 600
"""Letters between the two, about eight lines: a page has no room to spare for more."""


def kept_together(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same; paragraphs between a heading and its table, picture or quote stay on their page."""
    between: list[Paragraph] = []
    headed = False
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind is not ParagraphKind.PART and headed:
            between.append(block)
            continue
        introduced = isinstance(block, TableBlock | PictureBlock | QuoteBlock)
        yield from _kept(between) if introduced else between
        between.clear()
        headed = isinstance(block, Heading) or (
            isinstance(block, Paragraph) and block.kind is ParagraphKind.PART
        )
        yield block
    yield from between


def _kept(between: list[Paragraph]) -> list[Paragraph]:
    """All of them, or where they are long the last alone, if it is short itself."""
    room, kept = _MOST, []
    for paragraph in reversed(between):
        room -= len(plain(paragraph.words))
        kept.append(replace(paragraph, keep_next=True) if room >= 0 else paragraph)
    return kept[::-1]
