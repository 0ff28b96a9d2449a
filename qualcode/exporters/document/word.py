"""Documents in Word: contents with pages, numbered captions, repeated heads; the same bytes every time.

The numbers in lists of contents are the values of Word's own fields, so that updating them is one key.
They come from a layout of our own with the same measures (``page_numbers.pages_of``), since only who lays out
pages knows them.
"""

import copy
import io
from collections.abc import Mapping
from typing import BinaryIO, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.image.image import Image
from docx.oxml.ns import qn
from docx.shared import Emu

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import (
    Align,
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
    Run,
    Runs,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.front_lines import front_lines
from qualcode.exporters.document.logo import as_png
from qualcode.exporters.document.numbering import (
    PAGES_NOTE,
    TITLES,
    ContentsEntry,
    Numbered,
    PlacedBlock,
    one_line,
    plain,
    quote_words,
)
from qualcode.exporters.document.room import column_shares, fits_a_page, head_of, leads, spans
from qualcode.exporters.document.word_file import between_margins, set_properties, sheet, write_packed
from qualcode.exporters.document.word_template import document_like, has_letterhead
from qualcode.exporters.document.word_xml import (
    HEAD_FILL,
    RULE_COLOUR,
    Element,
    add_bookmark,
    add_cell,
    add_field,
    add_row,
    add_run,
    add_runs,
    child,
    field_end,
    field_start,
    header_height,
    hexadecimal,
    paragraph,
    table,
    twips,
)
from qualcode.exporters.word_styles import (
    CELL,
    CELL_DENSE,
    CELL_HEAD,
    CELL_LABEL,
    CONTENTS,
    DEEPEST_CONTENTS,
    DEEPEST_HEADING,
    END,
    FACT,
    PART,
    SOURCE,
    TIGHT_CELL,
    TIGHT_HEAD,
    new_document,
)
from qualcode.model.codes.colour import ink_on
from qualcode.model.words.direction import reads_leftwards

_KINDS: Final = {
    ParagraphKind.BODY: "Normal",
    ParagraphKind.FACT: FACT,
    ParagraphKind.NOTE: "Caption",
    ParagraphKind.PART: PART,
}
_LABEL_SHARE: Final = 0.17
_PALE: Final = "#9aa3ae"
_EMU_PER_TWIP: Final = 635
_CAPTION_ROOM: Final = twips(1.6)
_FIELDS: Final = {ListOf.TABLES: "Table", ListOf.PICTURES: "Figure"}


class WordWriter:
    """Writes one document from its front to its colophon."""

    def __init__(
        self, document: Document, numbered: Numbered, pages: Mapping[str, int], template: bytes = b""
    ) -> None:
        self._document = document
        self._numbered = numbered
        self._pages = pages
        title = one_line(document.front.title)
        self._word = (
            document_like(template, title, document.language, landscape=document.landscape)
            if template
            else new_document(title, document.language, landscape=document.landscape)
        )
        self._letterhead = bool(template) and has_letterhead(self._word)
        set_properties(self._word, document.front)
        self._body: Element = self._word.element.body
        self._end: Element = self._body.sectPr
        self._styles = {
            style.name: style.style_id for style in self._word.styles if style.type is WD_STYLE_TYPE.PARAGRAPH
        }
        self._places = {placed.key: f"_Toc{number:08}" for number, placed in enumerate(numbered.blocks, 1)}
        self._landscape = document.landscape
        self._new_page = False
        self._quotes = 0
        self._listed_pages = False

    def write(self, stream: BinaryIO) -> None:
        """Write the file: no clock, no order by chance."""
        if not self._letterhead:
            sheet(self._word, self._document.front, cover=self._document.cover)
        self._front()
        for placed in self._numbered.blocks:
            self._block(placed)
        if self._listed_pages:
            self._add(self._paragraph(PAGES_NOTE, _KINDS[ParagraphKind.NOTE]))
        last = self._end.getprevious()
        if last is not None and last.tag == qn("w:tbl"):
            # Word wants a paragraph after the last table and would call the file damaged.
            self._add(self._paragraph("", END))
        packed = io.BytesIO()
        self._word.save(packed)
        write_packed(packed, stream)

    # -- the front ------------------------------------------------------------------------------

    def _front(self) -> None:
        front, cover = self._document.front, self._document.cover
        if front.logo is not None:
            holder = self._paragraph("", "Normal")
            self._draw(holder, as_png(front.logo), "Logo", height=twips(2.2 if cover else 1.6))
            self._add(holder)
        title = self._paragraph(one_line(front.title), "Title")
        if cover:
            self._space_before(title, 3200)
        self._add(title)
        if front.subtitle:
            self._add(self._paragraph(front.subtitle, "Subtitle"))
        lines = front_lines(front)
        if cover:
            for number, line in enumerate(lines):
                row = self._paragraph(line, "Normal")
                if number == 0:
                    self._space_before(row, 1000)
                self._add(row)
        elif lines:
            self._add(self._paragraph(" · ".join(map(one_line, lines)), FACT))
        if front.note:
            note = self._paragraph(front.note, FACT)
            if cover:
                self._space_before(note, 1000)
            self._add(note)
        self._new_page = cover

    def _space_before(self, holder: Element, space: int) -> None:
        spacing = child(holder[0], "spacing", before=space)
        jc = holder[0].find(qn("w:jc"))
        if jc is not None:
            jc.addprevious(spacing)

    # -- blocks ---------------------------------------------------------------------------------

    def _block(self, placed: PlacedBlock) -> None:
        block, label, key = placed
        match block:
            case Heading():
                self._heading(block, key)
            case Paragraph():
                self._add(self._of_kind(block))
            case QuoteBlock():
                self._quote(block, key)
            case Fields():
                self._fields(block)
            case TableBlock():
                self._table(block, label, key)
            case PictureBlock():
                self._picture(block, label, key)
            case Contents():
                self._contents(block)
            case NewPage(landscape):
                self._turn(landscape=landscape)

    def _heading(self, block: Heading, key: str) -> None:
        self._new_page = self._new_page or block.new_page
        number = f"{block.number}\u2002" if block.number else ""
        runs = [Run(number + one_line(block.words))]
        if block.chip:
            runs.insert(0, Run("■\u2002", colour=block.chip))
        holder = self._paragraph(tuple(runs), f"Heading {min(block.level, DEEPEST_HEADING)}")
        self._name(holder, key)
        self._add(holder)

    def _of_kind(self, block: Paragraph) -> Element:
        runs = self._numbered.runs(block.words)
        if block.chip:
            runs = (Run("■ ", colour=block.chip), *runs)
        keep = block.keep_next or block.kind is ParagraphKind.PART
        return self._paragraph(runs, _KINDS[block.kind], keep_next=keep)

    def _quote(self, block: QuoteBlock, key: str) -> None:
        leftwards = reads_leftwards(quote_words(block))
        bar = self._bar(block.colour)
        for number, speech in enumerate(block.speeches, 1):
            runs = self._numbered.runs(speech.words)
            if speech.speaker:
                runs = (Run(f"{speech.speaker}: ", bold=True), *runs)
            last = number == len(block.speeches) and not block.reference and not block.memo
            holder = self._paragraph(runs, "Quote", keep_next=not last, bar=bar, leftwards=leftwards or None)
            if number == 1 and block.anchor:
                self._name(holder, key)
            self._add(holder)
        if block.reference:
            reference = self._paragraph(
                block.reference, SOURCE, keep_next=bool(block.memo), bar=bar, leftwards=leftwards or None
            )
            self._add(reference)
        if block.memo:
            runs = (Run("Memo: ", bold=True), Run(block.memo))
            self._add(self._paragraph(runs, SOURCE, bar=bar, leftwards=leftwards or None))

    def _bar(self, colour: str) -> str:
        """The colour of the line beside a quote.

        Word joins lines that are quite alike; every other one differs by what nobody can see.
        """
        self._quotes += 1
        sure = sure_colour(colour or f"#{RULE_COLOUR}")
        return sure[:-1] + "0123456789abcdef"[int(sure[-1], 16) ^ (self._quotes % 2)]

    def _fields(self, block: Fields) -> None:
        widths = self._widths((_LABEL_SHARE, 1 - _LABEL_SHARE))
        made = table(widths, ruled=False)
        for number, (name, words) in enumerate(block.rows, 1):
            row = add_row(made)
            for width, said, style in zip(widths, (name, words), (CELL_LABEL, CELL), strict=True):
                # What is said of one code stays on one page where a page can hold it.
                together = number < len(block.rows) or block.keep_next
                add_cell(row, width).append(
                    self._paragraph(self._numbered.runs(said), style, keep_next=together)
                )
        if block.rows:
            self._add_table(made)

    def _table(self, block: TableBlock, label: str, key: str) -> None:
        if block.caption:
            self._caption(label, block.caption, key, above=True)
        widths = self._widths(column_shares(block, landscape=self._landscape), block.share)
        made = table(widths, ruled=True, described=one_line(block.caption), tight=block.tight)
        height = header_height(block)
        row = add_row(made, header=True, height=height)
        for place, (column, width) in enumerate(zip(block.columns, widths, strict=True)):
            cell = add_cell(row, width, fill=HEAD_FILL, upright=column.upright, low=True)
            right = column.align is Align.FIGURE and not column.upright
            # A name that stands upright goes on on a second line only where letters are small.
            head = TIGHT_HEAD if block.tight or column.upright else CELL_DENSE if block.dense else CELL_HEAD
            name = (Run(head_of(column), bold=block.dense),)
            holder = self._paragraph(name, head, keep_next=True, right=right)
            if place == 0 and not block.caption:
                self._name(holder, key)
            cell.append(holder)
        together = fits_a_page(block, landscape=self._landscape)
        for number, cells in enumerate(block.rows, 1):
            row = add_row(made, torn=block.torn)
            keep = together and (number < len(block.rows) or bool(block.notes))
            keep = keep or leads(block, cells)
            places = zip(block.columns, widths, cells, spans(block, cells), strict=False)
            for place, (column, width, said, span) in enumerate(places):
                wide = width if span == 1 else sum(widths[place:])
                fill = hexadecimal(said.fill) if said.fill else ""
                cell = add_cell(row, wide, fill=fill, span=span)
                style = TIGHT_CELL if block.tight else CELL_DENSE if block.dense else CELL
                cell.append(self._cell(said, column, style, keep_next=keep))
        self._add_table(made)
        for number, note in enumerate(block.notes, 1):
            # What explains a table stands below it and not alone on the next page.
            self._add(self._paragraph(note, "Caption", keep_next=together and number < len(block.notes)))
        if not block.notes:
            # Two tables without a paragraph between them are one in Word.
            self._add(self._paragraph("", END))

    def _cell(self, cell: TableCell, column: TableColumn, style: str, *, keep_next: bool) -> Element:
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
        return self._paragraph(runs, style, keep_next=keep_next, indent=cell.indent, right=right)

    def _picture(self, block: PictureBlock, label: str, key: str) -> None:
        holder = self._paragraph("", "Normal", keep_next=bool(block.caption))
        # Word cuts off what is higher than a page; the caption is to stand below it.
        width, most = (
            round(self._width() * block.share),
            between_margins(self._end, across=False) - _CAPTION_ROOM,
        )
        picture = Image.from_blob(block.png)
        if width * picture.px_height > most * picture.px_width:
            width = max(1, int(most * picture.px_width / picture.px_height))
        self._draw(holder, block.png, block.alternative, width=width)
        if not block.caption:
            self._name(holder, key)
        self._add(holder)
        if block.caption:
            self._caption(label, block.caption, key, above=False)

    def _caption(self, label: str, caption: str, key: str, *, above: bool) -> None:
        word, _, number = label.partition(" ")
        holder = self._paragraph((Run(f"{word} ", bold=True),), "Caption", keep_next=above)
        add_field(holder, f"SEQ {word} \\* ARABIC", number)
        add_run(holder, Run(". "))
        add_run(holder, Run(caption))
        self._name(holder, key)
        self._add(holder)

    def _contents(self, block: Contents) -> None:
        entries = self._numbered.entries(block)
        if not entries:
            return
        self._add(self._paragraph(TITLES[block.of], CONTENTS))
        switches = f'\\o "1-{block.deepest}"' if block.of is ListOf.HEADINGS else f'\\c "{_FIELDS[block.of]}"'
        last = self._end
        for place, entry in enumerate(entries):
            last = self._paragraph("", f"toc {min(entry.level, DEEPEST_CONTENTS)}")
            if place == 0:
                field_start(last, f"TOC {switches} \\h \\z")
            self._listed(last, entry)
            self._add(last)
        field_end(last)

    def _listed(self, holder: Element, entry: ContentsEntry) -> None:
        place = self._places[entry.key]
        link = child(holder, "hyperlink", anchor=place)
        add_run(link, Run(f"{entry.words.replace(chr(9), ' ')}\t"))
        page = self._pages.get(entry.key)
        self._listed_pages = self._listed_pages or page is not None
        add_field(link, f"PAGEREF {place} \\h", "" if page is None else str(page))

    def _turn(self, *, landscape: bool) -> None:
        if landscape is self._landscape:
            self._new_page = True
            return
        # The paragraph that ends a section has its page; the last section's stands at the end of all.
        holder = self._paragraph("", END)
        before = copy.deepcopy(self._end)
        holder[0].append(before)
        self._add(holder)
        size = self._end.find(qn("w:pgSz"))
        first = self._end.find(qn("w:titlePg"))
        if first is not None:
            self._end.remove(first)
        if size is not None:
            width, height = (size.get(qn(f"w:{side}"), "") for side in ("w", "h"))
            size.set(qn("w:w"), height)
            size.set(qn("w:h"), width)
            size.set(qn("w:orient"), "landscape" if landscape else "portrait")
        self._landscape = landscape
        self._new_page = False

    # -- pieces ---------------------------------------------------------------------------------

    def _paragraph(
        self,
        words: Runs,
        style: str,
        *,
        keep_next: bool = False,
        bar: str = "",
        indent: int = 0,
        right: bool = False,
        leftwards: bool | None = None,
    ) -> Element:
        runs = (Run(words),) if isinstance(words, str) else words
        made = paragraph(
            self._styles[style],
            keep_next=keep_next,
            bar=bar,
            leftwards=reads_leftwards(plain(words)) if leftwards is None else leftwards,
            indent=indent,
            right=right,
        )
        add_runs(made, runs, self._places)
        return made

    def _add(self, holder: Element) -> None:
        if self._new_page:
            properties = holder[0]
            mark = child(properties, "pageBreakBefore")
            after = properties.find(qn("w:keepNext"))
            before = after if after is not None else properties[0]
            before.addnext(mark)
            self._new_page = False
        self._end.addprevious(holder)

    def _add_table(self, made: Element) -> None:
        if self._new_page:
            self._add(self._paragraph("", END))
        self._end.addprevious(made)

    def _name(self, holder: Element, key: str) -> None:
        add_bookmark(holder, self._places[key], int(key.removeprefix("b")))

    def _draw(
        self,
        holder: Element,
        png: bytes,
        alternative: str,
        *,
        width: int | None = None,
        height: int | None = None,
    ) -> None:
        emu = [None if side is None else Emu(side * _EMU_PER_TWIP) for side in (width, height)]
        inline = self._word.part.new_pic_inline(io.BytesIO(png), *emu)
        inline.docPr.set("descr", one_line(alternative))
        child(child(holder, "r"), "drawing").append(inline)

    def _width(self) -> int:
        return between_margins(self._end, across=True)

    def _widths(self, parts: "list[float] | tuple[float, ...]", share: float = 1.0) -> list[int]:
        whole = sum(parts) or 1
        return [max(1, round(self._width() * share * part / whole)) for part in parts]
