"""Times of a recording as people read and write them: 2:03, 1:02:03, 0:12.5."""

import re
from typing import Final

from qualcode.model.errors import QualcodeError

_TIME: Final = re.compile(r"(\d{1,3}):([0-5]?\d)(?::([0-5]?\d))?(?:[.,](\d{1,3}))?")
_SECONDS: Final = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?")


def clock(seconds: float | None) -> str:
    """``1:02:03`` or ``2:03``; empty where the time is not known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def seconds_of(written: str) -> float:
    """Seconds of a time: minutes and seconds, hours, minutes and seconds, or seconds alone.

    Raises QualcodeError where it is none.
    """
    plain = written.strip()
    if not plain:
        raise QualcodeError("There is no time yet; write one like 12:31, 1:02:45 or 90 for seconds.")
    if found := _TIME.fullmatch(plain):
        first, second, third, fraction = found.groups()
        whole = int(first) * 60 + int(second)
        whole = whole if third is None else whole * 60 + int(third)
    elif found := _SECONDS.fullmatch(plain):
        whole, fraction = int(found[1]), found[2]
    else:
        raise QualcodeError(f"“{plain}” is not a time; write it like 12:31, 1:02:45 or 90 for seconds.")
    return whole + (int(fraction) / 10 ** len(fraction) if fraction else 0.0)


def shift_of(written: str) -> float:
    """Seconds of a time with a sign: later with + or none, earlier with -. Raises QualcodeError."""
    plain = written.strip()
    earlier = plain.startswith(("-", "−", "–"))
    seconds = seconds_of(plain[1:] if earlier or plain.startswith("+") else plain)
    return -seconds if earlier else seconds
