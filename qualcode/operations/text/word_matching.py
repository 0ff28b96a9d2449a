"""Which words of an old text are which words of a new one: found from words that occur once in both.

Words are compared without regard to case, and nothing else is: what stands between them (blanks, marks, line
ends) neither ties words together nor keeps them apart. Words that occur once in both texts are anchors; what
lies between two anchors has words of its own that occur once; where there are none left, the longest common
sequence decides, and what can lie in several places lies where lines begin.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from qualcode.model.words.word_edges import UNSPACED

Numbers = npt.NDArray[np.int64]

# Scripts without blanks between words count letter by letter.
_WORD: Final = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_SMALL: Final = 250_000
"""Two stretches whose numbers of words multiply to this much are compared as a whole at once."""

_LARGE: Final = 400_000_000
"""Beyond this, nothing is told of stretches without a word that occurs once in both."""

_SLIDES: Final = 100


class Words(NamedTuple):
    """The words of a text: where each begins and ends, its number, and whether it begins a line."""

    start: Numbers
    end: Numbers
    number: Numbers
    begins_line: npt.NDArray[np.bool_]


def words_of(*texts: str) -> list[Words]:
    """The words of several texts, the same word under the same number."""
    numbers: dict[str, int] = {}
    found = []
    for text in texts:
        spans = [match.span() for match in _WORD.finditer(text)]
        folded = text.casefold()
        if len(folded) == len(text):
            names = [numbers.setdefault(folded[start:end], len(numbers)) for start, end in spans]
        else:
            # Few letters change their length; then words are folded one by one.
            names = [numbers.setdefault(text[start:end].casefold(), len(numbers)) for start, end in spans]
        places = np.array(spans, dtype=np.int64).reshape(len(spans), 2)
        breaks = np.flatnonzero(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4") == ord("\n"))
        line = np.searchsorted(breaks, places[:, 0])
        begins = np.ones(len(spans), dtype=np.bool_)
        begins[1:] = line[1:] != line[:-1]
        found.append(Words(places[:, 0], places[:, 1], np.array(names, dtype=np.int64), begins))
    return found


def matched(old: Words, new: Words) -> tuple[Numbers, Numbers]:
    """Places of words in ``old`` and ``new`` that are the same word, in the order of both."""
    pairs: list[tuple[int, int, int]] = []
    waiting = [(0, len(old.number), 0, len(new.number))]
    while waiting:
        i1, i2, j1, j2 = waiting.pop()
        first, second = old.number[i1:i2], new.number[j1:j2]
        same = _common_start(first, second)
        if same:
            pairs.append((i1, j1, same))
            i1, j1, first, second = i1 + same, j1 + same, first[same:], second[same:]
        same = _common_start(first[::-1], second[::-1])
        if same:
            pairs.append((i2 - same, j2 - same, same))
            i2, j2, first, second = i2 - same, j2 - same, first[:-same], second[:-same]
        if not len(first) or not len(second):
            continue
        if len(first) * len(second) <= _SMALL:
            pairs.extend(_longest_common(first, second, i1, j1))
            continue
        anchors = _anchors(first, second)
        if anchors:
            waiting.extend(_between(anchors, i1, i2, j1, j2))
            pairs.extend((i1 + i, j1 + j, 1) for i, j in anchors)
        elif len(first) * len(second) <= _LARGE:
            pairs.extend(_longest_common(first, second, i1, j1))
    pairs.sort()
    return _slid(old, new, *_spread(pairs))


def _common_start(first: Numbers, second: Numbers) -> int:
    """How many words two stretches have in common at their beginning."""
    size = min(len(first), len(second))
    step = 64
    at = 0
    # Mostly few: looked at in ever longer steps.
    while at < size:
        differs = first[at : min(size, at + step)] != second[at : min(size, at + step)]
        if differs.any():
            return at + int(np.argmax(differs))
        at += step
        step *= 4
    return size


def _anchors(first: Numbers, second: Numbers) -> list[tuple[int, int]]:
    """Places of words that occur once in both, as many as are in the same order."""
    once_first, at_first = _once(first)
    once_second, at_second = _once(second)
    _, a, b = np.intersect1d(once_first, once_second, assume_unique=True, return_indices=True)
    if not len(a):
        return []
    places, others = at_first[a], at_second[b]
    order = np.argsort(places)
    places, others = places[order], others[order]
    kept = _longest_rising(others.tolist())
    return [(int(places[at]), int(others[at])) for at in kept]


def _once(words: Numbers) -> tuple[Numbers, Numbers]:
    found, at, counts = np.unique(words, return_index=True, return_counts=True)
    return found[counts == 1], at[counts == 1]


def _longest_rising(values: Sequence[int]) -> list[int]:
    """Places of a longest rising sequence among ``values``, which are all different."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(ends, value)
        before.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(value)
            places.append(place)
        else:
            ends[at] = value
            places[at] = place
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _between(
    anchors: Sequence[tuple[int, int]], i1: int, i2: int, j1: int, j2: int
) -> list[tuple[int, int, int, int]]:
    """The stretches before, between and after anchors that hold words on both sides."""
    found = []
    i, j = i1, j1
    for anchor_i, anchor_j in [*anchors, (i2 - i1, j2 - j1)]:
        if i < i1 + anchor_i and j < j1 + anchor_j:
            found.append((i, i1 + anchor_i, j, j1 + anchor_j))
        i, j = i1 + anchor_i + 1, j1 + anchor_j + 1
    return found


def _longest_common(first: Numbers, second: Numbers, i1: int, j1: int) -> list[tuple[int, int, int]]:
    return [
        (i1 + block.a, j1 + block.b, block.size)
        for block in Indel.opcodes(first.tolist(), second.tolist()).as_matching_blocks()
        if block.size
    ]


def _spread(pairs: Sequence[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    old: list[int] = []
    new: list[int] = []
    for i, j, size in pairs:
        old.extend(range(i, i + size))
        new.extend(range(j, j + size))
    return old, new


def _slid(old: Words, new: Words, i: list[int], j: list[int]) -> tuple[Numbers, Numbers]:
    """The same words, where what went or came lies where lines begin if it can lie in several places."""
    found_i, found_j = np.array(i, dtype=np.int64), np.array(j, dtype=np.int64)
    if len(found_i) < 2:
        return found_i, found_j
    gaps_i, gaps_j = np.diff(found_i), np.diff(found_j)
    for place in np.flatnonzero((gaps_i > 1) != (gaps_j > 1)).tolist():
        one, words = (found_i, old) if gaps_i[place] > 1 else (found_j, new)
        _slide(one, words, place)
    return found_i, found_j


def _slide(found: Numbers, words: Words, place: int) -> None:
    """Move the stretch of unmatched words after the match at ``place`` to where a line begins."""
    start, end = int(found[place]) + 1, int(found[place + 1])
    if words.begins_line[start]:
        return
    number, begins = words.number, words.begins_line
    # Backwards: the words before the stretch are those at its end.
    for back, match in enumerate(found[place::-1][:_SLIDES].tolist(), 1):
        if match != start - back or number[start - back] != number[end - back]:
            break
        if begins[start - back]:
            found[place - back + 1 : place + 1] += end - start
            return
    for on, match in enumerate(found[place + 1 :][:_SLIDES].tolist(), 1):
        if match != end + on - 1 or number[end + on - 1] != number[start + on - 1]:
            return
        if begins[start + on]:
            found[place + 1 : place + on + 1] -= end - start
            return
