"""Transcripts laid end to end on one line, so that a whole study is one set of flat arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.ragged import Whole
from qualcode.analysis.stretches import first_touched
from qualcode.model.identity import NO_KEY, key_of
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES

NOBODY = -1


@dataclass(frozen=True, eq=False)
class TurnLine:
    """All turns in order. Positions are those of the line; ``transcript`` counts chosen transcripts.

    ``participant`` numbers the study's participants in their order, NOBODY where a turn has none;
    ``interviewer`` tells whose turns are left out of participants, ``by_participant`` which are theirs.
    """

    start: Whole
    speech: Whole
    end: Whole
    transcript: Whole
    participant: Whole
    interviewer: npt.NDArray[np.bool_]
    by_participant: npt.NDArray[np.bool_]

    def touched(self, start: Whole, end: Whole) -> tuple[Whole, Whole]:
        """First turn, and first turn after, of those that share a code point with each span."""
        first = np.searchsorted(self.end, start, side="right")
        return first, np.maximum(first, np.searchsorted(self.start, end, side="left"))

    def at(self, positions: Whole) -> tuple[Whole, npt.NDArray[np.bool_]]:
        """The turn that covers each code point, and whether one does; without, its number means nothing."""
        return first_touched(self.start, self.end, positions, positions + 1)

    def cover(self, positions: Whole) -> npt.NDArray[np.bool_]:
        """Whether a turn covers each code point."""
        if self._without_gaps:
            covered: npt.NDArray[np.bool_] = (positions >= self.start[0]) & (positions < self.end[-1])
            return covered
        return self.at(positions)[1]

    @cached_property
    def _without_gaps(self) -> bool:
        """As they are but in transcripts without turns: then nothing need be looked up."""
        return len(self.start) > 0 and np.array_equal(self.start[1:], self.end[:-1])

    def reach(self, turn: Whole, within: int) -> Whole:
        """Where the turn so many after each ends, or the last of its transcript."""
        return self.end[np.minimum(turn + within, self._last[self.transcript[turn]])]

    @cached_property
    def _last(self) -> Whole:
        """The last turn of each transcript that has one."""
        return np.cumsum(np.bincount(self.transcript)) - 1


@dataclass(frozen=True, eq=False)
class TextLine:
    """Some transcripts of a study on one line of code points.

    Transcript t lies from ``bases[t]`` to ``bases[t + 1]``; spans that touch never merge, so no
    gap between transcripts is needed.
    """

    study: Study
    transcripts: tuple[UUID, ...]

    @cached_property
    def bases(self) -> Whole:
        lengths = [self._length(transcript_id) for transcript_id in self.transcripts]
        return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))

    def _length(self, transcript_id: UUID) -> int:
        return self.study.text_version(transcript_id).text.length

    @property
    def length(self) -> int:
        """Code points of all chosen transcripts together."""
        return int(self.bases[-1])

    def transcript_at(self, positions: Whole) -> Whole:
        """Number of the transcript in which each position of the line lies."""
        return np.searchsorted(self.bases, positions, side="right") - 1

    def along(self, columns: Sequence[npt.NDArray[np.integer]]) -> Whole:
        """Positions in each transcript, one column a transcript, as positions of the line."""
        # One by one: repeating millions of bases at once would keep every other thread waiting.
        bases = self.bases[:-1].tolist()
        return joined([column + np.int64(base) for column, base in zip(columns, bases, strict=True)])

    @cached_property
    def turns(self) -> TurnLine:
        tables = [self.study.turns_of(transcript_id) for transcript_id in self.transcripts]
        counts = [len(table) for table in tables]
        keys = joined([table.participant for table in tables])
        roles = joined([table.role for table in tables])
        return TurnLine(
            start=self.along([table.start for table in tables]),
            speech=self.along([table.speech for table in tables]),
            end=self.along([table.end for table in tables]),
            transcript=np.repeat(np.arange(len(tables)), counts),
            participant=self._participant_numbers[keys],
            interviewer=roles == ROLES.index(Role.INTERVIEWER),
            by_participant=(roles == ROLES.index(Role.PARTICIPANT)) & (keys != NO_KEY),
        )

    @property
    def _participant_numbers(self) -> Whole:
        """Participant number by key; the last place, which NO_KEY reaches as -1, holds NOBODY."""
        keys = [key_of(row.id) for row in self.study.participants_in_order]
        numbers = np.full(max(keys, default=NO_KEY) + 2, NOBODY, dtype=np.int64)
        numbers[keys] = np.arange(len(keys))
        return numbers


def joined(parts: Sequence[npt.NDArray[np.generic]]) -> Whole:
    """Columns of several tables one after another, as int64; empty where there are none."""
    if not parts:
        return np.empty(0, dtype=np.int64)
    return np.concatenate(parts).astype(np.int64, copy=False)
