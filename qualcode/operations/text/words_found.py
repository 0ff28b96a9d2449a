"""Where words that somebody has quoted are in a text: exactly, else where they are very nearly so."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from qualcode.model.span import Span
from qualcode.operations.text.text_matching import even

_MOST_PLACES: Final = 200
_LEFT_OUT: Final = re.compile(r"^[\s.…\[\]()\"'-]+|[\s.…\[\]()\"'-]+$")
_SEEDS: Final = 3
"""So many words in a row are looked up."""

_COMMON: Final = 50
"""What is in more places than this says nothing about where a quotation is."""

_CANDIDATES: Final = 5
_ROOM: Final = 0.25
_NEARBY: Final = 3
"""A stretch may begin and end so many words before or after where it seems to."""

_APART: Final = 3.0
"""By so much in percent the likest place must be ahead of any other."""


class NearPlace(NamedTuple):
    """A stretch that is nearly what was quoted; ``likeness`` is in percent."""

    span: Span
    likeness: float


class QuotedText:
    """A text in which quotations are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._even = even(text)

    def places(self, words: str) -> list[Span]:
        """Where the words are, whatever blanks are between them and whatever quotation marks are typed.

        Capitals count first, and are let go where nothing is found so.
        """
        wanted = " ".join(even(words).split())
        if not wanted:
            return []
        return self._plain.places(wanted) or self._folded.places(folded(wanted))

    @cached_property
    def _plain(self) -> "_EvenBlanks":
        return _EvenBlanks(self._even)

    @cached_property
    def _folded(self) -> "_EvenBlanks":
        return _EvenBlanks(folded(self._even))

    def nearest(self, words: str, least: float) -> NearPlace | None:
        """The stretch that is most like the words, at least so many percent; None where none is for sure."""
        wanted = " ".join(even(words).split())
        wanted = _LEFT_OUT.sub("", wanted)
        if len(wanted) < 4:
            return None
        found: dict[Span, float] = {}
        for begin, end in self._candidates(wanted):
            near = self._within(wanted, begin, end, least)
            if near is not None:
                # What is before and after it may be as like.
                before = self._within(wanted, begin, near.span.start, least)
                after = self._within(wanted, near.span.end, end, least)
                found |= {each.span: each.likeness for each in (before, after, near) if each is not None}
        if not found:
            return None
        order = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        best, likeness = order[0]
        rivals = [span for span, other in order[1:] if other > likeness - _APART and not span.overlaps(best)]
        return None if rivals else NearPlace(best, likeness)

    def _within(self, wanted: str, begin: int, end: int, least: float) -> NearPlace | None:
        """The likest stretch of whole words in a part of the text."""
        part = folded(self._even[begin:end])
        aligned = fuzz.partial_ratio_alignment(folded(wanted), part, score_cutoff=least)
        if aligned is None:
            return None
        near = self._in_whole_words(
            folded(wanted), begin + aligned.dest_start, begin + aligned.dest_end, begin, end
        )
        return near if near is not None and near.likeness >= least else None

    def _in_whole_words(self, wanted: str, start: int, stop: int, begin: int, end: int) -> NearPlace | None:
        """The likest stretch that begins and ends with whole words, about where another one does."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, stop) - 1
        starts = [self._starts[at] for at in _around(first, len(self._starts)) if self._starts[at] >= begin]
        stops = [self._stop(at) for at in _around(last, len(self._starts)) if self._stop(at) <= end]
        best: NearPlace | None = None
        for one in starts:
            for other in stops:
                if one < other:
                    likeness = fuzz.ratio(wanted, " ".join(folded(self._even[one:other]).split()))
                    if best is None or likeness > best.likeness:
                        best = NearPlace(Span(one, other), likeness)
        return best

    def _stop(self, at: int) -> int:
        return self._starts[at] + len(self._words[at][0])

    # -- where to look --------------------------------------------------------------------------

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        """Each word as it is written, and where it begins."""
        return [(match[0], match.start()) for match in re.finditer(r"\w+", self._even)]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for _, start in self._words]

    @cached_property
    def _seeds(self) -> dict[tuple[str, ...], list[int]]:
        """Where in the text each run of words is, by the number of its first word."""
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        names = [name.casefold() for name, _ in self._words]
        for size in (1, _SEEDS):
            for place in range(len(names) - size + 1):
                found[tuple(names[place : place + size])].append(place)
        return found

    def _candidates(self, wanted: str) -> list[tuple[int, int]]:
        """Parts of the text that share runs of words with what is wanted, those with most of them first."""
        names = [match[0].casefold() for match in re.finditer(r"\w+", wanted)]
        votes: Counter[int] = Counter()
        for size in (_SEEDS, 1):
            for at in range(len(names) - size + 1):
                places = self._seeds.get(tuple(names[at : at + size]), ())
                if len(places) <= _COMMON:
                    # Words that were put in or left out move what follows by a few.
                    votes.update((place - at) // 8 for place in places)
            if votes:
                break
        room = 16 + int(_ROOM * len(names))
        found = []
        for shelf, _ in votes.most_common(_CANDIDATES):
            first = max(0, 8 * shelf - room)
            last = min(len(self._words) - 1, 8 * shelf + len(names) + room)
            begin = self._words[first][1]
            found.append((begin, self._stop(last)))
        return found


class _EvenBlanks:
    """A text with single blanks between its words, and where in it each place is: words are found at once."""

    def __init__(self, text: str) -> None:
        spans = np.array([match.span() for match in re.finditer(r"\S+", text)], dtype=np.int64).reshape(-1, 2)
        self._text = " ".join(text.split())
        self._starts = spans[:, 0]
        lengths = spans[:, 1] - spans[:, 0] + 1
        self._begins = np.cumsum(lengths) - lengths

    def places(self, wanted: str) -> list[Span]:
        """Every place of the words, those too that begin within another one; of very many the first."""
        found: list[Span] = []
        at = self._text.find(wanted)
        while at >= 0 and len(found) < _MOST_PLACES:
            found.append(Span(self._place(at), self._place(at + len(wanted) - 1) + 1))
            at = self._text.find(wanted, at + 1)
        return found

    def _place(self, at: int) -> int:
        word = int(np.searchsorted(self._begins, at, side="right")) - 1
        return int(self._starts[word]) + at - int(self._begins[word])


def folded(text: str) -> str:
    """``text`` without its capitals, place by place the same."""
    found = text.casefold()
    if len(found) == len(text):
        return found
    # Few letters change their length; they stay as they are.
    return "".join(small if len(small := letter.casefold()) == 1 else letter for letter in text)


def _around(at: int, count: int) -> range:
    """The words about one."""
    return range(max(0, at - _NEARBY), min(count, at + _NEARBY + 1))


def line_of(text: str, place: int) -> int:
    """The number of the line in which a place is, from 1."""
    return text.count("\n", 0, place) + 1


def told_apart(spans: Sequence[Span], text: str, start: int) -> Span | None:
    """The one of several places that begins where a row says: at that character, else in that line."""
    if start < 0:
        return None
    exact = [span for span in spans if span.start == start]
    lines = [span for span in spans if line_of(text, span.start) == start]
    found = exact if len(exact) == 1 else lines
    return found[0] if len(found) == 1 else None
