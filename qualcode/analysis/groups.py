"""Columns of a table of codes: which stretches of text belong to which transcript, person, label or value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from qualcode.analysis.line import NOBODY, Line
from qualcode.analysis.ragged import Whole, expand
from qualcode.analysis.runs import Passages
from qualcode.analysis.table_request import By, TableRequest
from qualcode.model.entities import Attribute, AttributeSubject
from qualcode.model.matrix import Label

NO_VALUE = "(no value)"


@dataclass(frozen=True, eq=False)
class Groups:
    """Columns, and the column of every stretch (whole transcripts, or turns), NOBODY for none.

    ``start`` and ``end`` are positions of the line; ``turn_column`` is the column of each turn.
    """

    labels: tuple[Label, ...]
    start: Whole
    end: Whole
    column: Whole
    turn_column: Whole

    def column_at(self, positions: Whole) -> Whole:
        """The column of the stretch that covers each position."""
        place = np.searchsorted(self.start, positions, side="right") - 1
        inside = (place >= 0) & (positions < np.append(self.end, 0)[place])
        return np.where(inside, np.append(self.column, NOBODY)[place], NOBODY)

    def pieces(self, passages: Passages) -> tuple[Passages, Whole]:
        """The parts of passages that lie in a column, and that column."""
        first = np.searchsorted(self.end, passages.start, side="right")
        behind = np.maximum(first, np.searchsorted(self.start, passages.end, side="left"))
        owner, place = expand(first, behind - first)
        known = self.column[place] != NOBODY
        owner, place = owner[known], place[known]
        start = np.maximum(passages.start[owner], self.start[place])
        end = np.minimum(passages.end[owner], self.end[place])
        return Passages(passages.line, passages.code[owner], start, end), self.column[place]


def groups_of(line: Line, request: TableRequest) -> Groups:
    """The columns that a request asks for.

    Columns of participants, speakers and their attributes leave interviewers' turns out unless
    the selection includes them.
    """
    attribute = request.attribute_of(line.study)
    if attribute is not None and attribute.subject is AttributeSubject.TRANSCRIPT:
        return _of_transcripts(line, *_values(line, attribute, line.transcripts))
    if attribute is not None:
        people = [row.id for row in line.study.participants_in_order]
        return _of_people(line, *_values(line, attribute, people))
    if request.by is By.TRANSCRIPT:
        labels = [Label(line.study.transcripts[row].name, row) for row in line.transcripts]
        return _of_transcripts(line, labels, np.arange(len(labels)))
    if request.by is By.PARTICIPANT:
        labels = [Label(row.name, row.id) for row in line.study.participants_in_order]
        return _of_people(line, labels, np.arange(len(labels)))
    return _of_speakers(line)


def _of_transcripts(line: Line, labels: Sequence[Label], column: Whole) -> Groups:
    return Groups(tuple(labels), line.bases[:-1], line.bases[1:], column, column[line.turns.transcript])


def _of_turns(line: Line, labels: Sequence[Label], column: Whole) -> Groups:
    """Columns by turn; those that no turn belongs to are left out."""
    if not line.selection.include_interviewers:
        column = np.where(line.turns.interviewer, NOBODY, column)
    used = np.unique(column[column != NOBODY])
    renumbered = np.full(len(labels) + 1, NOBODY, dtype=np.int64)
    renumbered[used] = np.arange(len(used))
    column = renumbered[column]
    return Groups(tuple(labels[place] for place in used), line.turns.start, line.turns.end, column, column)


def _of_people(line: Line, labels: Sequence[Label], column_of_person: Whole) -> Groups:
    """Columns by participant number; a turn without participant belongs to none."""
    return _of_turns(line, labels, np.append(column_of_person, NOBODY)[line.turns.participant])


def _of_speakers(line: Line) -> Groups:
    """Columns by speaker label, in order of appearance."""
    names = [
        str(label) for transcript_id in line.transcripts for label in line.study.turns_of(transcript_id).label
    ]
    place = {name: number for number, name in enumerate(dict.fromkeys(filter(None, names)))}
    column = np.array([place.get(name, NOBODY) for name in names], dtype=np.int64)
    return _of_turns(line, [Label(name) for name in place], column)


def _values(line: Line, attribute: Attribute, subjects: Sequence[UUID]) -> tuple[list[Label], Whole]:
    """The values of an attribute in a sensible order, and the place of each subject's value."""
    recorded = [line.study.values_of(subject).get(attribute.id) for subject in subjects]
    values = ["" if row is None else row.value.strip() for row in recorded]
    names = _in_order(set(filter(None, values)), attribute)
    place = {name: number for number, name in enumerate(names)}
    if "" in values:
        place[""] = len(names)
        names.append(NO_VALUE)
    return [Label(name) for name in names], np.array([place[value] for value in values], dtype=np.int64)


def _in_order(values: Iterable[str], attribute: Attribute) -> list[str]:
    """Choices as they were listed, then numbers by size, then the rest by letter."""

    def key(value: str) -> tuple[int, float, str, str]:
        if value in attribute.choices:
            return (0, attribute.choices.index(value), "", "")
        try:
            return (1, float(value), "", value)
        except ValueError:
            return (2, 0.0, value.casefold(), value)

    return sorted(values, key=key)
