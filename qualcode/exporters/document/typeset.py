"""Documents on pages, set by Typst: the source of a document, and a tagged PDF of it.

The source holds the words of a study as string literals and never as markup, so that nothing in them is read
as a command. Everything is made in memory: no file with participants' words is left anywhere on the way.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, cast

import typst

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
    PictureBlock,
    QuoteBlock,
    Run,
    Runs,
    TableBlock,
    TableCell,
    plain,
)
from qualcode.exporters.document.front_lines import front_lines, subject, top_lines
from qualcode.exporters.document.letters import in_words, said_once, without_picture
from qualcode.exporters.document.logo import as_svg
from qualcode.exporters.document.numbering import (
    COLOPHON,
    TITLES,
    Numbered,
    PlacedBlock,
    numbered_words,
    one_line,
    quote_words,
)
from qualcode.exporters.document.pdf_properties import with_origin
from qualcode.exporters.document.room import (
    OUR_PAGE,
    SHORT_FIELDS,
    SHORT_QUOTE,
    fitted,
    heads_of,
    keeping_off,
    leads,
    spans,
)
from qualcode.exporters.document.typeset_look import PRINT, Look, literal, look_source
from qualcode.exporters.document.typeset_words import (
    LINE,
    optional_words,
    rooms_of,
    run_said,
    taken,
    words_said,
)
from qualcode.model.codes.colour import ink_on
from qualcode.model.front import Front
from qualcode.model.words.cutting import CUT
from qualcode.model.words.direction import reads_leftwards

MAIN: Final = "main.typ"
_SIGNS: Final = "// signs that no font has"
"""Where a sentence says which these are; what words of the document say has quotation marks around it."""
_COVER: Final = 1.2
"""How much larger the title is on a cover than at the top of a page."""
_LABEL: Final = 7.9
"""The room of names of fields, in parts of the size of their letters: 17 parts in 100 of a page."""
_KEPT: Final = 12
"""For how many documents Typst remembers a layout, and one more to be sure."""


def pdf_of(document: Document, numbered: Numbered) -> bytes:
    """The document as a tagged PDF: the same bytes for the same document on one computer."""
    sources = Source(document, numbered, PRINT).files()
    missing = signs_without_picture(sources)
    made = set_pages(with_signs_named(sources, missing, missing), stamp_of(document.front))
    return with_origin(made, document.origin)


def set_pages(sources: dict[str, bytes], stamp: int) -> bytes:
    """The PDF of a source."""
    made = typst.compile(
        cast("Any", sources), format="pdf", font_paths=fonts_of(of_the_system=True), timestamp=stamp
    )
    forget()
    return made


def signs_without_picture(sources: dict[str, bytes]) -> frozenset[str]:
    """What is in a source and would be boxes."""
    return without_picture(set(sources[MAIN].decode()))


def with_signs_named(
    sources: dict[str, bytes], missing: Collection[str], told: Collection[str]
) -> dict[str, bytes]:
    """The sources without ``missing`` signs, and a sentence on those that are ``told`` in the colophon."""
    source = sources[MAIN].decode()
    if missing:
        source = source.translate({ord(letter): in_words(letter) for letter in missing})
    if told:
        sentence = f'#said("note", true, false, {words_said(said_once(told))})'
        before, found, after = source.rpartition(f"\n{_SIGNS}\n")
        source = f"{before}\n{sentence}\n{after}" if found else f"{source}\n{sentence}"
    return {**sources, MAIN: source.encode()}


def forget() -> None:
    """Typst keeps what it has laid out until it has been asked something else often enough."""
    for number in range(_KEPT):
        typst.compile(b"#%d" % number, format="pdf", font_paths=fonts_of(of_the_system=False))


@cache
def fonts_of(*, of_the_system: bool) -> typst.Fonts:
    # Those of matplotlib are on every computer that has the program; the system's serve rarer scripts.
    import matplotlib as mpl

    paths: list[Any] = [Path(mpl.get_data_path()) / "fonts" / "ttf"]
    return typst.Fonts(include_system_fonts=of_the_system, font_paths=paths)


def stamp_of(front: Front) -> int:
    """When the file was made, as it says itself."""
    return 0 if front.date is None else int(front.date.timestamp())


class Source:
    """Writes the source of one document."""

    has_front = True
    """Whether the first page is that of the front, which says the title larger."""
    chapter = ""
    """What the first page goes on with, where it is not the first of the document."""

    def __init__(self, document: Document, numbered: Numbered, look: Look) -> None:
        self._document = document
        self._numbered = numbered
        self._look = look
        self._pictures: dict[str, bytes] = {}
        self._landscape = document.landscape
        self._in_colophon = False
        self._wide = OUR_PAGE[False].wide

    def files(self) -> dict[str, bytes]:
        """The source and the pictures in it, by name."""
        source = "\n".join(self._lines())
        return {MAIN: source.encode(), **self._pictures}

    def _lines(self) -> Iterator[str]:
        yield f"#let look = {look_source(self._look)}"
        yield f"#let about = {self._about()}"
        yield f"#let shortened = ({self._shortened()})"
        yield (files("qualcode.exporters") / "templates" / "document.typ").read_text("utf-8")
        yield from self._body()

    def _body(self) -> Iterator[str]:
        yield self._front()
        for placed in self._numbered.blocks:
            yield self._block(placed)

    # -- the front ------------------------------------------------------------------------------

    def _about(self) -> str:
        front = self._document.front
        language, _, region = self._document.language.partition("-")
        title, large = one_line(front.title), self._wide / (self._look.title * _COVER)
        authors = f"({literal(one_line(front.authors))},)" if front.authors else "()"
        return (
            f"(title: {literal(title)}, words: {words_said(title, large, bold=True)}, "
            f"subtitle: {optional_words(front.subtitle, large)}, "
            f"subject: {_optional(one_line(subject(front)))}, keywords: {literal(self._document.origin)}, "
            f"authors: {authors}, date: {_date(front.date)}, "
            f'paper: "a4", landscape: {truth(self._landscape)}, '
            f"front: {truth(self.has_front)}, chapter: {literal(self.chapter)}, "
            f"lang: {literal(language.lower() or 'en')}, region: {_optional(region[:2].lower())})"
        )

    def _shortened(self) -> str:
        """What lists of contents say where that is not what stands in its place.

        Long headings are cut, and the colours of codes stand beside their own headings alone.
        """
        chips = {key for block, _, key in self._numbered.blocks if isinstance(block, Heading) and block.chip}
        own = {
            entry.key: entry.words
            for of, rows in self._numbered.lists.items()
            for entry in rows
            if of is not ListOf.HEADINGS or entry.words.endswith(CUT) or entry.key in chips
        }
        return "".join(f"{literal(key)}: {words_said(words)}, " for key, words in own.items()) or ":"

    def _front(self) -> str:
        front = self._document.front
        logo = "none"
        if front.logo is not None:
            logo = literal(self._picture("logo", front.logo.content, front.logo.suffix))
        way, rows = "cover", front_lines(front)
        if not self._document.cover:
            way, rows = "top", top_lines(front, landscape=self._document.landscape)
        lines = "".join(f"{words_said(one_line(line))}, " for line in rows)
        return f"#{way}({logo}, ({lines}), {optional_words(front.note)})"

    def _picture(self, name: str, content: bytes, suffix: str) -> str:
        file = f"{name}.svg"
        self._pictures[file] = as_svg(content, suffix)
        return file

    # -- blocks ---------------------------------------------------------------------------------

    def _block(self, placed: PlacedBlock) -> str:
        block, label, key = placed
        match block:
            case Heading():
                return self._heading(block, key)
            case Paragraph():
                return self._paragraph(block)
            case QuoteBlock():
                return self._quote(block, key)
            case Fields():
                return self._fields(block)
            case TableBlock():
                return self._table(block, label, key)
            case PictureBlock():
                return self._drawn(block, label, key)
            case Contents():
                return self._contents(block)
            case NewPage(landscape):
                return self._new_page(landscape=landscape)

    def _heading(self, block: Heading, key: str) -> str:
        chip = _colour(block.chip)
        level = min(block.level, 9)
        before = "#turned()\n" if block.new_page else ""
        said = words_said(numbered_words(block), self._wide / self._look.headings[0], bold=True)
        self._in_colophon = block.anchor == COLOPHON
        return f"{before}#name({literal(key)}, {level}, {chip}, {truth(block.listed)}, {said})"

    def _signs(self) -> str:
        """The place of the sentence on signs that no font has: below the facts of the colophon."""
        return f"\n{_SIGNS}\n" if self._in_colophon else ""

    def _paragraph(self, block: Paragraph) -> str:
        chip = f"square({_colour(block.chip)}) + " if block.chip else ""
        leftwards = truth(reads_leftwards(plain(block.words)))
        kind = literal(block.kind.name.lower())
        return f"#said({kind}, {truth(block.keep_next)}, {leftwards}, {chip}{self._said(block.words)})"

    def _quote(self, block: QuoteBlock, key: str) -> str:
        words = quote_words(block)
        speeches = "".join(
            f"{self._speaker(speech.speaker)}{self._said(speech.words)}, " for speech in block.speeches
        )
        anchor = literal(key) if block.anchor else "none"
        return (
            f"#quoted({anchor}, {_colour(block.colour)}, {truth(len(words) <= SHORT_QUOTE)}, "
            f"{truth(block.keep_next)}, {truth(reads_leftwards(words))}, ({speeches}), "
            f"{optional_words(block.reference)}, {optional_words(block.memo)})"
        )

    def _speaker(self, name: str) -> str:
        return f"strong({words_said(f'{name}: ', bold=True)}) + " if name else ""

    def _fields(self, block: Fields) -> str:
        cells = [
            f"({self._said(name, _LABEL, bold=True)}, {self._directed(words)}), "
            for name, words in block.rows
        ]
        whole = sum(len(plain(words)) for _, words in block.rows) <= SHORT_FIELDS
        if not (whole and block.parted):
            made = f"#pairs({truth(whole)}, {truth(block.keep_next)}, {''.join(cells)}){self._signs()}"
            return made if cells else ""
        rows = [
            f"#pairs-row({truth(block.stays(place))}, {truth(place == 0)}, {cell})"
            for place, cell in enumerate(cells)
        ]
        return "\n".join(rows)

    def _table(self, block: TableBlock, label: str, key: str) -> str:
        found = fitted(block, OUR_PAGE[self._landscape])
        block, torn = found.table, found.torn
        rooms = rooms_of(found, OUR_PAGE[self._landscape].wide)
        widths = "".join(f"{share * 100:.3f}%, " for share in found.shares)
        aligns = "".join(
            f"{'right' if column.align is Align.FIGURE else 'start'}, " for column in block.columns
        )
        header = "".join(
            f"upright({self._said(head)}), "
            if column.upright
            else f"{_off(self._said(head, room, bold=True), off)}, "
            for column, head, off, room in zip(
                block.columns, heads_of(block), keeping_off(block), rooms, strict=True
            )
        )
        last = 0 if found.together else found.last
        flowing = len(block.rows) - last
        rows = [
            self._row(block, row, rooms, torn=each, flowing=place < flowing)
            for place, (row, each) in enumerate(zip(block.rows, torn, strict=True))
        ]
        below = [words_said(note) for note in block.notes]
        if last:
            # Rows of a footer are kept together, with room for what has to be on their page.
            foot = [*rows[-last:], *(f"foot-note({len(block.columns)}, {note})" for note in below)]
            foot += [f"foot-room({len(block.columns)}, {block.below})"] if block.below else []
            rows[-last:], below = [f"table.footer(repeat: false, {', '.join(foot)})"], []
        cells = ",\n".join(rows)
        caption = self._caption(label, block.caption)
        notes = "".join(f"{note}, " for note in below)
        return (
            f"#ruled({literal(key)}, {caption}, ({widths}), ({aligns}), {block.share * 100:.2f}%, "
            f"{truth(found.together)}, {literal(block.density)}, ({header}), "
            f"({cells}{',' if cells else ''}), ({notes}), {block.below}, {truth(last > 0)})"
        )

    def _row(
        self,
        block: TableBlock,
        row: Sequence[TableCell],
        rooms: Sequence[float],
        *,
        torn: bool,
        flowing: bool,
    ) -> str:
        """``flowing``: what a row leads to may go on on the next page, which it then goes to as well."""
        cells = ", ".join(
            self._cell(cell, span, sum(rooms[place : place + span]), torn=torn, apart=off)
            for place, (cell, span, off) in enumerate(
                zip(row, spans(block, row), keeping_off(block), strict=False)
            )
        )
        return f"table.header(level: 2, repeat: false, {cells})" if flowing and leads(block, row) else cells

    def _cell(self, cell: TableCell, span: int, room: float, *, torn: bool, apart: bool) -> str:
        words = self._said(cell.words, room - taken(cell), bold=cell.strong)
        said = f"square({_colour(cell.chip)}) + {words}" if cell.chip else words
        leftwards = reads_leftwards(plain(cell.words))
        ink = literal(ink_on(sure_colour(cell.fill))) if cell.fill else "none"
        return (
            f"entry-cell({_colour(cell.fill)}, {ink}, {cell.indent}, {truth(cell.strong)}, "
            f"{truth(cell.pale)}, {truth(leftwards)}, {truth(torn)}, {span}, {_off(said, apart)})"
        )

    def _drawn(self, block: PictureBlock, label: str, key: str) -> str:
        content, suffix = (block.svg, ".svg") if block.svg else (block.png, ".png")
        name = literal(self._picture(key, content, suffix))
        alternative = literal(one_line(block.alternative))
        lines = max(block.above, block.beside) + block.below
        return (
            f"#drawn({literal(key)}, {self._caption(label, block.caption)}, {block.share * 100:.2f}%, "
            f"{lines}, {truth(block.below > 0)}, {name}, {alternative})"
        )

    def _caption(self, label: str, caption: str) -> str:
        return f"strong({literal(label)}) + {literal('. ')} + {words_said(caption)}" if caption else "none"

    def _contents(self, block: Contents) -> str:
        if not self._numbered.entries(block):
            return ""
        what = {
            ListOf.HEADINGS: "heading",
            ListOf.TABLES: "figure.where(kind: table)",
            ListOf.PICTURES: "figure.where(kind: image)",
        }[block.of]
        depth = block.deepest if block.of is ListOf.HEADINGS else 9
        return f"#listed({literal(TITLES[block.of])}, {what}, {depth}, ({self._kept(block)}))"

    def _kept(self, block: Contents) -> str:
        """The lines of a list that stay on the page of the next one, by where they lead."""
        lines = zip(self._numbered.entries(block), self._numbered.stays(block), strict=True)
        kept = [line for line, stays in lines if stays]
        return "".join(f"{literal(entry.key)}, " for entry in kept)

    def _new_page(self, *, landscape: bool) -> str:
        turned = landscape is not self._landscape
        self._landscape = landscape
        return f"#set page(flipped: {truth(landscape)})" if turned else "#pagebreak(weak: true)"

    # -- words ----------------------------------------------------------------------------------

    def _directed(self, words: Runs) -> str:
        leftwards = reads_leftwards(plain(words))
        said = self._said(words)
        return f"directed(true, {said})" if leftwards else said

    def _said(self, words: Runs, room: float = LINE, *, bold: bool = False) -> str:
        """An expression in Typst's code that gives the words in a line with so much room."""
        found = [run_said(run, room, bold=bold) for run in self._runs(words)]
        return " + ".join(found) if found else "[]"

    def _runs(self, words: Runs) -> tuple[Run, ...]:
        return self._numbered.runs(words)


def _off(said: str, apart: bool) -> str:
    """Words that keep off figures on their left."""
    return f"pad(left: .7em, {said})" if apart else said


def _optional(words: str) -> str:
    return literal(words) if words else "none"


def truth(value: bool) -> str:
    return "true" if value else "false"


def _colour(colour: str) -> str:
    return literal(sure_colour(colour)) if colour else "none"


def _date(date: datetime | None) -> str:
    if date is None:
        return "none"
    return (
        f"datetime(year: {date.year}, month: {date.month}, day: {date.day}, "
        f"hour: {date.hour}, minute: {date.minute}, second: {date.second})"
    )
