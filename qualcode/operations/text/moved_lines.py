"""Lines of an old text that a new one has at another place: whole paragraphs that were moved."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from qualcode.operations.text.word_matching import Numbers, Words

_MOSTLY: Final = 0.6
_ENOUGH: Final = 4
"""So many words are the same line by themselves; fewer only with a word that occurs nowhere else."""


class _Line(NamedTuple):
    """A line that has no counterpart in its place: its words from ``start`` to ``end``."""

    place: int
    start: int
    end: int


class Move(NamedTuple):
    """Words of the old text (from, to) that are at another place of the new one (from, to)."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def moved_lines(old: Words, new: Words, pairs: tuple[Numbers, Numbers]) -> list[Move]:
    """Stretches of whole lines that were moved, by their place in the new text."""
    left, came = _unmatched_lines(old, pairs[0]), _unmatched_lines(new, pairs[1])
    if not left or not came:
        return []
    alone = _once(old.number) & _once(new.number)
    found = _the_same(old, new, left, came, alone)
    taken_old = {one.place for one, _ in found}
    taken_new = {other.place for _, other in found}
    found += _alike(
        old,
        new,
        [line for line in left if line.place not in taken_old],
        [line for line in came if line.place not in taken_new],
    )
    return _joined(sorted(found, key=lambda pair: pair[1].place))


def _unmatched_lines(words: Words, matched: Numbers) -> list[_Line]:
    """The lines most of whose words are matched nowhere."""
    if not len(words.number):
        return []
    starts = np.flatnonzero(words.begins_line)
    ends = np.append(starts[1:], len(words.number))
    free = np.ones(len(words.number), dtype=np.int64)
    free[matched] = 0
    shares = np.add.reduceat(free, starts) / (ends - starts)
    return [
        _Line(int(place), int(starts[place]), int(ends[place])) for place in np.flatnonzero(shares >= _MOSTLY)
    ]


def _once(numbers: Numbers) -> set[int]:
    found, counts = np.unique(numbers, return_counts=True)
    return set(found[counts == 1].tolist())


def _the_same(
    old: Words, new: Words, left: Sequence[_Line], came: Sequence[_Line], alone: set[int]
) -> list[tuple[_Line, _Line]]:
    """Lines that are word for word the same and the only ones like that."""
    olds, news = _by_words(old, left), _by_words(new, came)
    return [
        (lines[0], news[words][0])
        for words, lines in olds.items()
        if len(lines) == 1
        and len(news.get(words, ())) == 1
        and (len(words) >= _ENOUGH or not alone.isdisjoint(words))
    ]


def _by_words(words: Words, lines: Sequence[_Line]) -> dict[tuple[int, ...], list[_Line]]:
    found: dict[tuple[int, ...], list[_Line]] = {}
    for line in lines:
        found.setdefault(tuple(words.number[line.start : line.end].tolist()), []).append(line)
    return found


def _alike(old: Words, new: Words, left: Sequence[_Line], came: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Lines that were moved and corrected: most of their words are the same, and no others are so alike."""
    homes: dict[int, list[int]] = {}
    for number, line in enumerate(came):
        for word in set(new.number[line.start : line.end].tolist()):
            homes.setdefault(word, []).append(number)
    found: list[tuple[_Line, _Line]] = []
    taken: set[int] = set()
    for line in left:
        words = Counter(old.number[line.start : line.end].tolist())
        # Words that only one of these lines has lead to it.
        votes = Counter(homes[word][0] for word in words if len(homes.get(word, ())) == 1)
        for number, _ in votes.most_common(1):
            other = came[number]
            common = (words & Counter(new.number[other.start : other.end].tolist())).total()
            longer = max(line.end - line.start, other.end - other.start)
            if number not in taken and common >= max(_ENOUGH, _MOSTLY * longer):
                taken.add(number)
                found.append((line, other))
    return found


def _joined(pairs: Sequence[tuple[_Line, _Line]]) -> list[Move]:
    """Lines that follow each other in both texts as one stretch."""
    moves: list[Move] = []
    for one, other in pairs:
        if moves and moves[-1].old_end == one.start and moves[-1].new_end == other.start:
            moves[-1] = Move(moves[-1].old_start, one.end, moves[-1].new_start, other.end)
        else:
            moves.append(Move(one.start, one.end, other.start, other.end))
    return moves
