"""The stretches of an old text that a new one has replaced: between words that are the same, by letters."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from qualcode.operations.text.word_matching import Numbers, Words

_PIECE: Final = re.compile(r"\w+")
_ALIKE: Final = 0.6
_BESIDE: Final = 2
"""So many words are kept on either side of a single word that is the correction of an unlike one."""
MANY: Final = 900
"""Replaced words are compared by likeness where their numbers multiply to no more than this."""


Place = tuple[int, int]


class Edit(NamedTuple):
    """A stretch of the old text and what stands in its place in the new one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Kept(NamedTuple):
    """Where a word was and where it is now; ``same`` unless it is a correction of what it was."""

    old: Place
    new: Place
    same: bool = True


def edits(
    old: str, new: str, words: tuple[Words, Words], pairs: tuple[Numbers, Numbers], *, each: bool = False
) -> Iterator[Edit]:
    """All edits in order; ``pairs`` are the places of ``words`` that are the same in both texts.

    With ``each``, words in the place of as many others are meant for one another, however unlike they are.
    """
    at_old = at_new = 0
    for (old_start, old_end), (new_start, new_end), same in _kept(old, new, words, pairs, each=each):
        if old[at_old:old_start] != new[at_new:new_start]:
            yield from _between(old, new, Edit(at_old, old_start, at_new, new_start))
        # One word in other letters: capitals may be more or fewer letters than small ones.
        if not same or old_end - old_start != new_end - new_start:
            yield from _any(trimmed(old, new, Edit(old_start, old_end, new_start, new_end)))
        at_old, at_new = old_end, new_end
    if old[at_old:] != new[at_new:]:
        yield from _between(old, new, Edit(at_old, len(old), at_new, len(new)))


def _kept(
    old: str, new: str, words: tuple[Words, Words], pairs: tuple[Numbers, Numbers], *, each: bool
) -> list[_Kept]:
    """The words that are the same and those that were corrected, in order."""
    olds = zip(words[0].start[pairs[0]].tolist(), words[0].end[pairs[0]].tolist(), strict=True)
    news = zip(words[1].start[pairs[1]].tolist(), words[1].end[pairs[1]].tolist(), strict=True)
    found: list[_Kept] = []
    at_old = at_new = 0
    for one, other in (*zip(olds, news, strict=True), ((len(old), len(old)), (len(new), len(new)))):
        if old[at_old : one[0]] != new[at_new : other[0]]:
            were, are = _pieces(old, at_old, one[0]), _pieces(new, at_new, other[0])
            found += (_Kept(*pair, same=False) for pair in _paired(old, new, were, are, each=each))
        found.append(_Kept(one, other))
        at_old, at_new = one[1], other[1]
    return _with_lone_words(old, new, found)


def _with_lone_words(old: str, new: str, kept: Sequence[_Kept]) -> list[_Kept]:
    """The same, and each single word in the place of another one where the words beside it are kept.

    Then it was misheard, or is a pseudonym; where few words are kept, it is a word of another sentence. The
    last one of ``kept`` is the end of the texts.
    """
    gaps: list[tuple[int, list[Place], list[Place]]] = []
    at_old = at_new = 0
    for place, (one, other, _) in enumerate(kept):
        if old[at_old : one[0]] != new[at_new : other[0]]:
            were, are = _pieces(old, at_old, one[0]), _pieces(new, at_new, other[0])
            if were or are:
                gaps.append((place, were, are))
        at_old, at_new = one[1], other[1]
    found = list(kept[:-1])
    borders = [-_BESIDE, *(place for place, _, _ in gaps), len(kept) + _BESIDE]
    for number in range(len(gaps) - 1, -1, -1):
        place, were, are = gaps[number]
        before, after = place - borders[number], borders[number + 2] - place
        if len(were) == len(are) == 1 and before >= _BESIDE and after >= _BESIDE:
            found.insert(place, _Kept(were[0], are[0], same=False))
    return found


def _pieces(text: str, start: int, end: int) -> list[Place]:
    return [match.span() for match in _PIECE.finditer(text, start, end)]


def _between(old: str, new: str, gap: Edit) -> Iterator[Edit]:
    """The edit of a stretch that has no word in common; none of its words is cut."""
    if _pieces(old, gap.old_start, gap.old_end) or _pieces(new, gap.new_start, gap.new_end):
        yield from _any(_trimmed_by_words(old, new, gap))
    else:
        yield trimmed(old, new, gap)


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


def _paired(
    old: str, new: str, were: Sequence[Place], are: Sequence[Place], *, each: bool
) -> list[tuple[Place, Place]]:
    """Words and those in their place, by likeness; with ``each``, one for one where they are as many."""
    if each and len(were) == len(are):
        return list(zip(were, are, strict=True))
    if len(were) * len(are) > MANY:
        return []
    # The most likeness that can be had in order; what is less than alike counts for nothing.
    best = [[0.0] * (len(are) + 1) for _ in range(len(were) + 1)]
    how_alike = [[likeness(old[one[0] : one[1]], new[other[0] : other[1]]) for other in are] for one in were]
    for i in range(len(were) - 1, -1, -1):
        for j in range(len(are) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], how_alike[i][j] + best[i + 1][j + 1])
    found = []
    i = j = 0
    while i < len(were) and j < len(are):
        if how_alike[i][j] and best[i][j] == how_alike[i][j] + best[i + 1][j + 1]:
            found.append((were[i], are[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how much of the longer word need not be touched to correct one to the other.

    0 where that is too little for a correction.
    """
    found = OSA.normalized_similarity(one.casefold(), other.casefold())
    return found if found >= _ALIKE else 0.0
