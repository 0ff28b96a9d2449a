"""A transcript in which the words of people who may not be quoted are kept back, each turn saying so."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.analysis.consent import Consent
from qualcode.model.codings import Codings
from qualcode.model.entities import TextVersion
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.turns import Turns

IN_PLACE: Final = "[Not quoted.]"
"""What is read where words of somebody who may not be quoted would stand."""


@dataclass(frozen=True, slots=True)
class KeptBack:
    """The study as it is printed, its segments at the same places, and how many turns are left out.

    ``segments`` are without those that have words of such turns alone; ``silent`` counts these.
    """

    study: Study
    segments: list[Segment]
    turns: int
    silent: int = 0


def kept_back(study: Study, transcript_id: UUID, segments: Sequence[Segment] = ()) -> KeptBack:
    """The transcript with a short line in place of all that may not be quoted; nothing else changes.

    Segments that have words of such turns alone are left out with them; one that goes on in the turn of
    somebody else has the whole of that line.
    """
    version, text = study.text_version(transcript_id), study.text(transcript_id)
    turns = study.turns_of(transcript_id)
    barred = [
        place
        for place in Consent(study).barred_turns(transcript_id).tolist()
        if text[turns.speech[place] : turns.end[place]].strip()
    ]
    if not barred:
        return KeptBack(study, list(segments), 0)
    made = _Rewritten(text, turns, barred)
    heard = _Heard(text, turns, barred)
    codings = study.codings_of(transcript_id)
    kept = [heard.any_of(*ends) for ends in zip(codings.start.tolist(), codings.end.tolist(), strict=True)]
    rows_kept = [row for row in segments if heard.any_of(row.start, row.end)]
    rows = {**study.rows(TextVersion), version.id: replace(version, text=StoredText.of(made.text))}
    now = replace(
        study,
        tables={**study.tables, TextVersion: rows},
        turns={**study.turns, transcript_id: made.turns},
        codings={**study.codings, transcript_id: made.codings(codings.take(np.array(kept, bool)))},
    )
    printed = [made.segment(row) for row in rows_kept]
    return KeptBack(now, printed, len(barred), len(segments) - len(printed))


class _Heard:
    """What of a transcript is printed: words of turns that are not left out."""

    def __init__(self, text: str, turns: Turns, barred: Sequence[int]) -> None:
        self._text = text
        self._turns = turns
        self._barred = frozenset(barred)

    def any_of(self, start: int, end: int) -> bool:
        """Whether a stretch has any of them, or none that is left out."""
        first, last = self._turns.range_of(Span(start, end))
        touched = range(first, last)
        if self._barred.isdisjoint(touched):
            return True
        return any(self._said(place, start, end) for place in touched if place not in self._barred)

    def _said(self, place: int, start: int, end: int) -> bool:
        """Whether a stretch has words of a turn, besides the name of who speaks."""
        begin, stop = int(self._turns.speech[place]), int(self._turns.end[place])
        return bool(self._text[max(start, begin) : min(end, stop)].strip())


class _Rewritten:
    """The text with some turns' speech exchanged, and where each place of the old one is in it."""

    def __init__(self, text: str, turns: Turns, barred: Sequence[int]) -> None:
        self._from: list[int] = []
        self._exchanged: list[tuple[Span, Span]] = []
        pieces: list[str] = []
        done, length = 0, 0
        rows = list(turns)
        for place in barred:
            turn = rows[place]
            said = text[turn.speech : turn.span.end]
            old = Span(turn.speech, turn.speech + len(said.rstrip()))
            pieces += [text[done : old.start], IN_PLACE]
            length += old.start - done
            self._from.append(old.start)
            self._exchanged.append((old, Span(length, length + len(IN_PLACE))))
            done, length = old.end, length + len(IN_PLACE)
        self.text = "".join((*pieces, text[done:]))
        self.turns = Turns.from_rows(
            replace(
                turn,
                span=Span(self._start(turn.span.start), self._start(turn.span.end)),
                speech=self._start(turn.speech),
            )
            for turn in rows
        )

    def codings(self, table: Codings) -> Codings:
        """The codings of the transcript where their words are now."""
        starts = [self._start(place) for place in table.start.tolist()]
        ends = [self._end(place) for place in table.end.tolist()]
        return table.replacing(start=np.array(starts, np.int32), end=np.array(ends, np.int32))

    def segment(self, row: Segment) -> Segment:
        """The segment where its words are now."""
        start, end = self._start(row.start), self._end(row.end)
        return row._replace(start=start, end=end, text=self.text[start:end])

    def _start(self, place: int) -> int:
        """Where what begins at a place begins now: within words that are left out, at their beginning."""
        return self._moved(place, at_end=False)

    def _end(self, place: int) -> int:
        """Where what ends at a place ends now: within words that are left out, at their end."""
        return self._moved(place, at_end=True)

    def _moved(self, place: int, *, at_end: bool) -> int:
        # What ends where left-out words begin has none of them.
        number = bisect_right(self._from, place - 1 if at_end else place) - 1
        if number < 0:
            return place
        old, new = self._exchanged[number]
        if place >= old.end:
            return new.end + place - old.end
        return new.end if at_end else new.start
