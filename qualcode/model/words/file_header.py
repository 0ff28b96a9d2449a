"""Whether words are what a file says of itself: title, date, place, who took part."""

import re
from typing import Final

DETAIL: Final = re.compile(
    r"[ \t>*_#|•·–—-]*(?P<key>[^\W_][^:\t|*]{0,48}?)[ \xa0]*[*_]*[ \xa0]*"
    r"(?::(?!\S*//)[ \xa0]*[*_]*[ ]*\t?|\t)[*_]*[ \xa0]*(?P<value>.*)"
)
"""A line such as “Date: 12 March”, with a colon or a tab after what is told; no address of a web page."""
_RECORDING: Final = re.compile(
    r"(?:\S[^\n]{0,150})?[^\W_][\w)\]-]*\.(?:mp[234g]|mpe?g|m4[abv]|wav|wave|aac|aiff?|amr|awb|caf|ds[s2]|dvf|flac|"
    r"og[gav]|opus|webm|wm[av]|mkv|mov|avi|mts|3gpp?|ac3|eaf|textgrid|docx?|odt|rtf|txt|pdf|vtt|srt)"
    r"[\"'”’»*_)\]]*(?:\s*[,;(\[–—-][^\n.?!…]{0,40})?\s*",
    re.IGNORECASE,
)
"""A line that ends in the name of a file and perhaps its length: “Transcript of 03_Mo.mp3 (45 min)”."""
_RULE: Final = re.compile(r"[\W_]*$")
_SENTENCE: Final = re.compile(r"[.?!…][\W_]*$")
_SHORT_KEY: Final = 3
"""Words of what is told, where it is told of one thing only."""
_LONGEST_TITLE: Final = 80
"""Letters of a line that is a title, or a row of a list."""


def tells_of_itself(words: str) -> bool:
    """Whether every line is a detail (“Date: 12 March”), a title or a rule, and one at least a detail.

    A line that names a recording is as good as a detail.
    """
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    lines, written = [line for line in lines if not names_recording(line)], lines
    if written and all(map(_is_title, lines)) and len(lines) < len(written):
        return True
    details = [DETAIL.match(line) for line in lines]
    keys = [len(found["key"].split()) for found in details if found is not None]
    # A colon alone is in many a sentence.
    if not keys or (len(keys) == 1 and keys[0] > _SHORT_KEY):
        return False
    return all(found or _is_title(line) for line, found in zip(lines, details, strict=True))


def names_recording(line: str) -> bool:
    """Whether a line is a title that names the file of a recording or of a transcript."""
    return _RECORDING.fullmatch(line.strip()) is not None


def _is_title(line: str) -> bool:
    return bool(_RULE.match(line)) or (len(line) <= _LONGEST_TITLE and not _SENTENCE.search(line))
