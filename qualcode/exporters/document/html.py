"""Documents as one HTML page without scripts: for screen readers, in light, dark and print, at any width."""

import base64
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import Final

from jinja2 import Environment

from qualcode.exporters.document.blocks import (
    ORIGIN,
    Align,
    Block,
    Contents,
    Document,
    Fields,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    TableBlock,
    TableCell,
    plain,
)
from qualcode.exporters.document.front_lines import front_lines, subject, top_lines
from qualcode.exporters.document.numbering import (
    COLOPHON,
    LONGEST_RUNNING,
    TITLES,
    ContentsEntry,
    Numbered,
    numbered_words,
    one_line,
)
from qualcode.exporters.document.room import (
    OUR_PAGE,
    SHORT_FIELDS,
    fitted,
    is_figure,
    keeping_off,
    leads,
)
from qualcode.exporters.html_page import Entry, nested, templates
from qualcode.model.codes.colour import ink_on
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.direction import reads_leftwards
from qualcode.model.words.unbroken import as_typed, at_closed_hyphens
from qualcode.model.words.xml_letters import for_xml

_SVG_WIDTH: Final = re.compile(rb'<svg [^>]*?width="([\d.]+)pt"')
_SVG_HEAD: Final = 1000
_PIXELS_A_POINT: Final = 4 / 3
_FEW_LETTERS: Final = 600
"""Of what is said of a quote, on its page."""
_LEAST_WIDTH: Final = 600.0
"""Pixels of a picture whose own width is not known, or larger."""

_LEAST_REM, _MOST_REM, _REM_A_LETTER = 3.0, 11.0, 0.5
"""Of a column on a small screen: for figures, for sentences, and for each letter of a name."""

_TYPES: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def page_of(document: Document, numbered: Numbered) -> Iterator[str]:
    """The page, piece by piece."""
    chapters, ending = _chapters(numbered), _ending(numbered)
    together = _together(numbered, chapters, ending)
    return (
        _templates()
        .get_template("document.html")
        .generate(
            document=document,
            front=document.front,
            lines=(
                front_lines(document.front)
                if document.cover
                else top_lines(document.front, landscape=document.landscape)
            ),
            subject=one_line(subject(document.front)),
            placed=numbered.blocks,
            runs=numbered.runs,
            lists=lambda contents: _lists(contents, numbered.entries(contents)),
            titles=TITLES,
            chapters=chapters,
            ending=ending,
            together=together,
            ends=Counter(together.values()),
            origin_name=ORIGIN,
        )
    )


def _chapters(numbered: Numbered) -> dict[str, str]:
    """The chapters that begin a page, by the keys of their headings, as they stand above pages.

    None has a name there where as many begin no page: pages of these would have the name of another one.
    """
    found: dict[str, str] = {}
    others = 0
    for before, (block, _, key) in zip((None, *numbered.blocks), numbered.blocks, strict=False):
        turned = before is not None and isinstance(before.block, NewPage)
        if not isinstance(block, Heading) or block.level > 1 or block.anchor == COLOPHON:
            continue
        if block.new_page or turned:
            found[key] = in_one_line(numbered_words(block), LONGEST_RUNNING)
        else:
            others += 1
    return found if others < len(found) else {}


def _ending(numbered: Numbered) -> str:
    """The key of the heading above what is said at the end of how all came about, which stays together."""
    for block, _, key in reversed(numbered.blocks):
        if isinstance(block, Heading) and block.anchor == COLOPHON:
            return key
        if not isinstance(block, Paragraph | Fields):
            break
    return ""


def _together(numbered: Numbered, chapters: Container[str], ending: str) -> dict[int, int]:
    """Where blocks begin that stay on one page with what is below them, and the number of the last of each.

    Browsers bring a quote to the page of what is below it, but no heading along with it. What ends a document
    has a frame of its own: the last of those with it is the last of all.
    """
    blocks = [placed.block for placed in numbered.blocks]
    keys = [placed.key for placed in numbered.blocks]
    end = keys.index(ending) if ending else len(blocks)
    found: dict[int, int] = {}
    first = -1
    for number, block in enumerate(blocks[: end + 1]):
        if number < end and _stays(block):
            first = number if first < 0 or keys[number] in chapters else first
            continue
        chain, last = blocks[max(first, 0) : number], len(blocks) - 1 if number == end else number
        if (
            first >= 0
            and any(isinstance(each, Heading) for each in chain)
            and (number == end or _short(chain, block))
        ):
            found[first] = last
        first = -1
    return found


