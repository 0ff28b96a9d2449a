"""Tables of Word documents: what is said under labels, and tables with a head that repeats on every page."""

from collections.abc import Iterator, Sequence
from typing import Final

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import (
    Align,
    Density,
    Fields,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
    plain,
)
from qualcode.exporters.document.numbering import Numbered, one_line
from qualcode.exporters.document.room import (
    FIRST_ROWS,
    PageRoom,
    fitted,
    heads_of,
    keeping_off,
    label_share,
    leads,
    spans,
)
from qualcode.exporters.document.word_paragraphs import ParagraphMaker
from qualcode.exporters.document.word_xml import (
    HEAD_FILL,
    Element,
    add_cell,
    add_row,
    header_height,
    hexadecimal,
    part_at_soft_hyphens,
    table,
)
from qualcode.exporters.word_styles import (
    CELL,
    CELL_DENSE,
    CELL_HEAD,
    CELL_LABEL,
    COMPACT_CELL,
    END,
    FIELD,
    FINE_CELL,
    FINE_HEAD,
    NOTE,
    QUIET,
    TIGHT_CELL,
    TIGHT_HEAD,
)
from qualcode.model.codes.colour import ink_on
from qualcode.model.words.direction import reads_leftwards

_PALE: Final = "#9aa3ae"


_HEAD_STYLES: Final = {
    Density.USUAL: CELL_HEAD,
    Density.DENSE: CELL_DENSE,
    Density.TIGHT: TIGHT_HEAD,
    Density.COMPACT: COMPACT_CELL,
    Density.FINE: FINE_HEAD,
}
_CELL_STYLES: Final = {
    Density.USUAL: CELL,
    Density.DENSE: CELL_DENSE,
    Density.TIGHT: TIGHT_CELL,
    Density.COMPACT: COMPACT_CELL,
    Density.FINE: FINE_CELL,
}


