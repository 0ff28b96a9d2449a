"""Pictures on the page of the table before them, where it has room for both and for what leads to them."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qualcode.exporters.document.blocks import (
    Block,
    Heading,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    TableBlock,
)
from qualcode.exporters.document.heights import height_of
from qualcode.exporters.document.room import OUR_PAGE, PageRoom, fitted

SMALLER: Final = 0.9
"""How small a picture may be made for the page of its table, in parts of its size."""
_LINE: Final = 14.2
"""Points of each of the lines that a picture leaves room for."""


def beside_tables(blocks: Sequence[Block], top: float, *, landscape: bool) -> list[Block]:
    """The same, tables told what follows them on their page, and pictures what is above them there.

    ``top``: the points of what is above the first block on its page.
    """
    made = list(blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, NewPage):
            landscape = block.landscape
        if isinstance(block, PictureBlock):
            _keep_with_table(made, place, OUR_PAGE[landscape], top)
    return made


def _keep_with_table(blocks: list[Block], place: int, page: PageRoom, top: float) -> None:
    picture, at = blocks[place], _before(blocks, place)
    table = blocks[at] if at >= 0 else None
    if not isinstance(picture, PictureBlock) or not isinstance(table, TableBlock):
        return
    first, last = _first_that_leads(blocks, at), _after_notes(blocks, place)
    above = sum(height_of(block, page) for block in blocks[first:place]) + (0.0 if first else top)
    below = sum(height_of(block, page) for block in blocks[place + 1 : last])
    own = height_of(picture, page)
    if above + SMALLER * own + below <= page.high and fitted(table, page).together:
        follows = sum(height_of(block, page) for block in blocks[at + 1 : place]) + own
        blocks[at] = replace(table, below=max(table.below, math.ceil(follows / _LINE)))
        blocks[place] = replace(picture, beside=math.ceil(above / _LINE))


def room_beside(table: TableBlock, leads: float, page: PageRoom) -> float:
    """The points that a page has for a picture and its caption below a table, and what ``leads`` to both.

    It has none where the table goes over several pages.
    """
    if not fitted(table, page).together:
        return 0.0
    return page.high - leads - height_of(table, page)


def _before(blocks: Sequence[Block], place: int) -> int:
    """Where what a picture follows is, before the sentences that lead to it."""
    at = place - 1
    while at >= 0 and _leads(blocks[at]):
        at -= 1
    return at


def _leads(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.keep_next and block.kind is not ParagraphKind.PART


def _first_that_leads(blocks: Sequence[Block], at: int) -> int:
    """Where that begins which stands on the page of a block: headings, and what they introduce."""
    while at > 0 and _stays(blocks[at - 1]):
        at -= 1
    return at


def _stays(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.keep_next)


def _after_notes(blocks: Sequence[Block], place: int) -> int:
    last = place + 1
    while (
        last < len(blocks) and isinstance(note := blocks[last], Paragraph) and note.kind is ParagraphKind.NOTE
    ):
        last += 1
    return last
