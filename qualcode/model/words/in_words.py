"""Numbers and names in words, as messages, captions and reports print them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from math import isclose
from typing import Final, NamedTuple

from qualcode.model.words.cutting import shortened

_LETTERS: Final = 80
_UNDER_TWENTY: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_WORDS: Final = 10
"""Numbers under it are in words also within a sentence."""
_NUMBER: Final = re.compile(r"\d{1,2}(?=\s[^\W\d])")
"""At the beginning of a sentence: so many of something."""
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""In English, whatever the computer speaks."""
BETWEEN: Final = "\u00a0· "
"""Between parts of a line that has room for several: no line begins with the dot."""
_SHORT: Final = 24
"""Letters of a name with its value that stand on one line: an age, a number, a place."""


def said_with(name: str, value: str) -> str:
    """``age: 40-44``: a short one is not broken within, and a long one not right after its name."""
    return (
        f"{name}: {value}".replace(" ", "\u00a0")
        if len(name) + len(value) <= _SHORT
        else f"{name}:\u00a0{value}"
    )


def on_one_line(words: str) -> str:
    """A few short names as no line is broken within; of more they are given back as they are."""
    return words.replace(" ", "\u00a0") if len(words) <= _SHORT else words


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 coding``, ``2 codings``, ``1,200 codings``; ``plural`` where an s would not do."""
    return f"{number:,} {plural_of(number, noun, plural)}"


def of_an_import(new: str, changed: int) -> str:
    """``3 new codes, 1 changed``: what an import adds, which is empty for nothing, and what it changes."""
    return ", ".join(filter(None, (new, f"{changed:,} changed" if changed else ""))) or "nothing new"


def spelt(number: int) -> str:
    """``two``, ``28``, ``1,200``: as prose has numbers, those under ten in words."""
    return in_letters(number) if 0 <= number < _IN_WORDS else f"{number:,}"


def spelt_out(number: int, noun: str, plural: str = "") -> str:
    """``one coding``, ``two codings``, ``1,200 codings``, ``no codings``: as ``counted``, for prose."""
    return f"{spelt(number) if number else 'no'} {plural_of(number, noun, plural)}"


def with_capital(words: str) -> str:
    """Words whose first letter is a capital, the others as they are."""
    return f"{words[:1].upper()}{words[1:]}"


def beginning(words: str) -> str:
    """Words at the beginning of a sentence, which has no digits there.

    ``0 …`` is ``No …``, ``2 …`` is ``Two …``, ``28 …`` is ``Twenty-eight …``; what has more than two digits
    is ``In all, 1,200 …``.
    """
    found = _NUMBER.match(words)
    if found is None:
        return f"In all, {words}" if words[:1].isdigit() else with_capital(words)
    number = in_letters(int(found[0])) if int(found[0]) else "no"
    return f"{number.capitalize()}{words[found.end() :]}"


def in_letters(number: int) -> str:
    """``two``, ``twenty-eight``; from 0 to 99."""
    if number < len(_UNDER_TWENTY):
        return _UNDER_TWENTY[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens - 2]}-{_UNDER_TWENTY[ones]}" if ones else _TENS[tens - 2]


def sentence(words: str) -> str:
    """A phrase as a sentence: with no digits at its beginning, and with a full stop."""
    return f"{beginning(words)}."


def plural_of(number: int, noun: str, plural: str = "") -> str:
    """The noun alone, in the singular where there is one."""
    return noun if number == 1 else plural or noun + "s"


_MOST_NAMED: Final = 20
"""Names in a sentence."""


def listed(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """``A``, ``A and B``, ``A, B and C``, ``A, B and 98 more`` beyond ``most``; empty for none."""
    if len(names) > most + 1:
        names = [*names[:most], f"{len(names) - most:,} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def some_of(names: Sequence[str], none: str = "none yet", most: int = _MOST_NAMED) -> str:
    """``A, B, C``; ``A, B and 1,940 more`` where a sentence would be filled by them; ``none`` without any."""
    more = len(names) - most
    # One more name takes no more room than to say that there is one more.
    if more > 1:
        return f"{', '.join(names[:most])} and {more:,} more"
    return ", ".join(names) or none


_MOST_PLACES: Final = 6


def enough_places(
    value: float, limits: Iterable[float], places: int = 2, *, ends: Iterable[float] = ()
) -> str:
    """``0.67``; ``0.6665`` where something is said of a figure from 0.667 on, which it does not reach.

    So many places as it takes not to be rounded across one of ``limits``, at least ``places``. Nor is it
    rounded to one of ``ends``, such as a perfect 1, that it does not have.
    """
    limits, ends = tuple(limits), tuple(ends)
    while places < _MOST_PLACES:
        rounded = round(value, places)
        across = any((value >= limit) != (rounded >= limit) for limit in limits)
        if not across and not any(rounded == end and not isclose(value, end) for end in ends):
            break
        places += 1
    return with_minus(f"{value:.{places}f}")


def two_places(value: float) -> str:
    """``0.67``, ``−0.05``."""
    return with_minus(f"{value:.2f}")


def with_minus(figure: str) -> str:
    """A figure as people read it: what is below nothing has a minus, and a hair below nothing no sign."""
    if not figure.startswith("-"):
        return figure
    return f"−{figure[1:]}" if figure.strip("-0.%") else figure[1:]


class ListRoom(NamedTuple):
    """How many lines of a kind are listed; ``where`` says where the others are to be found."""

    most: int
    where: str = ""


def first_of(lines: Sequence[str], room: ListRoom | None) -> Iterator[str]:
    """The lines that have room, all where there is no limit; the others are counted."""
    most = len(lines) if room is None else room.most
    yield from lines[:most]
    if room is not None and len(lines) > most:
        yield f"… and {len(lines) - most:,} more{room.where}"


def briefly(typed: str, most: int = _LETTERS) -> str:
    """What somebody typed, cut where it would fill the sentence that repeats it."""
    return shortened(typed, most)


def moment_in_words(moment: datetime) -> str:
    """``11 March 2021, 14:05 UTC``, for reports: the same in every time zone."""
    there = moment.astimezone(UTC)
    return f"{time_in_words(there)} UTC"


def time_in_words(moment: datetime, seconds: str = "") -> str:
    """``11 March 2021, 14:05`` by the clock that the moment has; ``seconds`` as they are to be added."""
    return f"{day_in_words(moment.date())}, {moment:%H:%M}{seconds}"


def day_in_words(day: date) -> str:
    """``11 March 2021``, in English whatever the computer speaks."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
