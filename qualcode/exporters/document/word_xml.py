"""The elements of Word documents, each with its properties in the order that the standard prescribes."""

import copy
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import Run, TableBlock
from qualcode.exporters.document.room import upright_room
from qualcode.exporters.document.word_lines import SOFT_HYPHEN
from qualcode.exporters.word_styles import CELL_MARGIN
from qualcode.model.words.direction import at_isolates, reads_leftwards
from qualcode.model.words.languages import with_region
from qualcode.model.words.unbroken import CLOSED_HYPHEN
from qualcode.model.words.xml_letters import for_xml

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it

HEAD_FILL: Final = "E9EDF2"
RULE_COLOUR: Final = "C4CBD4"
MARKED_FILL: Final = "FFF3C4"

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_LOWEST_HEAD: Final = 0.8
"""Centimetres, of names that stand upright."""
_TWIPS_PER_CM: Final = 567
_INDENT: Final = 227
_APART: Final = 120
_TIGHT_MARGIN: Final = 45
_LOOK: Final = itemgetter(slice(1, None))
"""How a run looks and where it leads: all but its words."""
_KINDS_OF_PARAGRAPHS: Final = 512
_BAR: Final = 18
"""Eighths of a point: how thick the bar beside a quote is."""


def child(parent: Element, name: str, **values: str | int) -> Element:
    """A new last element of ``parent`` in Word's namespace, with attributes of that namespace."""
    # Asked a million times for a long document: names are put together once.
    return etree.SubElement(parent, _named(name), {_named(key): str(value) for key, value in values.items()})


@cache
def _named(name: str) -> str:
    return qn(f"w:{name}")


def paragraph(
    style: str,
    *,
    keep_next: bool = False,
    whole: bool = False,
    bar: str = "",
    leftwards: bool = False,
    indent: int = 0,
    apart: bool = False,
    right: bool = False,
    centred: bool = False,
    hanging: int = 0,
) -> Element:
    """A paragraph without words; ``style`` is a style's identity, ``bar`` the colour of a line beside it.

    ``whole``: its lines stand on one page. ``apart``: it keeps off figures on its left. ``hanging``: the
    twips that are left free before what follows its first tab, and before its other lines.
    """
    left = indent * _INDENT + apart * _APART
    made = _empty_paragraph(style, keep_next, whole, bar, leftwards, left, right, centred, hanging)
    return copy.copy(made)


@lru_cache(maxsize=_KINDS_OF_PARAGRAPHS)
def _empty_paragraph(
    style: str,
    keep_next: bool,
    whole: bool,
    bar: str,
    leftwards: bool,
    left: int,
    right: bool,
    centred: bool,
    hanging: int,
) -> Element:
    """To be copied, which is many times faster than putting it together."""
    made = etree.Element(qn("w:p"))
    properties = child(made, "pPr")
    child(properties, "pStyle", val=style)
    if keep_next:
        child(properties, "keepNext")
    if whole:
        child(properties, "keepLines")
    if bar:
        line = child(properties, "pBdr")
        side = "right" if leftwards else "left"
        child(line, side, val="single", sz=_BAR, space=8, color=hexadecimal(bar))
    if hanging:
        child(child(properties, "tabs"), "tab", val="left", pos=hanging)
    if leftwards:
        child(properties, "bidi")
    if hanging:
        child(properties, "ind", left=hanging, hanging=hanging)
    if left:
        child(properties, "ind", left=left)
    if right or centred:
        child(properties, "jc", val="right" if right else "center")
    return made


def on_new_page(holder: Element) -> None:
    """Let a paragraph begin a page."""
    properties = holder[0]
    before = [found for found in properties if found.tag in (_named("keepNext"), _named("keepLines"))]
    mark = child(properties, "pageBreakBefore")
    (before[-1] if before else properties[0]).addnext(mark)


def add_runs(parent: Element, runs: Sequence[Run], places: dict[str, str] | None = None) -> None:
    """Add words; ``places`` are the bookmarks that links lead to."""
    for run in _joined(runs):
        target = (places or {}).get(run.link, "") if run.link else ""
        said = {"tooltip": for_xml(run.says)} if run.says else {}
        holder = child(parent, "hyperlink", **said, anchor=target) if target else parent
        for words in at_isolates(run.words):
            add_run(holder, run._replace(words=words))


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    """The same with neighbours that look alike as one, as a quote and its marks."""
    for _, alike in groupby(runs, key=_LOOK):
        first, *others = alike
        yield (
            first._replace(words="".join((first.words, *(run.words for run in others)))) if others else first
        )


def add_run(parent: Element, run: Run) -> None:
    """Add a stretch of words; line breaks and tabs in it stay."""
    words = for_xml(run.words)
    if not words:
        return
    made = child(parent, "r")
    leftwards = reads_leftwards(words)
    if run.bold or run.italic or run.colour or run.marked or run.fill or leftwards or run.language:
        look = child(made, "rPr")
        if run.bold:
            child(look, "b")
            child(look, "bCs")
        if run.italic:
            child(look, "i")
            child(look, "iCs")
        if run.colour:
            child(look, "color", val=hexadecimal(run.colour))
        if run.marked or run.fill:
            fill = hexadecimal(run.fill) if run.fill else MARKED_FILL
            child(look, "shd", val="clear", color="auto", fill=fill)
        if leftwards:
            child(look, "rtl")
        if run.language:
            child(look, "lang", **{"bidi" if leftwards else "val": with_region(run.language)})
    _add_text(made, words)


