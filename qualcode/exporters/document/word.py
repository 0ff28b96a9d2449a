"""Documents in Word: contents with pages, numbered captions, repeated heads; the same bytes every time."""

import copy
import io
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import BinaryIO, Final

from docx.image.image import Image
from docx.oxml.ns import qn
from docx.shared import Emu

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import (
    Block,
    Contents,
    Document,
    Fields,
    Heading,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    Run,
    TableBlock,
)
from qualcode.exporters.document.front_lines import front_lines, top_lines
from qualcode.exporters.document.heights import height_of, height_of_front
from qualcode.exporters.document.logo import as_png, height_within
from qualcode.exporters.document.numbering import (
    COLOPHON,
    Numbered,
    PlacedBlock,
    numbered_words,
    one_line,
    quote_words,
)
from qualcode.exporters.document.room import SHORT_QUOTE, PageRoom
from qualcode.exporters.document.word_chapters import ChapterPages, name_none_before, name_pages
from qualcode.exporters.document.word_contents import ContentsLists
from qualcode.exporters.document.word_file import (
    as_chapter,
    between_margins,
    name_chapters,
    number_letterhead,
    set_properties,
    sets_tables_by_edges,
    sheet,
    write_packed,
)
from qualcode.exporters.document.word_pages import Stand, places_in
from qualcode.exporters.document.word_paragraphs import ParagraphMaker
from qualcode.exporters.document.word_tables import TableMaker
from qualcode.exporters.document.word_template import document_like, has_letterhead
from qualcode.exporters.document.word_xml import (
    RULE_COLOUR,
    Element,
    add_field,
    add_run,
    child,
    on_new_page,
    twips,
)
from qualcode.exporters.word_styles import DEEPEST_HEADING, END, FACT, NOTE, PART, SOURCE, new_document
from qualcode.model.words.direction import reads_leftwards

_KINDS: Final = {
    ParagraphKind.BODY: "Normal",
    ParagraphKind.FACT: FACT,
    ParagraphKind.NOTE: NOTE,
    ParagraphKind.PART: PART,
}
_EMU_PER_TWIP: Final = 635
_CAPTION_ROOM: Final = twips(1.6)
_LINE: Final = twips(0.5)
_CAPTION: Final = twips(0.9)
_OFF: Final = 120
"""Twips at least between a table and the caption of the next."""
_SMALL_LINE: Final = twips(0.43)
_SMALLEST: Final = 0.7
"""How small a picture is made for the page of its table, in parts of its size."""
_MOST_OF_A_PAGE: Final = 0.3
"""For the paragraphs that end a document, as a row of its last table."""


