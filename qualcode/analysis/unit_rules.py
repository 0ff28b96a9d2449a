"""Rules that look at context units: two codes co-occur where both touch the same unit."""

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from qualcode.analysis.pair_counts import diagonal
from qualcode.analysis.pair_rules import end_of_group, pairs_before
from qualcode.analysis.ragged import Whole, distinct_together, expand, sorted_together
from qualcode.analysis.runs import Passages
from qualcode.analysis.tallies import PairTally, SubjectTally
from qualcode.analysis.units import Units
from qualcode.model.questions.rules import Count

UNITS_AT_ONCE = 1024

DENSE_FROM = 1 / 128
"""Share of filled cells from which multiplying whole tables is faster than walking through pairs."""


@dataclass(frozen=True, eq=False)
class Occurrences:
    """Which codes touch which units, each combination once, ordered by unit."""

    unit: Whole
    code: Whole
    codes: int

    @property
    def end_of_unit(self) -> Whole:
        """For each entry the end of its unit's entries."""
        return end_of_group(self.unit[1:] != self.unit[:-1], len(self.unit))


def occurrences(runs: Passages, units: Units) -> Occurrences:
    """The units that each code touches."""
    owner, unit = units.touched(runs)
    unit, code = distinct_together(unit, runs.code[owner])
    return Occurrences(unit, code, runs.codes)


def count_units(runs: Passages, units: Units, count: Count) -> Whole:
    """Counts by (code, code) for a rule that looks at units, shape (codes, codes), symmetric."""
    # Looking places up in their order is several times faster than all over the line.
    runs = runs.in_text_order
    found = occurrences(runs, units)
    match count:
        case Count.UNITS:
            table = _units_with_both(found)
            np.fill_diagonal(table, np.bincount(found.code, minlength=runs.codes))
            return table
        case Count.TRANSCRIPTS:
            table = _subjects_with_both(found, units.transcript[found.unit])
        case Count.PARTICIPANTS:
            found, person = _by_person(found, units)
            table = _subjects_with_both(found, person)
        case Count.PAIRS | Count.CHARACTERS:
            raise ValueError(f"{count} are counted of passages")
        case _:
            assert_never(count)
    np.fill_diagonal(table, diagonal(runs, count))
    return table


def _units_with_both(found: Occurrences) -> Whole:
    """Number of units by (code, code)."""
    after = found.end_of_unit
    walked = int((after - np.arange(len(after))).sum())
    units = int(found.unit.max(initial=-1)) + 1
    if walked > units * found.codes**2 * DENSE_FROM:
        return _by_multiplication(found, units)
    tally = PairTally(found.code, found.codes)
    for left, right in pairs_before(after):
        tally.add(left, right)
    return tally.table()


def _by_multiplication(found: Occurrences, units: int) -> Whole:
    """The same by X'X, where X is the table units x codes of zeros and ones."""
    table = np.zeros((found.codes, found.codes), dtype=np.int64)
    for begin in range(0, units, UNITS_AT_ONCE):
        part = slice(*np.searchsorted(found.unit, (begin, begin + UNITS_AT_ONCE)))
        # Counts of at most 1,024 units are exact in float32.
        present = np.zeros((UNITS_AT_ONCE, found.codes), dtype=np.float32)
        present[found.unit[part] - begin, found.code[part]] = 1
        table += (present.T @ present).astype(np.int64)
    return table


def _subjects_with_both(found: Occurrences, subject: Whole) -> Whole:
    """Number of subjects by (code, code); ``subject`` is that of each entry, ascending."""
    new_unit = found.unit[1:] != found.unit[:-1]
    new_subject = subject[1:] != subject[:-1]
    if np.array_equal(new_unit, new_subject):
        return _units_with_both(found)
    tally = SubjectTally(found.code, subject, found.codes)
    for left, right in pairs_before(found.end_of_unit):
        tally.add(left, right)
    return tally.table()


def _by_person(found: Occurrences, units: Units) -> tuple[Occurrences, Whole]:
    """The same entries once for each participant of their unit, ordered by participant."""
    unit_of_person, person = units.people
    first = np.searchsorted(unit_of_person, found.unit, side="left")
    number = np.searchsorted(unit_of_person, found.unit, side="right") - first
    entry, place = expand(first, number)
    person, unit, code = sorted_together(person[place], found.unit[entry], found.code[entry])
    changes = (person[1:] != person[:-1]) | (unit[1:] != unit[:-1])
    renumbered = np.concatenate(([0], np.cumsum(changes)))[: len(unit)]
    return Occurrences(renumbered, code, found.codes), person
