"""What a network on the screen shows: nodes with their places, the edges between them, and what each says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

Places = Mapping[str, tuple[float, float]]
"""By key: places in the unit square, counted from the left and from below."""

SMALLEST: Final = 7.0
LARGEST: Final = 24.0


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A circle. ``share`` (0 to 1) is its area; ``said`` tells in a sentence what it stands for."""

    key: str
    name: str
    share: float
    x: float
    y: float
    said: str
    quiet: bool = False
    colour: str = ""
    """That of the code it stands for."""

    @property
    def radius(self) -> float:
        """In pixels."""
        return max(SMALLEST, LARGEST * sqrt(max(0.0, self.share)))


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """A line between two nodes by number; ``figure`` stands on it, where it is not empty."""

    one: int
    other: int
    share: float
    figure: str
    said: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole network. With ``directed`` lines are arrows from ``one`` to ``other``."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    directed: bool = False

    @property
    def places(self) -> dict[str, tuple[float, float]]:
        return {node.key: (node.x, node.y) for node in self.nodes}

    def moved(self, number: int, x: float, y: float) -> "Graph":
        """The same with one node elsewhere, though not outside."""
        node = replace(self.nodes[number], x=min(1.0, max(0.0, x)), y=min(1.0, max(0.0, y)))
        return replace(self, nodes=(*self.nodes[:number], node, *self.nodes[number + 1 :]))

    def edges_of(self, number: int) -> list[int]:
        """The numbers of the edges that end at a node, the strongest first."""
        found = [place for place, edge in enumerate(self.edges) if number in (edge.one, edge.other)]
        return sorted(found, key=lambda place: (-self.edges[place].share, place))

    def towards(self, number: int, across: int, up: int) -> int:
        """The nearest node in a direction, the same one where there is none."""
        here = self.nodes[number]
        best, least = number, float("inf")
        for place, node in enumerate(self.nodes):
            ahead = (node.x - here.x) * across + (node.y - here.y) * up
            aside = abs((node.x - here.x) * up) + abs((node.y - here.y) * across)
            if place != number and ahead > 0 and ahead + 2 * aside < least:
                best, least = place, ahead + 2 * aside
        return best
