"""Stretches of text: half-open ranges of Unicode code points, and what can be asked of them."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Code points ``start`` (included) to ``end`` (excluded) of one text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point; spans that only touch do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether ``other`` lies within this span (equal spans included)."""
        return self.start <= other.start and other.end <= self.end

    def intersection(self, other: "Span") -> "Span | None":
        """The shared stretch, or None where nothing is shared."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def distance(self, other: "Span") -> int:
        """Code points between the two; 0 where they overlap or touch."""
        return max(0, max(self.start, other.start) - min(self.end, other.end))

    def within(self, length: int) -> bool:
        """Whether this is a non-empty stretch of a text of ``length`` code points."""
        return 0 <= self.start < self.end <= length


def disjoint_runs(spans: Iterable[Span]) -> list[Span]:
    """Union of ``spans`` as sorted runs: overlapping spans merge, spans that only touch do not."""
    runs: list[Span] = []
    for span in sorted(spans):
        if runs and span.start < runs[-1].end:
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return runs


def subtract(span: Span, hole: Span) -> list[Span]:
    """What is left of ``span`` when ``hole`` is cut out: none, one or two spans."""
    if not span.overlaps(hole):
        return [span]
    parts = (Span(span.start, hole.start), Span(hole.end, span.end))
    return [part for part in parts if part.length > 0]


def trimmed(span: Span, text: str) -> Span:
    """``span`` without the white space at its ends; unchanged where it is all white space."""
    piece = text[span.start : span.end]
    stripped = piece.strip()
    if not stripped:
        return span
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))
