"""What stands beside the text on paper: passages of codes, where their stripes run and their names stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.span import Span, disjoint_runs
from qualcode.model.study import Study
from qualcode.ui.paper.rows import PrintedRows
from qualcode.ui.transcript.lanes import NO_LANE, lanes_of

MOST_LANES: Final = 12


@dataclass(frozen=True, slots=True)
class PrintedPassage:
    """A passage of a code, all coders merged: its rows (half-open) and the lane of its stripe, if any."""

    name: str
    colour: str
    first: int
    last: int
    lane: int | None


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name beside the text. ``goes_on``: the passage began on an earlier page."""

    passage: PrintedPassage
    y: float
    goes_on: bool

    @property
    def words(self) -> str:
        return f"… {self.passage.name}" if self.goes_on else self.passage.name


def merged_passages(
    study: Study, transcript_id: UUID, coders: Sequence[UUID] | None = None
) -> list[tuple[UUID, Span]]:
    """What each code covers of a transcript, coders merged; ``coders`` None: of all of them."""
    spans: dict[UUID, list[Span]] = {}
    for coding in study.codings_of(transcript_id):
        if coders is None or coding.coder_id in coders:
            spans.setdefault(coding.code_id, []).append(coding.span)
    return [(code_id, run) for code_id, found in spans.items() for run in disjoint_runs(found)]


def passages_of(
    study: Study, transcript_id: UUID, rows: PrintedRows, coders: Sequence[UUID] | None = None
) -> list[PrintedPassage]:
    """The passages of all codes in the order in which they begin; longer ones first."""
    places = [
        (*rows.covering(run.start, run.end), study.path(code_id), study.codes[code_id])
        for code_id, run in merged_passages(study, transcript_id, coders)
    ]
    places.sort(key=lambda place: (place[0], -place[1], place[2]))
    first = np.array([place[0] for place in places], dtype=np.int64)
    last = np.array([place[1] for place in places], dtype=np.int64)
    lanes = lanes_of(first, last, MOST_LANES)
    return [
        PrintedPassage(code.name, code.colour, start, end, None if lane == NO_LANE else lane)
        for (start, end, _, code), lane in zip(places, lanes.tolist(), strict=True)
    ]


def by_page(rows: PrintedRows, passages: Sequence[PrintedPassage]) -> list[list[PrintedPassage]]:
    """For every page the passages that it holds something of, in their order."""
    found: list[list[PrintedPassage]] = [[] for _ in range(rows.pages)]
    for passage in passages:
        for page in range(rows.all[passage.first].page, rows.all[passage.last - 1].page + 1):
            found[page].append(passage)
    return found


def names_on(
    rows: PrintedRows,
    passages: Sequence[PrintedPassage],
    page: int,
    height: Callable[[PlacedName], float],
    bottom: float,
) -> tuple[list[PlacedName], int]:
    """Where the names of a page's passages stand, each beside its first row or below the name before it.

    A name has a ``height`` of one line or more. Gives as well for how many there was no room.
    """
    first = rows.first_of(page)
    placed: list[PlacedName] = []
    left_out = 0
    free = 0.0
    for passage in passages:
        y = max(free, rows.all[max(passage.first, first)].y)
        name = PlacedName(passage, y, goes_on=passage.first < first)
        if y + height(name) > bottom:
            left_out += 1
            continue
        placed.append(name)
        free = y + height(name)
    return placed, left_out
