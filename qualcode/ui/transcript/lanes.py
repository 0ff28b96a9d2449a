"""Lanes: places side by side, so that nothing that overlaps shares one (interval colouring)."""

from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

from qualcode.model.identity import IdArray

Whole = npt.NDArray[np.integer]
Lanes = npt.NDArray[np.intp]


def lanes_of(start: Whole, end: Whole) -> Lanes:
    """The lowest free lane for each interval, given in order of start; as few lanes as can be."""
    lanes = np.zeros(len(start), dtype=np.intp)
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    for place, (first, last) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        while busy and busy[0][0] <= first:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        heappush(busy, (last, lane))
        lanes[place] = lane
    return lanes


def settled_lanes(
    id_: IdArray, start: Whole, end: Whole, before: tuple[IdArray, Whole, Whole, Lanes] | None
) -> Lanes:
    """Lanes for intervals of which some had lanes before: those stay where they are.

    ``before`` are the identities, starts, ends and lanes of the time before. Where more than a few
    intervals are new or moved, all are laid out anew.
    """
    if before is None:
        return lanes_of(start, end)
    old_id, old_start, old_end, old_lanes = before
    order = np.argsort(old_id)
    found = np.searchsorted(old_id, id_, sorter=order)
    found[found == len(old_id)] = 0
    places = order[found] if len(old_id) else np.zeros(len(id_), dtype=np.intp)
    stays = np.zeros(len(id_), dtype=np.bool_)
    if len(old_id):
        stays = (old_id[places] == id_) & (old_start[places] == start) & (old_end[places] == end)
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
