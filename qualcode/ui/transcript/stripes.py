"""Where the stripes of the margin stand: lanes for all codings, names beside those in view. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from qualcode.model.codings import Codings
from qualcode.ui.transcript.display import Display
from qualcode.ui.transcript.lanes import Lanes, settled_lanes

_LONGEST_LINE: Final = 130
"""Characters that may stand in a line: codings nearer to each other may share one."""


@dataclass(frozen=True)
class StripeLanes:
    """The lane of each coding of a transcript, and the lanes at which another coder's begin."""

    codings: Codings
    lanes: Lanes
    count: int
    ends: Lanes
    """Where the last line of each coding ends at the latest."""
    groups: tuple[tuple[int, int], ...] = ()
    """(coder's key, first lane), where lanes are grouped."""

    @classmethod
    def of(
        cls, codings: Codings, display: Display, *, by_coder: bool, before: "StripeLanes | None"
    ) -> "StripeLanes":
        """Lanes in which no two codings that share a line stand; those of ``before`` are kept."""
        if not by_coder or not len(codings):
            old = before if before is not None and not before.groups else None
            ends = _line_ends(codings, display)
            lanes = _lanes(codings, ends, old)
            return cls(codings, lanes, int(lanes.max(initial=-1)) + 1, ends)
        lanes, groups, count = np.zeros(len(codings), dtype=np.intp), [], 0
        for coder in np.unique(codings.coder).tolist():
            rows = np.flatnonzero(codings.coder == coder)
            mine = codings.take(rows)
            own = _lanes(mine, _line_ends(mine, display), None)
            lanes[rows] = own + count
            groups.append((coder, count))
            count += int(own.max()) + 1
        return cls(codings, lanes, count, _line_ends(codings, display), tuple(groups))


def _lanes(codings: Codings, ends: Lanes, before: StripeLanes | None) -> Lanes:
    old = None
    if before is not None:
        rows = before.codings
        old = (rows.id, rows.start, before.ends, before.lanes)
    return settled_lanes(codings.id, codings.start, ends, old)


def _line_ends(codings: Codings, display: Display) -> Lanes:
    """Where the last line of each coding ends at the latest: the next block is on other lines."""
    end = codings.end.astype(np.int64)
    block = np.maximum(np.searchsorted(display.starts, end - 1, side="right") - 1, 0)
    return np.minimum(end + _LONGEST_LINE, np.maximum(display.ends[block], end))


class StripeNamePlace(NamedTuple):
    """Where a name stands: its column and height."""

    column: int
    y: float


def name_places(wanted: Sequence[float], row: float, top: float, bottom: float) -> list[StripeNamePlace]:
    """Places for names that should stand at these heights, given from top to bottom; none on another.

    One column as long as all fit below each other, as near to their stripes as can be; as many
    columns as needed otherwise. None is left out.
    """
    rows = max(1, int((bottom - top) // row))
    columns = max(1, -(-len(wanted) // rows))
    places = [StripeNamePlace(0, 0.0)] * len(wanted)
    for column in range(columns):
        mine = range(column, len(wanted), columns)
        for place, y in zip(mine, _spread([wanted[place] for place in mine], row, top, bottom), strict=True):
            places[place] = StripeNamePlace(column, y)
    return places


def _spread(wanted: Sequence[float], row: float, top: float, bottom: float) -> list[float]:
    """Heights at least a row apart and nearest to those wanted: crowds are pushed apart evenly."""
    crowds: list[tuple[float, int]] = []
    for y in wanted:
        first, count = y, 1
        while crowds and crowds[-1][0] + crowds[-1][1] * row > first:
            above, above_count = crowds.pop()
            # The beginning at which both crowds together are, on average, nearest to their wishes.
            first = (above * above_count + (first - above_count * row) * count) / (above_count + count)
            count += above_count
        crowds.append((first, count))
    heights = [first + place * row for first, count in crowds for place in range(count)]
    for place in range(len(heights) - 1, -1, -1):
        limit = bottom - row if place == len(heights) - 1 else heights[place + 1] - row
        heights[place] = min(heights[place], limit)
    for place in range(len(heights)):
        limit = top if place == 0 else heights[place - 1] + row
        heights[place] = max(heights[place], limit)
    return heights
