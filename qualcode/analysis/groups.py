"""Columns of a table of codes: which text belongs to which transcript, person, label, value or query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import ClassVar
from uuid import UUID

import numpy as np

from qualcode.analysis.query import found_on
from qualcode.analysis.ragged import Whole, expand
from qualcode.analysis.runs import Passages
from qualcode.analysis.selected.selected_text import NOBODY, SelectedText, joined
from qualcode.analysis.stretches import Stretches, first_touched, merged, outside
from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import Attribute, AttributeSubject, SavedQuery
from qualcode.model.queries.query_names import saved_query
from qualcode.model.questions.words import ColumnsBy
from qualcode.model.results.matrix import NO_VALUE, Label
from qualcode.model.words.name_order import name_order

_UNRECORDED = Label(NO_VALUE)


@dataclass(frozen=True, eq=False)
class Groups:
    """Columns, and the column of every stretch (whole transcripts, or turns), NOBODY for none.

    ``start`` and ``end`` are positions of the line; ``turn_column`` is the column of each turn.
    ``unrecorded`` is the column of those for whom no value is recorded, None where there is none.
    """

    labels: tuple[Label, ...]
    start: Whole
    end: Whole
    column: Whole
    turn_column: Whole
    unrecorded: int | None = None

    overlapping: ClassVar[bool] = False

    def recorded(self) -> "Groups":
        """The same without the column of those for whom no value is recorded, which is the last one."""
        if self.unrecorded is None:
            return self
        column, turn_column = (
            np.where(places == self.unrecorded, NOBODY, places) for places in (self.column, self.turn_column)
        )
        return replace(self, labels=self.labels[:-1], column=column, turn_column=turn_column, unrecorded=None)

    def members(self, passages: Passages) -> tuple[Whole, Whole]:
        """(passage, column) of every passage that begins in a column."""
        column = self.column_at(passages.start)
        known = column != NOBODY
        return np.flatnonzero(known), column[known]

    def turns_of_columns(self) -> tuple[Whole, Whole]:
        """(turn, column) of every turn that belongs to a column."""
        known = self.turn_column != NOBODY
        return np.flatnonzero(known), self.turn_column[known]

    def column_at(self, positions: Whole) -> Whole:
        """The column of the stretch that covers each position."""
        place, covered = first_touched(self.start, self.end, positions, positions + 1)
        return np.append(self.column, NOBODY)[np.where(covered, place, -1)]

    def pieces(self, passages: Passages) -> tuple[Passages, Whole]:
        """The parts of passages that lie in a column, and that column."""
        first = np.searchsorted(self.end, passages.start, side="right")
        after = np.maximum(first, np.searchsorted(self.start, passages.end, side="left"))
        owner, place = expand(first, after - first)
        known = self.column[place] != NOBODY
        owner, place = owner[known], place[known]
        start = np.maximum(passages.start[owner], self.start[place])
        end = np.minimum(passages.end[owner], self.end[place])
        return Passages(passages.selected, passages.code[owner], start, end), self.column[place]


@dataclass(frozen=True, eq=False)
class QueryGroups:
    """Columns of saved queries, each with its stretches of the line; a passage may be in several."""

    selected: SelectedText
    labels: tuple[Label, ...]
    columns: tuple[Stretches, ...]
    outside: bool = False
    """Whether the last column is the rest of the first: what shares no text with it."""

    @property
    def overlapping(self) -> bool:
        """Whether a passage may be in several columns, so that a total is no sum."""
        return not self.outside

    def members(self, passages: Passages) -> tuple[Whole, Whole]:
        """(passage, column) of every passage that shares text with a column's query, or with none."""
        flags = [column.touch(passages.start, passages.end) for column in self.columns]
        if self.outside:
            flags[1] = ~flags[0]
        places = [np.flatnonzero(flag) for flag in flags]
        return joined(places), np.repeat(np.arange(len(places)), [len(place) for place in places])

    def pieces(self, passages: Passages) -> tuple[Passages, Whole]:
        """The parts of passages that lie in a column, and that column."""
        found = [column.pieces(passages.start, passages.end) for column in self.columns]
        owners, starts, ends = zip(*found, strict=True)
        number = np.repeat(np.arange(len(found)), list(map(len, owners)))
        code = passages.code[joined(owners)]
        return Passages(passages.selected, code, joined(starts), joined(ends)), number

    def turns_of_columns(self) -> tuple[Whole, Whole]:
        """(turn, column) of every turn that a column's stretches touch."""
        turns = self.selected.turns
        touched = [np.flatnonzero(column.touch(turns.start, turns.end)) for column in self.columns]
        return joined(touched), np.repeat(np.arange(len(touched)), [len(places) for places in touched])

    def united(self) -> "QueryGroups":
        """One column of all text that is in any of them."""
        start = np.concatenate([column.start for column in self.columns])
        end = np.concatenate([column.end for column in self.columns])
        return QueryGroups(self.selected, self.labels[:1], (merged(start, end),))


