"""A whole text in the form in which it is searched, with the way back to its own positions."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.model.words.letters import Letter, attaches, clusters, letters_of, takes_accents

Places = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class _Uneven:
    """The stretches of a text that are not one character for one letter, in columns.

    ``at`` and ``width``: the stretch in the text; ``begins`` and ``letters``: where its letters are, and
    how many.
    """

    at: Places
    width: Places
    begins: Places
    letters: Places


@dataclass(frozen=True, eq=False, slots=True)
class Folded:
    """A text in the form for searching, where blanks stay as many as they are."""

    text: str
    uneven: _Uneven | None = None

    def stored(self, first: int, after: int) -> tuple[int, int] | None:
        """The stretch of the text that some letters are of; None where it cuts through a character."""
        if self.uneven is None:
            return first, after
        start = self._place(first)
        end = self._place(after - 1)
        if start.within or not end.last:
            return None
        return start.start, end.end

    def _place(self, letter: int) -> "_Place":
        """The character of a letter."""
        if self.uneven is None:
            raise AssertionError("each letter is in its own place")
        index = int(np.searchsorted(self.uneven.begins, letter, side="right")) - 1
        if index < 0:
            return _Place(letter, letter + 1, within=False, last=True)
        columns = (self.uneven.at, self.uneven.width, self.uneven.begins, self.uneven.letters)
        start, wide, begin, many = (int(column[index]) for column in columns)
        if letter < begin + many:
            return _Place(start, start + wide, within=letter > begin, last=letter == begin + many - 1)
        place = start + wide + letter - begin - many
        return _Place(place, place + 1, within=False, last=True)


class _Place(NamedTuple):
    """A character in the text; whether this letter comes after its first, and whether it is its last."""

    start: int
    end: int
    within: bool
    last: bool


_ASCII: Final = {
    point: ord(letters_of(chr(point))[0].base) if letters_of(chr(point)) else point for point in range(128)
}
_ALL: Final = 0x110000
_SURROGATES: Final = "surrogatepass"


class _Table:
    """What becomes of each character, worked out when it is first met."""

    def __init__(self) -> None:
        self.known = np.zeros(_ALL, dtype=np.bool_)
        self.single = np.arange(_ALL, dtype=np.uint32)
        self.uneven = np.zeros(_ALL, dtype=np.bool_)
        self.attaches = np.zeros(_ALL, dtype=np.bool_)
        self.combines = np.zeros(_ALL, dtype=np.bool_)
        self.bears = np.zeros(_ALL, dtype=np.bool_)

    def learn(self, points: npt.NDArray[np.intp]) -> None:
        for point in points[~self.known[points]].tolist():
            letter = chr(point)
            found = letters_of(letter)
            self.uneven[point] = len(found) != 1
            self.single[point] = ord(found[0].base) if len(found) == 1 else point
            self.attaches[point] = attaches(letter)
            self.combines[point] = unicodedata.combining(letter) != 0
            self.bears[point] = takes_accents(letter)
            self.known[point] = True


_TABLE: Final = _Table()


def fold(text: str) -> Folded:
    """A text in the form for searching."""
    if text.isascii():
        return Folded(text.translate(_ASCII))
    points = _points(text)
    seen = np.zeros(_ALL if points.itemsize > 2 else 0x10000, dtype=np.bool_)
    seen[points] = True
    distinct = np.flatnonzero(seen)
    _TABLE.learn(distinct)
    joined = _joined(text, points) if _TABLE.attaches[distinct].any() else []
    several = [chr(point) for point in distinct[_TABLE.uneven[distinct]].tolist()]
    if not joined and not several:
        return Folded(_TABLE.single[points].astype("<u4").tobytes().decode("utf-32-le", _SURROGATES))
    return _spread(text, points, joined)


def _points(text: str) -> npt.NDArray[np.unsignedinteger]:
    """The code points of a text, narrow where none needs more."""
    narrow = np.frombuffer(text.encode("utf-16-le", _SURROGATES), dtype="<u2")
    if len(narrow) == len(text):
        return narrow
    return np.frombuffer(text.encode("utf-32-le", _SURROGATES), dtype="<u4")


_Stretch = tuple[int, int, tuple[Letter, ...]]


def _joined(text: str, points: npt.NDArray[np.unsignedinteger]) -> list[_Stretch]:
    """Characters that are told together with the marks after them: where, how many, and their letters."""
    attaches = _TABLE.attaches[points]
    first = np.flatnonzero(attaches & ~np.concatenate(([False], attaches[:-1])))
    after = np.flatnonzero(attaches & ~np.concatenate((attaches[1:], [False]))) + 1
    if unicodedata.is_normalized("NFC", text):
        marks = np.concatenate(([0], np.cumsum(_TABLE.combines[points])))
        one = (marks[after] > marks[first]) | ((first > 0) & _TABLE.bears[points[first - 1]])
        first, after = first[one], after[one]
    found: list[_Stretch] = []
    for start, end in zip((first - 1).tolist(), after.tolist(), strict=True):
        place = max(start, 0)
        for width, cluster in _in_clusters(text[place:end]):
            if width > 1:
                found.append((place, width, cluster))
            place += width
    return found


@lru_cache(maxsize=65_536)
def _in_clusters(run: str) -> tuple[tuple[int, tuple[Letter, ...]], ...]:
    return tuple((len(cluster), letters_of(cluster)) for cluster in clusters(run))


def _spread(text: str, points: npt.NDArray[np.unsignedinteger], joined: list[_Stretch]) -> Folded:
    """Letters of a text where some stretches are several letters, or none."""
    taken = np.zeros(len(points), dtype=np.bool_)
    for start, width, _ in joined:
        taken[start : start + width] = True
    alone = np.flatnonzero(_TABLE.uneven[points] & ~taken)
    stretches = [(place, 1, letters_of(text[place])) for place in alone.tolist()]
    if joined:
        stretches = sorted([*stretches, *joined])
    single = _TABLE.single[points].astype("<u4").tobytes().decode("utf-32-le", _SURROGATES)
    pieces, before = [], 0
    for start, width, found in stretches:
        pieces.append(single[before:start])
        pieces += [letter.base for letter in found]
        before = start + width
    pieces.append(single[before:])
    at = np.array([start for start, _, _ in stretches], dtype=np.int32)
    widths = np.array([wide for _, wide, _ in stretches], dtype=np.int32)
    counts = np.array([len(found) for _, _, found in stretches], dtype=np.int32)
    more = np.cumsum(counts - widths)
    begins = at + np.concatenate(([0], more[:-1]))
    return Folded("".join(pieces), _Uneven(at, widths, begins.astype(np.int32), counts))
