"""The turns of one transcript, in columns, and a single turn as a value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.columns import Column, TranscriptColumns
from qualcode.model.identity import KeyArray, id_array, id_at, key_of, optional_id_of
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.model.words.file_header import tells_of_itself

ROLES: tuple[Role, ...] = (Role.INTERVIEWER, Role.PARTICIPANT, Role.OTHER)
"""A role's place here is its number in columns and in the database."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: ``span`` with label and line end, ``speech`` where what was said begins."""

    id: UUID
    ordinal: int
    span: Span
    speech: int
    label: str
    participant_id: UUID | None
    role: Role
    time: float | None


class Turns(TranscriptColumns):
    """Turns as columns, in order.

    ``participant`` holds keys (-1: none), ``role`` places in ``ROLES``, ``time`` seconds from
    the start of the recording (NaN: unknown).
    """

    FIELDS: ClassVar = {
        "id": "S16",
        "start": "i4",
        "speech": "i4",
        "end": "i4",
        "label": "O",
        "participant": "i4",
        "role": "i1",
        "time": "f8",
    }
    __slots__ = ()

    @property
    def speech(self) -> npt.NDArray[np.int32]:
        return self.column("speech")

    @property
    def label(self) -> Column:
        return self.column("label")

    @property
    def participant(self) -> KeyArray:
        return self.column("participant")

    @property
    def role(self) -> npt.NDArray[np.int8]:
        return self.column("role")

    @property
    def time(self) -> npt.NDArray[np.float64]:
        return self.column("time")

    @classmethod
    def from_rows(cls, rows: Iterable[Turn]) -> "Turns":
        """Columns from single turns; their ordinals follow from their places."""
        items = list(rows)
        return cls.of(
            {
                "id": id_array(item.id for item in items),
                "start": [item.span.start for item in items],
                "speech": [item.speech for item in items],
                "end": [item.span.end for item in items],
                "label": [item.label for item in items],
                "participant": [key_of(item.participant_id) for item in items],
                "role": [ROLES.index(item.role) for item in items],
                "time": [np.nan if item.time is None else item.time for item in items],
            }
        )

    def row(self, index: int) -> Turn:
        """The turn at ``index``, which is also its ordinal (first turn: 0)."""
        time = float(self.time[index])
        return Turn(
            id=id_at(self.id, index),
            ordinal=index,
            span=Span(int(self.start[index]), int(self.end[index])),
            speech=int(self.speech[index]),
            label=str(self.label[index]),
            participant_id=optional_id_of(int(self.participant[index])),
            role=ROLES[int(self.role[index])],
            time=None if np.isnan(time) else time,
        )

    def __iter__(self) -> Iterator[Turn]:
        return (self.row(index) for index in range(len(self)))

    def opening(self, text: str) -> int:
        """How many turns at the beginning are what a file says of itself, before anybody speaks.

        They have no number where turns are printed, and the others keep theirs. What nobody is known to say
        and is no block of details, as a first speech without a label, is a turn like any other.
        """
        named = np.flatnonzero((self.label != "") | (self.participant >= 0))
        for turn in range(int(named[0]) if len(named) else 0):
            if not tells_of_itself(text[int(self.start[turn]) : int(self.end[turn])]):
                return turn
        return int(named[0]) if len(named) else 0

    def index_at(self, position: int) -> int | None:
        """Index of the turn that covers the code point ``position``; None where no turn does."""
        index = int(np.searchsorted(self.start, position, side="right")) - 1
        return index if index >= 0 and position < int(self.end[index]) else None

    def range_of(self, span: Span) -> tuple[int, int]:
        """First and last+1 index of the turns that share a code point with ``span``."""
        first = int(np.searchsorted(self.end, span.start, side="right"))
        return first, max(first, int(np.searchsorted(self.start, span.end, side="left")))
