"""The passages behind one cell of a table of codes by groups, or behind one of its totals."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.frequency import outermost
from qualcode.analysis.groups import AnyGroups, QueryGroups, groups_of
from qualcode.analysis.ragged import Whole, distinct, expand
from qualcode.analysis.runs import Passages, coded_passages, merged_runs
from qualcode.analysis.selected.positions import Positions
from qualcode.analysis.selected.selected_text import NOBODY, SelectedText
from qualcode.analysis.table_request import TableRequest
from qualcode.analysis.units import Units, units_of
from qualcode.model.measures import Measures
from qualcode.model.questions.words import Figure
from qualcode.model.span import Span
from qualcode.model.study import Study


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A passage: ``span`` is what is shown of the transcript; ``marks`` the coded words with their code."""

    transcript_id: UUID
    span: Span
    marks: tuple[tuple[Span, UUID], ...]


@dataclass(frozen=True, eq=False)
class TablePassages:
    """What is behind a cell, in text order: as many passages as ``len`` says, made while they are taken.

    ``first`` and ``after`` say which of ``members`` lie in each passage.
    """

    selected: SelectedText
    start: Whole
    end: Whole
    members: Passages
    first: Whole
    after: Whole

    def __len__(self) -> int:
        return len(self.start)

    def __iter__(self) -> Iterator[CodedPassage]:
        place, members = Positions(self.selected), self.members
        for number in range(len(self)):
            start, end = int(self.start[number]), int(self.end[number])
            marks = tuple(
                (
                    place.span(int(members.start[member]), int(members.end[member])),
                    self.selected.codes[int(members.code[member])],
                )
                for member in range(int(self.first[number]), int(self.after[number]))
            )
            yield CodedPassage(place.transcript(start), place.span(start, end), marks)


def table_passages(
    study: Study,
    request: TableRequest,
    code_id: UUID | None,
    column: int | None,
    measures: Measures | None = None,
) -> TablePassages:
    """The passages that the figure of a code in a column counts.

    ``code_id`` None is the total of a column, ``column`` (a place in the table) None that of a row.
    Segments and runs are passages as they were coded; of characters, words and people the parts
    that lie in the column; of units each unit once, whatever it holds. A total of rows leaves out
    the codes below other codes of the table, as its figure does.
    """
    whole = SelectedText(study, request.selection)
    codes = outermost_codes(whole) if code_id is None else (code_id,)
    selected = SelectedText(study, replace(request.selection, codes=codes))
    groups = groups_of(selected, request)
    if request.figure in (Figure.SEGMENTS, Figure.RUNS):
        found = coded_passages(selected) if request.figure is Figure.SEGMENTS else merged_runs(selected)
        owner, columns = groups.members(found)
        return _each(_taken(found, distinct(owner[_chosen(columns, column)])))
    runs = merged_runs(selected).in_text_order
    if request.figure is Figure.PARTICIPANTS:
        return _each(_with_people(runs, groups, column))
    if column is None and isinstance(groups, QueryGroups):
        # What is in several columns is opened once.
        groups = groups.united()
    pieces, columns = groups.pieces(runs)
    there = _taken(pieces, np.flatnonzero(_chosen(columns, column)))
    if request.figure is Figure.UNITS:
        return _units(there, units_of(selected, request.unit, measures))
    return _each(there)


def _with_people(runs: Passages, groups: AnyGroups, column: int | None) -> Passages:
    """The runs that lie in turns of a column's participants; by query, their parts in the column."""
    if isinstance(groups, QueryGroups):
        pieces, columns = groups.pieces(runs)
        runs = _taken(pieces, np.flatnonzero(_chosen(columns, column)))
    first, after = runs.touched_turns
    owner, turn = expand(first, after - first)
    known = runs.selected.counted_participant[turn] != NOBODY
    if not isinstance(groups, QueryGroups):
        known &= _chosen(groups.turn_column[turn], column)
    return _taken(runs, distinct(owner[known]))


def _chosen(columns: Whole, column: int | None) -> npt.NDArray[np.bool_]:
    flags: npt.NDArray[np.bool_] = columns != NOBODY if column is None else columns == column
    return flags


def outermost_codes(selected: SelectedText) -> tuple[UUID, ...]:
    """The codes of a table that a total of rows is made of."""
    return tuple(code for code, top in zip(selected.codes, outermost(selected), strict=True) if top)


def _taken(passages: Passages, places: Whole) -> Passages:
    """Some of the passages, in text order."""
    code, start, end = passages.code[places], passages.start[places], passages.end[places]
    order = np.lexsort((code, end, start))
    return Passages(passages.selected, code[order], start[order], end[order])


def _each(passages: Passages) -> TablePassages:
    numbers = np.arange(len(passages))
    return TablePassages(passages.selected, passages.start, passages.end, passages, numbers, numbers + 1)


def _units(pieces: Passages, units: Units) -> TablePassages:
    """Each unit that a piece touches once, with the pieces in it."""
    owner, unit = units.touched(pieces)
    order = np.lexsort((owner, unit))
    members = Passages(
        pieces.selected, *(row[owner[order]] for row in (pieces.code, pieces.start, pieces.end))
    )
    numbers = distinct(unit)
    first, after = (np.searchsorted(unit[order], numbers, side=side) for side in ("left", "right"))
    stretches = np.argsort(units.unit, kind="stable")
    ordered = units.unit[stretches]
    opening = stretches[np.searchsorted(ordered, numbers, side="left")]
    closing = stretches[np.searchsorted(ordered, numbers, side="right") - 1]
    return TablePassages(pieces.selected, units.start[opening], units.end[closing], members, first, after)
