"""Whether words are what a file says of itself: title, date, place, who took part."""

import re
from typing import Final

DETAIL: Final = re.compile(
    r"[ \t>*_#|•·–—-]*(?P<key>[^\W_][^:\t|*]{0,48}?)[ \xa0]*[*_]*[ \xa0]*"
    r"(?::(?!\S*//)[ \xa0]*[*_]*[ ]*\t?|\t)[*_]*[ \xa0]*(?P<value>.*)"
)
"""A line such as “Date: 12 March”, with a colon or a tab after what is told; no address of a web page."""
_RULE: Final = re.compile(r"[\W_]*$")
_SENTENCE: Final = re.compile(r"[.?!…][\W_]*$")
_SHORT_KEY: Final = 3
"""Words of what is told, where it is told of one thing only."""
_LONGEST_TITLE: Final = 80
"""Letters of a line that is a title, or a row of a list."""


def tells_of_itself(words: str) -> bool:
    """Whether every line is a detail (“Date: 12 March”), a title or a rule, and one at least a detail."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    details = [DETAIL.match(line) for line in lines]
    keys = [len(found["key"].split()) for found in details if found is not None]
    # A colon alone is in many a sentence.
    if not keys or (len(keys) == 1 and keys[0] > _SHORT_KEY):
        return False
    return all(found or _is_title(line) for line, found in zip(lines, details, strict=True))


def _is_title(line: str) -> bool:
    return bool(_RULE.match(line)) or (len(line) <= _LONGEST_TITLE and not _SENTENCE.search(line))
