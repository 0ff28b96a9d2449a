"""Codes as a network: nodes by use, edges by how strongly two codes go together, and where to draw them."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.model.errors import QualcodeError
from qualcode.model.matrix import Label, Matrix, Provenance

Real = npt.NDArray[np.float64]

ROUNDS: Final = 300
MANY: Final = 150
"""Nodes beyond which a third of the rounds must do."""

_GRAVITY: Final = 0.6
"""Pull towards the middle, so that parts without any edge between them stay on the page."""


@dataclass(frozen=True, slots=True)
class Node:
    """A code that is used: how often, and its place in the unit square."""

    label: Label
    uses: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes by number and how strongly they go together."""

    one: int
    other: int
    weight: float


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and edges; ``numbers`` are the rows of the matrix that the nodes stand for."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    numbers: tuple[int, ...]
    provenance: Provenance


def network(counts: Matrix, strength: Matrix, threshold: float = 0.0, *, alone: bool = True) -> Network:
    """The network of the codes that are used, from their counts and a coefficient (or the counts again).

    An edge is drawn where the strength is above ``threshold``; of a strength that differs by
    direction the larger one is taken, and one that is not defined makes no edge. Without
    ``alone`` codes that no edge reaches are left out.
    """
    if counts.values.shape != strength.values.shape:
        raise QualcodeError("A network needs counts and strengths of the same codes.")
    uses = np.diagonal(counts.values)
    weights = np.nan_to_num(strength.values.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    for place in strength.notes:
        weights[place] = 0.0
    weights = np.maximum(weights, weights.T)
    weights = np.where(weights > threshold, weights, 0.0)
    np.fill_diagonal(weights, 0.0)
    drawn = (uses > 0) & (alone | weights.any(axis=1))
    numbers = np.flatnonzero(drawn)
    weights = weights[np.ix_(numbers, numbers)]
    places = force_layout(weights)
    nodes = tuple(
        Node(counts.rows[number], int(uses[number]), float(x), float(y))
        for number, (x, y) in zip(numbers, places, strict=True)
    )
    edges = tuple(
        Edge(int(one), int(other), float(weights[one, other])) for one, other in np.argwhere(np.triu(weights))
    )
    return Network(nodes, edges, tuple(numbers.tolist()), _provenance(strength.provenance, threshold))


def _provenance(stated: Provenance, threshold: float) -> Provenance:
    facts = tuple(
        (name, f"{value}; edges above {threshold:g}" if name == "in words" else value)
        for name, value in stated.facts
    )
    return replace(stated, title="Network of codes", facts=(*facts, ("edges", f"above {threshold:g}")))


def force_layout(weights: Real, rounds: int = ROUNDS) -> Real:
    """Places in the unit square, shape (nodes, 2), the same for the same weights.

    Fruchterman and Reingold (1991): nodes push each other away, edges pull, the stronger the
    more; the steps shrink from round to round. It begins on a spiral instead of by chance.
    """
    number = len(weights)
    if number < 2:
        return np.full((number, 2), 0.5)
    pull = weights / float(weights.max()) if weights.any() else weights
    pull = np.where(pull > 0, 0.3 + 0.7 * pull, 0.0)
    distance = 1 / np.sqrt(number)
    places = _spiral(number)
    for step in np.linspace(0.12, 0.002, rounds if number <= MANY else rounds // 3):
        x, y = (np.subtract.outer(along, along) for along in places.T)
        length = np.maximum(np.sqrt(x * x + y * y), 1e-4)
        force = distance**2 / length**2 - pull * length / distance
        np.fill_diagonal(force, 0.0)
        move = np.column_stack(((x * force).sum(axis=1), (y * force).sum(axis=1))) - _GRAVITY * places
        size = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        places += move * (np.minimum(size, step) / size)[:, None]
    low, high = places.min(axis=0), places.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    # Rounded, so that a different order of adding up shows nowhere.
    return np.asarray(np.round(np.where(high - low > 1e-9, (places - low) / span, 0.5), 4), dtype=np.float64)


def _spiral(number: int) -> Real:
    """A sunflower's seeds: evenly spread, no two in one place."""
    order = np.arange(number, dtype=np.float64) + 0.5
    radius, angle = 0.5 * np.sqrt(order / number), order * np.pi * (3 - np.sqrt(5))
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
