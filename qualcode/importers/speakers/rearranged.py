"""A document's text with parts left out or in another order: what hangs on it stays on its words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from qualcode.importers.source_text import SourceText
from qualcode.model.span import Span


def rearranged(source: SourceText, pieces: Sequence[Span | str]) -> SourceText:
    """``source`` made of these stretches of its text, in this order, and of letters put between them."""
    texts = [piece if isinstance(piece, str) else source.text[piece.start : piece.end] for piece in pieces]
    ends = list(accumulate(map(len, texts)))
    # Stretches by where they were, and how far each has moved.
    moved = sorted(
        (piece.start, piece.end, end - piece.end)
        for piece, end in zip(pieces, ends, strict=True)
        if not isinstance(piece, str)
    )
    befores = [start for start, _, _ in moved]

    def place(position: int) -> int:
        at = max(0, bisect_right(befores, position) - 1)
        if not moved:
            return 0
        start, end, by = moved[at]
        return min(max(position, start), end) + by

    def span(old: Span) -> Span:
        first, last = place(old.start), place(max(old.start, old.end - 1))
        return Span(min(first, last), max(first, last) + int(old.end > old.start))

    return replace(
        source,
        text="".join(texts),
        bold_heads={place(start): place(end) for start, end in source.bold_heads.items()},
        remarks=tuple(replace(remark, span=span(remark.span)) for remark in source.remarks),
    )
