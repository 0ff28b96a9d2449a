"""The network of codes as it can be arranged on the screen."""

from collections.abc import Mapping
from uuid import UUID

from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.pictures.network import NetworkPicture, legend
from qualcode.model.questions.provenance import caption
from qualcode.ui.network.graph import Graph, GraphEdge, GraphNode, Places


def kept_codes(places: Places, codes: Mapping[UUID, object]) -> dict[UUID, tuple[float, float]]:
    """Where the codes of a study were put; the keys of other networks are passed over."""
    known = {str(code_id): code_id for code_id in codes}
    return {known[key]: place for key, place in places.items() if key in known}


def graph_of(picture: NetworkPicture) -> Graph:
    """Codes as circles, in the order of their use; lines where they go together."""
    names = short_names([node.label for node in picture.nodes])
    most = max((node.uses for node in picture.nodes), default=1)
    strongest = max((edge.weight for edge in picture.edges), default=1.0)
    order = sorted(range(len(names)), key=lambda number: (-picture.nodes[number].uses, number))
    place = {number: new for new, number in enumerate(order)}
    nodes = [
        GraphNode(
            str(node.label.id or node.label.name),
            names[number],
            node.uses / most,
            node.x,
            node.y,
            _said(picture, names, number),
            colour=picture.colours.get(node.label.id, "") if node.label.id else "",
        )
        for number in order
        for node in (picture.nodes[number],)
    ]
    edges = [
        GraphEdge(
            min(place[edge.one], place[edge.other]),
            max(place[edge.one], place[edge.other]),
            edge.weight / strongest,
            "",
            f"{names[edge.one]} with {names[edge.other]}: {edge.weight:.3g} ({picture.strength}).",
        )
        for edge in picture.edges
    ]
    return Graph(tuple(nodes), tuple(edges))


def _said(picture: NetworkPicture, names: list[str], number: int) -> str:
    uses = picture.nodes[number].uses
    found = [edge for edge in picture.edges if number in (edge.one, edge.other)]
    found.sort(key=lambda edge: -edge.weight)
    others = [names[edge.other if edge.one == number else edge.one] for edge in found]
    joined = f"joined with {', '.join(others)}" if others else "joined with no other code"
    return f"{names[number]}: {uses:,}; {joined}."


def in_words(picture: NetworkPicture) -> str:
    """Legend and caption, as they stand below the picture in a file."""
    return " ".join([*legend(picture), caption(picture.provenance)])
