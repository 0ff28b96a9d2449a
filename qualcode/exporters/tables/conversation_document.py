"""Conversations as a document: side by side, then each with its shares, who follows whom, and its codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    TableBlock,
)
from qualcode.exporters.document.referred import continued
from qualcode.exporters.tables.matrix_document import matrix_document
from qualcode.exporters.tables.matrix_names import CodeNumbers
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import Matrix

_ABOUT: Final = "About these conversations"
_SIDE_BY_SIDE: Final = "Side by side"
_NOTHING: Final = "No speaker of this transcript is known."
_NOBODY: Final = "There is no transcript that counts here."


@dataclass(frozen=True, slots=True)
class TalkTables:
    """The tables of one conversation, under the name of its transcript; none where nobody speaks."""

    name: str
    tables: tuple[Matrix, ...]


def conversation_document(
    front: Front,
    language: str,
    talks: Sequence[TalkTables],
    compared: Matrix | None,
    about: Provenance,
    numbers: CodeNumbers,
) -> Document:
    """A chapter for each conversation; several are ``compared`` in front."""
    chapters = [*([TalkTables(_SIDE_BY_SIDE, (compared,))] if compared else []), *talks]
    # How turns and codes are counted is said below the first table of a kind, and not below each.
    first = next((talk for talk in talks if talk.tables), None)
    chapters = [each if each is first else _plainly(each) for each in chapters]
    parts = [(each, [_tables(table, numbers) for table in each.tables]) for each in chapters]
    across = next((lies for _, tables in parts for _, lies in tables), False)
    blocks = tuple(_blocks(parts, across=across))
    return Document(front, blocks, Colophon(about, title=_ABOUT), language, landscape=across)


def _plainly(talk: TalkTables) -> TalkTables:
    tables = (replace(table, provenance=table.provenance.saying("")) for table in talk.tables)
    return replace(talk, tables=tuple(tables))


def _tables(matrix: Matrix, numbers: CodeNumbers) -> tuple[list[TableBlock], bool]:
    """A matrix in tables that fit a page each, and whether that lies across."""
    made = matrix_document(Front(title=""), matrix, numbers=numbers)
    return [block for block in made.blocks if isinstance(block, TableBlock)], made.landscape


def _blocks(
    parts: Sequence[tuple[TalkTables, Sequence[tuple[list[TableBlock], bool]]]], *, across: bool
) -> Iterator[Block]:
    if len(parts) > 1:
        yield Contents()
        yield Contents(ListOf.TABLES)
    if not parts:
        yield Paragraph(_NOBODY)
    lying = across
    for number, (talk, tables) in enumerate(parts, 1):
        heading = Heading(talk.name, 1, f"talk-{number}")
        if tables and tables[0][1] is not lying:
            lying = not lying
            yield NewPage(lying)
        yield heading
        if not tables:
            yield Paragraph(_NOTHING)
        for place, (found, lies) in enumerate(tables, 1):
            if lies is not lying:
                lying = lies
                yield NewPage(lying)
            named = [
                replace(table, anchor=f"talk-{number}-{place}-{part}") for part, table in enumerate(found, 1)
            ]
            for part, table in enumerate(continued(named)):
                if part and lying:
                    yield NewPage(lying)
                yield table
