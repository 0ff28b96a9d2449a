"""The letters of a text as they are compared: what looks the same is the same.

Apostrophes and quotation marks of all kinds are, hyphens and dashes, blanks and line ends, letters in one
code point or in several, capitals, ligatures. What cannot be seen (soft hyphens, zero-width characters)
plays no part. An accent is told from its letter in Latin and Greek alone: й is another letter than и, and
the marks of Hindi, Thai, Arabic and Hebrew are letters like others.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

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


_MOST_MARKS: Final = 100
"""Code points of one letter. Millions of marks after one would take for ever to be put in their order."""


class Letter(NamedTuple):
    """One letter of the form for searching, and the accents that a Latin or Greek one has."""

    base: str
    accents: str = ""


def _unseen(letter: str) -> bool:
    if letter in _UNSEEN:
        return True
    point = ord(letter)
    selector = 0xFE00 <= point <= 0xFE0F or 0xE0000 <= point <= 0xE0FFF or 0x180B <= point <= 0x180F
    return selector or (unicodedata.category(letter) == "Cf" and point >= 0x2000)


def attaches(letter: str) -> bool:
    """Whether a character may be one with that before it: marks, and the later parts of Korean syllables."""
    return "\u1160" <= letter <= "\u11ff" or unicodedata.category(letter).startswith("M")


@lru_cache(maxsize=65_536)
def _bears_accents(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN ", "GREEK "))


def takes_accents(letter: str) -> bool:
    """Whether a mark after this character is an accent of a Latin or Greek letter."""
    return not letter.isspace() and _bears_accents(unicodedata.normalize("NFKD", letter)[0])


@lru_cache(maxsize=65_536)
def letters_of(cluster: str, fold_case: bool = True) -> tuple[Letter, ...]:
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
    for cluster in clusters(text):
        for letter in letters_of(cluster, fold_case):
            if letter.base != " " or not found or found[-1].base != " ":
                found.append(letter)
    return found


def clusters(text: str) -> Iterator[str]:
    """A text in characters, each with the marks that are one with it."""
    start = 0
    for place in range(1, len(text) + 1):
        long = place - start == _MOST_MARKS
        if (
            place == len(text)
            or long
            or not (attaches(text[place]) and _one_with(text[start:place], text[place]))
        ):
            if start < place:
                yield text[start:place]
            start = place


def _one_with(before: str, mark: str) -> bool:
    """Whether a mark is one letter with what is before it, rather than a letter of its own.

    Vowel signs, as of Hindi, are letters of their own.
    """
    if unicodedata.combining(mark) or takes_accents(before[0]):
        return not before[0].isspace()
    return not unicodedata.is_normalized("NFC", before + mark)


def in_word(letter: str) -> bool:
    """Whether a character is part of a word: letters, digits and marks."""
    return letter.isalnum() or letter == "_" or unicodedata.category(letter).startswith("M")
