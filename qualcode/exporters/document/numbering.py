"""A document from front to colophon: tables and pictures numbered, headings and captions listed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Fields,
    Heading,
    ListOf,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    Run,
    Runs,
    TableBlock,
    TableCell,
    plain,
)
from qualcode.exporters.document.colophon_entries import colophon_entry, without_stop
from qualcode.exporters.document.explained import marks_explained
from qualcode.exporters.document.heights import height_of_front
from qualcode.exporters.document.kept_together import FEWEST_LINES, kept_together
from qualcode.exporters.document.printed_marks import with_printed_marks
from qualcode.exporters.document.referred import referred
from qualcode.exporters.document.room import OUR_PAGE
from qualcode.exporters.document.said_once import title_once
from qualcode.model.questions.provenance import IN_WORDS
from qualcode.model.questions.rules import facts_told
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import BETWEEN, sentence, with_capital
from qualcode.model.words.languages import primary_language
from qualcode.model.words.unbroken import as_typed, in_one_piece

_FEWEST_OF_A_LIST: Final = 3
_LONGEST_ENTRY: Final = 110
"""Letters of a heading in a list of contents."""
_LONGEST_NAME: Final = 60
"""Letters; what is longer in a cell is a text."""
LONGEST_RUNNING: Final = 60
"""Letters of the title above pages, and of the name of a chapter beside it."""
COLOPHON: Final = "about-this-document"
TITLES: Final = {ListOf.HEADINGS: "Contents", ListOf.TABLES: "Tables", ListOf.PICTURES: "Figures"}


class PlacedBlock(NamedTuple):
    """A block with its number in words ("Table 3", empty where it has none) and the name of its place."""

    block: Block
    label: str
    key: str


class ContentsEntry(NamedTuple):
    """A line of a list at the beginning: what it says, how deep it stands, and where it leads."""

    words: str
    level: int
    key: str
    remark: str
    listed: bool = True
    """Whether it is a line of the list, or only a bookmark of a PDF."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """All blocks in order. ``labels`` and ``keys`` are by anchor, ``lists`` by what they are of."""

    blocks: tuple[PlacedBlock, ...]
    labels: Mapping[str, str]
    keys: Mapping[str, str]
    lists: Mapping[ListOf, tuple[ContentsEntry, ...]]
    language: str = ""

    def entries(self, contents: Contents) -> tuple[ContentsEntry, ...]:
        """The lines of a list; of headings, those above its deepest level. The colophon alone is no list."""
        there = self.lists[contents.of]
        found = tuple(entry for entry in there if entry.listed and entry.level <= contents.deepest)
        return () if contents.of is ListOf.HEADINGS and len(found) <= 1 else found

    def stays(self, contents: Contents) -> list[bool]:
        """Of each line of a list, whether it stays with the next one: some do where it begins and ends."""
        number = len(self.entries(contents))
        # With a short list after it, fewer of its own lines are enough for the last page.
        kept = max(_FEWEST_OF_A_LIST, FEWEST_LINES - contents.after)
        inside = [place < _FEWEST_OF_A_LIST or place > number - kept for place in range(1, number)]
        return [*inside, contents.keep_next][:number]

    def runs(self, words: Runs) -> tuple[Run, ...]:
        """Words as runs; links without words say the number they lead to, and those to nothing are none."""
        if isinstance(words, str):
            return (Run(words),) if words else ()
        return tuple(self._resolved(run) for run in words)

    def _resolved(self, run: Run) -> Run:
        if run.language and primary_language(run.language) == primary_language(self.language):
            run = run._replace(language="")
        if not run.link:
            return run
        key = self.keys.get(run.link, "")
        words = run.words or in_one_piece(self.labels.get(run.link, ""))
        return run._replace(words=words, link=key)


def numbered(document: Document) -> Numbered:
    """The whole document with its colophon, every block placed and every number given."""
    placed: list[PlacedBlock] = []
    labels: dict[str, str] = {}
    keys: dict[str, str] = {}
    lists: dict[ListOf, list[ContentsEntry]] = {kind: [] for kind in ListOf}
    document = marks_explained(title_once(document))
    every = referred(filter(_is_said, _with_colophon(document)))
    printed = [with_printed_marks(block, document.language) for block in every]
    ending = len(list(colophon_blocks(document.colophon)))
    landscape = document.landscape
    top = 0.0 if document.cover else height_of_front(document.front, OUR_PAGE[landscape])
    blocks = map(_unbroken, kept_together(printed, ending, top, landscape=landscape))
    for number, block in enumerate(blocks, 1):
        key = f"b{number}"
        label, of, entry = _entry(block, key, lists)
        placed.append(PlacedBlock(block, label, key))
        if entry is not None and of is not None:
            lists[of].append(entry)
        anchor = getattr(block, "anchor", "")
        if anchor:
            keys.setdefault(anchor, key)
            labels.setdefault(anchor, label)
    listed = {kind: tuple(rows) for kind, rows in lists.items()}
    made = Numbered(tuple(placed), labels, keys, listed, document.language)
    return replace(made, blocks=tuple(_lists_kept(made)))


def _is_said(block: Block) -> bool:
    """Whether a block says anything: a paragraph that would lead to another part has no words here."""
    return not isinstance(block, Paragraph) or bool(block.words) or not block.once


def _with_colophon(document: Document) -> Iterator[Block]:
    yield from document.blocks
    yield from colophon_blocks(document.colophon)


def _lists_kept(made: Numbered) -> Iterator[PlacedBlock]:
    """Short lists stay with the one before: a page with the last lines of either would be nearly empty."""
    following = 0
    kept = []
    for placed in reversed(made.blocks):
        if isinstance(placed.block, Contents):
            short = 0 < following < FEWEST_LINES
            kept.append(
                placed._replace(block=replace(placed.block, keep_next=short, after=following if short else 0))
            )
            following = len(made.entries(placed.block)) or following
        else:
            kept.append(placed)
            following = 0
    return reversed(kept)


def _entry(
    block: Block, key: str, lists: Mapping[ListOf, list[ContentsEntry]]
) -> tuple[str, ListOf | None, ContentsEntry | None]:
    match block:
        case Heading(words, level, _, number, remark=remark, listed=listed):
            name = in_one_line(words, _LONGEST_ENTRY)
            said = f"{number}\u2002{name}" if number else name
            return number or words, ListOf.HEADINGS, ContentsEntry(said, level, key, remark, listed)
        case TableBlock() | PictureBlock() if block.caption:
            is_table = isinstance(block, TableBlock)
            of, noun = (ListOf.TABLES, "Table") if is_table else (ListOf.PICTURES, "Figure")
            label = f"{noun} {len(lists[of]) + 1}"
            return label, of, ContentsEntry(f"{label}. {one_line(block.listed or block.caption)}", 1, key, "")
        case _:
            return "", None, None


def _unbroken(block: Block) -> Block:
    """The same with figures in one piece and speakers apart; what participants say has no space changed."""
    match block:
        case Paragraph():
            return replace(block, words=_pieces(block.words))
        case Fields(rows):
            return replace(block, rows=tuple((name, _pieces(words)) for name, words in rows))
        case QuoteBlock():
            speeches = tuple(
                speech._replace(speaker=isolated(speech.speaker, plain(speech.words)))
                for speech in block.speeches
            )
            return replace(block, speeches=speeches, reference=in_one_piece(block.reference))
        case TableBlock():
            cells = block.rows if block.transcript else tuple(map(_row_in_pieces, block.rows))
            notes = tuple(map(in_one_piece, block.notes))
            columns = tuple(replace(column, name=in_one_piece(column.name)) for column in block.columns)
            caption = in_one_piece(block.caption)
            return replace(block, columns=columns, rows=cells, caption=caption, notes=notes)
        case PictureBlock():
            return replace(block, caption=in_one_piece(block.caption))
        case _:
            return block


def _row_in_pieces(row: tuple[TableCell, ...]) -> tuple[TableCell, ...]:
    return tuple(replace(cell, words=_in_line(_pieces(cell.words))) for cell in row)


def _in_line(words: Runs) -> Runs:
    """A name that is read from right to left, apart, so that it begins where the others of its column do.

    What is longer than a name has its own direction.
    """
    if len(plain(words)) > _LONGEST_NAME:
        return words
    if isinstance(words, str):
        return isolated(words)
    return tuple(run._replace(words=isolated(run.words)) for run in words)


def _pieces(words: Runs) -> Runs:
    if isinstance(words, str):
        return in_one_piece(words)
    return tuple(run._replace(words=in_one_piece(run.words)) for run in words)


def colophon_blocks(colophon: Colophon) -> Iterator[Block]:
    """How the figures came about: the sentences, then the facts that no sentence has said."""
    about = colophon.about
    if colophon.brief:
        yield Paragraph(colophon.title, ParagraphKind.PART, keep_next=True)
    else:
        yield Heading(colophon.title, 1, COLOPHON)
    counted = "" if colophon.counted_above else about.sentence
    counting = sentence(counted) if counted else ""
    for said in filter(None, (counting, *colophon.sentences)):
        # The heading stands on the page of the facts below it.
        yield Paragraph(said, keep_next=True)
    named = {"title", IN_WORDS}
    above = frozenset(colophon.said_above)
    told = [
        (name, words)
        for name, words in facts_told(about)
        # A fact is a phrase, what stands above a sentence.
        if name not in named and above.isdisjoint((words, sentence(words)))
    ]
    if not colophon.brief:
        yield Fields(tuple(colophon_entry(name, words) for name, words in told))
        return
    line = [f"{with_capital(name)}: {without_stop(words)}" for name, words in told]
    yield Paragraph(BETWEEN.join(line), ParagraphKind.FACT)


def one_line(words: str) -> str:
    """Words as a heading, caption or property holds them."""
    return " ".join(as_typed(words).split())


def numbered_words(heading: Heading) -> str:
    """A heading with its number, in one line."""
    number = f"{heading.number}\u2002" if heading.number else ""
    return number + one_line(heading.words)


def quote_words(quote: QuoteBlock) -> str:
    """What is said in a quote."""
    return "\n".join(plain(speech.words) for speech in quote.speeches)
