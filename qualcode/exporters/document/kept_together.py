"""What stays on one page: headings with what they introduce, notes with their picture, the end of a chapter.

A chapter may end on a page of its own, but not with a line or two: what is before them goes there, too.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from qualcode.exporters.document.beside_tables import beside_tables
from qualcode.exporters.document.blocks import (
    REFERENCES,
    Block,
    Contents,
    Fields,
    Heading,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    TableBlock,
    plain,
)

_MOST: Final = 600
"""Letters between the two, about eight lines: a page has no room to spare for more."""
FEWEST_LINES: Final = 8
"""On the last page of a chapter, as far as those before are not long."""
_MOST_BELOW: Final = 24
"""Lines of what ends a document, which a page has room for below the last rows of a table."""
_MOST_WITH_WORKS: Final = {False: 40, True: 24}
"""Lines of works cited and what ends a document, upright and across, which go to one page together."""
_LAST_WORKS: Final = 2
"""Of more, so many go to the page of what comes next."""
_LONGEST: Final = 16
"""Lines of a block that may go to the next page for the sake of what is below it."""
_LETTERS_A_LINE: Final = 85
_LETTERS: Final = {False: _LETTERS_A_LINE, True: 130}
_SMALL_LETTERS: Final = {False: 105, True: 165}
"""Of a line upright and across, in the size of the text and in that of notes."""
_HIGH: Final = {False: 15.0, True: 11.5}
"""Points of a line of the text, and of notes."""
_HEADING: Final = 40.0
"""Points of one at the end of a document, with what is free above and below it."""
_LETTERS_A_HEADING: Final = 60
"""Of a heading that has one line."""
_LINES_A_HEADING: Final = 3
"""Of text, which have as much room as a heading and what is free above and below it."""


def kept_together(
    blocks: Iterable[Block], ending: int = 0, top: float = 0.0, *, landscape: bool = False
) -> Iterator[Block]:
    """The same, each block told whether it stays on the page of the next one.

    The last ``ending`` of them say how all came about: they have no page of their own. ``top``: the points
    of what is above the first of them on its page. ``landscape``: whether the first page lies across.
    """
    led = list(_led(_notes_kept(list(_introduced(blocks)))))
    return _ends_kept(beside_tables(led, top, landscape=landscape), ending, landscape=landscape)


# -- what stands between a heading and what it introduces --------------------------------------------


def _introduced(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs between a heading and its table, picture or quote stay on their page."""
    between: list[Paragraph] = []
    headed = False
    for block in _named_above(blocks):
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


def _named_above(blocks: Iterable[Block]) -> Iterator[Block]:
    """Short fields stay with the small heading below them, which does not say what it is about."""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            small = isinstance(block, Paragraph) and block.kind is ParagraphKind.PART
            if small and isinstance(before, Fields) and lines_of(before) <= _LONGEST:
                before = replace(before, keep_next=True)
            yield before
        before = block
    if before is not None:
        yield before


def _kept(between: list[Paragraph]) -> list[Paragraph]:
    """All of them, or where they are long the last alone, if it is short itself."""
    room, kept = _MOST, []
    for paragraph in reversed(between):
        room -= len(plain(paragraph.words))
        kept.append(replace(paragraph, keep_next=True) if room >= 0 else paragraph)
    return kept[::-1]


# -- notes below pictures ----------------------------------------------------------------------------


def _notes_kept(blocks: Sequence[Block]) -> Iterator[Block]:
    """Pictures leave room for the notes that follow them, which stay together.

    The last one does so for a few lines at the end of the document, which would be alone on its last page.
    """
    below: list[int] = []
    turned: list[Block] = []
    last, blocks = _short_end(blocks)
    below += [sum(map(_lines_at_the_end, last))] if last else []
    turned += reversed(last)
    for block in reversed(blocks):
        if isinstance(block, Paragraph) and _is_note(block):
            turned.append(replace(block, keep_next=block.keep_next or bool(below)))
            below.append(lines_of(block))
            continue
        turned.append(replace(block, below=sum(below)) if isinstance(block, PictureBlock) else block)
        below.clear()
    return reversed(turned)


