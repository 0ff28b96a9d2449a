"""Passages as highlights in a transcript: which codes lie on a stretch of text, and which end where."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from qualcode.exporters.colour import sure_colour
from qualcode.model.segments import Segment
from qualcode.model.span import Span, disjoint_runs
from qualcode.model.study import Study

_PAPER: Final = 0.72
"""How much white is in a highlight: letters stay readable on every colour."""


class Highlights:
    """The passages of segments, of all coders merged; codes are numbered from 1 in the codebook's order.

    Stretches are asked about in the order of the text.
    """

    def __init__(self, study: Study, segments: Sequence[Segment]) -> None:
        runs = _runs_by_code(segments)
        self.codes: tuple[tuple[UUID, int], ...] = tuple(
            (code.id, len(runs[code.id])) for code in study.codes_in_order if code.id in runs
        )
        """Each code that is there with the number of its passages."""
        self._colours = [sure_colour(study.codes[code_id].colour) for code_id, _ in self.codes]
        self._spans = sorted(
            (span.start, span.end, number)
            for number, (code_id, _) in enumerate(self.codes)
            for span in runs[code_id]
        )
        self._ends: dict[int, list[int]] = {}
        for _, end, number in self._spans:
            self._ends.setdefault(end, []).append(number)
        self.places = {place for start, end, _ in self._spans for place in (start, end)}
        """Where a highlight begins or ends."""
        self._open: list[tuple[int, int]] = []
        self._next = 0

    def fill(self, start: int) -> str:
        """The colour of the stretch that begins at ``start``, ``#rrggbb``; empty where no code is on it."""
        while self._next < len(self._spans) and self._spans[self._next][0] <= start:
            _, end, number = self._spans[self._next]
            self._open.append((end, number))
            self._next += 1
        self._open = [entry for entry in self._open if entry[0] > start]
        numbers = sorted({number for _, number in self._open})
        return _mixed([self._colours[number] for number in numbers]) if numbers else ""

    def ended(self, end: int) -> str:
        """The numbers of the codes whose passages end at ``end``."""
        return " ".join(str(number + 1) for number in sorted(self._ends.get(end, ())))


def _runs_by_code(segments: Sequence[Segment]) -> dict[UUID, list[Span]]:
    spans: dict[UUID, list[Span]] = {}
    for segment in segments:
        spans.setdefault(segment.code_id, []).append(Span(segment.start, segment.end))
    return {code_id: disjoint_runs(found) for code_id, found in spans.items()}


def _mixed(colours: Sequence[str]) -> str:
    """The mean of colours, made light."""
    parts = []
    for place in (1, 3, 5):
        mean = sum(int(colour[place : place + 2], 16) for colour in colours) / len(colours)
        parts.append(round(mean + (255 - mean) * _PAPER))
    return "#" + "".join(f"{part:02X}" for part in parts)
