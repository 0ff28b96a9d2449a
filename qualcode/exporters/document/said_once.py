"""Captions that would only repeat the title above them: they go on to tell what was counted."""

from collections.abc import Iterator
from dataclasses import replace

from qualcode.exporters.document.blocks import Block, Document, PictureBlock, TableBlock
from qualcode.model.words.in_words import beginning, sentence


def title_once(document: Document) -> Document:
    """The same with captions that say more than the document's title, as a further sentence.

    That need then be said neither below the table nor at the end. Lists name them by the title alone,
    with which the caption begins, so that whoever looks for an entry finds its words.
    """
    title, counted = document.front.title, document.colophon.about.sentence
    blocks = tuple(document.blocks)
    if not title or not counted or not any(_repeats(block, title) for block in blocks):
        return replace(document, blocks=blocks)
    told = tuple(_told(blocks, title, counted))
    return replace(document, blocks=told, colophon=replace(document.colophon, counted_above=True))


def _repeats(block: Block, title: str) -> bool:
    """Whether a caption is the title, alone or with which rows it shows."""
    if not isinstance(block, TableBlock | PictureBlock) or not block.caption.startswith(title):
        return False
    if block.listed:
        # It has been told already.
        return False
    return block.caption[len(title) :][:1] in ("", ":", ",")


def _told(blocks: tuple[Block, ...], title: str, counted: str) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, TableBlock | PictureBlock) or not _repeats(block, title):
            yield block
            continue
        told = replace(block, caption=going_on(block.caption, title, counted), listed=block.caption)
        if isinstance(told, TableBlock):
            told = replace(told, notes=tuple(note for note in told.notes if note != sentence(counted)))
        yield told


def going_on(caption: str, title: str, counted: str) -> str:
    """The caption and what was counted; where that begins with the same words, or with the title, once.

    ``Codes by age (heat map), counted as runs``; ``Codes by age: rows 1 to 9 of 12. Counted as runs``.
    """
    if not counted:
        return caption
    counted = beginning(counted)
    if counted.startswith(caption):
        return counted
    rest = counted.removeprefix(f"{title}, ")
    if rest == counted:
        return f"{caption}. {counted}"
    return f"{caption}. {beginning(rest)}" if ": " in caption[len(title) :] else f"{caption}, {rest}"