AnyGroups = Groups | QueryGroups


def groups_of(selected: SelectedText, request: TableRequest) -> AnyGroups:
    """The columns that a request asks for.

    Columns of participants, speakers and their attributes leave interviewers' turns out unless
    the selection includes them.
    """
    if request.by is ColumnsBy.QUERY:
        return _of_queries(selected, request.queries)
    attribute = request.attribute_of(selected.study)
    if attribute is not None and attribute.subject is AttributeSubject.TRANSCRIPT:
        return _marked(_of_transcripts(selected, *_values(selected, attribute, selected.transcripts)))
    if attribute is not None:
        people = [row.id for row in selected.study.participants_in_order]
        return _marked(_of_people(selected, *_values(selected, attribute, people)))
    if request.by is ColumnsBy.TRANSCRIPT:
        labels = [Label(selected.study.transcripts[row].name, row) for row in selected.transcripts]
        return _of_transcripts(selected, labels, np.arange(len(labels)))
    if request.by is ColumnsBy.PARTICIPANT:
        labels = [Label(row.name, row.id) for row in selected.study.participants_in_order]
        return _of_people(selected, labels, np.arange(len(labels)))
    return _of_speakers(selected)


def _marked(groups: Groups) -> Groups:
    """Columns of values, of which the last may be that of nobody's value."""
    last = len(groups.labels) - 1
    return replace(groups, unrecorded=last if last >= 0 and groups.labels[last] is _UNRECORDED else None)


def _of_queries(selected: SelectedText, queries: Sequence[UUID]) -> QueryGroups:
    """A column a query; of a single one what is inside and what is outside."""
    found = [found_on(selected.text_line, saved_query(selected.study, query_id)) for query_id in queries]
    labels = [Label(selected.study.rows(SavedQuery)[query_id].name, query_id) for query_id in queries]
    if len(queries) > 1:
        return QueryGroups(selected, tuple(labels), tuple(found))
    rest = Label(f"outside {labels[0].name}")
    return QueryGroups(
        selected, (labels[0], rest), (found[0], outside(found[0], selected.length)), outside=True
    )


def _of_transcripts(selected: SelectedText, labels: Sequence[Label], column: Whole) -> Groups:
    return Groups(
        tuple(labels), selected.bases[:-1], selected.bases[1:], column, column[selected.turns.transcript]
    )


def _of_turns(selected: SelectedText, labels: Sequence[Label], column: Whole) -> Groups:
    """Columns by turn; those that no turn belongs to are left out."""
    if not selected.selection.include_interviewers:
        column = np.where(selected.turns.interviewer, NOBODY, column)
    known = column != NOBODY
    used = np.unique(column[known])
    column = np.where(known, np.searchsorted(used, column), NOBODY)
    return Groups(
        tuple(labels[place] for place in used), selected.turns.start, selected.turns.end, column, column
    )


def _of_people(selected: SelectedText, labels: Sequence[Label], column_of_person: Whole) -> Groups:
    """Columns by participant number; a turn without participant belongs to none."""
    return _of_turns(selected, labels, np.append(column_of_person, NOBODY)[selected.turns.participant])


def _of_speakers(selected: SelectedText) -> Groups:
    """Columns by speaker label, in order of appearance."""
    turns = map(selected.study.turns_of, selected.transcripts)
    # Lists: hundreds of thousands of labels are looked up in them in a fifth of the time.
    names = list(chain.from_iterable(table.label.tolist() for table in turns))
    labels = [Label(name) for name in dict.fromkeys(names)]
    place = {label.name: number for number, label in enumerate(labels)} | {"": NOBODY}
    column = np.fromiter(map(place.__getitem__, names), np.int64, len(names))
    return _of_turns(selected, labels, column)


def _values(
    selected: SelectedText, attribute: Attribute, subjects: Sequence[UUID]
) -> tuple[list[Label], Whole]:
    """The values of an attribute in a sensible order, and the place of each subject's value."""
    recorded = [selected.study.values_of(subject).get(attribute.id) for subject in subjects]
    values = ["" if row is None else row.value.strip() for row in recorded]
    names = _in_order(set(filter(None, values)), attribute)
    place = {name: number for number, name in enumerate(names)}
    if "" in values:
        place[""] = len(names)
    labels = [*map(Label, names), *([_UNRECORDED] if "" in values else [])]
    return labels, np.array([place[value] for value in values], dtype=np.int64)


def _in_order(values: Iterable[str], attribute: Attribute) -> list[str]:
    """Choices as they were listed, then numbers by size, then the rest as names are."""

    def key(value: str) -> tuple[int, float, str, str]:
        if value in attribute.choices:
            return (0, attribute.choices.index(value), "", "")
        try:
            return (1, float(value), "", value)
        except ValueError:
            return (2, 0.0, name_order(value), value)

    return sorted(values, key=key)
