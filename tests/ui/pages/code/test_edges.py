"""Edges of segments move from word to word and never cross."""

import numpy as np
import pytest

from qualcode.model.span import Span
from qualcode.ui.pages.code.edges import SegmentEdge, moved_edge

WORDS = np.array([[0, 3], [4, 7], [8, 11], [12, 15]], dtype=np.int32)


@pytest.mark.parametrize(
    ("span", "edge", "steps", "expected"),
    [
        (Span(4, 11), SegmentEdge.END, 1, Span(4, 15)),
        (Span(4, 11), SegmentEdge.END, -1, Span(4, 7)),
        (Span(4, 11), SegmentEdge.START, -1, Span(0, 11)),
        (Span(4, 11), SegmentEdge.START, 1, Span(8, 11)),
        (Span(4, 7), SegmentEdge.END, -1, Span(4, 7)),
        (Span(8, 11), SegmentEdge.START, 1, Span(8, 11)),
        (Span(0, 15), SegmentEdge.END, 1, Span(0, 15)),
        (Span(0, 15), SegmentEdge.START, -1, Span(0, 15)),
        (Span(5, 10), SegmentEdge.END, 1, Span(5, 11)),
        (Span(5, 10), SegmentEdge.START, -1, Span(4, 10)),
    ],
)
def test_moving_an_edge(span: Span, edge: SegmentEdge, steps: int, expected: Span) -> None:
    assert moved_edge(span, WORDS, edge, steps) == expected


def test_without_words_nothing_moves() -> None:
    assert moved_edge(Span(2, 5), np.empty((0, 2), dtype=np.int32), SegmentEdge.END, 1) == Span(2, 5)
