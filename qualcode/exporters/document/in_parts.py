"""PDF of large documents, laid out a part at a time in a process of its own, and joined.

A layout takes a hundred times the memory of the words in it. So each part is forgotten when it has been set,
and the contents come last, when the pages of everything else are known.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

import typst

from qualcode.apart import Apart
from qualcode.exporters.document.blocks import (
    Block,
    Contents,
    Document,
    Fields,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    Run,
    Runs,
    TableBlock,
    plain,
)
from qualcode.exporters.document.joined_pdf import LINK, BlockPlace, Bookmark, PdfPart, joined
from qualcode.exporters.document.numbering import TITLES, Numbered, PlacedBlock, numbered_words, quote_words
from qualcode.exporters.document.pdf_properties import with_origin
from qualcode.exporters.document.typeset import (
    Source,
    fonts_of,
    forget,
    signs_without_picture,
    stamp_of,
    with_signs_named,
)
from qualcode.exporters.document.typeset_look import PRINT, literal
from qualcode.exporters.document.typeset_words import words_said
from qualcode.model.machine.progress import Progress, no_progress

_ENDED: Final = "The pages could not be laid out: the computer has too little memory for them."
_FOUND: Final = "places"
_LETTERS: Final = 1_500_000
"""Of a part, with what a block and a cell take beside their words; its layout takes some 300 MB."""
_EACH: Final = 300
"""As many letters are as large as a block or a cell beside its words."""
_EARLIEST: Final = 0.6
"""Of the letters of a part, after which it may end where a chapter does."""


class _Question(NamedTuple):
    """``draft``: only how many pages there are is asked."""

    sources: dict[str, bytes]
    stamp: int
    draft: bool = False


_Set = tuple[bytes, list[list[Any]], int]
"""A PDF, the places of its blocks (key, page from 1, across, down), and how many pages it has."""


def is_large(numbered: Numbered) -> bool:
    """Whether a document is laid out in parts."""
    return sum(_letters(placed.block) for placed in numbered.blocks) > _LETTERS


def pdf_in_parts(document: Document, numbered: Numbered, progress: Progress = no_progress) -> bytes:
    """The document as a tagged PDF, whose parts begin on pages of their own, where chapters do if they can.

    The process that lays them out can be stopped, and gives its memory back when it ends.
    """
    apart = Apart(_set, _ENDED)
    try:
        return _InParts(document, numbered, lambda question: apart.ask(question, progress)).made()
    finally:
        apart.close()


def _set(question: _Question) -> _Set:
    sources, stamp, draft = question
    content = b""
    if not draft:
        content = typst.compile(
            cast("Any", sources), format="pdf", font_paths=fonts_of(of_the_system=True), timestamp=stamp
        )
    # Typst has not forgotten the layout, so that asking takes no time.
    found = typst.query(
        cast("Any", sources),
        f"<{_FOUND}>",
        field="value",
        one=True,
        font_paths=fonts_of(of_the_system=True),
    )
    forget()
    places, pages = json.loads(found)
    return content, places, pages


class _InParts:
    def __init__(self, document: Document, numbered: Numbered, ask: Callable[[_Question], _Set]) -> None:
        self._document = document
        self._numbered = numbered
        self._ask = ask
        self._stamp = stamp_of(document.front)
        self._pages: dict[str, int] = {}
        """By key, the page on which a block begins."""
        self._missing: frozenset[str] = frozenset()

    def made(self) -> bytes:
        first, *rest = parts_of(self._numbered.blocks)
        landscape = self._document.landscape
        opening = self._source(first, 0, landscape=landscape)
        pages = self._ask(self._question(opening, last=False, draft=True))[2]
        turned = opening.landscape
        parts: list[PdfPart] = []
        for number, blocks in enumerate(rest, 1):
            source = self._source(blocks, pages, landscape=turned)
            parts.append(self._part(self._question(source, last=number == len(rest)), pages))
            turned = source.landscape
            pages += parts[-1].pages
        whole = self._source(first, 0, landscape=landscape)
        parts.insert(0, self._part(self._question(whole, last=not rest), 0))
        headings = self._numbered.lists[ListOf.HEADINGS]
        made = joined(parts, [Bookmark(entry.words, entry.level, entry.key) for entry in headings])
        return with_origin(made, self._document.origin)

    def _source(self, blocks: Sequence[PlacedBlock], pages: int, *, landscape: bool) -> "PartSource":
        return PartSource(self._document, self._numbered, blocks, pages, self._pages, landscape=landscape)

    def _question(self, source: "PartSource", *, last: bool, draft: bool = False) -> _Question:
        files = source.files()
        missing = signs_without_picture(files)
        self._missing |= missing
        shown = with_signs_named(files, missing, self._missing if last else ())
        return _Question(shown, self._stamp, draft)

    def _part(self, question: _Question, before: int) -> PdfPart:
        content, rows, pages = self._ask(question)
        places = {
            key: BlockPlace(page - 1, across, down) for key, page, across, down in rows if key != _FOUND
        }
        self._pages.update((key, before + place.page + 1) for key, place in places.items())
        return PdfPart(content, places, pages)


class PartSource(Source):
    """Writes the source of some blocks of a document that come after so many ``pages``.

    ``known``: on which page blocks of the document begin, as far as that is known.
    """

    def __init__(
        self,
        document: Document,
        numbered: Numbered,
        blocks: Sequence[PlacedBlock],
        pages: int,
        known: Mapping[str, int],
        *,
        landscape: bool,
    ) -> None:
        super().__init__(document, numbered, PRINT)
        self._blocks = blocks
        self._keys = frozenset(placed.key for placed in blocks)
        self._before = pages
        self.has_front = not pages
        self.chapter = _chapter_before(numbered.blocks, blocks[0]) if pages else ""
        self._known = known
        self._landscape = landscape

    @property
    def landscape(self) -> bool:
        """Whether the page at the end lies across, once the source has been written."""
        return self._landscape

    def _body(self) -> Iterator[str]:
        if self._before:
            yield f"#counter(page).update({self._before + 1})"
        else:
            yield self._front()
        for placed in self._blocks:
            yield self._block(placed)
        wanted = "(heading, figure.where(kind: table), figure.where(kind: image), metadata)"
        place = "let at = it.location().position(); (str(it.label), at.page, at.x.pt(), at.y.pt())"
        yield (
            f"#context [#metadata(({wanted}.map(kind => query(kind)).flatten()"
            f'.filter(it => it.has("label")).map(it => {{ {place} }}), '
            f"here().page())) <{_FOUND}>]"
        )

    def _contents(self, block: Contents) -> str:
        lines = "".join(
            f"({entry.level}, {literal(entry.key)}, {words_said(entry.words)}, {literal(LINK + entry.key)}, "
            f"{literal(str(self._known.get(entry.key, 0)))}), "
            for entry in self._numbered.entries(block)
        )
        if not lines:
            return ""
        apart = ".3em" if block.of is ListOf.HEADINGS else "0em"
        return f"#listed-pages({literal(TITLES[block.of])}, ({lines}), ({self._kept(block)}), {apart})"

    def _runs(self, words: Runs) -> tuple[Run, ...]:
        return tuple(
            run._replace(link=LINK + run.link) if run.link and run.link not in self._keys else run
            for run in super()._runs(words)
        )


def _chapter_before(blocks: Sequence[PlacedBlock], first: PlacedBlock) -> str:
    """The heading of the chapter that a block goes on with."""
    said = ""
    for placed in blocks:
        if placed is first:
            break
        if isinstance(placed.block, Heading) and placed.block.level == 1:
            said = numbered_words(placed.block)
    return said


# -- where parts end ---------------------------------------------------------------------------------


def parts_of(blocks: Sequence[PlacedBlock]) -> Iterator[Sequence[PlacedBlock]]:
    """The first part has all contents; others end where a page or a chapter does, if they can."""
    end = begin = _end_of_lists(blocks)
    if end:
        yield blocks[:end]
    size, sizes = 0, [_letters(placed.block) for placed in blocks]
    best: tuple[int, int] | None = None
    while end < len(blocks):
        if end > begin and not leads_on(blocks[end - 1].block):
            worth = _worth(blocks[end].block) if size > _EARLIEST * _LETTERS else 0
            best = max(best or (0, end), (worth, end))
        if size + sizes[end] > _LETTERS and best is not None:
            yield blocks[begin : best[1]]
            begin = end = best[1]
            size, best = 0, None
        size += sizes[end]
        end += 1
    if begin < len(blocks):
        yield blocks[begin:]


def _end_of_lists(blocks: Sequence[PlacedBlock]) -> int:
    """After the lists of contents and what stands with them, before the heading that follows."""
    last = max(
        (place for place, placed in enumerate(blocks) if isinstance(placed.block, Contents)), default=-1
    )
    if last < 0:
        return 0
    end = next(
        (place for place in range(last, len(blocks)) if isinstance(blocks[place].block, Heading)), len(blocks)
    )
    while end > last + 1 and leads_on(blocks[end - 1].block):
        end -= 1
    return end


def leads_on(block: Block) -> bool:
    """Whether a block stands on the page of the next: a heading, or the turn to a new page."""
    if isinstance(block, Paragraph):
        return block.keep_next or block.kind is ParagraphKind.PART
    if isinstance(block, Fields | QuoteBlock):
        return block.keep_next
    return isinstance(block, Heading | NewPage)


def _worth(block: Block) -> int:
    """How good it is that a part ends before a block."""
    if isinstance(block, NewPage) or (isinstance(block, Heading) and block.new_page):
        return 4
    if isinstance(block, Heading):
        return 3 if block.level == 1 else 2
    return 1


def _letters(block: Block) -> int:
    match block:
        case QuoteBlock():
            return _EACH + len(quote_words(block)) + len(block.reference) + len(block.memo)
        case Paragraph():
            return _EACH + len(plain(block.words))
        case Fields(rows):
            return sum(_EACH + len(plain(words)) for _, words in rows)
        case TableBlock():
            return sum(_EACH + len(plain(cell.words)) for row in block.rows for cell in row)
        case _:
            return _EACH
