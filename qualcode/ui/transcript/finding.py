"""Which codes someone means by what they type: substrings first, then letters in order, then misspellings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from operator import attrgetter
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from rapidfuzz import fuzz

from qualcode.model.entities import Code
from qualcode.model.study import Study
from qualcode.model.words.folding import Folded, fold
from qualcode.model.words.spelling import Typed, key, narrowing_by_words
from qualcode.ui.session.chunks import Chunks, all_at_once

_CLOSE_ENOUGH: Final = 78
_LEAST_FOR_GUESSES: Final = 3
_AT_ONCE: Final = 250
"""Codes that are made ready before the window does something else."""


class Fit(IntEnum):
    """How well a code fits what was typed; the lower the better."""

    SAME = 0
    BEGINS = 1
    WORD_BEGINS = 2
    IN_NAME = 3
    IN_PATH = 4
    LETTERS = 5
    ALIKE = 6


_SURE: Final = tuple(fit for fit in Fit if fit <= Fit.IN_PATH)
_GUESSES: Final = tuple(fit for fit in Fit if fit > Fit.IN_PATH)


class Choice(NamedTuple):
    """A row of the field: a code, or None for making a new one of the typed name."""

    code: Code | None
    name: str
    path: str


class _Known(NamedTuple):
    """A code as it is looked for; ``whole`` and ``own``: path and name in the form for searching.

    ``plain``: no letter of them has an accent.
    """

    choice: Choice
    whole: str
    own: str
    plain: bool


class _Ready(NamedTuple):
    """A codebook as it is looked through: each code that can be applied, and its place among them."""

    codes: tuple[Code, ...] = ()
    known: tuple[_Known, ...] = ()
    places: Mapping[UUID, int] = {}


class CodeFinder:
    """Finds codes in the codebook, which is made ready once for all letters that are typed."""

    _ready: ClassVar[_Ready] = _Ready()
    """Of the codebook that was looked through last: every field that asks for a code finds the same ones."""

    @classmethod
    def getting_ready(cls, study: Study) -> Chunks:
        """Make the codebook ready a part at a time, before anybody looks for a code."""
        # The same until a code changes: what is coded meanwhile does not matter.
        before, codes = cls._ready, study.codes_in_order
        if codes is before.codes:
            return
        kept = {code_id: before.known[place] for code_id, place in before.places.items()}
        known: list[_Known] = []
        for number, code in enumerate(codes):
            if code.codable:
                path = study.path(code.id)
                row = kept.get(code.id)
                is_same = row is not None and row.choice.code is code and row.choice.path == path
                known.append(row if row is not None and is_same else _known(code, path))
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
        places = {code.id: place for place, code in enumerate(filter(attrgetter("codable"), codes))}
        cls._ready = _Ready(codes, tuple(known), places)

    def choices(self, study: Study, typed: str, recent: Sequence[UUID] = ()) -> list[Choice]:
        """The codes that may be meant, best first; among equals those used last, then the codebook's order.

        The row that makes a new code comes after those that hold what was typed and before mere guesses:
        a new name and Enter makes a code, whatever similar ones there are.
        """
        all_at_once(self.getting_ready(study))
        known = self._ready.known
        places = [self._ready.places[code_id] for code_id in recent if code_id in self._ready.places]
        rank = {place: number for number, place in enumerate(places)}
        name, wanted = " ".join(typed.split()), _Wanted(typed)
        if not wanted.words:
            others = (row.choice for place, row in enumerate(known) if place not in rank)
            every = [*(known[place].choice for place in rank), *others]
            return [*every, Choice(None, name, "")] if name else every
        found: dict[Fit, list[int]] = {fit: [] for fit in Fit}
        for place, fit in wanted.fits(known):
            found[fit].append(place)
        sure, guesses = (
            [known[place].choice for fit in fits for place in _recent_first(found[fit], rank)]
            for fits in (_SURE, _GUESSES)
        )
        own = [] if found[Fit.SAME] else [Choice(None, name, "")]
        return [*sure, *own, *guesses]


def _recent_first(places: list[int], rank: Mapping[int, int]) -> list[int]:
    """Those used last first, the others as they stand; as a whole, thousands would take long to sort."""
    recent = sorted(rank.keys() & places, key=rank.__getitem__)
    return [*recent, *(place for place in places if place not in rank)] if recent else places


def _known(code: Code, path: str) -> _Known:
    return _Known(Choice(code, code.name, path), key(path), key(code.name), path.isascii())


class _Wanted:
    """What is typed, made ready once for thousands of codes: each letter that is typed asks again."""

    def __init__(self, typed: str) -> None:
        self.words = Typed(typed)
        self._in_any_order = narrowing_by_words(typed)
        self._key = key(typed)
        self._pieces = self._key.split()
        self._letters = _in_this_order(self._key)
        # Letters without accents in names without: the form for searching says all there is to say.
        self._plain = typed.isascii()

    def fits(self, known: Sequence[_Known]) -> Iterator[tuple[int, Fit]]:
        """The codes that fit, by their places, and how."""
        if not self.words:
            yield from ((place, Fit.BEGINS) for place in range(len(known)))
            return
        guesses = len(self._key) >= _LEAST_FOR_GUESSES
        pieces, letters = self._pieces, self._letters
        for place, row in enumerate(known):
            fit = None
            # What does not even have the letters need not be looked at with its accents.
            if all(piece in row.whole for piece in pieces):
                fit = self._sure_fit(row)
            if fit is None and guesses:
                if letters.match(row.own):
                    fit = Fit.LETTERS
                elif fuzz.ratio(self._key, row.own, score_cutoff=_CLOSE_ENOUGH) >= _CLOSE_ENOUGH:
                    fit = Fit.ALIKE
            if fit is not None:
                yield place, fit

    def _sure_fit(self, known: _Known) -> Fit | None:
        if self._plain and known.plain:
            return _plain_fit(self._key, known.own)
        fit = _sure_fit(self.words, known.choice.name)
        return Fit.IN_PATH if fit is None and self._in_any_order(known.choice.path) else fit


def _in_this_order(letters: str) -> re.Pattern[str]:
    """Matches what has these letters in this order, whatever is between them.

    Each is looked for at its first place alone, so that no name takes long.
    """
    return re.compile("".join(f"[^{escaped}]*{escaped}" for escaped in map(re.escape, letters)), re.DOTALL)


@lru_cache(maxsize=16_384)
def _folded(name: str) -> Folded:
    return fold(name)


def _plain_fit(typed: str, own: str) -> Fit:
    """As ``_sure_fit``, of a name in the form for searching whose path holds every word that was typed."""
    first = own.find(typed)
    if first < 0:
        return Fit.IN_PATH
    if first == 0:
        return Fit.SAME if own == typed else Fit.BEGINS
    return Fit.WORD_BEGINS if f" {typed}" in own else Fit.IN_NAME


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
