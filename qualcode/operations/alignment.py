"""How an old and a new wording of a text correspond, so that positions can be moved along."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
Edit = tuple[int, int, int, int]

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Beyond these numbers of words the exact comparison of two stretches takes longer than a second.
_MANY_WORDS = 4000
_FEW = 800


class Alignment:
    """Stretches of the old text that the new one has replaced, and where positions go.

    A stretch is found by lines, then by words; one word for another is cut down to where they differ.
    """

    def __init__(self, old: str, new: str) -> None:
        edits = list(_edits(old, new))
        table = np.array(edits, dtype=np.int64).reshape(len(edits), 4)
        self._old_start, self._old_end, self._new_start, self._new_end = table.T
        self._length = len(new)

    def starts(self, positions: Positions) -> Positions:
        """Where stretches now begin that began at ``positions``.

        What was put in right before a stretch stays outside; a beginning that was replaced moves to
        the end of the replacement, unless the replaced stretch began right there.
        """
        return self._moved(positions, insertions_before=True)

    def ends(self, positions: Positions) -> Positions:
        """Where stretches now end that ended at ``positions``: the mirror image of ``starts``."""
        return self._moved(positions, insertions_before=False)

    def _moved(self, positions: Positions, *, insertions_before: bool) -> Positions:
        if not len(self._old_start):
            return positions
        # The last edit that begins before the position, or right at it.
        place = np.searchsorted(self._old_start, positions, side="right" if insertions_before else "left") - 1
        known = place >= 0
        edit = np.maximum(place, 0)
        past = positions >= self._old_end[edit]
        after = self._new_end[edit] + positions - self._old_end[edit]
        at_beginning = positions == self._old_start[edit]
        if insertions_before:
            inside = np.where(at_beginning, self._new_start[edit], self._new_end[edit])
        else:
            inside = self._new_start[edit]
        return np.where(known, np.where(past, after, inside), positions)


def _edits(old: str, new: str) -> Iterator[Edit]:
    """Replaced stretches (old start, old end, new start, new end), in order, with text kept between."""
    head = _common_start(old, new)
    tail = _common_start(old[head:][::-1], new[head:][::-1])
    # Whole lines: a line cut in two would not be found again.
    head = old.rfind("\n", 0, head) + 1
    cut = old.find("\n", len(old) - tail)
    tail = 0 if cut < 0 else len(old) - cut - 1
    old_lines = old[head : len(old) - tail].splitlines(keepends=True)
    new_lines = new[head : len(new) - tail].splitlines(keepends=True)
    for edit in _differing(old_lines, new_lines, head, head):
        yield from _word_edits(old, new, edit)


def _word_edits(old: str, new: str, edit: Edit) -> Iterator[Edit]:
    old_words = _WORDS.findall(old[edit[0] : edit[1]])
    new_words = _WORDS.findall(new[edit[2] : edit[3]])
    if max(len(old_words), len(new_words)) > _MANY_WORDS:
        yield _trimmed(old, new, edit)
        return
    for found in _differing(old_words, new_words, edit[0], edit[2]):
        # Only within one word: several words and others have letters in common by chance.
        one_word = _is_word(old[found[0] : found[1]]) and _is_word(new[found[2] : found[3]])
        yield _trimmed(old, new, found) if one_word else found


def _is_word(piece: str) -> bool:
    return _WORDS.fullmatch(piece) is not None


def _differing(old: Sequence[str], new: Sequence[str], old_offset: int, new_offset: int) -> Iterator[Edit]:
    old_at = list(accumulate(map(len, old), initial=old_offset))
    new_at = list(accumulate(map(len, new), initial=new_offset))
    # Exact where it is quick; else words or lines that are all over the text are no anchors.
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _FEW)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield old_at[i1], old_at[i2], new_at[j1], new_at[j2]


def _trimmed(old: str, new: str, edit: Edit) -> Edit:
    """The edit without what both wordings have in common at its ends."""
    was, became = old[edit[0] : edit[1]], new[edit[2] : edit[3]]
    head = _common_start(was, became)
    tail = _common_start(was[head:][::-1], became[head:][::-1])
    return edit[0] + head, edit[1] - tail, edit[2] + head, edit[3] - tail


def _common_start(first: str, second: str) -> int:
    """Number of code points that two texts have in common at their beginning."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
