"""The word that a place in a text is within, and the end of it that is nearer: nobody means half a word.

Of scripts that are written without blanks, every letter counts as a word.
"""

import re
from typing import Final

from qualcode.model.span import Span

UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Letters of such scripts, for a class of a regular expression."""

_WORD: Final = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:['’][^\W_{UNSPACED}]+)*")
_LONGEST: Final = 2_000


def word_within(text: str, place: int) -> Span | None:
    """The word that begins before a place and ends after it; None between words."""
    start, end = max(0, place - _LONGEST), min(len(text), place + _LONGEST)
    before, after = text[start:place].split(), text[place:end].split(maxsplit=1)
    if not before or not after or text[place - 1].isspace() or text[place].isspace():
        return None
    begin = place - len(before[-1])
    spans = (Span(*found.span()) for found in _WORD.finditer(text, begin, place + len(after[0])))
    return next((span for span in spans if span.start < place < span.end), None)


def nearer_word_edge(text: str, place: int) -> int:
    """A place, or within a word its nearer end; in the middle, its beginning."""
    word = word_within(text, place)
    return place if word is None else min(word, key=lambda edge: abs(edge - place))
