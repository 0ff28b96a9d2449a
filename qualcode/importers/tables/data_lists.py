"""Data lists: a table of participants or transcripts, each column with the type that its values have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.reading import name_order
from qualcode.importers.tables.survey_tools import is_time
from qualcode.importers.tables.table_cells import HeadedTable, read_table
from qualcode.model.entities import AttributeSubject, AttributeType
from qualcode.model.errors import UnreadableFileError
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key

_YES: Final = frozenset(("yes", "y", "true", "1", "x", "ja", "oui"))
_NO: Final = frozenset(("no", "n", "false", "0", "nein", "non"))
_NUMBER: Final = re.compile(r"[-+−]?\d{1,15}(?:[.,]\d{1,9})?")
_IDENTIFIERS: Final = re.compile(
    r"(?:participants?|respondents?|responses?|interviewees?|speakers?|pseudonyms?|cases?|transcripts?|files?|documents?|ids?|"
    r"names?)"
    r"(?:[ _-]?(?:ids?|names?|numbers?|no\.?|codes?))?",
    re.IGNORECASE,
)
_OF_TRANSCRIPTS: Final = re.compile(r"transcript|file|document|session|interview(?!ee)", re.IGNORECASE)
_BY_PARTS: Final = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})")
_SCALES: Final = (
    ("never", "rarely", "sometimes", "often", "always"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "neutral", "agree", "strongly agree"),
    ("very low", "low", "medium", "high", "very high"),
    ("none", "a little", "some", "a lot"),
    ("very unlikely", "unlikely", "neutral", "likely", "very likely"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
)
_MOST_CHOICES: Final = 12


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column: its type, its choices in order (for a choice), and values that show what it holds."""

    name: str
    type: AttributeType
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    empty: int = 0


@dataclass(frozen=True, slots=True)
class DataList:
    """A table whose ``identifier`` column names participants or transcripts.

    ``columns`` are the others, in their order; ``rows`` are (identifier, values of ``columns``).
    """

    subject: AttributeSubject
    identifier: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[str, ...] = ()


def read_data_list(
    path: Path, *, identifier: str | None = None, limits: ImportLimits = DEFAULT_LIMITS
) -> DataList:
    """The data list in a csv or xlsx file; ``identifier`` names the column, else it is guessed."""
    table = read_table(path, limits)
    return data_list_of(table, identifier=identifier)


def data_list_of(table: HeadedTable, *, identifier: str | None = None) -> DataList:
    """The data list in ``table``."""
    place = identifier_column(table) if identifier is None else _named(table, identifier)
    others = [number for number in range(len(table.columns)) if number != place]
    rows, without, twice = [], 0, []
    seen: set[str] = set()
    for row in table.rows:
        name = row[place]
        if not name:
            without += 1
        elif name in seen:
            twice.append(name)
        else:
            seen.add(name)
            rows.append((name, tuple(row[number] for number in others)))
    warnings = list(table.warnings)
    if without:
        warnings.append(f"{counted(without, 'row')} without identifier left out")
    if twice:
        warnings.append(f"named twice, the first row counts: {', '.join(dict.fromkeys(twice))}")
    about_files = bool(_OF_TRANSCRIPTS.search(table.columns[place]))
    return DataList(
        AttributeSubject.TRANSCRIPT if about_files else AttributeSubject.PARTICIPANT,
        table.columns[place],
        tuple(column_of(table.columns[number], table.column(number)) for number in others),
        tuple(rows),
        tuple(warnings),
    )


def identifier_column(table: HeadedTable) -> int:
    """The column that names the rows: by its title, else the first whose values are all different."""
    for place, title in enumerate(table.columns):
        values = [value for value in table.column(place) if value]
        if _IDENTIFIERS.fullmatch(title.strip()) and len(set(values)) == len(values) > 0:
            return place
    for place, title in enumerate(table.columns):
        values = list(table.column(place))
        if is_time(title):
            # When somebody answered is often different each time, and names nobody.
            continue
        if all(values) and len(set(values)) == len(values) and max(map(len, values)) <= 60:
            return place
    return 0


def _named(table: HeadedTable, title: str) -> int:
    if title in table.columns:
        return table.columns.index(title)
    for place, column in enumerate(table.columns):
        if name_key(column) == name_key(title):
            return place
    raise UnreadableFileError(f"The table has no column “{title}”: it has {', '.join(table.columns)}.")


def column_of(name: str, values: Sequence[str]) -> DataColumn:
    """A column with the narrowest type that all of its values fit."""
    filled = [value for value in values if value]
    different = list(dict.fromkeys(filled))
    kind, choices = _type_of(different, len(filled))
    return DataColumn(name, kind, choices, tuple(different[:3]), len(values) - len(filled))


def _type_of(different: Sequence[str], count: int) -> tuple[AttributeType, tuple[str, ...]]:
    folded = {value.casefold() for value in different}
    if not folded:
        return AttributeType.TEXT, ()
    if folded <= _YES | _NO and not folded <= {"0", "1"} and folded & (_YES - {"1"} | _NO - {"0"}):
        return AttributeType.YES_NO, ()
    if all(_NUMBER.fullmatch(value) for value in different):
        return AttributeType.NUMBER, ()
    if all(is_date(value) for value in different):
        return AttributeType.DATE, ()
    if len(different) <= _MOST_CHOICES and (count >= 2 * len(different) or count > 20):
        return AttributeType.CHOICE, in_order(different)
    return AttributeType.TEXT, ()


def is_date(value: str) -> bool:
    """Whether ``value`` is a day of the calendar, written in numbers."""
    match = _BY_PARTS.fullmatch(value)
    if match is None:
        return False
    first, second, third = (int(part) for part in match.groups())
    orders = ((first, second, third), (third, second, first), (third, first, second))
    return any(_is_day(*parts) for parts in orders)


def _is_day(year: int, month: int, day: int) -> bool:
    if not 1000 <= year <= 2999:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def in_order(choices: Sequence[str]) -> tuple[str, ...]:
    """Choices from least to most where that is known: a usual scale, or numbers in them ("25-34")."""
    folded = [choice.casefold() for choice in choices]
    for scale in _SCALES:
        if all(choice in scale for choice in folded):
            return tuple(sorted(choices, key=lambda choice: scale.index(choice.casefold())))
    return tuple(sorted(choices, key=_by_numbers))


def _by_numbers(choice: str) -> tuple[int, list[tuple[int, int, str]]]:
    """Under 25 comes before 25-34, 65 and over after 55-64, what has no number last."""
    starts_below = choice.casefold().startswith(("under", "below", "less", "up to", "<"))
    has_number = any(letter.isdigit() for letter in choice)
    return (0 if starts_below else 1 if has_number else 2, name_order(choice))
