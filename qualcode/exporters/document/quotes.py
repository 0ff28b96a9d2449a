"""Quotes as blocks of a document, and what a document quotes."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from qualcode.exporters.document.blocks import (
    Block,
    Fields,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    Run,
    Speech,
    TableBlock,
    plain,
)
from qualcode.model.results.already_quoted import AlreadyQuoted
from qualcode.model.results.quotation import Quotation
from qualcode.model.results.report_values import (
    CONSENT_ONCE,
    MERGED,
    OVERLAPPING,
    OVERLAPPING_ONCE,
    left_out_briefly,
    left_out_line,
)
from qualcode.model.span import Span
from qualcode.model.words.cutting import CUT
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import sentence
from qualcode.model.words.unbroken import dots_held

_MARKS: Final = frozenset("”’»“‘«」』\"'")
"""With which quotes end, in one language or another."""
_BLANKS: Final = re.compile(r"[^\S\u00a0\u202f]+")
"""Between words; quotation marks after each other are apart by a space that no line ends at."""
_PAUSES: Final = ",;:"
"""Signs that stand before no “…”, where words are cut after them."""
_FIRST_WORDS: Final = 12


def quote_block(
    quotation: Quotation,
    *,
    reference: str | None = None,
    colour: str = "",
    memo: str = "",
    anchor: str = "",
) -> QuoteBlock:
    """A quote with its reference, or another one; the coded words are marked where others were added."""
    speeches = tuple(
        Speech(
            speech.speaker,
            tuple(
                # What was said keeps its spaces; the dots are not said.
                Run(
                    piece.words if piece.coded else dots_held(piece.words),
                    marked=piece.coded and quotation.marked,
                    language=quotation.language,
                )
                for piece in speech.pieces
            ),
        )
        for speech in quotation.speeches
    )
    told = quotation.reference if reference is None else reference
    passage = quotation.transcript_id, quotation.span
    return QuoteBlock(speeches, told, colour, memo, anchor, passage)


def passages_note(words: str) -> Paragraph:
    """A line above passages, on how they are given; which are one, a document need not say twice."""
    said = words in (sentence(OVERLAPPING), sentence(MERGED))
    return Paragraph(words, ParagraphKind.FACT, once=OVERLAPPING_ONCE if said else "")


def left_out_note(
    number: int, one: str = "quote", kind: ParagraphKind = ParagraphKind.FACT
) -> Iterator[Paragraph]:
    """How much is left out for want of consent, and why; a document gives the reason only once."""
    if number:
        yield consent_note(left_out_line(number, one), left_out_briefly(number, one), kind)


def consent_note(words: str, briefly: str, kind: ParagraphKind = ParagraphKind.FACT) -> Paragraph:
    """A sentence on consent; ``briefly`` leads to the chapter that has told the rule before."""
    return Paragraph(words, kind, once=CONSENT_ONCE, instead=briefly)


def quoted_in(blocks: Iterable[Block], *, listing: bool = False) -> AlreadyQuoted:
    """What a document quotes, for chapters after it: its quotes, and its texts, which may quote as well.

    A transcript that is printed whole quotes nothing, nor does a ``listing`` of all passages: what is in
    it is not used up.
    """
    passages: list[tuple[UUID, Span]] = []
    texts: list[str] = []
    for block in blocks:
        match block:
            case QuoteBlock() if listing:
                pass
            case QuoteBlock(passage=passage):
                passages += [] if passage is None else [passage]
                # Somebody else may have said the same elsewhere.
                texts += [plain(speech.words) for speech in block.speeches]
            case Paragraph(words):
                texts.append(plain(words))
            case Fields(rows):
                texts += [plain(words) for _, words in rows]
            case TableBlock(rows=cells, transcript=False):
                texts += [plain(cell.words) for row in cells for cell in row]
            case _:
                pass
    return AlreadyQuoted(tuple(passages), tuple(texts))


def short_quote(quotation: Quotation, reference: str, most: int) -> QuoteBlock:
    """How a quote begins, with its reference, as a quote of at most so many words."""
    speeches = tuple(
        Speech(speaker, (Run(dots_held(shown), language=quotation.language),))
        for speaker, shown in _first_speeches(quotation, most)
    )
    return QuoteBlock(speeches, reference)


def first_words(quotation: Quotation, most: int = _FIRST_WORDS) -> str:
    """How a quote begins: of several speakers each after a stroke, else in its quotation marks."""
    return " / ".join(
        f"{isolated(speaker, shown)}: {shown}" if speaker else shown
        for speaker, shown in _first_speeches(quotation, most)
    )


def _first_speeches(quotation: Quotation, left: int) -> Iterator[tuple[str, str]]:
    """Who says what of the first words of a quote; where it is cut it ends with “…”."""
    for number, speech in enumerate(quotation.speeches, 1):
        said = _BLANKS.split(speech.words.strip()) if speech.words.strip() else []
        shown = " ".join(said[:left])
        if len(said) > left:
            # What stands in quotation marks ends with them, wherever it is cut.
            closing = "" if speech.speaker else _closing(said[-1])
            shown = f"{shown.rstrip(_PAUSES)} {CUT}{closing}"
        elif len(said) == left and number < len(quotation.speeches):
            shown = f"{shown.rstrip(_PAUSES)} {CUT}"
        yield speech.speaker, shown
        left -= len(said)
        if left <= 0:
            return


def _closing(word: str) -> str:
    return word[-1] if word[-1:] in _MARKS else ""
