"""Tables and pictures named in the text: a sentence before each says its number and what it shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from qualcode.exporters.document.blocks import (
    Block,
    Fields,
    Paragraph,
    PictureBlock,
    Run,
    Runs,
    TableBlock,
)

Part = TypeVar("Part", TableBlock, PictureBlock)


def continued(parts: Sequence[Part]) -> Iterator[Part]:
    """Parts of one table or picture: those after the first say that they go on with it."""
    for number, part in enumerate(parts):
        goes_on: Runs = (Run("continues "), Run("", link=parts[0].anchor), Run("."))
        yield replace(part, shows=goes_on) if number else part


def referred(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same with a sentence before each numbered table or picture that none before it has named."""
    named: set[str] = set()
    for block in blocks:
        if isinstance(block, TableBlock | PictureBlock) and block.caption and block.shows:
            if block.anchor not in named:
                yield _sentence(block)
        else:
            named.update(_names(block))
        yield block


def _sentence(block: TableBlock | PictureBlock) -> Paragraph:
    shows = (Run(block.shows),) if isinstance(block.shows, str) else block.shows
    return Paragraph((Run("", link=block.anchor), Run(" "), *shows), keep_next=True)


def _names(block: Block) -> Iterator[str]:
    """The anchors that a sentence names by their numbers."""
    match block:
        case Paragraph(words):
            said = [words]
        case Fields(rows):
            said = [words for _, words in rows]
        case _:
            said = []
    for words in said:
        if not isinstance(words, str):
            yield from (run.link for run in words if run.link and not run.words)
