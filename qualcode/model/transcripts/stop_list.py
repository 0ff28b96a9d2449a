"""A project's own stop list: words that its word lists leave out, and common words that they list."""

from collections.abc import Iterable
from typing import Final

from qualcode.model.entities import ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.words.cutting import shortened

_APOSTROPHES: Final = str.maketrans("’ʼ", "''")
_LONGEST: Final = 80


def as_counted(word: str) -> str:
    """A word as lists count it: small letters, and all apostrophes the same."""
    return word.lower().translate(_APOSTROPHES)


def tidy_words(typed: Iterable[str]) -> tuple[str, ...]:
    """Words as a stop list keeps them: each once, in the order typed.

    Raises QualcodeError for what is more than one word and would leave out nothing.
    """
    found: dict[str, None] = {}
    for entry in typed:
        tidy = as_counted(entry.strip())
        if len(tidy.split()) > 1:
            shown = shortened(" ".join(tidy.split()), _LONGEST)
            raise QualcodeError(f"“{shown}” is more than one word; write one word at a time.")
        if tidy:
            found[tidy] = None
    return tuple(found)


def unlisted(info: ProjectInfo, common: frozenset[str]) -> frozenset[str]:
    """All that a word list leaves out where these are the common words that it would leave out anyway."""
    return (common - frozenset(info.listed_words)) | frozenset(info.unlisted_words)


def without_repeats(
    left_out: Iterable[str], listed: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both parts of a stop list, tidy; what is in both is left out."""
    out = tidy_words(left_out)
    return out, tuple(word for word in tidy_words(listed) if word not in out)
