"""What can be the name of a speaker, and how sure a label by itself makes it."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final
from unicodedata import category

from qualcode.importers.speakers.speaker_words import (
    ALTERNATING,
    BEFORE_A_NOUN,
    NEVER,
    PARTICLES,
    RUNNING,
    SPEAKER_NOUNS,
    one_of,
)


class LabelClass(IntEnum):
    """What a label looks like, from certainly not a speaker to certainly one."""

    NONE = 0
    WORDS = 1
    NAME = 2
    FULL_NAME = 3
    CAPITALS = 4
    CODE = 5
    ROLE = 6


MAX_LABEL: Final = 250
"""With what is in brackets after the name; without it no more than this:"""

_LONGEST_NAME: Final = 110
_MAX_WORDS: Final = 8

# P1, R 12, S_03, FG2-P1, FG1P3, Int1, IV01, M3b
_CODE: Final = re.compile(
    r"(?:[A-Z]{1,4}|[A-Z][a-z]{1,3})[ ._-]?\d{1,4}[A-Za-z]?"
    r"|[A-Z]{1,4}\d{0,3}[-_. ]?[A-Z]{1,3}\d{1,3}"
    r"|[a-z]{1,2}\d{1,3}"
    r"|(?:SPEAKER|speaker|Speaker)_\d{1,3}"
)
_ROLE: Final = re.compile(
    rf"(?:{one_of(BEFORE_A_NOUN)}[ -])*{one_of(SPEAKER_NOUNS)}"
    r"(?:[ _.-]?(?:\d{1,3}|[A-Za-z]|one|two|three|four|five|six|seven|eight|nine|ten))?(?:[ ]?voice)?",
    re.IGNORECASE,
)
_DOUBT: Final = re.compile(r"[ \xa0\u202f]+\?$")
_BRACKETED: Final = re.compile(r"\s*[(\[].*[)\]]\s*$")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.? ?){1,4}|[A-Z]{1,4}")
_CAPITALS: Final = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.'’ \-]*(?: ?\d{1,3})?")
_ENDS_LIKE_SPEECH: Final = (",", ";", "!", "?", "…", '"', "”", "»", "..")


@lru_cache(maxsize=65_536)
def label_class(label: str) -> LabelClass:
    """What ``label`` looks like."""
    label = label.strip()
    if not label or len(label) > MAX_LABEL or label.endswith(_ENDS_LIKE_SPEECH):
        return LabelClass.NONE
    bare = _BRACKETED.sub("", label) if label.endswith((")", "]")) else label
    core = bare or label.strip("()[]")
    words = core.split()
    if (
        not words
        or len(words) > _MAX_WORDS
        or len(core) > _LONGEST_NAME
        or not any(letter.isalpha() for letter in core)
    ):
        return LabelClass.NONE
    folded = core.casefold().rstrip(".")
    if folded in NEVER or "http" in folded or "@" in folded or "=" in folded:
        return LabelClass.NONE
    if _CODE.fullmatch(core):
        return LabelClass.CODE
    if _ROLE.fullmatch(core):
        return LabelClass.ROLE
    if folded in ALTERNATING:
        return LabelClass.WORDS
    if _INITIALS.fullmatch(core) or (_CAPITALS.fullmatch(core) and len(words) <= 4):
        return LabelClass.CAPITALS
    return _class_of_words(words)


def _class_of_words(words: list[str]) -> LabelClass:
    if not (words[0][0].isalpha() or words[0][0] in "'’"):
        return LabelClass.NONE
    first = words[0]
    if all(_capitalised(word) or word.casefold() in PARTICLES for word in words) and _capitalised(first):
        return LabelClass.FULL_NAME if len(words) > 1 else LabelClass.NAME
    if len(words) > 4 or any(word.casefold().strip(",.") in RUNNING for word in words):
        return LabelClass.NONE
    if any(not (_is_letter(letter) or letter in ".'’-–&/_#") for word in words for letter in word):
        return LabelClass.NONE
    return LabelClass.WORDS


def _capitalised(word: str) -> bool:
    letter = word.lstrip("(\"'‘“[#")[:1]
    return letter.isupper() or letter.isdigit() or _is_uncased(letter)


def _is_uncased(letter: str) -> bool:
    """Whether a letter is of a script without capitals, in which names look like other words."""
    return letter.isalpha() and letter.upper() == letter.lower()


def _is_letter(letter: str) -> bool:
    """Whether this can be part of a word; many scripts write vowels and tones as marks on letters."""
    return letter.isalnum() or category(letter).startswith("M")


def without_doubt(label: str) -> str:
    """A label without the mark that somebody put after a name of whom they were not sure: ``Marie ?``."""
    return _DOUBT.sub("", label)
