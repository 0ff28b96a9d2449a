from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import suppression
from qualcode.analysis.ragged import Whole
from qualcode.analysis.suppression import Flags, Hidden, suppress


def with_totals(cells: list[list[int]]) -> Whole:
    table = np.array(cells, dtype=np.int64)
    table = np.column_stack((table, table.sum(axis=1)))
    return np.vstack((table, table.sum(axis=0)))


def what_fits(table: Whole, hidden: Hidden, minimum: int, counts_people: bool) -> Whole:
    """All tables of small whole numbers that fit what is published, shape (tables, rows, columns)."""
    rows, columns = table.shape[0] - 1, table.shape[1] - 1
    top = int(table[:-1, :-1].max()) + 3
    choices = []
    for place in product(range(rows), range(columns)):
        if not hidden.all[place]:
            choices.append([table[place]])
        elif hidden.few[place] and counts_people:
            choices.append(list(range(minimum)))
        else:
            choices.append(list(range(top)))
    inner = np.stack([grid.ravel() for grid in np.meshgrid(*choices, indexing="ij")], axis=1)
    inner = inner.reshape(-1, rows, columns)
    full = np.zeros((len(inner), rows + 1, columns + 1), dtype=np.int64)
    full[:, :-1, :-1] = inner
    full[:, :-1, -1] = inner.sum(axis=2)
    full[:, -1, :] = full[:, :-1, :].sum(axis=1)
    shown = ~hidden.all
    fits = (full[:, shown] == table[shown]).all(axis=1)
    if counts_people:
        fits &= (full[:, hidden.few] < minimum).all(axis=1)
    possible: Whole = full[fits]
    return possible


tables = st.tuples(st.integers(1, 3), st.integers(1, 2)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 5), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(tables, st.integers(2, 4))
def test_no_hidden_count_of_people_can_be_solved_for(cells: list[list[int]], minimum: int) -> None:
    table = with_totals(cells)
    hidden = suppress(table, table, minimum, counts_people=True)
    assert hidden.all[table < minimum].all()
    possible = what_fits(table, hidden, minimum, counts_people=True)
    for place in np.argwhere(hidden.all):
        assert len(set(possible[:, place[0], place[1]].tolist())) > 1


@given(tables, st.data())
def test_no_hidden_count_of_segments_can_be_solved_for(cells: list[list[int]], data: st.DataObject) -> None:
    table = with_totals(cells)
    people = np.array(
        [[data.draw(st.integers(0, int(cell))) for cell in row] for row in table], dtype=np.int64
    )
    hidden = suppress(table, people, 3, counts_people=False)
    assert hidden.all[people < 3].all()
    possible = what_fits(table, hidden, 3, counts_people=False)
    for place in np.argwhere(hidden.all):
        assert len(set(possible[:, place[0], place[1]].tolist())) > 1


def solvable(table: Whole, hidden: Hidden) -> list[tuple[int, int]]:
    """Hidden places that follow from the shown ones by linear equations alone."""
    places = [(int(row), int(column)) for row, column in np.argwhere(hidden.all)]
    rows, columns = table.shape
    equations = [
        [0 if r != row else 1 if c < columns - 1 else -1 for r, c in places] for row in range(rows)
    ] + [[0 if c != column else 1 if r < rows - 1 else -1 for r, c in places] for column in range(columns)]
    matrix = np.array(equations, dtype=np.float64)
    rank = np.linalg.matrix_rank(matrix)
    return [
        places[number]
        for number in range(len(places))
        if np.linalg.matrix_rank(np.delete(matrix, number, axis=1)) < rank
    ]


@given(st.lists(st.lists(st.integers(0, 30), min_size=6, max_size=6), min_size=7, max_size=7))
def test_larger_tables_withstand_linear_algebra(cells: list[list[int]]) -> None:
    table = with_totals(cells)
    assert solvable(table, suppress(table, table, 4, counts_people=True)) == []


@given(st.lists(st.lists(st.integers(0, 8), min_size=5, max_size=5), min_size=4, max_size=4))
def test_the_simple_way_withstands_linear_algebra(cells: list[list[int]]) -> None:
    table = with_totals(cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "MOST_WORK", -1)
        hidden = suppress(table, table, 3, counts_people=True)
    assert solvable(table, hidden) == []
    assert hidden.all[table < 3].all()
    assert not hidden.few[-1].any()


