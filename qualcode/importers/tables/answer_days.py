"""The day on which somebody answered, from the times that survey tools write."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

_WHEN: Final = re.compile(
    r"\s*(\d{4}|\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{1,2})\.?,?"
    r"(?:[T\s\u202f]+\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,6})?)?[\s\u202f]*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|(?:[A-Z]{2,5})?[ ]?(?:[+-]\d{1,2}(?::?\d{2})?)?)?)?\s*"
)
_YEAR_FIRST: Final = (0, 1, 2)
_DAY_FIRST: Final = (2, 1, 0)
_MONTH_FIRST: Final = (2, 0, 1)
"""Where year, month and day are."""


def days_of(values: Sequence[str]) -> list[str] | None:
    """The day of each time, as 2026-03-11; empty cells stay empty.

    None where one is no time, or where nobody can tell days from months: their order, the signs
    between them, and that answers are listed as they came, do not decide.
    """
    filled = [value for value in values if value.strip()]
    matches = [_WHEN.fullmatch(value) for value in filled]
    if not filled or not all(matches):
        return None
    parts = [(match[1], match[3], match[4]) for match in matches if match]
    signs = {match[2] for match in matches if match}
    found = _only_order(parts, signs)
    if found is None:
        return None
    written = iter(found)
    return [next(written).isoformat() if value.strip() else "" for value in values]


def _only_order(parts: Sequence[tuple[str, str, str]], signs: set[str]) -> list[date] | None:
    """The days under the one order of parts that is possible."""
    if all(len(part[0]) == 4 for part in parts):
        return _days(parts, _YEAR_FIRST)
    days, months = _days(parts, _DAY_FIRST), _days(parts, _MONTH_FIRST)
    if days is None or months is None:
        return days or months
    if days == months or signs == {"."}:
        return days
    listed = [order for order in (days, months) if _as_they_came(order)]
    return listed[0] if len(listed) == 1 else None


def _days(parts: Sequence[tuple[str, str, str]], order: tuple[int, int, int]) -> list[date] | None:
    found = []
    for written in parts:
        year, month, day = (int(written[place]) for place in order)
        try:
            found.append(date(year + 2000 if year < 100 else year, month, day))
        except ValueError:
            return None
    return found


def _as_they_came(days: Sequence[date]) -> bool:
    steps = [(above, below) for above, below in pairwise(days) if above != below]
    return all(above < below for above, below in steps) or all(above > below for above, below in steps)
