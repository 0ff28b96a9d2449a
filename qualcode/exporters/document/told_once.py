"""What several parts of one document say alike, said once: methods and tables."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from qualcode.exporters.document.blocks import (
    REFERENCES,
    Block,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    Run,
    Runs,
    TableBlock,
    plain,
)

CHAPTER: Final = "chapter-"
"""What links to the heading of a chapter begin with, before its number."""


class _Rest(NamedTuple):
    """A part without what others say; ``links`` are anchors of its own that lead to another part’s.

    They are given as (number of the part, anchor there).
    """

    part: Document
    links: dict[str, tuple[int, str]]


@dataclass
class ToldOnce:
    """Goes through the parts in order and remembers what they have said."""

    letters: Sequence[str]
    parts: Sequence[Document] = ()
    _said: dict[str, int] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)
    _tables: dict[Any, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, part in enumerate(self.parts, 1):
            for subject in part.tells:
                self._said.setdefault(subject, number)
            for block in part.blocks:
                if isinstance(block, TableBlock) and block.home and block.caption and block.anchor:
                    self._tables.setdefault(_figures_of(block), (number, block.anchor))

    def part(self, number: int, part: Document) -> _Rest:
        """The part, numbered from 1, without what is said already."""
        links: dict[str, tuple[int, str]] = {}
        blocks = tuple(self._blocks(number, tuple(part.blocks), links))
        return _Rest(replace(part, blocks=blocks), links)

    def _blocks(
        self, number: int, blocks: Sequence[Block], links: dict[str, tuple[int, str]]
    ) -> Iterator[Block]:
        left_out = 0
        named = _named_in(blocks)
        gone = False
        for block in map(self._with_chapters, blocks):
            gone = gone and isinstance(block, Paragraph) and block.kind is ParagraphKind.NOTE
            if gone:
                continue
            if isinstance(block, Heading) and (not left_out or block.level <= left_out):
                left_out = block.level if self._said_before(number, block.unless) else 0
            if left_out:
                continue
            match block:
                case Paragraph(once=once) if once:
                    yield from self._paragraph(number, block)
                case Paragraph(says=says) if says:
                    self._said.setdefault(says, number)
                    yield block
                case TableBlock(caption=caption, anchor=anchor) if caption and anchor:
                    yield from self._table(number, block, links, named)
                case PictureBlock(caption=caption, anchor=anchor) if caption and anchor:
                    drawn = list(self._shown(number, block, links, named))
                    # How to read it stands below it, and goes with it.
                    gone = block not in drawn
                    yield from drawn
                case _:
                    yield block

    def _with_chapters(self, block: Block) -> Block:
        """The same with the chapters of this document in the place of reports that are told of in cells."""
        if not isinstance(block, TableBlock) or not any(
            _names_report(cell.words) for row in block.rows for cell in row
        ):
            return block
        rows = tuple(
            tuple(replace(cell, words=self._in_chapters(cell.words)) for cell in row) for row in block.rows
        )
        return replace(block, rows=rows)

    def _in_chapters(self, words: Runs) -> Runs:
        return words if isinstance(words, str) else tuple(map(self._in_chapter, words))

    def _in_chapter(self, run: Run) -> Run:
        there = self._said.get(run.chapter) if run.chapter else None
        if there is None:
            return run
        noun = "Chapter" if run.words[:1].isupper() else "chapter"
        return self._chapter(there)._replace(words=f"{noun}\u00a0{self.letters[there - 1]}")

    def _said_before(self, number: int, once: str) -> bool:
        return bool(once) and self._said.get(once, number) != number

    def _paragraph(self, number: int, block: Paragraph) -> Iterator[Block]:
        if block.once == REFERENCES:
            # The whole document has one list, of what is cited in all of it.
            return
        if block.words and block.once not in self._said:
            self._words[block.once] = plain(block.words)
        there = self._said.setdefault(block.once, number) if block.words else self._said.get(block.once)
        if block.unlike and block.unlike in self._words.get(block.once, ""):
            return
        if there in (None, number):
            yield block
        elif block.instead and there:
            words = (Run(f"{block.instead} chapter "), self._chapter(there), Run("."))
            yield Paragraph(words, block.kind, block.keep_next)

    def _chapter(self, number: int) -> Run:
        return Run(self.letters[number - 1], link=f"{CHAPTER}{number}")

    def _table(
        self, number: int, block: TableBlock, links: dict[str, tuple[int, str]], named: Collection[str]
    ) -> Iterator[Block]:
        """The table, or where it is; nothing where a sentence of this part says its number already."""
        if self._said_before(number, block.once):
            chapter = self._chapter(self._said[block.once])
            yield Paragraph((Run(f"{block.caption}: see chapter "), chapter, Run(".")))
            return
        yield from self._shown(number, block, links, named)

    def _shown(
        self,
        number: int,
        block: TableBlock | PictureBlock,
        links: dict[str, tuple[int, str]],
        named: Collection[str],
    ) -> Iterator[Block]:
        there, anchor = self._tables.setdefault(_figures_of(block), (number, block.anchor))
        if there == number:
            yield block
            return
        links[block.anchor] = there, anchor
        if block.anchor in named:
            return
        words = (
            Run(f"{block.listed or block.caption}: see "),
            Run("", link=block.anchor),
            Run(" in chapter "),
            self._chapter(there),
            Run("."),
        )
        yield Paragraph(words)


def _names_report(words: Runs) -> bool:
    return not isinstance(words, str) and any(run.chapter for run in words)


def _named_in(blocks: Sequence[Block]) -> frozenset[str]:
    """What sentences lead to."""
    said = [block.words for block in blocks if isinstance(block, Paragraph)]
    return frozenset(run.link for words in said if not isinstance(words, str) for run in words if run.link)


def _figures_of(block: TableBlock | PictureBlock) -> Any:
    """By what a table or picture is known that says the same."""
    return block.svg if isinstance(block, PictureBlock) else (block.columns, block.rows, block.caption)
