"""The order of a tree's leaves: against every order that fits the tree."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.leaf_order import Real, nearest_order

Merges = list[tuple[int, int]]


@st.composite
def trees(draw: st.DrawFn) -> tuple[Real, Merges]:
    """Distances between up to seven leaves, and how a tree joins them."""
    size = draw(st.integers(1, 7))
    numbers = draw(st.lists(st.integers(0, 9), min_size=size * size, max_size=size * size))
    far = np.array(numbers, dtype=np.float64).reshape(size, size)
    roots, merges = list(range(size)), []
    while len(roots) > 1:
        pair = [roots.pop(draw(st.integers(0, len(roots) - 1))) for _ in range(2)]
        merges.append((pair[0], pair[1]))
        roots.append(size + len(merges) - 1)
    return (far + far.T) * (1 - np.eye(size)), merges


def fitting(size: int, merges: Merges) -> list[list[int]]:
    """Every order in which no two branches of a tree cross."""
    branches = [[[leaf]] for leaf in range(size)]
    for one, other in merges:
        pairs = [(left, right) for left in branches[one] for right in branches[other]]
        branches.append([order for left, right in pairs for order in (left + right, right + left)])
    return branches[-1]


def length(far: Real, order: Sequence[int]) -> float:
    return float(sum(far[one, other] for one, other in pairwise(order)))


@given(trees())
def test_of_all_orders_that_fit_the_tree_neighbours_are_nearest_in_it(tree: tuple[Real, Merges]) -> None:
    far, merges = tree
    orders = fitting(len(far), merges)
    found = nearest_order(far, merges)
    assert found in orders
    assert length(far, found) == min(length(far, order) for order in orders)
    assert found[0] <= found[-1]


def test_inner_branches_are_turned_as_well() -> None:
    """A chain that is joined from its middle, which SciPy leaves in another order."""
    far = np.array(
        [
            [0.0, 0.46680166, 0.7747411, 0.79942054],
            [0.46680166, 0.0, 0.28626558, 0.68441929],
            [0.7747411, 0.28626558, 0.0, 0.74692541],
            [0.79942054, 0.68441929, 0.74692541, 0.0],
        ]
    )
    assert nearest_order(far, [(2, 1), (0, 4), (5, 3)]) == [0, 1, 2, 3]


def test_a_tree_may_be_as_deep_as_it_has_leaves() -> None:
    leaves = 60
    far = np.abs(np.subtract.outer(np.arange(leaves), np.arange(leaves))).astype(np.float64)
    chain = [(0, 1), *((leaves + place, place + 2) for place in range(leaves - 2))]
    assert nearest_order(far, chain) == list(range(leaves))
