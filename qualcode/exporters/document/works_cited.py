"""The list of works at the end of a document: those that its sentences cite, and no others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

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

_TITLE: Final = "References"
_SHORT: Final = 3
"""Entries of a list that has room below another chapter."""
_LETTERS_A_LINE: Final = 85
_MOST_LINES: Final = 40
"""Of a list that stands on one page."""


def with_references(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same with the list below; a document of several parts leaves it out for one of its own."""
    every = tuple(blocks)
    entries = _entries(every)
    yield from every
    if entries:
        heading = plural_of(len(entries), "Reference")
        yield Paragraph(heading, ParagraphKind.PART, keep_next=True, once=REFERENCES)
    yield from _listed(entries)


def references_chapter(blocks: Iterable[Block]) -> Iterator[Block]:
    """The list as the last chapter of a document with these blocks; one that is long begins a page."""
    entries = _entries(blocks)
    if entries:
        yield Heading(_TITLE, 1, REFERENCES, new_page=len(entries) > _SHORT)
        yield from _listed(entries)


def _listed(entries: Sequence[str]) -> Iterator[Paragraph]:
    """The entries, on one page where they have room there; of longer lists the first and the last few."""
    lines = sum(1 + len(entry) // _LETTERS_A_LINE for entry in entries)
    ends = {0, *range(len(entries) - _SHORT, len(entries))} - {len(entries) - 1}
    for place, entry in enumerate(entries):
        keep = place < len(entries) - 1 if lines <= _MOST_LINES else place in ends
        yield Paragraph(entry, keep_next=keep, once=REFERENCES)


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
