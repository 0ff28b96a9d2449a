"""Codes by transcripts, participants, speakers or attribute values, with disclosure control."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.matrices import about_groups
from qualcode.analysis.cooccurrence import code_labels
from qualcode.analysis.frequency import Frequencies, frequencies, nested, people_behind, spoken_words
from qualcode.analysis.groups import AnyGroups, QueryGroups, groups_of
from qualcode.analysis.ragged import Whole
from qualcode.analysis.selected.selected_text import NOBODY, SelectedText
from qualcode.analysis.suppression import Hidden, suppress
from qualcode.analysis.table_request import TableRequest
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.questions.words import ColumnsBy, Figure, Shown
from qualcode.model.results.matrix import IN_NO_COLUMN, Label, Matrix
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed, plural_of

TOTAL = Label("Total")
HIDDEN = "hidden"
_NOUNS = {Figure.SEGMENTS: "segment", Figure.RUNS: "run"}
NOTHING_COUNTED = "not defined: the total is 0"
ALONE = (
    "The protection holds for this table by itself: beside other tables of the same people hidden figures "
    "might be worked out."
)
NOTHING_SAID = "not defined: no words were said"


def code_table(
    study: Study,
    request: TableRequest,
    measures: Measures | None = None,
) -> Matrix:
    """Codes by groups: int64 counts or float64 shares, shape (codes, groups), totals last if wanted.

    Words, sentences and figures per 1,000 words need ``measures``. With a minimum cell, figures
    that are not shown are nowhere in the result: their values are 0 and their notes say "<3" or
    "hidden". Raises QualcodeError where codes are nested in one another and a minimum cell is set,
    because the figures of a category would give those of its codes back.
    """
    selected = SelectedText(study, request.selection)
    if request.minimum_cell and nested(selected):
        raise QualcodeError(
            "With a minimum cell, a category and its subcodes cannot be in one table: their difference "
            "would give hidden figures back. Choose either the categories or the codes."
        )
    groups = groups_of(selected, request)
    found = frequencies(selected, groups, request, request.figure, measures)
    table = found.table
    hidden = _hidden(selected, groups, request, table)
    shown = _shown(selected, groups, request, table, hidden, measures)
    if not request.totals:
        shown = shown.without_totals()
    return Matrix(
        rows=(*code_labels(selected), TOTAL)[: len(shown.values)],
        columns=(*groups.labels, TOTAL)[: shown.values.shape[1]],
        values=shown.values,
        provenance=about_groups(study, request),
        notes=shown.notes,
        withheld=shown.withheld,
        remarks=(*_remarks(request, hidden, found), *_shared_labels(request, selected, groups)),
    )


@dataclass(frozen=True, eq=False)
class _ShownTable:
    """Values, by place the notes that stand in the stead of figures, and the places that are kept back."""

    values: npt.NDArray[Any]
    notes: dict[tuple[int, int], str]
    withheld: frozenset[tuple[int, int]]

    def without_totals(self) -> "_ShownTable":
        rows, columns = self.values.shape[0] - 1, self.values.shape[1] - 1
        notes = {place: note for place, note in self.notes.items() if place[0] < rows and place[1] < columns}
        withheld = frozenset(place for place in self.withheld if place[0] < rows and place[1] < columns)
        return _ShownTable(self.values[:rows, :columns], notes, withheld)


def _hidden(selected: SelectedText, groups: AnyGroups, request: TableRequest, table: Whole) -> Hidden:
    if not request.minimum_cell:
        nothing = np.zeros(table.shape, dtype=np.bool_)
        return Hidden(nothing, nothing)
    people = people_behind(selected, groups, request).table
    return suppress(table, people, request.minimum_cell, request.figure is Figure.PARTICIPANTS)


def _shown(
    selected: SelectedText,
    groups: AnyGroups,
    request: TableRequest,
    table: Whole,
    hidden: Hidden,
    measures: Measures | None,
) -> _ShownTable:
    notes: dict[tuple[int, int], str] = {}
    concealed = hidden.all
    values: npt.NDArray[Any] = table
    if request.shown is not Shown.COUNTS:
        base, reason = _base(selected, groups, request, table, measures)
        factor = 1000 if request.shown is Shown.PER_1000_WORDS else 100
        values = np.divide(table * factor, base, out=np.full(table.shape, np.nan), where=base != 0)
        notes |= _notes(base == 0, reason)
        # A share of a hidden total would give the total back to who knows the count.
        concealed = concealed | _hidden_base(request.shown, hidden.all)
    withheld = _notes(concealed, HIDDEN) | _notes(hidden.few, f"<{request.minimum_cell}")
    return _ShownTable(
        np.where(concealed, values.dtype.type(0), values), notes | withheld, frozenset(withheld)
    )


def _base(
    selected: SelectedText, groups: AnyGroups, request: TableRequest, table: Whole, measures: Measures | None
) -> tuple[Whole, str]:
    """What each cell is divided by, in the table's shape, and the reason where that is 0."""
    if request.shown is Shown.ROW_PERCENT:
        return np.broadcast_to(table[:, -1:], table.shape), NOTHING_COUNTED
    if request.shown is Shown.COLUMN_PERCENT:
        return np.broadcast_to(table[-1:, :], table.shape), NOTHING_COUNTED
    words = spoken_words(selected, groups, measures)
    # A turn may belong to several queries, or to both sides of one: in the total it counts once.
    whole = spoken_words(selected, groups.united(), measures) if isinstance(groups, QueryGroups) else words
    return np.broadcast_to(np.append(words, whole.sum()), table.shape), NOTHING_SAID


