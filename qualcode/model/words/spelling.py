"""Words as people type and spell them: found in any spelling, whatever accents and apostrophes they have.

An accent that is typed must be there; a letter typed without one stands for those with.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Final

from qualcode.model.words.folding import Folded, fold
from qualcode.model.words.letters import Letter, letters

_SHORT: Final = 200
"""Letters of what is a name, of which the form for searching is kept."""


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """A short text in the form for searching, without blanks at its ends and each run of them as one."""
    if text.isascii():
        return " ".join(fold(text).text.split())
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

    __slots__ = ("_exact", "_letters", "_pieces", "_plain", "_rest", "match_case")

    def __init__(self, words: str, *, match_case: bool = False) -> None:
        self.match_case = match_case
        self._letters = _trimmed(letters(words, fold_case=not match_case))
        self._plain = key(words)
        self._pieces = self._plain.split(" ")
        self._rest = re.compile(" +" + " +".join(map(re.escape, self._pieces[1:])))
        # Where nothing typed has an accent, whatever has the same letters is meant.
        self._exact = match_case or any(letter.accents for letter in self._letters)

    def __bool__(self) -> bool:
        return bool(self._letters)

    def within(self, text: str) -> bool:
        """Whether the words are anywhere in a text."""
        if not self._exact and len(text) <= _SHORT and text.isascii():
            # A filter asks for each of thousands of names at every letter that is typed.
            return bool(self) and self._plain in key(text)
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
        for first, end in self._candidates(folded.text):
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
