"""An attacker with linear programming reads a published table: no hidden figure may follow from it.

Tests: ``suppression``.
"""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import suppression
from qualcode.analysis.crosstab import HIDDEN, code_table
from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import AttributeSubject
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import ColumnsBy, Figure
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures
from tests.support.profiles import of_hundred

Place = tuple[int, int]
Terms = dict[Place, float]

TOUCH = 1e-6
WIDTH = 4
"""Characters of one coding; codings of a person lie apart from each other."""


@dataclass
class Attacker:
    """What somebody knows who holds the published table, how it was made and a solver.

    Every cell is an unknown between bounds; ``equal`` and ``at_most`` are sums of unknowns known to
    be 0, or 0 at most.
    """

    published: Matrix
    figure: Figure
    minimum: int
    columns_differ: bool
    totals_first: bool = False
    equal: list[Terms] = field(default_factory=list)
    at_most: list[Terms] = field(default_factory=list)

    def __post_init__(self) -> None:
        last_row, last_column = (size - 1 for size in self.published.values.shape)
        for row in range(last_row + 1):
            cells = [(row, column) for column in range(last_column)]
            self._learn_total((row, last_column), cells, self.figure.adds_up or self.columns_differ)
        for column in range(last_column + 1):
            cells = [(row, column) for row in range(last_row)]
            self._learn_total((last_row, column), cells, self.figure.adds_up)

    def _learn_total(self, total: Place, cells: list[Place], adds_up: bool) -> None:
        """A total is the sum or, counting people once, at least each cell and at most the sum."""
        short: Terms = {total: 1.0} | dict.fromkeys(cells, -1.0)
        if adds_up:
            self.equal.append(short)
        else:
            self.at_most.append(short)
            self.at_most.extend({cell: 1.0, total: -1.0} for cell in cells)

    def bounds(self, place: Place) -> tuple[float, float | None]:
        """What a cell says by itself."""
        shown = self.published.cell(*place)
        if not isinstance(shown, str):
            return float(shown), float(shown)
        if self.figure is Figure.PARTICIPANTS and shown.startswith("<"):
            return 0.0, self.minimum - 1.0
        if shown == HIDDEN and self._people_enough(place):
            return float(self.minimum), None
        return 0.0, None

    def _people_enough(self, place: Place) -> bool:
        """Whether a figure is known to be hidden for another reason than being small.

        Each of these people has at least one segment, so the same holds of segments. Where
        everything or, in large tables, totals are hidden, nothing is said of the reason.
        """
        inner = place[0] < len(self.published.rows) - 1 and place[1] < len(self.published.columns) - 1
        said_few = any(note.startswith("<") for note in self.published.notes.values())
        return said_few and (inner or not self.totals_first)

    def interval(self, place: Place) -> tuple[float, float]:
        """The least and the greatest figure that a hidden cell can have."""
        found = []
        for sign in (1.0, -1.0):
            answer = self._solve({place: sign})
            found.append(sign * answer)
        return found[0], found[1]

    def _solve(self, aim: Terms) -> float:
        # Half a second of every process that runs tests, were it loaded with them.
        from scipy.optimize import linprog

        shape = self.published.values.shape
        answer = linprog(
            self._row(aim),
            A_ub=np.array([self._row(terms) for terms in self.at_most]) if self.at_most else None,
            b_ub=np.zeros(len(self.at_most)) if self.at_most else None,
            A_eq=np.array([self._row(terms) for terms in self.equal]) if self.equal else None,
            b_eq=np.zeros(len(self.equal)) if self.equal else None,
            bounds=[self.bounds(place) for place in product(range(shape[0]), range(shape[1]))],
        )
        if answer.status == 3:
            return -np.inf
        assert answer.status == 0, answer.message
        return float(answer.fun or 0.0)

    def _row(self, terms: Terms) -> npt.NDArray[np.float64]:
        row = np.zeros(self.published.values.shape)
        for place, factor in terms.items():
            row[place] = factor
        return row.ravel()

    def pinned(self) -> list[tuple[Place, int]]:
        """Hidden cells of which only one whole number is left."""
        found = []
        for place in self.published.notes:
            low, high = self.interval(place)
            if np.floor(high + TOUCH) - np.ceil(low - TOUCH) < 1:
                found.append((place, round(low)))
        return found


