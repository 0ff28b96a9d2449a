"""Days as people write them, and as they are said: read in many ways, kept in one, said in one.

Kept is ISO 8601, of which a year or a month alone is also a date.
"""

import re
from datetime import date
from typing import Final

from qualcode.model.entities import Attribute, AttributeType
from qualcode.model.words.in_words import MONTHS, day_in_words

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?)?)?")
_NUMBERS: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]+)\.?,?\s+(\d{4})")
_MONTH_DAY: Final = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_YEAR: Final = re.compile(r"([a-z]+)\.?,?\s+(\d{4})")


def date_read(text: str) -> str | None:
    """ISO 8601; a year or month alone stays so. None where day and month could be exchanged."""
    plain = " ".join(text.casefold().split())
    if match := _ISO.fullmatch(plain):
        return _iso(*(int(part) if part else None for part in match.groups()))
    if match := _NUMBERS.fullmatch(plain):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or first == second:
            return _iso(year, second, first)
        return _iso(year, first, second) if second > 12 else None
    if match := _DAY_MONTH.fullmatch(plain):
        return _iso(int(match[3]), _month(match[2]), int(match[1]), named=True)
    if match := _MONTH_DAY.fullmatch(plain):
        return _iso(int(match[3]), _month(match[1]), int(match[2]), named=True)
    if match := _MONTH_YEAR.fullmatch(plain):
        return _iso(int(match[2]), _month(match[1]), None, named=True)
    return None


def day_read(text: str) -> date | None:
    """The one day that is written, in any of these ways; None where there is none, or none alone."""
    try:
        return date.fromisoformat(date_read(text) or "")
    except ValueError:
        return None


def date_in_words(kept: str) -> str:
    """``11 March 2021``, ``March 2021`` or ``2021`` of a date as it is kept; anything else as it is."""
    parts = kept.split("-")
    if date_read(kept) != kept or len(parts) == 1:
        return kept
    if len(parts) == 2:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return day_in_words(date.fromisoformat(kept))


def value_in_words(attribute: Attribute, value: str) -> str:
    """The value of an attribute as people read it: a date in words, anything else as it is kept."""
    return date_in_words(value) if attribute.type is AttributeType.DATE else value


def _iso(year: int | None, month: int | None, day: int | None, *, named: bool = False) -> str | None:
    if year is None or (named and month is None):
        return None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    parts = [f"{year:04}"] + [f"{part:02}" for part in (month, day) if part is not None]
    return "-".join(parts)


def _month(name: str) -> int | None:
    if len(name) < 3:
        return None
    return next((number for number, month in enumerate(MONTHS, 1) if month.casefold().startswith(name)), None)
