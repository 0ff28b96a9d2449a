"""Times of a recording as transcripts write them: 0:12, 00:03:12, 01:02:03.4."""

import re
from typing import Final

TIME: Final = r"\d{1,3}:(?:[0-5]\d(?::[0-5]\d)?|[0-5]?\d:[0-5]?\d)(?:[.,]\d{1,3})?"
"""The pattern of a time, without groups, for use within other patterns."""

_IN_WORDS: Final = re.compile(
    r"[ \t]*(?:(\d{1,9}) hours?[ ,]*)?(?:(\d{1,9}) minutes?[ ,]*)?(?:(\d{1,9}) seconds?)?[ \t]*",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"(\d{1,3}):([0-5]?\d)(?::([0-5]?\d))?(?:[.,](\d{1,3}))?")

_LONGEST: Final = 12


def seconds(written: str) -> float | None:
    """Seconds that ``written`` stands for; None where it holds no time.

    Two parts are minutes and seconds, three are hours, minutes and seconds.
    """
    match = _TIME.search(written)
    if match is None:
        return None
    first, second, third, fraction = match.groups()
    whole = int(first) * 60 + int(second)
    if third is not None:
        whole = whole * 60 + int(third)
    return whole + (int(fraction) / 10 ** len(fraction) if fraction else 0.0)


def of_milliseconds(written: str) -> float | None:
    """Seconds; None where this is no number, or one that no recording lasts."""
    is_time = written.isascii() and written.isdecimal() and len(written) < _LONGEST
    return int(written) / 1000 if is_time else None


def seconds_in_words(line: str) -> float | None:
    """Seconds of a line such as ``1 minute 2 seconds``; None where it says anything else."""
    match = _IN_WORDS.fullmatch(line)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return 3600.0 * hours + 60.0 * minutes + rest
