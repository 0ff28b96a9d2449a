"""How the value of an attribute is written: read in the ways people write it, kept in one."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from qualcode.model.entities import Attribute, AttributeType
from qualcode.model.words.dates import date_read
from qualcode.model.words.names import name_key

_YES = frozenset({"yes", "y", "true", "1", "x", "✓"})
_NO = frozenset({"no", "n", "false", "0"})
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
            return date_read(tidy)
        case AttributeType.YES_NO:
            word = tidy.casefold()
            return "yes" if word in _YES else "no" if word in _NO else None
        case AttributeType.CHOICE:
            wanted = name_key(tidy)
            return next((choice for choice in attribute.choices if name_key(choice) == wanted), None)


def how_to_write(attribute: Attribute) -> str:
    """What a value of this attribute looks like, for messages."""
    match attribute.type:
        case AttributeType.NUMBER:
            return "write a number like 3 or 2.5"
        case AttributeType.DATE:
            return "write a date like 12 March 2021"
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
    if all(date_read(value) is not None for value in filled):
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
