"""Spellings of the same words: a text in a form for searching, with the way back to its own positions.

What looks the same is the same: apostrophes and quotation marks of all kinds, hyphens and dashes, blanks
and line ends, letters in one code point or in several, capitals, ligatures. What cannot be seen (soft
hyphens, zero-width characters) plays no part. An accent that is typed must be there; a letter typed
without one stands for those with, in Latin and Greek alone: й is another letter than и, and the marks
of Hindi, Thai, Arabic and Hebrew are letters like others.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int32]

_APOSTROPHES: Final = "'`´ʹʻʼʽˈ′‘’‚‛‵‹›＇｀ꞌꞋ՚׳᾽᾿❛❜"
_QUOTES: Final = '"“”„‟″‶«»＂〝〞〟״❝❞'
_DASHES: Final = "-‐‑‒–—―⁃−﹘﹣－֊־᠆"
_UNSEEN: Final = frozenset("\u00ad\u034f\u061c\u180e\ufeff\u115f\u1160\u3164\uffa0")
_ALIKE: Final[dict[str, str]] = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    "\u2044": "/",
}
_STROKES: Final = {
    "ø": ("o", "\u0338"),
    "Ø": ("O", "\u0338"),
    "ł": ("l", "\u0335"),
    "Ł": ("L", "\u0335"),
    "đ": ("d", "\u0335"),
    "Đ": ("D", "\u0335"),
    "ħ": ("h", "\u0335"),
    "Ħ": ("H", "\u0335"),
    "ŧ": ("t", "\u0335"),
    "Ŧ": ("T", "\u0335"),
}
"""Letters with a stroke, which Unicode does not take apart: a stroke is an accent like others."""


class Letter(NamedTuple):
    """One letter of the form for searching, and the accents that a Latin or Greek one has."""

    base: str
    accents: str = ""


# -- one character, or one with the marks after it ----------------------------------------------------


def _unseen(letter: str) -> bool:
    if letter in _UNSEEN:
        return True
    point = ord(letter)
    selector = 0xFE00 <= point <= 0xFE0F or 0xE0000 <= point <= 0xE0FFF or 0x180B <= point <= 0x180F
    return selector or (unicodedata.category(letter) == "Cf" and point >= 0x2000)


def _attaches(letter: str) -> bool:
    """Whether a character may be one with that before it: marks, and the later parts of Korean syllables."""
    return "\u1160" <= letter <= "\u11ff" or unicodedata.category(letter).startswith("M")


@lru_cache(maxsize=65_536)
def _bears_accents(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN ", "GREEK "))


def _takes_accents(letter: str) -> bool:
    """Whether a mark after this character is an accent of a Latin or Greek letter."""
    return not letter.isspace() and _bears_accents(unicodedata.normalize("NFKD", letter)[0])


@lru_cache(maxsize=65_536)
def _letters_of(cluster: str, fold_case: bool = True) -> tuple[Letter, ...]:
    """The letters of one character, or of one with its marks."""
    if len(cluster) == 1:
        if cluster.isspace():
            return (Letter(" "),)
        if cluster in _ALIKE:
            return (Letter(_ALIKE[cluster]),)
        if _unseen(cluster):
            return ()
    parts = unicodedata.normalize("NFKD", cluster)
    if parts.startswith(" "):
        # An accent that stands by itself.
        return tuple(Letter(part) for part in cluster)
    if fold_case:
        parts = unicodedata.normalize("NFKD", parts.casefold())
    found: list[Letter] = []
    others = ""
    for part in parts:
        mark = unicodedata.combining(part) != 0 or unicodedata.category(part) == "Mn"
        if mark and not others and found and _bears_accents(found[-1].base):
            found[-1] = Letter(found[-1].base, found[-1].accents + ("" if _unseen(part) else part))
        elif mark or not _bears_accents(part):
            others += part
        else:
            found += _composed(others)
            others = ""
            found.append(Letter(*_STROKES.get(part, (part,))))
    return (*found, *_composed(others))


def _composed(letters: str) -> Iterator[Letter]:
    """Letters that bear no accents: marks are one with them wherever Unicode has a character for both."""
    for letter in unicodedata.normalize("NFC", letters):
        if letter in _ALIKE:
            yield Letter(_ALIKE[letter])
        elif not _unseen(letter):
            yield Letter(" " if letter.isspace() else letter)


def letters(text: str, *, fold_case: bool = True) -> list[Letter]:
    """The letters of a short text, each run of blanks as one."""
    found: list[Letter] = []
    for cluster in _clusters(text):
        for letter in _letters_of(cluster, fold_case):
            if letter.base != " " or not found or found[-1].base != " ":
                found.append(letter)
    return found


def _clusters(text: str) -> Iterator[str]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not (_attaches(text[place]) and _one_with(text[start:place], text[place])):
            if start < place:
                yield text[start:place]
            start = place


def _one_with(before: str, mark: str) -> bool:
    """Whether a mark is one letter with what is before it, rather than a letter of its own.

    Vowel signs, as of Hindi, are letters of their own.
    """
    if unicodedata.combining(mark) or _takes_accents(before[0]):
        return not before[0].isspace()
    return not unicodedata.is_normalized("NFC", before + mark)


# -- a whole text ----------------------------------------------------------------------------------------


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

    letters: str
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
    point: ord(_letters_of(chr(point))[0].base) if _letters_of(chr(point)) else point for point in range(128)
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
            found = _letters_of(letter)
            self.uneven[point] = len(found) != 1
            self.single[point] = ord(found[0].base) if len(found) == 1 else point
            self.attaches[point] = _attaches(letter)
            self.combines[point] = unicodedata.combining(letter) != 0
            self.bears[point] = _takes_accents(letter)
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
    return tuple((len(cluster), _letters_of(cluster)) for cluster in _clusters(run))


def _spread(text: str, points: npt.NDArray[np.unsignedinteger], joined: list[_Stretch]) -> Folded:
    """Letters of a text where some stretches are several letters, or none."""
    taken = np.zeros(len(points), dtype=np.bool_)
    for start, width, _ in joined:
        taken[start : start + width] = True
    alone = np.flatnonzero(_TABLE.uneven[points] & ~taken)
    stretches = [(place, 1, _letters_of(text[place])) for place in alone.tolist()]
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


def in_word(letter: str) -> bool:
    """Whether a character is part of a word: letters, digits and marks."""
    return letter.isalnum() or letter == "_" or unicodedata.category(letter).startswith("M")


# -- what is typed -----------------------------------------------------------------------------------------


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """A short text in the form for searching, without blanks at its ends and each run of them as one."""
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    return _key(text)


def _key(text: str) -> str:
    return "".join(letter.base for letter in letters(text)).strip(" ")


@lru_cache(maxsize=16_384)
def _full_key(text: str) -> str:
    """As ``key``, with the accents."""
    if text.isascii():
        return key(text)
    return "".join(letter.base + letter.accents for letter in letters(text)).strip(" ")


class Typed:
    """Words as somebody typed them, to be found in any spelling.

    Blanks at their ends play no part. With ``match_case`` capitals are told from small letters.
    """

    __slots__ = ("_exact", "_letters", "_pieces", "_rest", "match_case")

    def __init__(self, words: str, *, match_case: bool = False) -> None:
        self.match_case = match_case
        self._letters = _trimmed(letters(words, fold_case=not match_case))
        self._pieces = key(words).split(" ")
        self._rest = re.compile(" +" + " +".join(map(re.escape, self._pieces[1:])))
        # Where nothing typed has an accent, whatever has the same letters is meant.
        self._exact = match_case or any(letter.accents for letter in self._letters)

    def __bool__(self) -> bool:
        return bool(self._letters)

    def within(self, text: str) -> bool:
        """Whether the words are anywhere in a text."""
        return bool(self) and any(True for _ in self.found_in(text))

    def is_all_of(self, text: str) -> bool:
        """Whether a text says these words and no others."""
        return bool(self) and key(text) == " ".join(self._pieces) and self.fits(text)

    def begins(self, text: str) -> bool:
        """Whether a text begins with these words."""
        return bool(self) and next((start for start, _ in self.found_in(text.lstrip())), 1) == 0

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words are in a text, from left to right, none sharing a letter with another."""
        return (span for span, _ in self.places(text, fold(text)))

    def places(self, text: str, folded: Folded) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """As ``found_in``, and where the words are in the folded text."""
        if not self:
            return
        after = 0
        for first, end in self._candidates(folded.letters):
            span = folded.stored(first, end) if first >= after else None
            if span is not None and (not self._exact or self.fits(text[slice(*span)])):
                after = end
                yield span, (first, end)

    def _candidates(self, where: str) -> Iterator[tuple[int, int]]:
        head = self._pieces[0]
        first = where.find(head)
        while first >= 0:
            end = first + len(head)
            if len(self._pieces) > 1:
                rest = self._rest.match(where, end)
                if rest is not None:
                    yield first, rest.end()
            else:
                yield first, end
            first = where.find(head, first + 1)

    def fits(self, piece: str) -> bool:
        """Whether a piece of text with the same letters has the accents, or capitals, that were typed."""
        found = _trimmed(letters(piece, fold_case=not self.match_case))
        return len(found) == len(self._letters) and all(
            mine.base == other.base and mine.accents in ("", other.accents)
            for mine, other in zip(self._letters, found, strict=True)
        )


def _trimmed(found: list[Letter]) -> list[Letter]:
    while found and found[0].base == " ":
        found = found[1:]
    while found and found[-1].base == " ":
        found = found[:-1]
    return found


def narrowing(typed: str) -> Callable[[str], bool]:
    """Tells which texts hold what is typed into a filter; all, where nothing is."""
    words = Typed(typed)
    return words.within if words else lambda _text: True


def narrowing_by_words(typed: str) -> Callable[[str], bool]:
    """As ``narrowing``, but the words may be in any order and anywhere."""
    wanted = [Typed(word) for word in typed.split() if key(word)]
    return lambda text: all(words.within(text) for words in wanted)


def named(typed: str, names: Collection[str]) -> list[str]:
    """The names that are meant by what was typed: those spelt so, else those that have more accents."""
    wanted = _full_key(typed)
    same = [name for name in names if _full_key(name) == wanted]
    if same:
        return same
    meant = Typed(typed)
    return [name for name in names if meant.is_all_of(name)]


def same_name(one: str, other: str) -> bool:
    """Whether two names differ in spelling alone."""
    return one == other or _full_key(one) == _full_key(other)
