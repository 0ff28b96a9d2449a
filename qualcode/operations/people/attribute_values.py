"""How the value of an attribute is written: read in the ways people write it, kept in one."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from qualcode.model.entities import Attribute, AttributeType

_YES = frozenset({"yes", "y", "true", "1", "x", "✓"})
_NO = frozenset({"no", "n", "false", "0"})
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?)?)?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]+)\.?,?\s+(\d{4})")
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_YEAR = re.compile(r"([a-z]+)\.?,?\s+(\d{4})")
_DECIMAL_COMMA = re.compile(r"-?\d+,(\d{1,2}|\d{4,})")

MOST_CHOICES = 12


def normal_value(attribute: Attribute, text: str) -> str | None:
    """The value as it is kept; None where ``text`` does not fit the attribute's type."""
    tidy = text.strip()
    match attribute.type:
        case AttributeType.TEXT:
            return tidy
        case AttributeType.NUMBER:
            return _number(tidy)
        case AttributeType.DATE:
            return _date(tidy)
        case AttributeType.YES_NO:
            word = tidy.casefold()
            return "yes" if word in _YES else "no" if word in _NO else None
        case AttributeType.CHOICE:
            wanted = tidy.casefold()
            return next((choice for choice in attribute.choices if choice.casefold() == wanted), None)


def how_to_write(attribute: Attribute) -> str:
    """What a value of this attribute looks like, for messages."""
    match attribute.type:
        case AttributeType.NUMBER:
            return "write a number like 3 or 2.5"
        case AttributeType.DATE:
            return "write a date like 2021-03-12"
        case AttributeType.YES_NO:
            return "write yes or no"
        case AttributeType.CHOICE:
            return (
                f"choose one of {', '.join(attribute.choices)}" if attribute.choices else "add choices first"
            )
        case AttributeType.TEXT:
            return "write any text"


def guessed_type(values: Iterable[str]) -> AttributeType:
    """The type that fits all values of a column: number, date, yes-no, a few choices, else text."""
    filled = [value.strip() for value in values if value.strip()]
    words = {value.casefold() for value in filled}
    if not filled:
        return AttributeType.TEXT
    # Ones and noughts, and letters like x, may mean anything; words may not.
    if words <= {"yes", "no", "y", "n", "true", "false"}:
        return AttributeType.YES_NO
    if all(_number(value) is not None for value in filled):
        return AttributeType.NUMBER
    if all(_date(value) is not None for value in filled):
        return AttributeType.DATE
    few = len(words) <= MOST_CHOICES and len(filled) >= 2 * len(words)
    return AttributeType.CHOICE if few and not any("\n" in value for value in filled) else AttributeType.TEXT


def _number(text: str) -> str | None:
    plain = text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return None
    return format(number.normalize() + 0, "f")


def _date(text: str) -> str | None:
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
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), None)