def test_the_attackers_of_these_tests_are_able() -> None:
    table = with_totals([[1, 9], [8, 7]])
    few = table < 3
    careless = Hidden(few, np.zeros_like(few))
    assert solvable(table, careless) == [(0, 0)]
    assert len(what_fits(table, careless, 3, counts_people=True)) == 1


def test_nothing_is_hidden_where_all_cells_are_large() -> None:
    table = with_totals([[5, 9], [8, 7]])
    assert not suppress(table, table, 3, counts_people=True).all.any()


@pytest.mark.parametrize("few", [0, 1, 2])
def test_cells_are_hidden_before_totals(few: int) -> None:
    """Of nobody a cell can only be more, and of one below the minimum only fewer."""
    table = with_totals([[few, 9, 8], [8, 7, 9], [9, 9, 9]])
    hidden = suppress(table, table, 3, counts_people=True)
    assert not hidden.all[-1].any()
    assert not hidden.all[:, -1].any()
    assert int(hidden.all.sum()) == 4


def test_three_cells_are_hidden_before_a_total() -> None:
    """The total of the first row would be the smaller figure, beside two that are hidden already."""
    table = with_totals([[1, 5, 5], [9, 9, 9], [0, 0, 0]])
    hidden = suppress(table, table, 3, counts_people=True)
    assert np.argwhere(hidden.further).tolist() == [[0, 1], [0, 2], [0, 3], [1, 0], [1, 1]]


# -- against trying every rectangle ------------------------------------------------------------------------

Cell = tuple[int, int]


def _moved(table: Whole, corner: Cell, other: Cell, by: int) -> list[tuple[Cell, int]]:
    """The four cells of a rectangle and how each moves: a total goes along with what it adds up."""
    last = (len(table) - 1, len(table[0]) - 1)
    down = by if last[0] in (corner[0], other[0]) else -by
    across = 1 if last[1] in (corner[1], other[1]) else -1
    return [
        (corner, by),
        ((corner[0], other[1]), by * across),
        ((other[0], corner[1]), down),
        (other, down * across),
    ]


def _fits(table: Whole, few: Flags, minimum: int, moves: list[tuple[Cell, int]], *, people: bool) -> bool:
    """Whether the table with these moves is another one that a reader must think possible."""
    changed = table.copy()
    for cell, by in moves:
        changed[cell] += by
        if by > 0 and people and few[cell] and changed[cell] >= minimum:
            return False
        if by < 0 and changed[cell] < (0 if few[cell] else minimum):
            return False
    rows, columns = {cell[0] for cell, _ in moves}, {cell[1] for cell, _ in moves}
    return all((changed[row, :-1] <= changed[row, -1]).all() for row in rows) and all(
        (changed[:-1, column] <= changed[-1, column]).all() for column in columns
    )


def _slowly(table: Whole, behind: Whole, minimum: int, *, people: bool) -> Hidden:
    """The cheapest of all rectangles for each cell; of equal ones cells before totals, then the first."""
    few = behind < minimum
    rows, columns = table.shape
    unit = int(table.max()) + 1
    cost = table + unit
    cost[-1, :] += 4 * unit
    cost[:, -1] += 4 * unit
    hidden = few.copy()
    for row, column in np.argwhere(few).tolist():
        found = []
        for other in product(range(rows), range(columns)):
            if other[0] == row or other[1] == column:
                continue
            moves = [_moved(table, (row, column), other, by) for by in (1, -1)]
            if any(_fits(table, few, minimum, each, people=people) for each in moves):
                corners = ((row, other[1]), (other[0], column), other)
                price = sum(0 if hidden[cell] else int(cost[cell]) for cell in corners)
                totals = (other[0] == rows - 1, other[1] == columns - 1)
                found.append((price, *totals, other, corners))
        if not found:
            return Hidden(np.zeros_like(few), np.ones_like(few))
        for cell in min(found)[-1]:
            hidden[cell] = True
    return Hidden(few, hidden & ~few)


