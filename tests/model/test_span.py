from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.span import Span, disjoint_runs, subtract, trimmed

spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def points(*several: Span) -> set[int]:
    return {point for span in several for point in range(span.start, span.end)}


@given(spans, spans)
def test_two_spans_relate_as_their_points_do(one: Span, other: Span) -> None:
    shared = points(one) & points(other)
    assert one.overlaps(other) == bool(shared) == other.overlaps(one)
    assert one.contains(other) == (points(other) <= points(one))
    common = one.intersection(other)
    assert points(*([common] if common else [])) == shared
    gap = 0 if shared else min(abs(a - b) for a in points(one) for b in points(other)) - 1
    assert one.distance(other) == other.distance(one) == gap
    assert one.length == len(points(one))


@given(spans, spans)
def test_subtracting_takes_the_shared_points_away(span: Span, hole: Span) -> None:
    parts = subtract(span, hole)
    assert points(*parts) == points(span) - points(hole)
    assert all(part.length > 0 for part in parts)


@given(st.lists(spans, max_size=8))
def test_runs_cover_the_same_points_without_sharing_one(several: list[Span]) -> None:
    runs = disjoint_runs(several)
    assert points(*runs) == points(*several)
    assert all(left.end <= right.start for left, right in pairwise(runs))
    for left, right in pairwise(runs):
        assert not any(span.start < left.end < span.end for span in several if left.end == right.start)


def test_spans_that_touch_stay_two_runs() -> None:
    assert disjoint_runs([Span(3, 5), Span(0, 3)]) == [Span(0, 3), Span(3, 5)]
    assert disjoint_runs([Span(2, 5), Span(0, 3)]) == [Span(0, 5)]


@given(st.text(" \nab\u00a0", min_size=1, max_size=12), st.data())
def test_trimming_drops_white_space_at_the_ends(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    piece = text[span.start : span.end]
    result = trimmed(span, text)
    assert text[result.start : result.end] == (piece.strip() or piece)
    assert span.contains(result)


def test_a_span_lies_within_a_text_or_not() -> None:
    assert Span(0, 3).within(3)
    assert not Span(0, 4).within(3)
    assert not Span(2, 2).within(3)
    assert not Span(-1, 2).within(3)
