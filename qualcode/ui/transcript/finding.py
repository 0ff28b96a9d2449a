"""Which codes someone means by what they type: substrings first, then letters in order, then misspellings."""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID

from rapidfuzz import fuzz

from qualcode.model.entities import Code
from qualcode.model.folding import Folded, fold
from qualcode.model.spelling import Typed, key, narrowing_by_words
from qualcode.model.study import Study

_CLOSE_ENOUGH: Final = 78
_LEAST_FOR_GUESSES: Final = 3


class Fit(IntEnum):
    """How well a code fits what was typed; the lower the better."""

    SAME = 0
    BEGINS = 1
    WORD_BEGINS = 2
    IN_NAME = 3
    IN_PATH = 4
    LETTERS = 5
    ALIKE = 6


class Choice(NamedTuple):
    """A row of the field: a code, or None for making a new one of the typed name."""

    code: Code | None
    name: str
    path: str


def choices(study: Study, typed: str, recent: Sequence[UUID] = ()) -> list[Choice]:
    """The codes that may be meant, best first; among equals those used last, then the codebook's order.

    The row that makes a new code comes after those that hold what was typed and before mere guesses:
    a new name and Enter makes a code, whatever similar ones there are.
    """
    rank = {code_id: place for place, code_id in enumerate(recent)}
    found = []
    wanted = _Wanted(typed)
    for place, code in enumerate(study.codes_in_order):
        fit = wanted.fit(code.name, study.path(code.id)) if code.codable else None
        if fit is not None:
            found.append((fit, rank.get(code.id, len(rank)), place, code))
    found.sort(key=lambda item: item[:3])
    rows = [(fit, Choice(code, code.name, study.path(code.id))) for fit, _, _, code in found]
    name = " ".join(typed.split())
    if not name or any(fit is Fit.SAME for fit, _ in rows):
        return [choice for _, choice in rows]
    sure = [choice for fit, choice in rows if fit <= Fit.IN_PATH]
    return [*sure, Choice(None, name, ""), *(choice for fit, choice in rows if fit > Fit.IN_PATH)]


class _Wanted:
    """What is typed, made ready once for thousands of codes: each letter that is typed asks again."""

    def __init__(self, typed: str) -> None:
        self._words = Typed(typed)
        self._in_any_order = narrowing_by_words(typed)
        self._key = key(typed)
        self._pieces = self._key.split()

    def fit(self, name: str, path: str) -> Fit | None:
        """How a code fits; None where it does not."""
        if not self._words:
            return Fit.BEGINS
        whole = key(path)
        # What does not even have the letters need not be looked at with its accents.
        if all(piece in whole for piece in self._pieces):
            sure = _sure_fit(self._words, name)
            if sure is not None:
                return sure
            if self._in_any_order(path):
                return Fit.IN_PATH
        if len(self._key) < _LEAST_FOR_GUESSES:
            return None
        own = key(name)
        letters = iter(own)
        if all(letter in letters for letter in self._key):
            return Fit.LETTERS
        alike = fuzz.ratio(self._key, own, score_cutoff=_CLOSE_ENOUGH)
        return Fit.ALIKE if alike >= _CLOSE_ENOUGH else None


@lru_cache(maxsize=16_384)
def _folded(name: str) -> Folded:
    return fold(name)


def _sure_fit(words: Typed, name: str) -> Fit | None:
    """How a name holds what was typed, in any spelling; None where it does not."""
    starts = [start for (start, _), _ in words.places(name, _folded(name))]
    if not starts:
        return None
    if words.is_all_of(name):
        return Fit.SAME
    if not name[: starts[0]].strip():
        return Fit.BEGINS
    begins_word = any(name[start - 1].isspace() for start in starts)
    return Fit.WORD_BEGINS if begins_word else Fit.IN_NAME
