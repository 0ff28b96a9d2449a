"""Codes as a network: nodes by use, edges by how strongly two codes go together, and where to draw them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.pictures import about_network
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import Label, Matrix

Real = npt.NDArray[np.float64]

ROUNDS: Final = 300
MANY: Final = 150
"""Nodes beyond which a third of the rounds must do."""

NOWHERE: Final[Mapping[Any, tuple[float, float]]] = MappingProxyType({})

_EVENED: Final = 0.45
"""How far places go towards even distances across and up."""
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


def network(
    counts: Matrix,
    strength: Matrix,
    threshold: float = 0.0,
    *,
    alone: bool = True,
    kept: Mapping[UUID, tuple[float, float]] = NOWHERE,
) -> Network:
    """The network of the codes that are used, from their counts and a coefficient (or the counts again).

    An edge is drawn where the strength is above ``threshold``; of a strength that differs by
    direction the larger one is taken, and one that is not defined makes no edge. Without
    ``alone`` codes that no edge reaches are left out. Codes in ``kept`` stay in these places of the
    unit square, and the others are laid out around them.
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
    fixed = {
        place: kept[found]
        for place, number in enumerate(numbers.tolist())
        if (found := counts.rows[number].id) is not None and found in kept
    }
    places = force_layout(weights, fixed)
    nodes = tuple(
        Node(counts.rows[number], int(uses[number]), float(x), float(y))
        for number, (x, y) in zip(numbers, places, strict=True)
    )
    edges = tuple(
        Edge(int(one), int(other), float(weights[one, other])) for one, other in np.argwhere(np.triu(weights))
    )
    return Network(nodes, edges, tuple(numbers.tolist()), about_network(strength.provenance, threshold))


def force_layout(
    weights: Real, kept: Mapping[int, tuple[float, float]] = NOWHERE, rounds: int = ROUNDS
) -> Real:
    """Places in the unit square, shape (nodes, 2), the same for the same weights.

    Fruchterman and Reingold (1991): nodes push each other away, edges pull, the stronger the
    more; the steps shrink from round to round. It begins on a spiral instead of by chance. Nodes
    in ``kept``, by number, stay where they are.
    """
    number = len(weights)
    if number < 2 and not kept:
        return np.full((number, 2), 0.5)
    pull = weights / float(weights.max()) if weights.any() else weights
    pull = np.where(pull > 0, 0.3 + 0.7 * pull, 0.0)
    distance = 1 / np.sqrt(number)
    places = _spiral(number)
    free = np.ones((number, 1))
    for node, place in kept.items():
        places[node], free[node] = np.array(place) - 0.5, 0.0
    if free.any():
        for step in np.linspace(0.12, 0.002, rounds if number <= MANY else rounds // 3):
            places += free * _moves(places, pull, distance, step)
    if kept:
        return np.asarray(np.round(np.clip(places + 0.5, 0.0, 1.0), 4), dtype=np.float64)
    places = _evened(places)
    low, high = places.min(axis=0), places.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    # Rounded, so that a different order of adding up shows nowhere.
    return np.asarray(np.round(np.where(high - low > 1e-9, (places - low) / span, 0.5), 4), dtype=np.float64)


def _evened(places: Real) -> Real:
    """The same with a crowd drawn apart, so that names find room; each keeps its side of the others."""
    span = np.maximum(places.max(axis=0) - places.min(axis=0), 1e-9)
    ranks = np.round(places, 9).argsort(axis=0, kind="stable").argsort(axis=0) / max(1, len(places) - 1)
    return np.asarray(places / span * (1 - _EVENED) + ranks * _EVENED)


def _moves(places: Real, pull: Real, distance: float, step: float) -> Real:
    """How far each node goes in one round, at most ``step``."""
    x, y = (np.subtract.outer(along, along) for along in places.T)
    length = np.maximum(np.sqrt(x * x + y * y), 1e-4)
    force = distance**2 / length**2 - pull * length / distance
    move = np.column_stack(((x * force).sum(axis=1), (y * force).sum(axis=1))) - _GRAVITY * places
    size = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
    return np.asarray(move * (np.minimum(size, step) / size)[:, None])


def _spiral(number: int) -> Real:
    """A sunflower's seeds: evenly spread, no two in one place."""
    order = np.arange(number, dtype=np.float64) + 0.5
    radius, angle = 0.5 * np.sqrt(order / number), order * np.pi * (3 - np.sqrt(5))
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


def ring(number: int) -> list[tuple[float, float]]:
    """Places on a circle in the unit square, clockwise from the top."""
    if number == 1:
        return [(0.5, 0.5)]
    angles = [np.pi / 2 - 2 * np.pi * place / number for place in range(number)]
    return [(round(0.5 + 0.5 * float(np.cos(a)), 4), round(0.5 + 0.5 * float(np.sin(a)), 4)) for a in angles]