def _hidden_base(shown: Shown, hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    if shown is Shown.ROW_PERCENT:
        return np.broadcast_to(hidden[:, -1:], hidden.shape)
    if shown is Shown.COLUMN_PERCENT:
        return np.broadcast_to(hidden[-1:, :], hidden.shape)
    return np.zeros_like(hidden)


def _notes(places: npt.NDArray[np.bool_], note: str) -> dict[tuple[int, int], str]:
    return {(int(row), int(column)): note for row, column in np.argwhere(places)}


def _remarks(request: TableRequest, hidden: Hidden, found: Frequencies) -> tuple[str, ...]:
    return (*_outside(request, found), *_of_columns(request, hidden))


_OTHERS: Final = "in words of interviewers or of others who are not listed as participants"


def _outside(request: TableRequest, found: Frequencies) -> tuple[str, ...]:
    """Why there are fewer segments here than elsewhere; not where it would give hidden figures back."""
    if not found.outside or request.queries or request.minimum_cell:
        return ()
    there = counted(found.passages, _NOUNS[request.figure])
    are = f"is {IN_NO_COLUMN}: it begins" if found.outside == 1 else f"are {IN_NO_COLUMN}: they begin"
    return (f"Of {there}, {found.outside:,} {are} {_OTHERS}.",)


def _shared_labels(request: TableRequest, selected: SelectedText, groups: AnyGroups) -> tuple[str, ...]:
    """Which columns are of several people, because transcripts call each of them by the same label."""
    if request.by is not ColumnsBy.SPEAKER or isinstance(groups, QueryGroups):
        return ()
    known = (groups.turn_column != NOBODY) & (selected.turns.participant != NOBODY)
    columns, people = groups.turn_column[known], selected.turns.participant[known]
    one = np.empty(len(groups.labels), people.dtype)
    # One of a column's people; whoever else speaks in it is another.
    one[columns] = people
    several = np.unique(columns[people != one[columns]])
    names = [f"“{groups.labels[place].name}”" for place in several]
    are = plural_of(len(names), "is the label of several people", "are labels of several people each")
    return (f"{listed(names)} {are}, whose words are counted in one column.",) if names else ()


def _of_columns(request: TableRequest, hidden: Hidden) -> tuple[str, ...]:
    if len(request.queries) > 1:
        return ("A passage may be in several columns, so rows do not add up; in a total it counts once.",)
    if not hidden.all.any():
        return ()
    least = request.minimum_cell
    remark = f"“<{least}”: fewer than {least} participants."
    if hidden.further.any():
        remark += " “hidden”: withheld so that totals do not give the other hidden figures back."
    return (remark, ALONE)
