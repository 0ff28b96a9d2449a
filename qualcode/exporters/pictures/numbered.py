"""Pictures in documents, in which codes have the numbers of the codebook before their names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from qualcode.exporters.pictures.bands import Comparison, Portrait
from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.pictures.network import NetworkPicture
from qualcode.exporters.pictures.sheet import Picture
from qualcode.exporters.pictures.time_bars import TimeBars
from qualcode.model.results.matrix import Label


def with_numbers(picture: Picture, numbers: Mapping[UUID, str]) -> Picture:
    """The same with numbers; what shows no codes stays as it is."""
    match picture:
        case HeatMap():
            return replace(picture, numbers=numbers, numbered=True)
        case Bars():
            rows = tuple(labels_numbered(picture.matrix.rows, numbers))
            return replace(picture, matrix=replace(picture.matrix, rows=rows))
        case Portrait() | Comparison() | TimeBars():
            return replace(picture, codes=labels_numbered(picture.codes, numbers))
        case NetworkPicture():
            labels = labels_numbered([node.label for node in picture.nodes], numbers)
            nodes: list[Any] = list(picture.nodes)
            named = [replace(node, label=label) for node, label in zip(nodes, labels, strict=True)]
            return replace(picture, nodes=named)
        case _:
            return picture


def labels_numbered(labels: Sequence[Label], numbers: Mapping[UUID, str]) -> list[Label]:
    """Codes by number and name, which needs no path then; others as they are."""
    own = [numbers.get(label.id, "") if label.id else "" for label in labels]
    return [
        replace(label, name=f"{number} {name}") if number else label
        for label, number, name in zip(labels, own, short_names(labels), strict=True)
    ]