@dataclass(frozen=True)
class Talking:
    """Who said how often what: shape (people, codes); where each person belongs; where each speaks."""

    counts: npt.NDArray[np.int64]
    group: tuple[int, ...]
    transcript: tuple[int, ...]

    def study(self) -> Study:
        codes: dict[str, str | None] = {f"code {number}": None for number in range(self.counts.shape[1])}
        talks = {f"T{number}": self._talk(number) for number in sorted({*self.transcript})}
        values = {f"P{person}": f"g{group}" for person, group in enumerate(self.group)}
        return study_of(talks, codes, {(AttributeSubject.PARTICIPANT, "group"): values})

    def _talk(self, number: int) -> Talk:
        turns, codings, start = [], [], 0
        for person in (place for place, where in enumerate(self.transcript) if where == number):
            first = start
            for code, count in enumerate(self.counts[person]):
                for _ in range(count):
                    codings.append(Coded("X", f"code {code}", start, start + WIDTH))
                    start += WIDTH + 1
            start += 1
            turns.append(Said(first, start, f"P{person}"))
        return Talk("x" * start, turns, codings)


@st.composite
def talkings(draw: st.DrawFn) -> Talking:
    people, codes = draw(st.integers(4, 16)), draw(st.integers(1, 5))
    busy = draw(st.integers(1, 3))
    counts = draw(
        st.lists(
            st.lists(st.integers(0, busy), min_size=codes, max_size=codes), min_size=people, max_size=people
        )
    )
    groups, transcripts = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    return Talking(
        np.array(counts, dtype=np.int64),
        tuple(draw(st.integers(0, groups - 1)) for _ in range(people)),
        tuple(draw(st.integers(0, transcripts - 1)) for _ in range(people)),
    )


def attack(
    study: Study, by: ColumnsBy, figure: Figure, minimum: int, totals_first: bool = False
) -> tuple[Matrix, list[tuple[Place, int]]]:
    attribute = identity("attribute", "group") if by is ColumnsBy.ATTRIBUTE else None
    request = TableRequest(by, attribute, figure, minimum_cell=minimum, totals=True)
    table = code_table(study, request, FixedMeasures())
    # Here every person speaks in one transcript and has one value, and so stands in one column.
    return table, Attacker(table, figure, minimum, True, totals_first).pinned()


@given(
    talkings(),
    st.sampled_from((ColumnsBy.ATTRIBUTE, ColumnsBy.TRANSCRIPT)),
    st.sampled_from((Figure.SEGMENTS, Figure.PARTICIPANTS, Figure.UNITS)),
    st.integers(2, 4),
)
@settings(deadline=None)
def test_nothing_hidden_can_be_solved_for(
    talking: Talking, by: ColumnsBy, figure: Figure, minimum: int
) -> None:
    table, pinned = attack(talking.study(), by, figure, minimum)
    assert pinned == [], table.values


@given(talkings(), st.sampled_from((Figure.SEGMENTS, Figure.PARTICIPANTS)), st.integers(2, 4))
@settings(max_examples=of_hundred(50))
def test_nor_in_tables_so_large_that_totals_are_hidden(
    talking: Talking, figure: Figure, minimum: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "MOST_WORK", -1)
        table, pinned = attack(talking.study(), ColumnsBy.ATTRIBUTE, figure, minimum, totals_first=True)
    assert pinned == [], table.values


def by_hand(cells: list[list[int]], notes: dict[Place, str]) -> Matrix:
    values = np.array(cells, dtype=np.int64)
    labels = tuple(Label(str(number)) for number in range(len(cells)))
    columns = tuple(Label(str(number)) for number in range(len(cells[0])))
    shown = values.copy()
    for place in notes:
        shown[place] = 0
    return Matrix(labels, columns, shown, Provenance("", (), "", 0, ""), notes=notes)


def test_the_attacker_subtracts() -> None:
    cells = [[1, 9, 10], [8, 7, 15], [9, 16, 25]]
    attacker = Attacker(by_hand(cells, {(0, 0): "<3"}), Figure.SEGMENTS, 3, columns_differ=True)
    assert attacker.pinned() == [((0, 0), 1)]


def test_the_attacker_sees_that_nothing_is_left() -> None:
    cells = [[0, 9, 9], [8, 7, 15], [8, 16, 24]]
    notes = {(0, 0): "<2", (0, 1): HIDDEN, (1, 0): HIDDEN, (1, 1): HIDDEN}
    attacker = Attacker(by_hand(cells, notes), Figure.PARTICIPANTS, 2, columns_differ=True)
    assert attacker.interval((0, 0)) == (0.0, 1.0)
    assert attacker.pinned() == []
    narrow = Attacker(
        by_hand(cells, dict(list(notes.items())[:2])), Figure.PARTICIPANTS, 2, columns_differ=True
    )
    assert narrow.pinned() == [((0, 0), 0), ((0, 1), 9)]
