"""The list of works at the end of a document: those that its sentences cite, and no others."""

from collections.abc import Iterable, Iterator

from qualcode.exporters.document.blocks import (
    REFERENCES,
    Block,
    Heading,
    Paragraph,
    ParagraphKind,
    TableBlock,
    plain,
)
from qualcode.exporters.document.referred import referred
from qualcode.model.results.works import works_cited
from qualcode.model.words.in_words import plural_of

_TITLE = "References"


def with_references(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same with the list below; a document of several parts leaves it out for one of its own."""
    every = tuple(blocks)
    entries = _entries(every)
    yield from every
    if entries:
        heading = plural_of(len(entries), "Reference")
        yield Paragraph(heading, ParagraphKind.PART, keep_next=True, once=REFERENCES)
    yield from (Paragraph(entry, once=REFERENCES) for entry in entries)


def references_chapter(blocks: Iterable[Block]) -> Iterator[Block]:
    """The list as the last chapter of a document with these blocks."""
    entries = _entries(blocks)
    if entries:
        yield Heading(_TITLE, 1, REFERENCES)
        yield from map(Paragraph, entries)


def _entries(blocks: Iterable[Block]) -> list[str]:
    return [work.entry for work in works_cited(_sentences(blocks))]


def _sentences(blocks: Iterable[Block]) -> Iterator[str]:
    for block in referred(blocks):
        match block:
            case Paragraph(words):
                yield plain(words)
            case TableBlock(notes=notes):
                yield from notes
            case _:
                pass
