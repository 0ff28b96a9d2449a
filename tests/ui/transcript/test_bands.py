"""Bands and lanes: nothing that overlaps shares a place, and every code over a character is there.

Tests as well: ``lanes``.
"""

from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codings import Codings
from qualcode.model.identity import key_of, new_id
from qualcode.model.span import Span, disjoint_runs
from qualcode.ui.transcript.bands import Bands, changed_span, stretches
from qualcode.ui.transcript.lanes import lanes_in_parts, lanes_of, settled_lanes
from tests.ui.transcript.material import coding

CODES = [new_id() for _ in range(4)]
CODERS = [new_id() for _ in range(2)]


@st.composite
def codings(draw: st.DrawFn) -> Codings:
    rows = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, 40))
        end = start + draw(st.integers(1, 20))
        rows.append(coding(draw(st.sampled_from(CODES)), draw(st.sampled_from(CODERS)), start, end))
    return Codings.from_rows(rows)


@given(codings())
def test_no_two_overlapping_intervals_share_a_lane(table: Codings) -> None:
    lanes = lanes_of(table.start, table.end)
    _assert_apart(table, lanes)
    depth = max((int(np.sum((table.start <= at) & (table.end > at))) for at in range(61)), default=0)
    assert lanes.max(initial=-1) + 1 == depth


@given(codings(), st.integers(1, 5), st.sampled_from([None, 1, 2]))
def test_lanes_given_in_parts_are_the_same(table: Codings, at_once: int, most: int | None) -> None:
    found = []

    def parts() -> Iterator[None]:
        found.append((yield from lanes_in_parts(table.start, table.end, most, at_once)))

    stops = sum(1 for _ in parts())
    assert found[0].tolist() == lanes_of(table.start, table.end, most).tolist()
    assert stops == max(0, -(-len(table) // at_once) - 1)


@given(codings(), codings())
def test_settled_lanes_stay_and_stay_apart(before: Codings, new: Codings) -> None:
    lanes = lanes_of(before.start, before.end)
    kept = before.take(slice(0, len(before), 2)).joined(new)
    after = settled_lanes(kept.id, kept.start, kept.end, (before.id, before.start, before.end, lanes))
    _assert_apart(kept, after)
    places = before.positions(kept.id)
    assert all(lanes[old] == lane for old, lane in zip(places, after, strict=True) if old >= 0)


@given(codings(), st.integers(0, 60), st.integers(-30, 30))
def test_lanes_stay_where_words_before_them_come_or_go(before: Codings, at: int, shift: int) -> None:
    """As after a correction: what begins behind it has moved along, and may have come nearer."""
    lanes = lanes_of(before.start, before.end)
    behind = before.start >= at
    shift = max(shift, -int(before.start[behind].min(initial=at)) if behind.any() else 0)
    moved = before.replacing(
        start=np.where(behind, before.start + shift, before.start),
        end=np.where(behind, before.end + shift, before.end),
    )
    after = settled_lanes(moved.id, moved.start, moved.end, (before.id, before.start, before.end, lanes))
    _assert_apart(moved, after)
    reach = int(before.end[~behind].max(initial=0))
    places = before.positions(moved.id)
    if behind.any() and list(moved.id) == list(before.id):
        assert all(
            lanes[old] == lane
            for old, lane, start in zip(places, after, moved.start.tolist(), strict=True)
            # What moved may have come onto words before it, and then gives way.
            if not behind[old] or start >= reach
        )


def _assert_apart(table: Codings, lanes: np.ndarray[tuple[int], np.dtype[np.intp]]) -> None:
    for one in range(len(table)):
        for other in range(one):
            if table.row(one).span.overlaps(table.row(other).span):
                assert lanes[one] != lanes[other]


@given(codings(), st.integers(0, 60), st.integers(1, 30))
def test_bands_are_the_runs_of_each_code_in_layers(table: Codings, start: int, length: int) -> None:
    span = Span(start, start + length)
    found = Bands(table).within(span)
    expected = {
        (run.start, run.end, key_of(code))
        for code in CODES
        for run in disjoint_runs(row.span for row in table if row.code_id == code)
        if run.overlaps(span)
    }
    assert {(band.start, band.end, band.code) for band in found} == expected
    assert len(found) == len(expected)
    for one in found:
        for other in found:
            if one != other and one.start < other.end and other.start < one.end:
                assert one.layer != other.layer


@given(codings())
def test_every_character_lists_the_codes_that_cover_it(table: Codings) -> None:
    by_character: dict[int, set[int]] = {}
    for row in table:
        for position in range(*row.span):
            by_character.setdefault(position, set()).add(key_of(row.code_id))
    listed: dict[int, set[int]] = {}
    for stretch in stretches(Bands(table).within(Span(0, 100))):
        for position in range(stretch.start, stretch.end):
            assert position not in listed
            listed[position] = {band.code for band in stretch.bands}
    assert listed == by_character


@given(codings(), st.integers(0, 60), st.integers(1, 30))
def test_uncovered_text_is_what_no_coding_touches(table: Codings, start: int, length: int) -> None:
    span = Span(start, start + length)
    free = {position for part in Bands(table).uncovered(span) for position in range(*part)}
    assert free == {position for position in range(*span) if not len(table.at(Span(position, position + 1)))}


@given(codings(), codings())
def test_the_changed_span_holds_every_difference(one: Codings, other: Codings) -> None:
    assert changed_span(one, one) is None
    both = one.joined(other)
    span = changed_span(one, both)
    if not len(other):
        assert span is None
    else:
        assert span is not None
        assert all(span.contains(row.span) for row in other)


def test_applying_one_code_changes_one_cluster() -> None:
    rows = [coding(CODES[place % 4], CODERS[0], place * 10, place * 10 + 8) for place in range(1000)]
    before = Codings.from_rows(rows)
    after = before.joined(Codings.from_rows([coding(CODES[0], CODERS[0], 4002, 4013)]))
    span = changed_span(before, after)
    assert span == Span(4002, 4013)
    assert Bands(after).cluster_of(span) == Span(4000, 4018)