def _short_end(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The few lines at the end, if they follow a picture and its notes, and all blocks before them."""
    end = len(blocks)
    while end and isinstance(blocks[end - 1], Paragraph | Heading) and not _turns(blocks[end - 1]):
        end -= 1
    if not end or not isinstance(blocks[end - 1], PictureBlock):
        return (), blocks
    while end < len(blocks) and _is_note(blocks[end]):
        end += 1
    few = sum(map(_lines_at_the_end, blocks[end:])) <= FEWEST_LINES
    return (blocks[end:], blocks[:end]) if few else ((), blocks)


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind is ParagraphKind.NOTE


def _lines_at_the_end(block: Block) -> int:
    return _LINES_A_HEADING if isinstance(block, Heading) else lines_of(block)


def _led(blocks: Iterable[Block]) -> Iterator[Block]:
    """Pictures leave room for the headings above them, and for what is kept with these."""
    above = 0
    for block in blocks:
        yield replace(block, above=above) if isinstance(block, PictureBlock) else block
        if isinstance(block, Heading):
            above += _LINES_A_HEADING * (1 + len(block.words) // _LETTERS_A_HEADING)
        elif isinstance(block, Paragraph) and block.keep_next:
            above += 1 + lines_of(block)
        else:
            above = 0


# -- how a chapter ends ------------------------------------------------------------------------------


def _ends_kept(blocks: list[Block], ending: int, *, landscape: bool) -> Iterator[Block]:
    """The last blocks of each chapter stay on one page until there are enough lines of them."""
    if 0 < ending < len(blocks) and not _turns(blocks[-ending]):
        across = [block.landscape for block in blocks if isinstance(block, NewPage)]
        _lead_to(blocks, len(blocks) - ending, landscape=across[-1] if across else landscape)
    for end in range(1, len(blocks) + 1):
        if end == len(blocks) or _turns(blocks[end]):
            _keep_end(blocks, end)
    return iter(blocks)


def _lead_to(blocks: list[Block], place: int, *, landscape: bool) -> None:
    """What is before a place goes to its page: a short quote or paragraph, or the last rows of a table.

    Works cited go there all together with what is before them or, if they are many, the last few of them.
    """
    works = _works_before(blocks, place)
    if works < place:
        lines = sum(map(lines_of, blocks[works:place])) + _room_of(blocks[place:], landscape=landscape)
        whole = lines <= _MOST_WITH_WORKS[landscape]
        first = works if whole else max(works, place - _LAST_WORKS)
        # What is all kept together from the top of a page on would be torn anywhere, below a heading as well.
        _keep_works(blocks, range(max(works, first - 1), first), keep=False)
        _keep_works(blocks, range(first, place), keep=True)
        if not whole or not works or not isinstance(blocks[works - 1], TableBlock):
            return
        place = works
    before = blocks[place - 1]
    if isinstance(before, TableBlock):
        lines = _room_of(blocks[place:], landscape=landscape)
        blocks[place - 1] = replace(before, below=lines if lines <= _MOST_BELOW else 0)
    if isinstance(before, Paragraph | QuoteBlock | Fields) and lines_of(before) <= _LONGEST:
        blocks[place - 1] = replace(before, keep_next=True)


def _keep_works(blocks: list[Block], places: range, *, keep: bool) -> None:
    for at in places:
        if isinstance(block := blocks[at], Paragraph):
            blocks[at] = replace(block, keep_next=keep)


def _works_before(blocks: Sequence[Block], place: int) -> int:
    """Where the works cited begin that end at a place; the place itself where there are none."""
    while place and isinstance(block := blocks[place - 1], Paragraph) and block.once == REFERENCES:
        place -= 1
    return place


def _room_of(blocks: Sequence[Block], *, landscape: bool) -> int:
    """The room of what ends a document, in lines of text: small letters are more in a line, and lower."""
    points = 0.0
    for block in blocks:
        small = isinstance(block, Paragraph) and block.kind in (ParagraphKind.FACT, ParagraphKind.NOTE)
        letters = (_SMALL_LETTERS if small else _LETTERS)[landscape]
        points += _HEADING if isinstance(block, Heading) else lines_of(block, letters) * _HIGH[small]
    return math.ceil(points / _HIGH[False])


def _turns(block: Block) -> bool:
    return isinstance(block, NewPage) or (isinstance(block, Heading) and block.new_page)


def _begins(block: Block) -> bool:
    """Whether a chapter begins with a block: what is before it belongs to another."""
    return _turns(block) or (isinstance(block, Heading) and block.level == 1)


def _keep_end(blocks: list[Block], end: int) -> None:
    lines = lines_of(blocks[end - 1])
    for place in range(end - 2, -1, -1):
        block = blocks[place]
        if lines >= FEWEST_LINES or _begins(blocks[place + 1]) or lines_of(block) > _LONGEST:
            return
        if isinstance(block, Fields):
            # Torn, they would leave but a few of their lines to the last page.
            blocks[place] = replace(block, keep_next=True, parted=False)
        elif isinstance(block, Paragraph | QuoteBlock):
            blocks[place] = replace(block, keep_next=True)
        elif not isinstance(block, Heading):
            # Pictures are large enough.
            if isinstance(block, TableBlock):
                blocks[place] = replace(block, below=sum(map(_lines_at_the_end, blocks[place + 1 : end])))
            return
        lines += lines_of(block)


def lines_of(block: Block, letters: int = _LETTERS_A_LINE) -> int:
    """About how many lines a block has, with so many letters in each; of tables, pictures and lists: many."""
    match block:
        case Heading():
            return 1
        case Paragraph(words):
            return _lines(plain(words), letters)
        case QuoteBlock():
            said = sum(_lines(plain(speech.words), letters) for speech in block.speeches)
            return said + bool(block.reference) + (_lines(block.memo, letters) if block.memo else 0)
        case Fields(rows):
            return sum(_lines(plain(words), letters) for _, words in rows)
        case Contents() | TableBlock() | PictureBlock():
            return _LONGEST
        case NewPage():
            return 0


def _lines(words: str, letters: int) -> int:
    return sum(1 + len(line) // letters for line in words.split("\n"))
