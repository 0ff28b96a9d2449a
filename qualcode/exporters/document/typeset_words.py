"""Words as Typst's code says them: with line breaks, looks and links, and nothing that runs off its line."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import Run, TableCell
from qualcode.exporters.document.room import FittedTable, beside, size_of_letters, widest
from qualcode.exporters.document.typeset_look import literal
from qualcode.model.words.languages import primary_language
from qualcode.model.words.unbroken import CLOSED_HYPHEN, at_closed_hyphens
from qualcode.model.words.xml_letters import for_xml

LINE: Final = 40.0
"""The room of words in a line of text, in parts of the size of its letters: less than any of ours has."""
_STRETCH: Final = re.compile(
    r"[^\s/\u2010-\u2014\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff\U00020000-\U0003ffff-]+"
)
"""Letters between which Typst ends no line. It does so anywhere in Chinese, and by a dictionary in Thai."""
_INDENT, _CHIP = 0.9, 1.1
_JOINER: Final = "\u200d"
_PIECES: Final = 8
"""Of a line: where it may end within what is longer. Letters are still drawn together within one."""
_END: Final = "box()"
"""Where a line may end; nothing is seen there, and nothing is there in what is copied."""


def run_said(run: Run, room: float = LINE, *, bold: bool = False) -> str:
    """An expression that gives the words of a run with its looks.

    ``room``: of a line, in parts of the size of letters. What is wider may go on on the next.
    """
    found = words_said(run.words, room, bold=bold or run.bold)
    if run.language:
        found = f"text(lang: {literal(primary_language(run.language))}, {found})"
    if run.marked:
        found = f'highlight(fill: rgb("#fff3c4"), {found})'
    if run.fill:
        found = f"highlight(fill: {_rgb(run.fill)}, {found})"
    if run.bold:
        found = f"strong({found})"
    if run.italic:
        found = f"emph({found})"
    if run.colour:
        found = f"text(fill: {_rgb(run.colour)}, {found})"
    if run.link:
        # An address may lead to another part of a large document.
        target = literal(run.link) if ":" in run.link else f"label({literal(run.link)})"
        found = f"link({target}, {found})"
    return f"({found})"


def words_said(words: str, room: float = LINE, *, bold: bool = False) -> str:
    """Words with the line breaks that are in them."""
    lines = for_xml(words).split("\n")
    return "(" + " + linebreak() + ".join(_line(line, room, bold=bold) for line in lines) + ")"


def optional_words(words: str, room: float = LINE) -> str:
    """The same, and none where there are no words."""
    return words_said(words, room) if words else "none"


def rooms_of(found: FittedTable, wide: float) -> list[float]:
    """The room of words in each column, in parts of the size of letters; ``wide``: points of a line."""
    table = found.table
    whole = wide * table.share
    return [
        max(1.0, (share * whole - beside(table.density)) / size_of_letters(table)) for share in found.shares
    ]


def taken(cell: TableCell) -> float:
    """What stands before the words of a cell."""
    return _INDENT * cell.indent + _CHIP * bool(cell.chip)


def _line(line: str, room: float, *, bold: bool) -> str:
    if CLOSED_HYPHEN not in line:
        return _piece(line, room, bold=bold)
    # What is in a box is not broken, and is found and copied as it was typed.
    pieces = (
        f"box({literal(piece)})"
        if closed and widest(piece, bold=bold) <= room
        else _piece(piece, room, bold=bold)
        for piece, closed in at_closed_hyphens(line)
    )
    return f"({' + '.join(pieces)})"


def _piece(words: str, room: float, *, bold: bool) -> str:
    if len(words) <= room or not any(len(found) > room for found in _STRETCH.findall(words)):
        return f"[#{literal(words)}]" if words else "[]"
    return f"({' + '.join(_broken(words, room, bold=bold))})"


def _broken(words: str, room: float, *, bold: bool) -> Iterator[str]:
    """The same in pieces, at whose ends lines may end, where a stretch is wider than a line."""
    end = 0
    for found in _STRETCH.finditer(words):
        if len(found[0]) <= room or widest(found[0], bold=bold) <= room:
            continue
        if found.start() > end:
            yield f"[#{literal(words[end : found.start()])}]"
        letters = _letters(found[0])
        many = max(1, int(room / _PIECES))
        for first in range(0, len(letters), many):
            yield f"[#{literal(''.join(letters[first : first + many]))}]"
            yield _END
        end = found.end()
    if end < len(words):
        yield f"[#{literal(words[end:])}]"


def _letters(words: str) -> list[str]:
    """Letters with the marks on them, and signs that are joined into one."""
    letters: list[str] = []
    for letter in words:
        held = unicodedata.category(letter)[0] == "M" or letter == _JOINER
        if letters and (held or letters[-1].endswith(_JOINER)):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _rgb(colour: str) -> str:
    return f"rgb({literal(sure_colour(colour))})"
