"""A project's own stop list: words that its word lists leave out, and common words that they list."""

from collections.abc import Iterable, Iterator
from typing import Final

from qualcode.model.entities import ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.words.cutting import shortened

_APOSTROPHES: Final = str.maketrans("’ʼ", "''")
_LONGEST: Final = 80
_NOT: Final = "n't"
_BEFORE_NOT: Final = {"ca": "can", "wo": "will", "sha": "will"}


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


def is_contraction(word: str, common: frozenset[str]) -> bool:
    """Whether a word is put together from common ones at its apostrophes: “it's”, “don't”, “j'ai”."""
    return any(
        tail in common and (head in common or is_contraction(head, common)) for head, tail in _parts(word)
    )


def _parts(word: str) -> Iterator[tuple[str, str]]:
    """The ways in which a word can be parted at an apostrophe."""
    if word.endswith(_NOT):
        head = word.removesuffix(_NOT)
        yield _BEFORE_NOT.get(head, head), _NOT
    for place, letter in enumerate(word):
        if letter == "'":
            yield word[:place], word[place:]
            yield word[: place + 1], word[place + 1 :]


def without_repeats(
    left_out: Iterable[str], listed: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both parts of a stop list, tidy; what is in both is left out."""
    out = tidy_words(left_out)
    return out, tuple(word for word in tidy_words(listed) if word not in out)
