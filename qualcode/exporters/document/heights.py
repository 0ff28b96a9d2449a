"""About how high blocks are on one of our pages, in points: rather too high than too low."""

from collections.abc import Sequence
from struct import unpack
from typing import Final

from qualcode.exporters.document.blocks import (
    Block,
    Density,
    Fields,
    Heading,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    TableBlock,
    TableCell,
    plain,
)
from qualcode.exporters.document.front_lines import top_lines
from qualcode.exporters.document.room import (
    PageRoom,
    beside,
    fitted,
    letters_of_arial,
    size_of_letters,
    upright_room,
)
from qualcode.exporters.document.word_lines import StyledWords
from qualcode.model.front import Front

_SIZE_IN_PNG: Final = slice(16, 24)
_CAPITAL, _FROM_LINE_TO_LINE = 0.72, 1.22
"""In parts of the size of letters: the height of a single line, and of each one more."""
_BESIDE_ROWS: Final = {
    Density.USUAL: 0.4,
    Density.DENSE: 0.4,
    Density.TIGHT: 0.3,
    Density.COMPACT: 0.22,
    Density.FINE: 0.26,
}
_RULE: Final = 0.1
_HEADINGS: Final = (46.0, 38.0, 32.0)
"""With what is free above and below them, by level."""
_LINE, _BETWEEN = 14.0, 9.0
"""Of text, and between paragraphs."""
_NOTE_LINE, _NOTE = 10.5, 13.0
"""Of captions and notes: each line more, and the first with what is free beside it."""
_TO_A_CAPTION: Final = 14.0
_TITLE, _TITLE_LINE, _LOGO, _LOOSE, _FACT = 22.0, 31.0, 56.0, 10.0, 9.0
"""Of a front: its title, its logo, and what is free above other lines of it."""
_TEXT, _SMALL = 10.0, 8.5
"""Points of letters of text, and of those of captions and notes."""


def height_of(block: Block, page: PageRoom) -> float:
    """Of what introduces tables and pictures, of these with their captions, and of notes; of others 0."""
    match block:
        case Heading():
            return _HEADINGS[min(block.level, len(_HEADINGS)) - 1]
        case Paragraph(words):
            if block.kind in (ParagraphKind.NOTE, ParagraphKind.FACT):
                return _noted(plain(words), page.wide)
            return _BETWEEN + _LINE * _lines(plain(words), page.wide, _TEXT)
        case Fields(rows):
            return _BETWEEN + sum(_LINE * _lines(plain(words), page.wide * 0.8, _TEXT) for _, words in rows)
        case TableBlock():
            return _table(block, page)
        case PictureBlock():
            caption = _noted(block.caption, page.wide) if block.caption else 0.0
            return page.wide * block.share * _slope(block) + caption + 2 * _BETWEEN
        case _:
            return 0.0


def height_of_front(front: Front, page: PageRoom) -> float:
    """Of the lines above a document that has no cover."""
    lines = (front.subtitle, "\n".join(top_lines(front, landscape=page.landscape)), front.note)
    said = sum(_LOOSE + _NOTE_LINE * _lines(words, page.wide, _FACT) for words in lines if words)
    title = _TITLE_LINE * letters_of_arial().lines([StyledWords(front.title, _TITLE, bold=True)], page.wide)
    return title + said + (_LOGO if front.logo is not None else 0.0)


def _table(block: TableBlock, page: PageRoom) -> float:
    found = fitted(block, page)
    size = size_of_letters(found.table)
    around = 2 * _BESIDE_ROWS[found.table.density] * size + _RULE
    rooms = [share * page.wide * block.share - beside(block.density) for share in found.shares]
    rows = [_lines_high(_lines_of_row(row, rooms, size), size) + around for row in block.rows]
    heads = [TableCell(column.name, strong=True) for column in found.table.columns if not column.upright]
    lying = _lines_of_row(heads, rooms, size) if len(heads) == len(rooms) else 1
    head = max(upright_room(found.table), _lines_high(lying, size))
    caption = _TO_A_CAPTION + _noted(block.caption, page.wide) if block.caption else 0.0
    notes = sum(_noted(note, page.wide) for note in block.notes)
    return caption + head + around + sum(rows) + notes


def _lines_of_row(row: Sequence[TableCell], rooms: Sequence[float], size: float) -> int:
    """Of its longest cell; the last one of a row goes over all columns that are left."""
    mine = [*rooms[: len(row) - 1], sum(rooms[len(row) - 1 :])]
    letters = letters_of_arial()
    return max(
        (
            letters.lines([StyledWords(plain(cell.words), size, cell.strong)], room)
            for cell, room in zip(row, mine, strict=True)
        ),
        default=1,
    )


def _lines_high(lines: int, size: float) -> float:
    return size * (_CAPITAL + _FROM_LINE_TO_LINE * (lines - 1))


def _noted(words: str, wide: float) -> float:
    return _NOTE + _NOTE_LINE * (_lines(words, wide, _SMALL) - 1)


def _lines(words: str, wide: float, size: float) -> int:
    return letters_of_arial().lines([StyledWords(words, size, bold=False)], wide)


def _slope(block: PictureBlock) -> float:
    """How high a picture is, in parts of its width."""
    if len(block.png) < _SIZE_IN_PNG.stop:
        return 1.0
    wide, high = unpack(">II", block.png[_SIZE_IN_PNG])
    return float(high) / float(wide or 1)
