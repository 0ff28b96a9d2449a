"""The passages behind one cell of a co-occurrence matrix."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np

from qualcode.analysis.pair_rules import pairs
from qualcode.analysis.ragged import Whole, distinct
from qualcode.analysis.runs import Passages, merged_runs
from qualcode.analysis.selected.positions import Positions
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.units import Units, units_of
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import CooccurrenceRequest
from qualcode.model.span import Span
from qualcode.model.study import Study

_FIRST_LOT: Final = 16


class Passage(NamedTuple):
    """A place behind a figure: ``span`` is the stretch to be shown; ``one`` and ``other`` the runs in it.

    By pairs there is one run of each code (the same run for a code by itself) and ``span`` reaches
    from the beginning of the first to the end of the last; by units all runs that touch the unit.
    """

    transcript_id: UUID
    span: Span
    one: tuple[Span, ...]
    other: tuple[Span, ...]


def passages(
    study: Study, request: CooccurrenceRequest, one: UUID, other: UUID, measures: Measures | None = None
) -> Iterator[Passage]:
    """What is behind the figure at (one, other), in text order.

    Every count of a rule stands on the same passages: pairs of runs, or units with both codes.
    """
    # Nothing reaches beyond a transcript; so the first passages are there before the last are looked for.
    for some in _growing(request.selection.transcripts_of(study)):
        selection = replace(request.selection, codes=(one, other), transcripts=some)
        yield from _within(SelectedText(study, selection), request, one == other, measures)


def _growing(transcripts: Sequence[UUID]) -> Iterator[tuple[UUID, ...]]:
    """The transcripts in order, in lots that grow."""
    first, size = 0, _FIRST_LOT
    while first < len(transcripts):
        yield tuple(transcripts[first : first + size])
        first, size = first + size, 4 * size


def _within(
    selected: SelectedText, request: CooccurrenceRequest, same: bool, measures: Measures | None
) -> Iterator[Passage]:
    runs = merged_runs(selected).in_text_order
    place = Positions(selected)
    if request.rule.by_unit:
        yield from _units(place, runs, units_of(selected, request.rule, measures))
    elif same:
        for start, end in zip(runs.start.tolist(), runs.end.tolist(), strict=True):
            span = (place.span(start, end),)
            yield Passage(place.transcript(start), span[0], span, span)
    else:
        yield from _pairs(place, runs, request)


def _pairs(place: Positions, runs: Passages, request: CooccurrenceRequest) -> Iterator[Passage]:
    for left, right in pairs(runs, request):
        different = runs.code[left] != runs.code[right]
        for a, b in zip(left[different].tolist(), right[different].tolist(), strict=True):
            first, second = (a, b) if runs.code[a] == 0 else (b, a)
            start = int(min(runs.start[a], runs.start[b]))
            end = int(max(runs.end[a], runs.end[b]))
            yield Passage(
                place.transcript(start),
                place.span(start, end),
                (place.span(int(runs.start[first]), int(runs.end[first])),),
                (place.span(int(runs.start[second]), int(runs.end[second])),),
            )


def _units(place: Positions, runs: Passages, units: Units) -> Iterator[Passage]:
    owner, unit = units.touched(runs)
    members, stretches = _Groups.of(unit), _Groups.of(units.unit)
    for number in _with_all_codes(runs, owner, unit).tolist():
        found = distinct(owner[members.places(number)])
        spans = [(int(runs.code[run]), place.span(int(runs.start[run]), int(runs.end[run]))) for run in found]
        extent = stretches.places(number)
        start, end = int(units.start[extent[0]]), int(units.end[extent[-1]])
        one = tuple(span for code, span in spans if code == 0)
        other = tuple(span for code, span in spans if code == runs.codes - 1)
        yield Passage(place.transcript(start), place.span(start, end), one, other)


@dataclass(frozen=True, eq=False)
class _Groups:
    """Where equal numbers stand in an array."""

    order: Whole
    numbers: Whole

    @classmethod
    def of(cls, numbers: Whole) -> "_Groups":
        order = np.argsort(numbers, kind="stable")
        return cls(order, numbers[order])

    def places(self, number: int) -> Whole:
        first, after = np.searchsorted(self.numbers, (number, number + 1))
        return self.order[first:after]


def _with_all_codes(runs: Passages, owner: Whole, unit: Whole) -> Whole:
    """The units that every one of the (one or two) codes touches, ascending."""
    touched = distinct(unit * runs.codes + runs.code[owner]) // runs.codes
    counts = np.bincount(touched)
    return np.flatnonzero(counts == runs.codes)
