import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.clusters import ClusterJoin, Clusters, clusters, distances
from qualcode.model.questions.rules import Coefficient

NAN = float("nan")


def near(size: int, numbers: list[float]) -> list[list[float]]:
    table = [[1.0] * size for _ in range(size)]
    source = iter(numbers)
    for row in range(size):
        for column in range(row):
            table[row][column] = table[column][row] = next(source)
    return table


tables = st.integers(2, 7).flatmap(
    lambda size: st.lists(
        st.floats(0, 1), min_size=size * (size - 1) // 2, max_size=size * (size - 1) // 2
    ).map(lambda numbers: near(size, numbers))
)


def slow_heights(far: list[list[float]]) -> list[float]:
    """Heights of average linkage from its definition: the mean distance of all pairs between two groups."""
    groups = [[place] for place in range(len(far))]
    heights = []
    while len(groups) > 1:
        choices = [
            (sum(far[a][b] for a in one for b in other) / (len(one) * len(other)), one, other)
            for number, one in enumerate(groups)
            for other in groups[:number]
        ]
        height, one, other = min(choices, key=lambda choice: choice[0])
        groups = [group for group in groups if group not in (one, other)] + [one + other]
        heights.append(height)
    return heights


@given(tables)
def test_heights_are_those_of_average_linkage(table: list[list[float]]) -> None:
    values = np.array(table)
    found = clusters(values, Coefficient.C)
    assert sorted(found.order) == list(range(len(table)))
    slow = slow_heights(distances(values, Coefficient.C).tolist())
    # Ties may be broken either way and then lead to other trees; the first join is always the same.
    assert found.joins[0].height == pytest.approx(min(slow), abs=1e-12)
    different = {round(value, 9) for row in distances(values, Coefficient.C) for value in row}
    if len(different) == len(table) * (len(table) - 1) // 2 + 1:
        assert [join.height for join in found.joins] == pytest.approx(slow, abs=1e-9)


@given(tables)
def test_branches_meet_above_themselves_and_never_cross(table: list[list[float]]) -> None:
    found = clusters(np.array(table), Coefficient.C)
    assert len(found.joins) == len(table) - 1
    for join in found.joins:
        assert join.left < join.right
        assert join.height >= max(join.left_height, join.right_height)
    # Each leaf and each join but the last is taken up exactly once.
    taken = [(join.left, join.left_height) for join in found.joins]
    taken += [(join.right, join.right_height) for join in found.joins]
    made = [(float(place), 0.0) for place in range(len(table))]
    made += [((join.left + join.right) / 2, join.height) for join in found.joins[:-1]]
    assert sorted(taken) == sorted(made)


def test_codes_that_go_together_stand_together() -> None:
    values = np.full((6, 6), 0.05)
    for group in ((0, 3, 5), (1, 2, 4)):
        values[np.ix_(group, group)] = 0.8
    found = clusters(values, Coefficient.C)
    assert {frozenset(found.order[:3]), frozenset(found.order[3:])} == {
        frozenset((0, 3, 5)),
        frozenset((1, 2, 4)),
    }
    assert found.height == pytest.approx(0.95)


def test_what_is_not_defined_is_far() -> None:
    values = np.array([[NAN, NAN, 0.5], [NAN, 1.0, 0.2], [0.5, 0.2, 1.0]])
    far = distances(values, Coefficient.C)
    assert far[0].tolist() == [0.0, 1.0, 0.5]


def test_counts_are_measured_by_the_largest() -> None:
    assert distances(np.array([[90, 4, 2], [4, 10, 0], [2, 0, 5]]), None)[0].tolist() == [0.0, 0.0, 0.5]
    assert distances(np.array([[1.0, -1.0], [-1.0, 1.0]]), Coefficient.PHI)[0].tolist() == [0.0, 2.0]


