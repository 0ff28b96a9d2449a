"""Rules that compare passages with passages: overlap, exact, inside, near."""

from collections.abc import Iterator
from typing import assert_never

import numpy as np
import numpy.typing as npt

from qualcode.analysis.pair_counts import diagonal, tally_of
from qualcode.analysis.ragged import Whole, chunks, expand
from qualcode.analysis.runs import Passages
from qualcode.model.questions.rules import CooccurrenceRequest, Rule

Pairs = Iterator[tuple[Whole, Whole]]

PAIRS_AT_ONCE = 1 << 18
"""Pairs held in memory at a time: few enough to stay in the processor's cache."""


def count_pairs(runs: Passages, request: CooccurrenceRequest) -> Whole:
    """Counts by (code, code) for a rule that compares passages, shape (codes, codes), symmetric."""
    ordered = runs.in_text_order
    tally = tally_of(ordered, request.counted)
    for left, right in pairs(ordered, request):
        tally.add(left, right)
    table = tally.table()
    np.fill_diagonal(table, diagonal(ordered, request.counted))
    return table


def pairs(ordered: Passages, request: CooccurrenceRequest) -> Pairs:
    """Places of the passages that co-occur, the one that begins earlier first, in text order.

    ``ordered`` must be in text order.
    """
    found = pairs_before(_first_after(ordered, request))
    if request.rule is Rule.INSIDE:
        return _inside(ordered, found)
    return _near(ordered, found) if request.rule is Rule.NEAR else found


def _inside(ordered: Passages, found: Pairs) -> Pairs:
    for left, right in found:
        within = (ordered.end[right] <= ordered.end[left]) | (ordered.start[right] == ordered.start[left])
        yield left[within], right[within]


def _near(ordered: Passages, found: Pairs) -> Pairs:
    # What begins outside all turns has no distance: it is near to what it overlaps only.
    in_turn = ordered.selected.turns.cover(ordered.start)
    if in_turn.all():
        return found
    return _near_where(in_turn, ordered, found)


def _near_where(in_turn: npt.NDArray[np.bool_], ordered: Passages, found: Pairs) -> Pairs:
    for left, right in found:
        near = in_turn[right] | (ordered.start[right] < ordered.end[left])
        yield left[near], right[near]


def pairs_before(after: Whole) -> Pairs:
    """All (i, j) with i < j < after[i], a chunk at a time; ``after[i]`` is at least i + 1."""
    number = after - np.arange(1, len(after) + 1)
    for part in chunks(number, PAIRS_AT_ONCE):
        left, right = expand(np.arange(part.start + 1, part.stop + 1), number[part])
        yield left + part.start, right


def _first_after(ordered: Passages, request: CooccurrenceRequest) -> Whole:
    """For each passage the first later one that can no longer co-occur with it."""
    match request.rule:
        case Rule.EXACT:
            return _end_of_equals(ordered)
        case Rule.NEAR:
            limit = _near_limit(ordered, request.within)
        case Rule.OVERLAP | Rule.INSIDE:
            limit = ordered.end
        case Rule.SENTENCE | Rule.PARAGRAPH | Rule.TURN | Rule.TRANSCRIPT | Rule.PARTICIPANT:
            raise ValueError(f"{request.rule} is a rule of units")
        case _:
            assert_never(request.rule)
    return np.searchsorted(ordered.start, limit, side="left")


def _end_of_equals(ordered: Passages) -> Whole:
    same = (ordered.start[1:] == ordered.start[:-1]) & (ordered.end[1:] == ordered.end[:-1])
    return end_of_group(~same, len(ordered))


def end_of_group(changes: Whole, size: int) -> Whole:
    """For each of ``size`` entries the end of its group; ``changes[i]``: entry i + 1 begins a new one."""
    ends = np.append(np.flatnonzero(changes) + 1, size)
    return np.repeat(ends, np.diff(ends, prepend=0))


def _near_limit(ordered: Passages, within: int) -> Whole:
    """Where a later passage must begin at the latest, exclusive: the end of the last turn that is near."""
    turns = ordered.selected.turns
    turn, in_turn = turns.at(ordered.end - 1)
    limit = ordered.end.copy()
    limit[in_turn] = turns.reach(turn[in_turn], within)
    return limit
