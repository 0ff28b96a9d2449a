"""Pictures in documents: codes have the numbers of the codebook, and columns are those of the table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from qualcode.exporters.pictures.bands import Comparison, Portrait
from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.counted_columns import with_counted_columns
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.names import own_name
from qualcode.exporters.pictures.network import NetworkPicture
from qualcode.exporters.pictures.sheet import Picture
from qualcode.exporters.pictures.time_bars import TimeBars
from qualcode.model.results.matrix import Label


def for_documents(picture: Picture, numbers: Mapping[UUID, str]) -> Picture:
    """The same with numbers, without columns in which nothing is counted; what shows no codes stays."""
    picture = with_counted_columns_alone(picture)
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


def with_counted_columns_alone(picture: Picture) -> Picture:
    """The same without columns in which nothing is counted, as people are shown a matrix; it says so."""
    match picture:
        case HeatMap():
            return replace(picture, matrix=with_counted_columns(picture.matrix))
        case Bars(stacked=True):
            return replace(picture, matrix=with_counted_columns(picture.matrix))
        case _:
            return picture


def labels_numbered(labels: Sequence[Label], numbers: Mapping[UUID, str]) -> list[Label]:
    """Codes by number and name, which needs no path then; others as they are."""
    own = [numbers.get(label.id, "") if label.id else "" for label in labels]
    return [
        replace(label, name=f"{number} {own_name(label)}") if number else label
        for label, number in zip(labels, own, strict=True)
    ]