@pytest.mark.parametrize("size", [0, 1])
def test_hardly_any_codes(size: int) -> None:
    found = clusters(np.zeros((size, size)))
    assert found == Clusters(tuple(range(size)), ())
    assert found.height == 0.0


def test_two_codes_meet_at_their_distance() -> None:
    values = np.array([[1.0, 0.25], [0.25, 1.0]])
    assert clusters(values, Coefficient.C) == Clusters((0, 1), (ClusterJoin(0.0, 0.0, 1.0, 0.0, 0.75),))
    assert clusters(values, Coefficient.C).height == 0.75


@pytest.mark.parametrize("which", [None, Coefficient.LIFT, Coefficient.ODDS])
def test_what_has_no_bound_is_measured_by_the_largest_however_small(which: Coefficient | None) -> None:
    values = np.array([[9.0, 0.5, 0.25], [0.5, 9.0, 0.0], [0.25, 0.0, 9.0]])
    assert distances(values, which).tolist() == [[0.0, 0.0, 0.5], [0.0, 0.0, 1.0], [0.5, 1.0, 0.0]]
    assert distances(np.zeros((2, 2)), which).tolist() == [[0.0, 1.0], [1.0, 0.0]]


def test_a_share_that_differs_by_direction_is_averaged_and_what_is_endless_is_far() -> None:
    values = np.array([[1.0, 0.25, np.inf], [0.75, 1.0, -np.inf], [np.inf, -np.inf, 1.0]])
    assert distances(values, Coefficient.SHARE).tolist() == [
        [0.0, 0.5, 1.0],
        [0.5, 0.0, 1.0],
        [1.0, 1.0, 0.0],
    ]
    assert distances(np.array([[1.0, 1.5], [1.5, 1.0]]), Coefficient.C).tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_the_tree_of_four_codes_by_hand() -> None:
    """0 and 2 at 0.2, 1 and 3 at 0.4, and the two branches at the mean of 0.9, 0.7, 0.8 and 1.0."""
    near = np.eye(4)
    for one, other, value in ((0, 2, 0.8), (1, 3, 0.6), (0, 1, 0.1), (0, 3, 0.3), (2, 1, 0.2), (2, 3, 0.0)):
        near[one, other] = near[other, one] = value
    found = clusters(near, Coefficient.C)
    # 0 and 3 are nearest where the branches meet.
    assert found.order in ((2, 0, 3, 1), (1, 3, 0, 2))
    first, second = (0.5, 2.5) if found.order[0] == 2 else (2.5, 0.5)
    assert [
        tuple(
            round(value, 9)
            for value in (join.left, join.left_height, join.right, join.right_height, join.height)
        )
        for join in found.joins
    ] == [
        (first - 0.5, 0, first + 0.5, 0, 0.2),
        (second - 0.5, 0, second + 0.5, 0, 0.4),
        (0.5, 0.2 if first == 0.5 else 0.4, 2.5, 0.4 if first == 0.5 else 0.2, 0.85),
    ]
    assert found.height == found.joins[-1].height


def test_what_is_infinite_or_below_nothing_is_as_far_as_can_be_or_further() -> None:
    values = np.array([[1.0, -0.5, np.inf], [-0.5, 1.0, np.nan], [np.inf, np.nan, 1.0]])
    for which in (Coefficient.C, Coefficient.PHI, None):
        assert distances(values, which)[0].tolist() == [0.0, 1.5, 1.0]
    assert distances(np.array([[5, 2], [2, 5]]), Coefficient.LIFT).tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert distances(np.array([[9, 2, 1], [2, 9, 4], [1, 4, 9]]), None)[0].tolist() == [0.0, 0.5, 0.75]


def test_branches_of_one_height_meet_no_lower() -> None:
    found = clusters(np.full((5, 5), 0.3), Coefficient.C)
    heights = [join.height for join in found.joins]
    assert heights == sorted(heights)
    assert heights == pytest.approx([0.7] * 4)
