"""Moving the edge of a segment from word to word or from sentence to sentence."""

from enum import StrEnum

import numpy as np

from qualcode.model.measures import SpanArray
from qualcode.model.span import Span


class SegmentEdge(StrEnum):
    """Which end of a segment moves."""

    START = "start"
    END = "end"


class Unit(StrEnum):
    """By what it moves."""

    WORD = "word"
    SENTENCE = "sentence"


def moved_edge(span: Span, units: SpanArray, edge: SegmentEdge, steps: int) -> Span:
    """``span`` with one edge moved by ``steps`` units (negative: to the left).

    At least one unit stays inside; where there is no further unit the edge stays where it is.
    """
    if not len(units):
        return span
    if edge is SegmentEdge.START:
        start = _next(units[:, 0], span.start, steps)
        return Span(start, span.end) if start < span.end else span
    end = _next(units[:, 1], span.end, steps)
    return Span(span.start, end) if end > span.start else span


def _next(places: SpanArray, position: int, steps: int) -> int:
    if steps > 0:
        index = int(np.searchsorted(places, position, side="right")) + steps - 1
    else:
        index = int(np.searchsorted(places, position, side="left")) + steps
    return int(places[index]) if 0 <= index < len(places) else position
