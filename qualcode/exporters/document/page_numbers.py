"""The pages on which the blocks of our Word documents begin, laid out some hundred blocks at a time.

A layout takes twenty times the memory of the words in it, and only the numbers of its pages are wanted; so
each stretch of a document begins where the one before has ended, and is forgotten when it has been read.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

import typst

from qualcode.exporters.document.blocks import (
    Block,
    Contents,
    Document,
    Fields,
    Heading,
    NewPage,
    Paragraph,
    ParagraphKind,
    Run,
    Runs,
)
from qualcode.exporters.document.numbering import TITLES, Numbered, PlacedBlock
from qualcode.exporters.document.typeset import Look, Source, fonts_of, forget, literal

_FOUND: Final = "pages"
_STRETCH: Final = 800
"""Blocks that are laid out together."""

_NARROWER: Final = 0.885
"""Letters of DejaVu Sans are so much wider than those of Arial, which cannot be had everywhere."""

LIKE_WORD: Final = Look(
    fonts=("DejaVu Sans",),
    size=10 * _NARROWER, title=22 * _NARROWER,
    headings=tuple(size * _NARROWER for size in (16, 13.5, 12, 11, 10.5)),
    above=(29.2, 21.9, 20.5), small=9 * _NARROWER, fact=9 * _NARROWER, caption=8.5 * _NARROWER,
    contents=10 * _NARROWER, leading=0.74, spacing=1.2, cell_leading=0.74, row=0.53, entry=0.967,
    below=0.9, fields=0.896, quote_leading=0.808, around=1.08, reference=0.854, memo=1.31,
    caption_gap=1.3, atop=20,
)  # fmt: skip
"""As wide and high as our Word documents are with Arial."""


class _Place(NamedTuple):
    """Where a stretch ends: the number of the page, how far down in points, and how the page lies."""

    page: int
    down: float
    landscape: bool


def pages_of(document: Document, numbered: Numbered) -> Mapping[str, int]:
    """The page on which each heading, table and picture begins, with the measures of our Word documents.

    These are numbers of our own layout. Word and LibreOffice break lines a little differently, so a number
    may be off by one in a long document until the fields are updated there.
    """
    pages: dict[str, int] = {}
    begun: _Place | None = None
    for blocks in _stretches(numbered.blocks):
        stretch = _Stretch(document, numbered, blocks, begun)
        found, page, down = json.loads(
            typst.query(
                cast("Any", stretch.files()),
                f"<{_FOUND}>",
                field="value",
                one=True,
                font_paths=fonts_of(of_the_system=False),
            )
        )
        forget()
        pages.update(found)
        begun = _Place(page, down, stretch.landscape)
    return pages


def _stretches(blocks: tuple[PlacedBlock, ...]) -> Iterator[tuple[PlacedBlock, ...]]:
    """The blocks by the hundred. What leads on to the next block does not end a stretch."""
    begin = 0
    while begin < len(blocks):
        end = min(begin + _STRETCH, len(blocks))
        while end < len(blocks) and end > begin + 1 and leads_on(blocks[end - 1].block):
            end -= 1
        yield blocks[begin:end]
        begin = end


def leads_on(block: Block) -> bool:
    """Whether a block stands on the page of the next: a heading, or the turn to a new page."""
    if isinstance(block, Paragraph):
        return block.keep_next or block.kind is ParagraphKind.PART
    if isinstance(block, Fields):
        return block.keep_next
    return isinstance(block, Heading | NewPage)


class _Stretch(Source):
    """Writes the source of some blocks of a document, from the place where those before have ended."""

    def __init__(
        self, document: Document, numbered: Numbered, blocks: tuple[PlacedBlock, ...], begun: _Place | None
    ) -> None:
        super().__init__(document, numbered, LIKE_WORD)
        self._blocks = blocks
        self._begun = begun
        if begun is not None:
            self._landscape = begun.landscape

    @property
    def landscape(self) -> bool:
        """Whether the page at the end lies across, once the source has been written."""
        return self._landscape

    def _body(self) -> Iterator[str]:
        if self._begun is None:
            yield self._front()
        else:
            yield f"#counter(page).update({self._begun.page})"
            # An empty block, since space above the next is left out behind bare space.
            yield f"#block(height: {self._begun.down:.2f}pt - 2.3cm, above: 0pt, below: 0pt)"
        for placed in self._blocks:
            yield self._block(placed)
        wanted = "(heading, figure.where(kind: table), figure.where(kind: image))"
        yield (
            f'#context [#metadata(({wanted}.map(kind => query(kind)).flatten().filter(it => it.has("label"))'
            f".map(it => (str(it.label), counter(page).at(it.location()).first())), "
            f"counter(page).get().first(), here().position().y.pt())) <{_FOUND}>]"
        )

    def _contents(self, block: Contents) -> str:
        """The same lines, all of them: a list of Typst's would know those of this stretch only."""
        lines = "".join(
            f"({entry.level}, {literal(entry.words)}), " for entry in self._numbered.entries(block)
        )
        return f"#listed-lines({literal(TITLES[block.of])}, ({lines}))" if lines else ""

    def _runs(self, words: Runs) -> tuple[Run, ...]:
        """Without links, since they may lead to another stretch."""
        return tuple(run._replace(link="") for run in super()._runs(words))
