"""Apostrophes and quotation marks as they are printed; no word is changed, and nothing gets longer."""

import re
from typing import Final

from qualcode.model.words.quotation_marks import marks_of

_BETWEEN: Final = re.compile(
    # Behind a stand-in such as [son], or a figure, only what joins a word there, for a quote may begin.
    r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<=[\])}\d])'(?=(?:s|ll|d|ve|re|m)\b)",
    re.IGNORECASE,
)
_ELIDED: Final = re.compile(
    r"(?<![\w'])'(?=(?:cause|cos|em|till?|tis|twas|bout|round|n|uns?|ere|nother|nuff|fraid|scuse|\d0s)\b)",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(r"(?<![\w'])'(?=\w)")
_LAST: Final = re.compile(r"(?<=[^\W\d_])'(?![\w'])")
_PAIR: Final = re.compile(r'(?<![\w"])"(?=[^\s"])([^"\n]*[^\s"])"(?![\w"])')


def with_apostrophes(words: str) -> str:
    """Straight apostrophes as they are printed; single marks that may be around a quote, or feet, stay."""
    if "'" not in words:
        return words
    return "\n".join(map(_of_a_line, words.split("\n")))


def as_printed(words: str, language: str) -> str:
    """What somebody says with printed apostrophes, and marks of its language around what is quoted in it."""
    begin, end = marks_of(language)
    if len(begin) == len(end) == 1:
        words = _PAIR.sub(lambda pair: f"{begin}{pair[1]}{end}", words)
    return with_apostrophes(words)


def _of_a_line(line: str) -> str:
    line = _ELIDED.sub("’", _BETWEEN.sub("’", line))
    # After an opening mark the one behind a word may close it.
    return line if _OPENING.search(line) else _LAST.sub("’", line)
