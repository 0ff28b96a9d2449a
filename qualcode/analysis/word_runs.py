"""Words in a row, by which one text is known to repeat another whatever its marks and its case."""

import re
from collections.abc import Iterator
from typing import Final

ENOUGH: Final = 6
"""So many words in a row are those of one text and not of another by chance."""
WORD: Final = re.compile(r"\w+(?:['’]\w+)*")

Words = tuple[str, ...]


def plain_word(word: str) -> str:
    """A word as it is compared."""
    return word.replace("’", "'").casefold()


def words_in(text: str) -> Words:
    """The words of a text as they are compared."""
    return tuple(map(plain_word, WORD.findall(text)))


def runs(words: Words, length: int) -> Iterator[Words]:
    """Every ``length`` words in a row; none where there are fewer, or where the length is 0."""
    for place in range(len(words) - length + 1 if length else 0):
        yield words[place : place + length]
