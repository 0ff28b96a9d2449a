"""One document made of several: parts become chapters, tables and pictures count on, the colophon is one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import Any, Final, TypeVar

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
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
)
from qualcode.exporters.document.contents_plan import ContentsPlan, contents_plan, depth_of
from qualcode.exporters.document.explained import marks_explained
from qualcode.exporters.document.kept_together import lines_of
from qualcode.exporters.document.said_once import title_once
from qualcode.exporters.document.told_once import CHAPTER, ToldOnce
from qualcode.exporters.document.works_cited import references_chapter
from qualcode.model.front import Front
from qualcode.model.questions.provenance import (
    CHOICE,
    IN_WORDS,
    NO_QUOTES,
    QUOTES,
    Facts,
    Provenance,
)
from qualcode.model.words.in_words import listed, plural_of, with_capital
from qualcode.model.words.names import name_key, numbered_name

_BETWEEN: Final = ", "
"""What stands between the phrases of a sentence on counting."""
_SHORTEST_RUN: Final = 3
"""Of chapters, that is told by the first and the last of them."""
_FORMULA: Final = ": "
"""What stands between the name of a coefficient and how it is worked out."""
_SHORT_LABEL: Final = 18
_SHORT_CHAPTER: Final = 16
"""Lines of a chapter that begins below the one before it, where there is room."""
_LINES_OF_HEADS: Final = 3
"""A caption, the head of a table, and the sentence that leads to it."""
_IN_CAPTIONS: Final = "counted as the captions say"
_IN_TEXT: Final = "counted as the text says"
_EVERY_PASSAGE: Final = "every passage that may be printed"
_ALSO_OTHERS: Final = ", also those that other chapters quote"
_OF_PARTS: Final = (IN_WORDS, QUOTES, CHOICE)
"""Facts that are told by the letters of the parts that they are of."""

Anchored = TypeVar("Anchored", QuoteBlock, TableBlock, PictureBlock)


def composed(front: Front, parts: Sequence[Document], *, cover: bool = True) -> Document:
    """The parts in their order under one front, each a chapter with a letter, named by its own title.

    Chapters have letters because codes have numbers, which must be the same wherever a code is named; a
    full stop tells them from words ("I. Codes").
    """
    parts = _told_apart([marks_explained(title_once(part)) for part in parts])
    first = parts[0]
    blocks = tuple(_blocks(parts))
    every = (*blocks, *references_chapter(blocks))
    return Document(front, every, _colophon(front, parts), first.language, cover)


def titles_of(parts: Sequence[Document]) -> list[str]:
    """What the chapters of these parts are called."""
    return [part.front.title for part in _told_apart(parts)]


def _told_apart(parts: Sequence[Document]) -> list[Document]:
    """The parts; those with the same title say what tells them apart, and so do their captions.

    Where a document knows no better, that is how its figures were counted otherwise than the others.
    """
    taken: set[str] = set()
    told = []
    for part in parts:
        alike = [other for other in parts if name_key(other.front.title) == name_key(part.front.title)]
        own = _own_phrases(part, [other for other in alike if other.form == part.form])
        title = numbered_name(_title(part, alike, own), taken)
        taken.add(name_key(title))
        blocks = tuple(_captioned(block, part.front.title, title, own) for block in part.blocks)
        told.append(replace(part, front=replace(part.front, title=title), blocks=blocks))
    return told


def _title(part: Document, alike: Sequence[Document], own: Sequence[str]) -> str:
    title = part.front.title
    if part.apart:
        return title if part is alike[0] else f"{title} {part.apart}"
    if part.form and any(other.form != part.form for other in alike):
        title = f"{title} ({part.form})"
    return f"{title}: {_BETWEEN.join(map(_without_formula, own))}" if own else title


def _own_phrases(part: Document, alike: Sequence[Document]) -> list[str]:
    """What is said of counting in this part and not in all those of its title."""
    if part.apart:
        return []
    told = [_told_of(other, alike) for other in alike]
    own = _told_of(part, alike)
    # One phrase is enough where that of each other part differs from it.
    firsts = [phrases[:1] for phrases in told]
    return own[:1] if own and firsts.count(own[:1]) == 1 else own


def _told_of(part: Document, alike: Sequence[Document]) -> list[str]:
    """The phrases of a part that not all of those say that are called alike."""
    sentences = [_phrases(other.colophon.about.sentence) for other in alike]
    everywhere = set.intersection(*map(set, sentences))
    own = [phrase for phrase in _phrases(part.colophon.about.sentence) if phrase not in everywhere]
    return [_small(phrase) if place == 0 else phrase for place, phrase in enumerate(own)]


def _without_formula(phrase: str) -> str:
    """A phrase as a title has it: a coefficient by its name alone, which the caption has with its formula."""
    return phrase.partition(_FORMULA)[0]


def _phrases(sentence: str) -> list[str]:
    return sentence.replace("; ", _BETWEEN).split(_BETWEEN)


def _small(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]


def _captioned(block: Block, before: str, now: str, own: Sequence[str]) -> Block:
    """The same, named in lists and captions by the title of its part, whose words are not said again."""
    if not isinstance(block, TableBlock | PictureBlock):
        return block
    caption, listed = (
        now + _without(words[len(before) :], own) if words.startswith(before) else words
        for words in (block.caption, block.listed)
    )
    return replace(block, caption=caption, listed=listed)


def _without(rest: str, own: Sequence[str]) -> str:
    """The rest of a caption without the phrases that its title has."""
    if not own:
        return rest
    said = {_small(phrase) for phrase in own if phrase == _without_formula(phrase)}
    head, _, counted = rest.partition(". ")
    head, counted = (
        _BETWEEN.join(phrase for phrase in _phrases(words) if _small(phrase) not in said)
        for words in (head, counted)
    )
    return f"{head}. {with_capital(counted)}" if counted else head


def _blocks(parts: Sequence[Document]) -> Iterator[Block]:
    plan = contents_plan(parts)
    yield Contents(deepest=plan.deepest)
    if left_out := " ".join(_left_out(plan)):
        yield Paragraph(left_out, ParagraphKind.NOTE)
    yield Contents(ListOf.TABLES)
    yield Contents(ListOf.PICTURES)
    landscape = short = False
    once = ToldOnce([chapter_letter(number) for number in range(1, len(parts) + 1)], parts)
    for number, whole in enumerate(parts, 1):
        part, links = once.part(number, whole)
        blocks = list(part.blocks)
        wanted = part.landscape
        while blocks and isinstance(blocks[0], NewPage | Contents):
            begun = blocks.pop(0)
            # A page that lies across from the beginning on holds the heading, too.
            wanted = begun.landscape if isinstance(begun, NewPage) else wanted
        if wanted is not landscape:
            yield NewPage(wanted)
        letter = chapter_letter(number)
        # Short chapters one after another share a page.
        goes_on, short = short, _is_short(blocks)
        begins = wanted is landscape and not (goes_on and short)
        yield Heading(part.front.title, 1, f"part-{number}", f"{letter}.", new_page=begins)
        landscape = wanted
        chapter = _Chapter(number, depth_of(whole), links, names_people=number in plan.people)
        for block in blocks:
            if isinstance(block, NewPage):
                landscape = block.landscape
            if not isinstance(block, Contents):
                yield chapter.block(block)
    if landscape:
        yield NewPage(landscape=False)


def _left_out(plan: ContentsPlan) -> Iterator[str]:
    """What stands below contents that leave out participants or the lowest levels of some chapters."""
    if plan.lower:
        yield f"The lowest levels of headings in {_chapters(plan.lower)} are not listed here."
    if plan.unlisted:
        where = _chapters(plan.unlisted)
        yield f"The participants in {where} are not listed here, where there is no room for so many names."
    if plan.again:
        listed_there = _chapters(sorted(plan.people))
        yield f"The participants in {_chapters(plan.again)} are listed under {listed_there} alone."


def _chapters(numbers: Sequence[int]) -> str:
    letters = [chapter_letter(number) for number in numbers]
    return f"{plural_of(len(letters), 'chapter', 'chapters')} {listed(letters)}"


def _is_short(blocks: Sequence[Block]) -> bool:
    """Whether a chapter is a few lines, which need no page of their own."""
    lines = 0
    for block in blocks:
        if isinstance(block, TableBlock):
            lines += _LINES_OF_HEADS + len(block.rows) + len(block.notes)
        elif isinstance(block, Heading | Paragraph | Fields):
            lines += lines_of(block)
        else:
            return False
    return lines <= _SHORT_CHAPTER


def chapter_letter(number: int) -> str:
    """``A`` to ``Z``, then ``AA`` and so on, as columns of a spreadsheet count."""
    rest, place = divmod(number - 1, 26)
    return (chapter_letter(rest) if rest else "") + ascii_uppercase[place]


class _Chapter:
    """Puts the blocks of one part below the heading of its chapter; its anchors become its own."""

    def __init__(
        self, number: int, deepest: int, links: Mapping[str, tuple[int, str]], *, names_people: bool
    ) -> None:
        self._number = number
        self._deepest = deepest
        self._names_people = names_people
        self._elsewhere = {anchor: _anchor_in(*place) for anchor, place in links.items()}

    def block(self, block: Block) -> Block:
        match block:
            case Heading():
                anchor = self._anchor(block.anchor)
                named = self._names_people or not block.somebody
                in_contents = block.listed and named and block.level <= self._deepest
                # How many segments there are of a code differs from chapter to chapter.
                return replace(
                    block, level=block.level + 1, anchor=anchor, new_page=False, listed=in_contents, remark=""
                )
            case Paragraph():
                return replace(block, words=self._runs(block.words))
            case Fields(pairs):
                return replace(block, rows=tuple((name, self._runs(words)) for name, words in pairs))
            case QuoteBlock():
                speeches = tuple(speech._replace(words=self._runs(speech.words)) for speech in block.speeches)
                return replace(self._anchored(block), speeches=speeches)
            case TableBlock():
                rows = tuple(
                    tuple(replace(cell, words=self._runs(cell.words)) for cell in row) for row in block.rows
                )
                return replace(self._anchored(block), rows=rows)
            case PictureBlock():
                return self._anchored(block)
            case _:
                return block

    def _anchored(self, block: Anchored) -> Anchored:
        moved = replace(block, anchor=self._anchor(block.anchor))
        if isinstance(moved, QuoteBlock):
            return moved
        return replace(moved, shows=self._runs(moved.shows))

    def _anchor(self, anchor: str) -> str:
        return _anchor_in(self._number, anchor) if anchor else ""

    def _runs(self, words: Runs) -> Runs:
        if isinstance(words, str):
            return words
        return tuple(self._run(run) for run in words)

    def _run(self, run: Run) -> Run:
        if not run.link:
            return run
        chapter = run.link.removeprefix(CHAPTER)
        if chapter != run.link:
            return run._replace(link=f"part-{chapter}")
        return run._replace(link=self._elsewhere.get(run.link) or self._anchor(run.link))


def _anchor_in(number: int, anchor: str) -> str:
    return f"part-{number}-{anchor}"


def _colophon(front: Front, parts: Sequence[Document]) -> Colophon:
    """What is said of each part by its name, and what is said of all of them once."""
    abouts = [part.colophon.about for part in parts]
    shared = _shared(abouts)
    told = _told(parts)
    rows: dict[Any, None] = dict.fromkeys(row for row in (*told, *shared) if row[1])
    sentences = dict.fromkeys(sentence for part in parts for sentence in part.colophon.sentences)
    about = replace(abouts[0], title=front.title, facts=tuple(rows))
    return Colophon(about, tuple(sentences))


def _told(parts: Sequence[Document]) -> Facts:
    """What was counted in each chapter, and how its quotes were chosen; what several share, once.

    What captions say is not said again, but that they do.
    """
    counted: dict[str, list[int]] = {}
    quotes: dict[str, dict[str, list[int]]] = {QUOTES: {}, CHOICE: {}}
    for number, part in enumerate(parts, 1):
        about = part.colophon.about
        counted.setdefault(_counted(part), []).append(number)
        for name, words in about.facts:
            if name in quotes and words != NO_QUOTES:
                quotes[name].setdefault(words, []).append(number)
    listings = [number for number, part in enumerate(parts, 1) if part.listing]
    if listings:
        quotes[QUOTES][_EVERY_PASSAGE + (_ALSO_OTHERS if quotes[QUOTES] else "")] = listings
    rows = [
        (
            _in_line(f"{plural_of(len(numbers), 'Chapter', 'Chapters')} {_letters(numbers)}"),
            with_capital(words),
        )
        for words, numbers in counted.items()
    ]
    for name, label in ((QUOTES, "Quotes"), (CHOICE, "Choice")):
        rows += [
            (_in_line(f"{label} in {_letters(numbers)}"), words) for words, numbers in quotes[name].items()
        ]
    return tuple(rows)


def _letters(numbers: Sequence[int]) -> str:
    """``A, C to F``: three chapters and more that follow each other are told by the first and the last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = []
    for run in runs:
        letters = [chapter_letter(number) for number in run]
        said += [f"{letters[0]} to {letters[-1]}"] if len(run) >= _SHORTEST_RUN else letters
    return ", ".join(said)


def _counted(part: Document) -> str:
    """What was counted in a chapter, or where it is told."""
    if part.colophon.counted_above:
        return _IN_CAPTIONS
    return part.colophon.about.sentence or _IN_TEXT


def _in_line(label: str) -> str:
    """A label that is not broken, unless it is long."""
    return label.replace(" ", "\u00a0") if len(label) <= _SHORT_LABEL else label


def _shared(abouts: Sequence[Provenance]) -> Facts:
    if len(abouts) == 1:
        return tuple(fact for fact in abouts[0].facts if fact[0] not in _OF_PARTS)
    everywhere = set.intersection(*(set(about.facts) for about in abouts))
    return tuple(fact for fact in abouts[0].facts if fact in everywhere and fact[0] not in _OF_PARTS)
