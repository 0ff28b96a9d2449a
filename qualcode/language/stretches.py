"""The stretches of a transcript that are read as language: the speech of each turn, in bearable pieces."""

from collections.abc import Iterator

from qualcode.model.span import Span
from qualcode.model.turns import Turns

LONGEST = 100_000
"""Code points given to spaCy at once; it refuses a million and needs memory in proportion."""


def speech_stretches(text: str, turns: Turns, longest: int = LONGEST) -> Iterator[Span]:
    """What was said, turn by turn without speaker labels; the whole text where there are no turns.

    A turn longer than ``longest`` is cut after a line end or, failing that, after a space.
    """
    if not len(turns):
        yield from _pieces(text, 0, len(text), longest)
        return
    for start, end in zip(turns.speech.tolist(), turns.end.tolist(), strict=True):
        yield from _pieces(text, start, end, longest)


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[Span]:
    while end - start > longest:
        cut = _cut(text, start, start + longest)
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)


def _cut(text: str, start: int, limit: int) -> int:
    """After the last line end or space before ``limit``; ``limit`` itself where there is none."""
    for separator in ("\n", " "):
        found = text.rfind(separator, start, limit)
        if found >= start:
            return found + 1
    return limit
