"""Where places of a text go when one stretch of it has other words: quick, and exact outside the stretch."""

from typing import NamedTuple

import numpy as np

from qualcode.model.span import Span


class TextShift(NamedTuple):
    """``old`` is the stretch of the old text that ``new`` has taken the place of; all else is the same."""

    old: Span
    new: Span

    def position(self, place: int) -> int:
        """Where a place is now; one within the stretch stays as near as it can."""
        if place >= self.old.end:
            return place + self.new.end - self.old.end
        if place <= self.old.start:
            return place
        return min(place, self.new.end)

    def span(self, span: Span) -> Span | None:
        """Where a stretch is now that is outside what changed; None where it is not."""
        if span.end <= self.old.start:
            return span
        if span.start >= self.old.end:
            return Span(self.position(span.start), self.position(span.end))
        return None

    def selection(self, old: str, new: str, anchor: int, caret: int) -> tuple[int, int]:
        """Where a selection is now; a caret at its beginning where its words are no longer those selected."""
        begin, end = sorted((anchor, caret))
        now_begin, now_end = self.position(begin), self.position(end)
        if old[begin:end] != new[now_begin:now_end]:
            return now_begin, now_begin
        return self.position(anchor), self.position(caret)


def text_shift(old: str, new: str) -> TextShift:
    """The one stretch outside of which both texts are the same."""
    one, other = (np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4") for text in (old, new))
    size = min(len(one), len(other))
    differs = one[:size] != other[:size]
    head = int(np.argmax(differs)) if differs.any() else size
    back = one[len(one) - size :][::-1] != other[len(other) - size :][::-1]
    tail = int(np.argmax(back)) if back.any() else size
    tail = min(tail, size - head)
    return TextShift(Span(head, len(one) - tail), Span(head, len(other) - tail))