class TableMaker:
    """Makes the tables of one document."""

    def __init__(self, numbered: Numbered, paragraphs: ParagraphMaker, *, by_edges: bool) -> None:
        self._numbered = numbered
        self._by_edges = by_edges
        self._paragraphs = paragraphs

    def fields(self, block: Fields, page: PageRoom) -> Iterator[Element]:
        """Labels with what is said under each, on one page where one can hold them; nothing without any."""
        names = [name for name, _ in block.rows]
        if block.keep_next and not any(reads_leftwards(plain(words)) for _, words in block.rows):
            # A label is not broken there: what is said under it begins right of the longest.
            labels = label_share(names, page.wide, whole=True)
            yield from self._lines(block, _widths(page, (labels, 1 - labels))[0])
            return
        labels = label_share(names, page.wide)
        widths = _widths(page, (labels, 1 - labels))
        made = table(widths, ruled=False, by_edges=self._by_edges)
        for number, (name, words) in enumerate(block.rows):
            row = add_row(made)
            for wide, said, style in zip(widths, (name, words), (CELL_LABEL, CELL), strict=True):
                holder = self._paragraphs.made(
                    self._numbered.runs(said), style, keep_next=block.stays(number)
                )
                add_cell(row, wide).append(holder)
        if block.rows:
            yield made

    def _lines(self, block: Fields, hanging: int) -> Iterator[Element]:
        """The same as paragraphs, for LibreOffice keeps no table on the page of what follows."""
        for place, (name, words) in enumerate(block.rows):
            label = (Run(name, bold=True, colour=f"#{QUIET}"), Run("\t"))
            said = (*label, *self._numbered.runs(words))
            yield self._paragraphs.made(
                said, FIELD, keep_next=block.stays(place), whole=True, hanging=hanging
            )

    def table(
        self,
        block: TableBlock,
        key: str,
        page: PageRoom,
        ending: Sequence[Element] = (),
        *,
        held: bool = True,
    ) -> Iterator[Element]:
        """A table and what follows it; without a caption its first head is its place.

        What is said below one that goes over pages is a row of it: LibreOffice keeps rows together, but no
        row on the page of what follows the table. So is the ``ending`` of the document. One that is not
        ``held`` begins where it stands, also where one page would hold it.
        """
        found = fitted(block, page)
        block, together = found.table, found.together and held
        noted, followed = bool(block.notes), block.below > 0
        inside = bool(block.rows) and not together
        widths = _widths(page, found.shares, block.share)
        described = one_line(block.caption)
        made = table(
            widths, ruled=True, described=described, tight=block.density.low, by_edges=self._by_edges
        )
        self._head(made, block, widths, "" if block.caption else key)
        for number, (cells, torn) in enumerate(zip(block.rows, found.torn, strict=True), 1):
            below = len(block.rows) - number
            # What explains a table stands below it and not alone on the next page.
            keep = (together and below > 0) or (not below and (noted or followed))
            keep = keep or 0 < below < found.last or (not block.torn and below > 0 and number < FIRST_ROWS)
            keep = keep or leads(block, cells)
            self._row(made, block, widths, cells, keep_next=keep, torn=block.torn and torn)
        if inside and (noted or ending):
            followed = followed and not ending
            self._below(made, block, sum(widths), ending, keep_next=followed)
            noted, ending = False, ()
        yield made
        if noted:
            # Lines of one paragraph: each with space around it, they take the room of what comes next.
            yield self._paragraphs.made("\n".join(block.notes), NOTE, keep_next=followed, whole=True)
        else:
            # Two tables without a paragraph between them are one in Word.
            yield self._paragraphs.made("", END, keep_next=followed)
        yield from ending

    def _below(
        self, made: Element, block: TableBlock, wide: int, ending: Sequence[Element], *, keep_next: bool
    ) -> None:
        """Its notes, and what ends the document, as its last row."""
        cell = add_cell(add_row(made), wide, span=len(block.columns), below=True)
        if block.notes:
            cell.append(self._paragraphs.made("\n".join(block.notes), NOTE, keep_next=keep_next, whole=True))
        cell.extend(ending)

    def _head(self, made: Element, block: TableBlock, widths: Sequence[int], key: str) -> None:
        lying = any(column.name and not column.upright for column in block.columns)
        row = add_row(made, header=True, height=header_height(block), least=lying)
        heads = zip(block.columns, heads_of(block), widths, keeping_off(block), strict=True)
        for place, (column, head, width, off) in enumerate(heads):
            cell = add_cell(row, width, fill=HEAD_FILL, upright=column.upright, low=True)
            right = column.align is Align.FIGURE and not column.upright
            name = (Run(head, bold=block.density in (Density.DENSE, Density.COMPACT)),)
            style = _head_style(block, upright=column.upright)
            holder = self._paragraphs.made(name, style, keep_next=True, right=right, apart=off)
            if place == 0 and key:
                self._paragraphs.name(holder, key)
            part_at_soft_hyphens(holder)
            cell.append(holder)

    def _row(
        self,
        made: Element,
        block: TableBlock,
        widths: Sequence[int],
        cells: Sequence[TableCell],
        *,
        keep_next: bool,
        torn: bool,
    ) -> None:
        row = add_row(made, torn=torn)
        style = _CELL_STYLES[block.density]
        places = zip(block.columns, widths, cells, spans(block, cells), keeping_off(block), strict=False)
        for place, (column, width, said, span, off) in enumerate(places):
            wide = width if span == 1 else sum(widths[place:])
            cell = add_cell(row, wide, fill=hexadecimal(said.fill) if said.fill else "", span=span)
            cell.append(self._cell(said, column, style, keep_next=keep_next, apart=off))

    def _cell(
        self, cell: TableCell, column: TableColumn, style: str, *, keep_next: bool, apart: bool
    ) -> Element:
        runs = self._numbered.runs(cell.words)
        if cell.strong:
            runs = tuple(run._replace(bold=True) for run in runs)
        if cell.pale:
            runs = tuple(run._replace(colour=run.colour or _PALE) for run in runs)
        if cell.fill:
            ink = ink_on(sure_colour(cell.fill))
            runs = tuple(run._replace(colour=run.colour or ink) for run in runs)
        if cell.chip:
            runs = (Run("■ ", colour=cell.chip), *runs)
        right = column.align is Align.FIGURE
        return self._paragraphs.made(
            runs,
            style,
            keep_next=keep_next,
            indent=cell.indent,
            apart=apart,
            right=right,
            centred=column.upright and not right,
        )


def _head_style(block: TableBlock, *, upright: bool) -> str:
    """A name that stands upright goes on on a second line only where letters are small."""
    return TIGHT_HEAD if upright and block.density is not Density.FINE else _HEAD_STYLES[block.density]


def _widths(page: PageRoom, parts: Sequence[float], share: float = 1.0) -> list[int]:
    """Twips."""
    whole = sum(parts) or 1
    return [max(1, round(20 * page.wide * share * part / whole)) for part in parts]
