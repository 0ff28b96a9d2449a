"""Lanes: places side by side, so that nothing that overlaps shares one (interval colouring)."""

from collections.abc import Generator
from heapq import heappop, heappush
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from qualcode.model.identity import IdArray

Whole = npt.NDArray[np.integer]
Lanes = npt.NDArray[np.intp]


T = TypeVar("T")

NO_LANE: Final = -1


def lanes_of(start: Whole, end: Whole, most: int | None = None) -> Lanes:
    """The lowest free lane for each interval, given in order of start; as few lanes as can be.

    Where there may be ``most`` lanes, an interval that finds none of them free has ``NO_LANE``.
    """
    return finished(lanes_in_parts(start, end, most, at_once=max(1, len(start))))


def lanes_in_parts(start: Whole, end: Whole, most: int | None, at_once: int) -> Generator[None, None, Lanes]:
    """As ``lanes_of``, stopping after so many intervals each: thousands of them would hold a window up."""
    lanes = np.zeros(len(start), dtype=np.intp)
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    for part in range(0, len(start), at_once):
        rows = slice(part, part + at_once)
        ends = zip(start[rows].tolist(), end[rows].tolist(), strict=True)
        for place, (first, last) in enumerate(ends, part):
            while busy and busy[0][0] <= first:
                heappush(free, heappop(busy)[1])
            if not free and len(busy) == most:
                lanes[place] = NO_LANE
                continue
            lane = heappop(free) if free else len(busy)
            heappush(busy, (last, lane))
            lanes[place] = lane
        if part + at_once < len(start):
            yield
    return lanes


def finished(parts: Generator[None, None, T]) -> T:
    """What work in parts comes to, all of it done now."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            result: T = end.value
            return result


def settled_lanes(
    id_: IdArray, start: Whole, end: Whole, before: tuple[IdArray, Whole, Whole, Lanes] | None
) -> Lanes:
    """Lanes for intervals of which some had lanes before: those stay where they are.

    ``before`` are the identities, starts, ends and lanes of the time before. Where more than a few
    intervals are new or moved, all are laid out again.
    """
    if before is None:
        return lanes_of(start, end)
    old_lanes = before[3]
    moved, tail = _moved_along((id_, start, end), before[:3])
    places = _places_before((id_, start, end), moved)
    stays = places >= 0
    if tail:
        # Words were taken out or put in before the tail: what is nearer to it now may need another lane.
        first = len(id_) - tail
        reach = end[:first].max(initial=0)
        stays[first:] &= start[first:] >= reach
    moving = np.flatnonzero(~stays)
    if len(moving) > 50:
        return lanes_of(start, end)
    lanes = np.full(len(id_), -1, dtype=np.intp)
    lanes[stays] = old_lanes[places[stays]]
    for place in moving.tolist():
        near = (start < end[place]) & (end > start[place])
        taken = set(lanes[near].tolist())
        lanes[place] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
    return lanes


_Rows = tuple[IdArray, Whole, Whole]


def _moved_along(now: _Rows, before: _Rows) -> tuple[_Rows, int]:
    """The rows of before, moved along from where words changed to the end; and how many moved."""
    if not len(now[0]) or not len(before[0]) or now[1][-1] == before[1][-1]:
        return before, 0
    shift = int(now[1][-1]) - int(before[1][-1])
    id_, start, end = before
    tail = _alike(_backwards(now), _backwards((id_, start + shift, end + shift)), min(len(now[0]), len(id_)))
    stays = len(id_) - tail
    along = np.where(np.arange(len(id_)) < stays, 0, shift)
    return (id_, start + along, end + along), tail


def _places_before(now: _Rows, before: _Rows) -> Lanes:
    """Where among the rows of before each row stood, the same in identity, start and end; -1: nowhere.

    A gesture changes a row or two: what is alike from the beginning and from the end is not looked up.
    """
    number, old_number = len(now[0]), len(before[0])
    shorter = min(number, old_number)
    front = _alike(now, before, shorter)
    back = min(_alike(_backwards(now), _backwards(before), shorter), shorter - front)
    places = np.full(number, -1, dtype=np.intp)
    places[:front] = np.arange(front)
    places[number - back :] = np.arange(old_number - back, old_number)
    id_, start, end = (column[front : number - back] for column in now)
    old_id, old_start, old_end = (column[front : old_number - back] for column in before)
    if len(id_) and len(old_id):
        order = np.argsort(old_id)
        found = np.searchsorted(old_id, id_, sorter=order)
        found[found == len(old_id)] = 0
        at = order[found]
        same = (old_id[at] == id_) & (old_start[at] == start) & (old_end[at] == end)
        places[front : number - back] = np.where(same, at + front, -1)
    return places


def _alike(one: _Rows, other: _Rows, most: int) -> int:
    """How many rows at the beginning are the same, of so many at most."""
    same = np.ones(most, dtype=np.bool_)
    for mine, theirs in zip(one, other, strict=True):
        same &= mine[:most] == theirs[:most]
    return most if same.all() else int(np.argmin(same))


def _backwards(rows: _Rows) -> _Rows:
    return rows[0][::-1], rows[1][::-1], rows[2][::-1]
