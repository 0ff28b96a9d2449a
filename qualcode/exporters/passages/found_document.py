"""What a query has found as a document: the passages in the groups in which they are listed."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    Run,
    Speech,
)
from qualcode.exporters.word_styles import QUIET
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.words.in_words import counted
from qualcode.model.words.unbroken import dots_held

ABOUT: Final = "About these passages"
_QUIET: Final = f"#{QUIET}"


class FoundPiece(NamedTuple):
    """Words of a passage; ``fill`` is the light colour of the codes for which they were found."""

    words: str
    fill: str = ""
    strong: bool = False


class FoundQuote(NamedTuple):
    """A passage with what is left and right of it, and where it is."""

    before: str
    pieces: tuple[FoundPiece, ...]
    after: str
    reference: str


Groups = Sequence[tuple[str, Sequence[FoundQuote]]]


def found_document(front: Front, language: str, said: str, groups: Groups, about: Provenance) -> Document:
    """The passages under the names of their groups; ``said`` tells how many there are."""
    return Document(front, tuple(_blocks(said, groups)), Colophon(about, (), ABOUT), language)


def _blocks(said: str, groups: Groups) -> Iterator[Block]:
    yield Paragraph(said, ParagraphKind.FACT)
    for number, (name, quotes) in enumerate(groups, 1):
        yield Heading(f"{name} ({counted(len(quotes), 'passage')})", 1, f"group-{number}")
        yield from map(_quote, quotes)


def _quote(quote: FoundQuote) -> QuoteBlock:
    runs = (
        Run(dots_held(quote.before), colour=_QUIET),
        *(Run(piece.words, bold=piece.strong, fill=piece.fill) for piece in quote.pieces),
        Run(dots_held(quote.after), colour=_QUIET),
    )
    return QuoteBlock((Speech("", tuple(run for run in runs if run.words)),), quote.reference)
