"""The stretches of an old text that a new one has replaced: between words that are the same, by letters."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from qualcode.operations.text.word_matching import Numbers, Words

_PIECE: Final = re.compile(r"\w+")
_ALIKE: Final = 60.0
_FEW: Final = 900
"""Replaced words are paired where their numbers multiply to no more than this."""


class Edit(NamedTuple):
    """A stretch of the old text and what stands in its place in the new one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def edits(old: str, new: str, words: tuple[Words, Words], pairs: tuple[Numbers, Numbers]) -> Iterator[Edit]:
    """All edits in order; ``pairs`` are the places of ``words`` that are the same in both texts."""
    at_old = at_new = 0
    olds = zip(words[0].start[pairs[0]].tolist(), words[0].end[pairs[0]].tolist(), strict=True)
    news = zip(words[1].start[pairs[1]].tolist(), words[1].end[pairs[1]].tolist(), strict=True)
    for (old_start, old_end), (new_start, new_end) in zip(olds, news, strict=True):
        if old[at_old:old_start] != new[at_new:new_start]:
            yield from _between(old, new, Edit(at_old, old_start, at_new, new_start))
        # One word in other letters: capitals may be more or fewer letters than small ones.
        if old_end - old_start != new_end - new_start:
            yield trimmed(old, new, Edit(old_start, old_end, new_start, new_end))
        at_old, at_new = old_end, new_end
    if old[at_old:] != new[at_new:]:
        yield from _between(old, new, Edit(at_old, len(old), at_new, len(new)))


def _between(old: str, new: str, gap: Edit) -> Iterator[Edit]:
    """The edits of a stretch that has no word in common: words in the place of others are told apart."""
    if not (_PIECE.search(old, gap.old_start, gap.old_end) or _PIECE.search(new, gap.new_start, gap.new_end)):
        yield trimmed(old, new, gap)
        return
    were = [match.span() for match in _PIECE.finditer(old, gap.old_start, gap.old_end)]
    are = [match.span() for match in _PIECE.finditer(new, gap.new_start, gap.new_end)]
    at_old, at_new = gap.old_start, gap.new_start
    for one, other in _paired(old, new, were, are):
        yield from _any(_trimmed_by_words(old, new, Edit(at_old, one[0], at_new, other[0])))
        yield from _any(trimmed(old, new, Edit(*one, *other)))
        at_old, at_new = one[1], other[1]
    yield from _any(_trimmed_by_words(old, new, Edit(at_old, gap.old_end, at_new, gap.new_end)))


def _any(edit: Edit) -> Iterator[Edit]:
    if edit.old_start < edit.old_end or edit.new_start < edit.new_end:
        yield edit


def _trimmed_by_words(old: str, new: str, edit: Edit) -> Edit:
    """The same, but no word is cut: several words and others have letters in common by chance."""
    found = trimmed(old, new, edit)
    head = found.old_start - edit.old_start
    while head and (in_word(old, edit.old_start + head) or in_word(new, edit.new_start + head)):
        head -= 1
    tail = edit.old_end - found.old_end
    while tail and (in_word(old, edit.old_end - tail) or in_word(new, edit.new_end - tail)):
        tail -= 1
    return Edit(edit.old_start + head, edit.old_end - tail, edit.new_start + head, edit.new_end - tail)


def in_word(text: str, place: int) -> bool:
    """Whether a place is within a word."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def trimmed(old: str, new: str, edit: Edit) -> Edit:
    """The edit without what both wordings have in common at its ends."""
    was, became = old[edit.old_start : edit.old_end], new[edit.new_start : edit.new_end]
    head = _common_start(was, became)
    tail = _common_start(was[head:][::-1], became[head:][::-1])
    return Edit(edit.old_start + head, edit.old_end - tail, edit.new_start + head, edit.new_end - tail)


def _common_start(first: str, second: str) -> int:
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return min(len(first), len(second))


Place = tuple[int, int]


def _paired(old: str, new: str, were: Sequence[Place], are: Sequence[Place]) -> list[tuple[Place, Place]]:
    """Words in the place of which others stand: each for each where they are as many, else by likeness."""
    if len(were) == len(are):
        return list(zip(were, are, strict=True))
    if len(were) * len(are) > _FEW:
        return []
    # The most likeness that can be had in order; what is less than alike counts for nothing.
    best = [[0.0] * (len(are) + 1) for _ in range(len(were) + 1)]
    likeness = [[_likeness(old[one[0] : one[1]], new[other[0] : other[1]]) for other in are] for one in were]
    for i in range(len(were) - 1, -1, -1):
        for j in range(len(are) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    found = []
    i = j = 0
    while i < len(were) and j < len(are):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found.append((were[i], are[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: str, other: str) -> float:
    found = fuzz.ratio(one.casefold(), other.casefold())
    return found if found >= _ALIKE else 0.0
