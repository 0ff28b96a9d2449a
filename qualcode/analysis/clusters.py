"""An order in which codes that go together stand together, and the tree behind it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.leaf_order import nearest_order
from qualcode.model.questions.rules import Coefficient

Real = npt.NDArray[np.float64]

_BOUNDED = (Coefficient.C, Coefficient.OVERLAP, Coefficient.SHARE, Coefficient.PHI)


@dataclass(frozen=True, slots=True)
class ClusterJoin:
    """Two branches that meet: their places along the leaves, their own heights, and where they meet.

    A leaf's place is its number in the order (0, 1, ...), its height 0.
    """

    left: float
    left_height: float
    right: float
    right_height: float
    height: float


@dataclass(frozen=True, slots=True)
class Clusters:
    """``order`` holds the numbers of the rows in their new order; ``joins`` go from the leaves up."""

    order: tuple[int, ...]
    joins: tuple[ClusterJoin, ...]

    @property
    def height(self) -> float:
        """Where the last two branches meet; 0 without any."""
        return self.joins[-1].height if self.joins else 0.0


def distances(values: npt.NDArray[np.generic], which: Coefficient | None) -> Real:
    """How far apart any two codes are, from their coefficient (None: from counts).

    One minus the coefficient where it cannot exceed 1; otherwise one minus its share of the
    largest one off the diagonal. A coefficient that is not defined says nothing of nearness and
    counts as 0. The share of row, which differs by direction, is averaged over both.
    """
    near = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    near = (near + near.T) / 2
    np.fill_diagonal(near, 0.0)
    largest = float(near.max(initial=0.0))
    if which not in _BOUNDED and largest > 0:
        near = near / largest
    far = np.maximum(1 - near, 0.0)
    np.fill_diagonal(far, 0.0)
    return far


def clusters(values: npt.NDArray[np.generic], which: Coefficient | None = None) -> Clusters:
    """Hierarchical clustering (average linkage, Sokal and Michener 1958) of a coefficient's rows.

    Of all orders that fit the tree the one is taken in which neighbours are nearest (optimal leaf
    ordering, Bar-Joseph and others 2001).
    """
    number = len(values)
    if number < 2:
        return Clusters(tuple(range(number)), ())
    order, merges = _linkage(distances(values, which))
    place = {leaf: float(at) for at, leaf in enumerate(order)}
    height = dict.fromkeys(order, 0.0)
    joins = []
    for node, (one, other, at) in enumerate(merges, number):
        left, right = (one, other) if place[one] < place[other] else (other, one)
        # Rounding may put a join a hair below its branches.
        height[node] = max(at, height[left], height[right])
        place[node] = (place[left] + place[right]) / 2
        joins.append(ClusterJoin(place[left], height[left], place[right], height[right], height[node]))
    return Clusters(tuple(order), tuple(joins))


def _linkage(far: Real) -> tuple[list[int], list[tuple[int, int, float]]]:
    """The leaves in their order, and each merge: two nodes and the height."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    condensed = squareform(far, checks=False)
    tree = linkage(condensed, method="average")
    merges = [(int(row[0]), int(row[1]), float(row[2])) for row in tree]
    return nearest_order(far, [(one, other) for one, other, _ in merges]), merges
