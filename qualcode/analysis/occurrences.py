"""Where the words of a query, meant as they were typed, occur in a text."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

import regex

from qualcode.analysis.quick_expressions import surely_quick
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import PartKind, QueryPart, has_wildcard
from qualcode.model.words.folding import Folded, fold
from qualcode.model.words.in_words import briefly
from qualcode.model.words.letters import Letter, in_word, letters
from qualcode.model.words.repetitions import MOST_REPETITIONS, repetitions
from qualcode.model.words.spelling import Typed

Finder = Callable[[str], Iterator[tuple[int, int]]]
"""Gives the places of one text from left to right; none is empty, none shares a letter with another."""

PATIENCE: Final = 2.0
"""Seconds that a regular expression may take in a text of ordinary length, if it is not known to be quick."""
_CALLS_ITSELF: Final = re.compile(r"(?<!\\)(?:\\\\)*\(\?(?:R|[+-]?[0-9]+|P?&\w+|P>\w+)\)")
_A_LONG_TEXT: Final = 5_000_000


def occurrences(part: QueryPart, *, match_case: bool = False) -> Finder:
    """The finder for a part that is looked for in texts. Raises QualcodeError where it is no pattern."""
    if part.kind is PartKind.REGEX:
        return _expression(part.value, match_case=match_case)
    if part.kind is PartKind.EXACTLY:
        return lambda text: _letter_by_letter(part.value, text)
    if part.kind is PartKind.LIKE and has_wildcard(part.value):
        return _Pattern(part.value, match_case=match_case).found_in
    typed = Typed(part.value, match_case=match_case)
    if part.kind in (PartKind.WORD, PartKind.LIKE):
        return lambda text: _whole(typed, text)
    if part.kind is PartKind.STEM:
        return lambda text: _beginning(typed, text)
    return typed.found_in


def typed_part(words: str) -> QueryPart:
    """Words that may have wildcards."""
    return QueryPart(PartKind.LIKE if has_wildcard(words) else PartKind.WORDS, words)


def _letter_by_letter(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(wanted)
    while start >= 0:
        yield start, start + len(wanted)
        start = text.find(wanted, start + len(wanted))


# -- words and how they begin --------------------------------------------------------------------------


def _begins_word(where: str, first: int) -> bool:
    return not first or not (in_word(where[first - 1]) and in_word(where[first]))


def _ends_word(where: str, after: int) -> bool:
    return after == len(where) or not (in_word(where[after]) and in_word(where[after - 1]))


def _whole(typed: Typed, text: str) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    for span, (first, after) in typed.places(text, folded):
        if _begins_word(folded.text, first) and _ends_word(folded.text, after):
            yield span


def _beginning(typed: Typed, text: str) -> Iterator[tuple[int, int]]:
    """Each word that begins so, to its end."""
    folded = fold(text)
    last = 0
    for (start, end), (first, after) in typed.places(text, folded):
        if start >= last and _begins_word(folded.text, first):
            last = _end_of_word(folded, first, after, end)
            yield start, last


def _end_of_word(folded: Folded, first: int, after: int, end: int) -> int:
    where = folded.text
    if _ends_word(where, after):
        return end
    while after < len(where) and in_word(where[after]):
        after += 1
    stored = folded.stored(first, after)
    return end if stored is None else stored[1]


# -- wildcards -------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _marks() -> str:
    """All marks of the first plane as the inside of a set of a regular expression."""
    found = [chr(point) for point in range(0x10000) if unicodedata.category(chr(point)).startswith("M")]
    return "".join(map(re.escape, found))


class _Pattern:
    """Whole words of which a part may be any letters: ``tru*``, ``*hood``, ``tru* in the c*``."""

    def __init__(self, words: str, *, match_case: bool) -> None:
        tokens = words.split()
        any_letters = rf"[\w{_marks()}]*"
        self._typed = [letters(token.strip("*"), fold_case=not match_case) for token in tokens]
        self._strict = match_case or any(letter.accents for token in self._typed for letter in token)
        self._match_case = match_case
        self._pattern = re.compile(" +".join(_as_pattern(token, any_letters) for token in tokens))
        self._exact = re.compile(
            " +".join(_with_accents(token, match_case=match_case) for token in tokens), re.DOTALL
        )
        first = tokens[0]
        self._open = first.startswith("*")
        pieces = first.split("*") if has_wildcard(first) else [first]
        cores = ["".join(letter.base for letter in letters(piece)) for piece in pieces]
        self._core = max(cores, key=len) if self._open else cores[0]

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        folded = fold(text)
        where, core = folded.text, self._core
        last = 0
        place = where.find(core)
        while place >= 0:
            first = max(last, _start_of_word(where, place) if self._open else place)
            # Before anything else: a word of a million letters must not be gone through from each of them.
            hit = self._pattern.match(where, first) if _begins_word(where, first) else None
            if hit is not None and _ends_word(where, hit.end()):
                span = folded.stored(first, hit.end())
                if span is not None and (not self._strict or self._fits(text[slice(*span)])):
                    yield span
                    last = hit.end()
            rest = max(place + 1, last)
            if self._open and last <= place:
                # It may begin anywhere in its word, and was not there.
                rest = max(rest, _past_word(where, place))
            place = where.find(core, rest)

    def _fits(self, piece: str) -> bool:
        spelt = "".join(
            letter.base + letter.accents for letter in letters(piece, fold_case=not self._match_case)
        )
        return self._exact.fullmatch(spelt) is not None


def _past_word(where: str, place: int) -> int:
    while place < len(where) and in_word(where[place]):
        place += 1
    return place


def _start_of_word(where: str, place: int) -> int:
    while place and in_word(where[place - 1]):
        place -= 1
    return place


def _as_pattern(token: str, any_letters: str) -> str:
    pieces = token.split("*") if has_wildcard(token) else [token]
    return _in_order(
        [re.escape("".join(letter.base for letter in letters(piece))) for piece in pieces], any_letters
    )


def _in_order(pieces: list[str], any_letters: str) -> str:
    """Pieces with any letters between them.

    Each but the last is taken where it comes first and not looked for again: if the rest fits after a later
    place it fits after the first too, and trying every place would take for ever with several wildcards.
    """
    if len(pieces) == 1:
        return pieces[0]
    first, *inner, last = pieces
    between = "".join(f"(?>{any_letters}?{piece})" for piece in inner if piece)
    return f"{first}{between}{any_letters}{last}"


def _with_accents(token: str, *, match_case: bool) -> str:
    """A pattern for the letters with their accents: those typed without one may have any."""

    def one(letter: Letter) -> str:
        return re.escape(letter.base + letter.accents) + ("" if letter.accents else f"[{_marks()}]*")

    pieces = token.split("*") if has_wildcard(token) else [token]
    return _in_order(
        ["".join(map(one, letters(piece, fold_case=not match_case))) for piece in pieces], r"\S*"
    )


# -- regular expressions ---------------------------------------------------------------------------------


def _expression(value: str, *, match_case: bool) -> Finder:
    """Looked for as it is, letter by letter, without keeping other threads waiting and for a limited time."""
    if _CALLS_ITSELF.search(value):
        raise QualcodeError(
            "A regular expression that calls itself or one of its groups, as (?R) and (?1) do, can fill "
            "the whole memory; write it without."
        )
    flags = regex.MULTILINE if match_case else regex.MULTILINE | regex.IGNORECASE
    if repetitions(value) > MOST_REPETITIONS:
        raise QualcodeError(
            f"“{briefly(value)}” asks for more than {MOST_REPETITIONS:,} repetitions. "
            "Use + or * instead of {…}."
        )
    try:
        pattern = regex.compile(value, flags)
    except (regex.error, OverflowError, RecursionError, ValueError, MemoryError) as error:
        raise QualcodeError(f"“{briefly(value)}” is not a regular expression: {error}.") from error

    quick = surely_quick(value)

    def find(text: str) -> Iterator[tuple[int, int]]:
        # In seconds of the processor: what else a busy computer does is not the expression's fault.
        limit = PATIENCE * max(1.0, len(text) / _A_LONG_TEXT)
        try:
            hits = pattern.finditer(text, timeout=None if quick else limit, concurrent=True)
            return iter([hit.span() for hit in hits if hit.end() > hit.start()])
        except (MemoryError, RecursionError) as error:
            raise QualcodeError(
                f"The regular expression “{briefly(value)}” needs more memory than there is; make it simpler."
            ) from error
        except TimeoutError as error:
            raise QualcodeError(
                f"The regular expression “{briefly(value)}” was stopped after {limit:.0f} seconds in one "
                "transcript. Make it simpler; a repetition within a repetition, as in (a+)+, takes very long."
            ) from error

    return find
