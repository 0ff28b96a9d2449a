"""What a correction has left of the words of a stretch: some, the same ones nearby, others only, or none."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from qualcode.model.span import Span
from qualcode.operations.text.alignment import Correspondence
from qualcode.operations.text.text_edits import MANY, in_word, likeness

_WORD: Final = re.compile(r"[^\W_]+")
_NEARBY: Final = 120
"""So many letters from its place, and in the same line, a word is looked for that was only moved."""

_REWRITTEN: Final = 1_000
"""Letters: where so much was replaced in one, no words were only moved."""


class Left(NamedTuple):
    """Where a stretch is now, in pieces (none: its words are gone), and whether it has other words only."""

    pieces: Sequence[Span]
    others: bool = False


class LeftWords:
    """What is left of stretches of an old text in a new one.

    ``meant``: somebody looked for words and gave them others, so that those are as good as the same.
    """

    def __init__(self, old: str, new: str, alignment: Correspondence, *, meant: bool = False) -> None:
        self._old = old
        self._new = new
        self._alignment = alignment
        self._meant = meant
        self._known: dict[Span, Left] = {}

    def follow(self, was: Span, pieces: Sequence[Span] | None = None) -> Left:
        """What becomes of a stretch; ``pieces`` are where the alignment has it now, if that is known already.

        One that has lost its words goes where these are now, as when two words were swapped.
        """
        if was not in self._known:
            known = self._alignment.pieces(was.start, was.end) if pieces is None else pieces
            self._known[was] = self._follow(was, known)
        return self._known[was]

    def _follow(self, was: Span, pieces: Sequence[Span]) -> Left:
        first = _WORD.search(self._old, was.start, was.end)
        if first is None or self._begins_so(first[0], pieces):
            return Left(pieces)
        were = _WORD.findall(self._old, first.start(), was.end)
        are = [word for piece in pieces for word in _WORD.findall(self._new, piece.start, piece.end)]
        if (self._meant and are) or _some_left(were, are):
            return Left(pieces)
        there = None if self._meant else self._nearby(was, were)
        if there is not None:
            return Left([there])
        return Left(pieces, others=True) if are else Left(())

    def _begins_so(self, word: str, pieces: Sequence[Span]) -> bool:
        """Whether the pieces begin with a word as it was: most do, and of a long one no more need be read."""
        now = _WORD.search(self._new, pieces[0].start, pieces[0].end) if pieces else None
        return now is not None and now[0].casefold() == word.casefold()

    def _nearby(self, was: Span, were: Sequence[str]) -> Span | None:
        """Where the words of a stretch came in its neighbourhood, one after the other as they were."""
        here = self._alignment.replacement(was)
        if here is None or max(was.length, here.length) > _REWRITTEN:
            return None
        new, wanted = self._new, [word.casefold() for word in were]
        start = max(new.rfind("\n", 0, here.start) + 1, here.start - _NEARBY)
        while in_word(new, start):
            start -= 1
        line_end = new.find("\n", here.end)
        stop = min(len(new) if line_end < 0 else line_end, here.end + _NEARBY)
        places = [Span(*found.span()) for found in _WORD.finditer(new, start, stop)]
        names = [new[place.start : place.end].casefold() for place in places]
        size = len(wanted)
        found = [
            Span(places[first].start, places[first + size - 1].end)
            for first in range(len(places) - size + 1)
            if names[first : first + size] == wanted
            and all(self._alignment.came(place) for place in places[first : first + size])
        ]
        return min(found, key=here.distance, default=None)


def _some_left(were: Sequence[str], are: Sequence[str]) -> bool:
    """Whether a word is among others as it was, but for capitals, or corrected."""
    known = {word.casefold() for word in are}
    if any(word.casefold() in known for word in were):
        return True
    if len(were) * len(are) > MANY:
        return False
    return any(likeness(one, other) for one in were for other in are)