def _add_text(run: Element, words: str) -> None:
    for number, line in enumerate(words.split("\n")):
        if number:
            child(run, "br")
        for place, stretch in enumerate(line.split("\t")):
            if place:
                child(run, "tab")
            for piece, said in enumerate(stretch.split(CLOSED_HYPHEN)):
                if piece:
                    child(run, "noBreakHyphen")
                if said:
                    text = child(run, "t")
                    text.set(_SPACE, "preserve")
                    text.text = said


def part_at_soft_hyphens(holder: Element) -> None:
    """Let words be parted at their soft hyphens, which as letters Word would show everywhere."""
    for text in list(holder.iter(_named("t"))):
        first, *others = (text.text or "").split(SOFT_HYPHEN)
        text.text = first
        for piece in reversed(others):
            mark, rest = etree.Element(_named("softHyphen")), copy.copy(text)
            rest.text = piece
            text.addnext(rest)
            text.addnext(mark)


def hexadecimal(colour: str) -> str:
    """``#rrggbb`` as Word writes it; grey where it is no colour."""
    return sure_colour(colour).removeprefix("#").upper()


# -- fields and places -----------------------------------------------------------------------------


def field_start(parent: Element, instruction: str) -> None:
    """Begin a field; what follows until its end is the value it has now."""
    _field_mark(parent, "begin")
    run = child(parent, "r")
    text = child(run, "instrText")
    text.set(_SPACE, "preserve")
    text.text = f" {instruction} "
    _field_mark(parent, "separate")


def field_end(parent: Element) -> None:
    """End the field that began last."""
    _field_mark(parent, "end")


def add_field(parent: Element, instruction: str, value: str, *, bold: bool = False) -> None:
    """A field with the value it has now."""
    first = len(parent)
    field_start(parent, instruction)
    add_run(parent, Run(value))
    field_end(parent)
    for run in list(parent)[first:] if bold else ():
        # All of it, as Word takes the look of a new value from the field's own letters.
        look = etree.Element(_named("rPr"))
        child(look, "b")
        child(look, "bCs")
        run.insert(0, look)


def _field_mark(parent: Element, kind: str) -> None:
    child(child(parent, "r"), "fldChar", fldCharType=kind)


def add_bookmark(holder: Element, name: str, number: int) -> None:
    """Name the place of a paragraph, so that fields and links can lead to it."""
    start = etree.Element(qn("w:bookmarkStart"))
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    holder.insert(1, start)
    child(holder, "bookmarkEnd", id=number)


# -- tables ----------------------------------------------------------------------------------------


def table(
    twips: Sequence[int], *, ruled: bool, described: str = "", tight: bool = False, by_edges: bool = True
) -> Element:
    """A table without rows; ``described`` is what a screen reader says of it, ``tight`` has little room.

    Lines begin at the margin of the page, and without lines words do. ``by_edges``: the document sets
    tables by their edges, as Word does since 2013; those before set them by the words of the first column.
    """
    made = etree.Element(qn("w:tbl"))
    properties = child(made, "tblPr")
    child(properties, "tblW", w=sum(twips), type="dxa")
    beside = _TIGHT_MARGIN if tight else CELL_MARGIN
    child(properties, "tblInd", w=beside * (ruled - by_edges), type="dxa")
    if ruled:
        borders = child(properties, "tblBorders")
        for side in ("top", "bottom", "insideH"):
            child(borders, side, val="single", sz=4, space=0, color=RULE_COLOUR)
    child(properties, "tblLayout", type="fixed")
    if tight:
        margins = child(properties, "tblCellMar")
        for side in ("left", "right"):
            child(margins, side, w=_TIGHT_MARGIN, type="dxa")
    if ruled:
        child(
            properties,
            "tblLook",
            val="0620",
            firstRow=1,
            lastRow=0,
            firstColumn=1,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        )
    if described:
        child(properties, "tblCaption", val=for_xml(described))
    grid = child(made, "tblGrid")
    for width in twips:
        child(grid, "gridCol", w=width)
    return made


def add_row(
    holder: Element, *, header: bool = False, torn: bool = False, height: int = 0, least: bool = False
) -> Element:
    """A row of a table; ``height`` in twentieths of a point, for headers written from bottom to top.

    ``least``: it is higher where what is written as usual needs more.
    """
    row = child(holder, "tr")
    if header or height or not torn:
        properties = child(row, "trPr")
        if not torn:
            child(properties, "cantSplit")
        if height:
            child(properties, "trHeight", val=height, hRule="atLeast" if least else "exact")
        if header:
            child(properties, "tblHeader")
    return row


def add_cell(
    row: Element,
    width: int,
    *,
    fill: str = "",
    upright: bool = False,
    low: bool = False,
    span: int = 1,
    below: bool = False,
) -> Element:
    """A cell without words; Word wants a paragraph in it. ``below``: it is of no column, below all rows."""
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=width, type="dxa")
    if span > 1:
        child(properties, "gridSpan", val=span)
    if below:
        borders = child(properties, "tcBorders")
        for side in ("left", "bottom", "right"):
            child(borders, side, val="nil")
    if fill:
        child(properties, "shd", val="clear", color="auto", fill=fill)
    if below:
        margins = child(properties, "tcMar")
        for side in ("left", "right"):
            child(margins, side, w=0, type="dxa")
    if upright:
        child(properties, "textDirection", val="btLr")
    # What is written upwards has its column's sides above and below it.
    child(properties, "vAlign", val="center" if upright else "bottom" if low else "top")
    return cell


def twips(centimetres: float) -> int:
    """Centimetres in twentieths of a point."""
    return round(centimetres * _TWIPS_PER_CM)


def header_height(block: TableBlock) -> int:
    """As low as the longest upright name allows, on two lines; 0 where none stands upright."""
    longest = upright_room(block)
    return min(twips(7.0), max(twips(_LOWEST_HEAD), round(20 * longest))) if longest else 0