def _short(chain: Sequence[Block], last: Block) -> bool:
    """Whether a quote is among them, and what is said of it a page has room for."""
    quoted = any(isinstance(each, QuoteBlock) for each in chain)
    return quoted and isinstance(last, Paragraph) and len(plain(last.words)) <= _FEW_LETTERS


def _stays(block: Block) -> bool:
    """Whether it stays on the page of the next one."""
    match block:
        case Heading():
            return True
        case Paragraph():
            return block.keep_next or block.kind is ParagraphKind.PART
        case QuoteBlock() | Fields():
            return block.keep_next
        case _:
            return False


def _lists(contents: Contents, entries: tuple[ContentsEntry, ...]) -> list[Entry]:
    if contents.of is not ListOf.HEADINGS:
        return [Entry(entry.words, entry.key) for entry in entries]
    return nested(_stepwise(entries))


def _stepwise(entries: tuple[ContentsEntry, ...]) -> Iterator[tuple[str, int, str, str]]:
    """Levels that rise by one at a time, as nested lists need them."""
    before = 0
    for entry in entries:
        before = min(entry.level, before + 1)
        yield entry.words, before, entry.key, entry.remark


def _address(content: bytes, suffix: str) -> str:
    return f"data:{_TYPES[suffix.lower()]};base64,{base64.b64encode(content).decode('ascii')}"


def _least_width(picture: PictureBlock) -> int:
    """The pixels below which the letters in a picture are too small to be read: those it was drawn with."""
    found = _SVG_WIDTH.search(picture.svg[:_SVG_HEAD])
    drawn = float(found[1]) * _PIXELS_A_POINT if found else _LEAST_WIDTH
    return round(min(_LEAST_WIDTH, drawn))


def _narrow_width(table: TableBlock) -> float:
    """The width in rem that a table has where it scrolls on a small screen: its words can be read there."""
    longest = [0] * len(table.columns)
    for row in table.rows:
        for place, cell in enumerate(() if leads(table, row) else row):
            longest[place] = max(longest[place], len(plain(cell.words)))
    return _LEAST_REM + sum(min(_MOST_REM, max(_LEAST_REM, letters * _REM_A_LETTER)) for letters in longest)


def _css_words(words: str) -> str:
    """Words for between quotation marks in a style sheet, in which no letter has a meaning."""
    return "".join(
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} "
        for letter in one_line(for_xml(words))
    )


def _manners(table: TableBlock) -> list[str]:
    """How the cells of each column go on on a second line: not at all, beside a figure, or as words do."""
    rows = [row for row in table.rows if not leads(table, row)]
    return [_manner([row[place] for row in rows if place < len(row)]) for place in range(len(table.columns))]


def _manner(cells: Sequence[TableCell]) -> str:
    if not all(is_figure(plain(cell.words)) for cell in cells):
        return ""
    return "figures" if any(" " in plain(cell.words) for cell in cells) else "unbroken"


@cache
def _templates() -> Environment:
    made = templates().overlay()
    made.filters = {
        **made.filters,
        "ink": ink_on,
        "kind": lambda block: type(block).__name__,
        "leftwards": lambda words: reads_leftwards(plain(words)),
        "css_words": _css_words,
        "least_width": _least_width,
        "narrow_width": _narrow_width,
        "figure": lambda column: column.align is Align.FIGURE,
        "fitted": lambda table, landscape: fitted(table, OUR_PAGE[landscape], as_it_is=True),
        "keeping_off": keeping_off,
        "is_short": lambda fields: sum(len(plain(words)) for _, words in fields.rows) <= SHORT_FIELDS,
        "manners": _manners,
        "pieces": lambda words: as_typed(words).replace(", ", ",\u00a0").split(" "),
        "stretches": at_closed_hyphens,
    }
    made.globals = {**made.globals, "address": _address}
    return made
