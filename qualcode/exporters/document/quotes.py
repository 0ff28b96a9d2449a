"""Quotes as blocks of a document."""

from qualcode.exporters.document.blocks import QuoteBlock, Run, Speech
from qualcode.model.results.quotation import Quotation


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
                Run(piece.words, marked=piece.coded and quotation.marked, language=quotation.language)
                for piece in speech.pieces
            ),
        )
        for speech in quotation.speeches
    )
    told = quotation.reference if reference is None else reference
    return QuoteBlock(speeches, told, colour, memo, anchor)