class WordWriter:
    """Writes one document from its front to its colophon."""

    def __init__(self, document: Document, numbered: Numbered, template: bytes = b"") -> None:
        self._document = document
        self._numbered = numbered
        title = one_line(document.front.title)
        self._word = (
            document_like(template, title, document.language, landscape=document.landscape)
            if template
            else new_document(title, document.language, landscape=document.landscape)
        )
        self._letterhead = bool(template) and has_letterhead(self._word)
        set_properties(self._word, document.front, document.origin)
        self._body: Element = self._word.element.body
        self._end: Element = self._body.sectPr
        self._paragraphs = ParagraphMaker(self._word, numbered)
        self._tables = TableMaker(numbered, self._paragraphs, by_edges=sets_tables_by_edges(self._word))
        self._lists = ContentsLists(numbered, self._paragraphs)
        self._landscape = document.landscape
        self._new_page = False
        self._quotes = 0
        self._below_front = False
        """Whether the next table is the first, below the lines above a document without a cover."""
        self._lists_first = False
        """Whether lists of contents stand before the first chapter."""
        self._fresh = False
        """Whether nothing is in the section yet that has begun."""
        self._chapters: list[ChapterPages] = []
        self._chapter = ""
        self._above: Element | None = None
        """What stands above a page that was turned, until it is known which chapter that is of."""

    def write(self, stream: BinaryIO) -> None:
        """Write the file: no clock, no order by chance."""
        if self._letterhead:
            number_letterhead(self._word)
        else:
            sheet(self._word, self._document.front, cover=self._document.cover)
        self._front()
        blocks = [placed.block for placed in self._numbered.blocks]
        ending = _ending(blocks)
        first = next((block for block in blocks if not isinstance(block, Paragraph)), None)
        self._below_front = not self._document.cover and isinstance(first, TableBlock)
        for number, placed in enumerate(self._numbered.blocks[: len(blocks) - len(ending)], 1):
            self._block(placed, ending if number == len(blocks) - len(ending) else ())
        last = self._end.getprevious()
        if last is not None and last.tag == qn("w:tbl"):
            # Word wants a paragraph after the last table and would call the file damaged.
            self._add(self._paragraphs.made("", END))
        places = self._lists.number(self._word)
        name_pages(self._chapters, places)
        name_none_before(self._chapters, lambda: places or self._places())
        packed = io.BytesIO()
        self._word.save(packed)
        write_packed(packed, stream)

    def _places(self) -> Mapping[str, Stand]:
        return places_in(self._word.element.body, self._word.styles.element)

    # -- the front ------------------------------------------------------------------------------

    def _front(self) -> None:
        front, cover = self._document.front, self._document.cover
        if front.logo is not None:
            holder = self._paragraphs.made("", "Normal")
            png = as_png(front.logo)
            high = height_within(png, self._width(), twips(2.2 if cover else 1.6))
            self._draw(holder, png, "Logo", height=high)
            self._add(holder)
        title = self._paragraphs.made(one_line(front.title), "Title")
        if cover:
            self._space_before(title, 3200)
        self._add(title)
        if front.subtitle:
            self._add(self._paragraphs.made(front.subtitle, "Subtitle"))
        if cover:
            for number, line in enumerate(front_lines(front)):
                row = self._paragraphs.made(line, "Normal")
                if number == 0:
                    self._space_before(row, 1000)
                self._add(row)
        else:
            lines = top_lines(front, landscape=self._document.landscape)
            self._add(*(self._paragraphs.made(one_line(line), FACT) for line in lines))
        if front.note:
            note = self._paragraphs.made(front.note, FACT)
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

    def _block(self, placed: PlacedBlock, ending: Sequence[Paragraph] = ()) -> None:
        """One of them; the last one with the paragraphs that end the document below it."""
        block, label, key = placed
        match block:
            case Heading():
                self._heading(block, key)
            case Paragraph():
                self._add(self._of_kind(block))
            case QuoteBlock():
                self._quote(block, key)
            case Fields() | TableBlock():
                self._table(block, label, key, ending)
            case PictureBlock():
                self._picture(block, label, key)
            case Contents():
                self._lists_first = True
                self._add(*self._lists.lines(block))
            case NewPage(landscape):
                self._turn(landscape=landscape)

    def _heading(self, block: Heading, key: str) -> None:
        self._new_page = self._new_page or block.new_page
        # How all came about is no chapter: it would be named above all pages of a table.
        if block.level == 1 and block.anchor != COLOPHON and not self._letterhead:
            self._begin_chapter(numbered_words(block), key)
        runs = [Run(numbered_words(block))]
        if block.chip:
            runs.insert(0, Run("■\u2002", colour=block.chip))
        holder = self._paragraphs.made(tuple(runs), f"Heading {min(block.level, DEEPEST_HEADING)}")
        self._paragraphs.name(holder, key)
        self._add(holder)

    def _begin_chapter(self, words: str, key: str) -> None:
        """Pages name the chapter that they are in, which pages of contents cannot.

        A chapter that begins a page is a section, whose pages have its name above them.
        """
        first = not self._chapters
        if self._fresh:
            self._new_page = False
        elif self._new_page and (self._lists_first or not first):
            self._end_section()
        if first or self._fresh:
            self._chapter, said = words, self._above
            if said is None:
                said = self._name_pages(words)
            said.text, self._above = as_chapter(words), None
            below = not self._fresh
            self._chapters.append(ChapterPages([said], [self._paragraphs.places[key]], below))
        else:
            self._chapters[-1].places.append(self._paragraphs.places[key])

    def _name_pages(self, chapter: str) -> Element:
        return name_chapters(self._word, self._end, self._document.front, chapter)

    def _of_kind(self, block: Paragraph) -> Element:
        runs = self._numbered.runs(block.words)
        if block.chip:
            runs = (Run("■ ", colour=block.chip), *runs)
        keep = block.keep_next or block.kind is ParagraphKind.PART
        return self._paragraphs.made(runs, _KINDS[block.kind], keep_next=keep, whole=keep)

    def _quote(self, block: QuoteBlock, key: str) -> None:
        words = quote_words(block)
        leftwards, whole = reads_leftwards(words), len(words) <= SHORT_QUOTE
        bar = self._bar(block.colour)
        for number, speech in enumerate(block.speeches, 1):
            runs = self._numbered.runs(speech.words)
            if speech.speaker:
                runs = (Run(speech.speaker, bold=True), Run(": ", bold=True), *runs)
            last = number == len(block.speeches) and not block.reference and not block.memo
            last = last and not block.keep_next
            holder = self._paragraphs.made(
                runs, "Quote", keep_next=not last, whole=whole, bar=bar, leftwards=leftwards or None
            )
            if number == 1 and block.anchor:
                self._paragraphs.name(holder, key)
            self._add(holder)
        if block.reference:
            reference = self._paragraphs.made(
                block.reference,
                SOURCE,
                keep_next=bool(block.memo) or block.keep_next,
                bar=bar,
                leftwards=leftwards or None,
            )
            self._add(reference)
        if block.memo:
            runs = (Run("Memo: ", bold=True), Run(block.memo))
            memo = self._paragraphs.made(
                runs, SOURCE, keep_next=block.keep_next, bar=bar, leftwards=leftwards or None
            )
            self._add(memo)

    def _bar(self, colour: str) -> str:
        """The colour of the line beside a quote.

        Word joins lines that are quite alike; every other one differs by what nobody can see.
        """
        self._quotes += 1
        sure = sure_colour(colour or f"#{RULE_COLOUR}")
        return sure[:-1] + "0123456789abcdef"[int(sure[-1], 16) ^ (self._quotes % 2)]

    def _table(self, block: Fields | TableBlock, label: str, key: str, ending: Sequence[Paragraph]) -> None:
        if isinstance(block, Fields):
            self._add(*self._tables.fields(block, self._page()))
            return
        if block.caption:
            self._caption(label, block.caption, key, keep_next=True)
        page = self._page()
        # Kept together, one that has no room below the front would leave it alone on its page.
        front = height_of_front(self._document.front, page) if self._below_front else 0.0
        held = not front or front + height_of(block, page) <= page.high
        self._below_front = False
        said = [*map(self._of_kind, ending)]
        # What fills a small page by itself stands below the table: with the last rows it would be cut from
        # them, below a head of its own.
        inside = sum(height_of(row, page) for row in ending) <= page.high * _MOST_OF_A_PAGE
        self._add(*self._tables.table(block, key, page, said if inside else (), held=held))
        self._add(*(() if inside else said))

    def _picture(self, block: PictureBlock, label: str, key: str) -> None:
        noted = block.below > 0
        holder = self._paragraphs.made("", "Normal", keep_next=bool(block.caption) or noted)
        # Word cuts off what is higher than a page; heading and caption are to stand on it, too.
        width = round(self._width() * block.share)
        most = between_margins(self._end, across=False)
        picture = Image.from_blob(block.png)
        alone, beside = (
            min(width, int((most - taken) * picture.px_width / picture.px_height))
            for taken in (
                _CAPTION_ROOM + (block.above + block.below) * _LINE,
                # What is above it has been measured, and below it are notes in small letters.
                _CAPTION + block.beside * _LINE + block.below * _SMALL_LINE,
            )
        )
        # A page of a template may be too small for it and its table.
        width = max(1, beside if block.beside and beside >= _SMALLEST * alone else alone)
        self._draw(holder, block.png, block.alternative, width=width)
        if not block.caption:
            self._paragraphs.name(holder, key)
        self._add(holder)
        if block.caption:
            self._caption(label, block.caption, key, keep_next=noted)

    def _caption(self, label: str, caption: str, key: str, *, keep_next: bool) -> None:
        word, _, number = label.partition(" ")
        holder = self._paragraphs.made((Run(f"{word} ", bold=True),), "Caption", keep_next=keep_next)
        above = self._end.getprevious()
        if above is not None and above.tag == qn("w:p") and len(above) == 1:
            # The small empty line that ends a table.
            above = above.getprevious()
        if above is not None and above.tag == qn("w:tbl") and self._paragraphs.measures(holder).before < _OFF:
            # Captions of a template may be meant to stand below what they are about.
            child(holder[0], "spacing", before=_OFF)
        add_field(holder, f"SEQ {word} \\* ARABIC", number, bold=True)
        add_run(holder, Run(". "))
        add_run(holder, Run(caption))
        self._paragraphs.name(holder, key)
        self._add(holder)

    def _turn(self, *, landscape: bool) -> None:
        if landscape is self._landscape:
            self._new_page = True
            return
        self._end_section()
        size = self._end.find(qn("w:pgSz"))
        if size is not None:
            width, height = (size.get(qn(f"w:{side}"), "") for side in ("w", "h"))
            size.set(qn("w:w"), height)
            size.set(qn("w:h"), width)
            size.set(qn("w:orient"), "landscape" if landscape else "portrait")
        self._landscape = landscape
        if self._chapters:
            # The edge at which the name of the chapter stands is another one.
            self._above = self._name_pages(self._chapter)

    def _end_section(self) -> None:
        """What follows has a page of another kind, which is a new one."""
        # The paragraph that ends a section has its page; the last section's stands at the end of all.
        self._new_page = False
        last = self._end.getprevious()
        if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            last = self._paragraphs.made("", END)
            self._add(last)
        last[0].append(copy.deepcopy(self._end))
        self._fresh = True
        # The first page is the first of the document alone.
        first = self._end.find(qn("w:titlePg"))
        if first is not None:
            self._end.remove(first)

    # -- pieces ---------------------------------------------------------------------------------

    def _add(self, *holders: Element) -> None:
        if holders:
            self._fresh = False
        if holders and self._above is not None:
            self._chapters[-1].said.append(self._above)
            self._above = None
        for holder in holders:
            if self._new_page and holder.tag != qn("w:p"):
                self._add(self._paragraphs.made("", END))
            if self._new_page:
                on_new_page(holder)
                self._new_page = False
            self._end.addprevious(holder)

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
        for side in "TBLR":
            # Without these LibreOffice leaves its own usual space beside it.
            inline.set(f"dist{side}", "0")
        child(child(holder, "r"), "drawing").append(inline)

    def _page(self) -> PageRoom:
        wide, high = (between_margins(self._end, across=across) / 20 for across in (True, False))
        return PageRoom(wide, high)

    def _width(self) -> int:
        return between_margins(self._end, across=True)


def _ending(blocks: Sequence[Block]) -> Sequence[Paragraph]:
    """The paragraphs that end a document below its last table, which are to stand on the page of its end."""
    ending = [*takewhile(lambda block: isinstance(block, Paragraph), reversed(blocks))]
    before = blocks[len(blocks) - len(ending) - 1 : len(blocks) - len(ending)]
    if not any(isinstance(block, TableBlock) and block.below for block in before):
        return ()
    return [block for block in reversed(ending) if isinstance(block, Paragraph)]