def _with_unions(cells: list[list[int]], data: st.DataObject) -> Whole:
    """Totals of what may be the same in several cells: from the largest of them up to their sum."""

    def total(parts: list[int]) -> int:
        return data.draw(st.integers(max(parts), sum(parts)))

    table = [[*row, total(row)] for row in cells]
    last = [total([row[place] for row in cells]) for place in range(len(cells[0]))]
    ends = [row[-1] for row in table]
    most = max(*ends, *last)
    return np.array([*table, [*last, data.draw(st.integers(most, max(most, sum(ends))))]], dtype=np.int64)


figures = st.one_of(st.integers(0, 7), st.integers(0, 99))
several = st.tuples(st.integers(1, 4), st.integers(1, 3)).flatmap(
    lambda shape: st.lists(
        st.lists(figures, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@pytest.mark.parametrize("people", [True, False])
@pytest.mark.parametrize("unions", [True, False])
@given(cells=several, minimum=st.integers(2, 4), data=st.data())
def test_what_is_hidden_further_is_the_cheapest_of_all_rectangles(
    unions: bool, people: bool, cells: list[list[int]], minimum: int, data: st.DataObject
) -> None:
    table = _with_unions(cells, data) if unions else with_totals(cells)
    behind = table if people else np.minimum(table, data.draw(st.integers(1, 9)))
    found, expected = suppress(table, behind, minimum, people), _slowly(table, behind, minimum, people=people)
    assert found.few.tolist() == expected.few.tolist()
    assert found.further.tolist() == expected.further.tolist()
    assert found.all.tolist() == (expected.few | expected.further).tolist()


def test_of_rectangles_that_cost_the_same_the_first_is_hidden() -> None:
    """16 and 7 are as much as 6 and 17, however their fractions of the largest figure are rounded."""
    table = with_totals([[16, 7], [0, 24], [6, 17]])
    hidden = suppress(table, table, 3, True)
    assert np.argwhere(hidden.few).tolist() == [[1, 0]]
    assert np.argwhere(hidden.further).tolist() == [[0, 0], [0, 1], [1, 1]]


@pytest.mark.parametrize(("work", "simple"), [(24, False), (23, True)])
def test_the_simple_way_is_taken_where_there_is_too_much_to_look_at(work: int, simple: bool) -> None:
    """Two small cells of twelve."""
    table = with_totals([[1, 9, 8], [8, 7, 1]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "MOST_WORK", work)
        hidden = suppress(table, table, 3, counts_people=True)
    few = [[True, False, False, False], [False, False, True, False], [False] * 4]
    assert hidden.few.tolist() == few
    totals = [[False] * 3 + [True], [False] * 3 + [True], [True, False, True, True]]
    assert (hidden.further.tolist() == totals) is simple


def test_the_simple_way_hides_nothing_where_nothing_is_small() -> None:
    table = with_totals([[5, 9], [8, 7]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "MOST_WORK", -1)
        assert not suppress(table, table, 3, counts_people=True).all.any()
        # A small total is not said to be small.
        table = with_totals([[1], [9]])
        hidden = suppress(table, table, 3, counts_people=True)
    assert hidden.few.tolist() == [[True, False], [False, False], [False, False]]
    assert hidden.further.tolist() == [[False, True], [False, False], [True, True]]


def test_of_a_table_without_codes_nothing_is_told() -> None:
    table = np.array([[0, 4, 4]], dtype=np.int64)
    hidden = suppress(table, table, 3, counts_people=True)
    assert hidden.few.tolist() == [[False] * 3]
    assert hidden.all.all()
    enough = np.array([[3, 4, 7]], dtype=np.int64)
    assert not suppress(enough, enough, 3, counts_people=True).all.any()


def test_beyond_fifty_million_candidates_the_simple_way_is_taken() -> None:
    """57 small cells of 739 times 1,187: fifty million and one."""
    table = with_totals([[9] * 1186 for _ in range(738)])
    table[range(57), range(57)] = 0
    hidden = suppress(table, table, 3, counts_people=True)
    assert int((table < 3).sum()) * table.size == 50_000_001
    assert int(hidden.few.sum()) == 57
    assert np.argwhere(hidden.further).tolist() == [
        *([place, 1186] for place in range(57)),
        *([738, place] for place in range(57)),
        [738, 1186],
    ]
