"""Where the segments of a list are, without their words: in the text's order and in the list's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.identity import IdArray, id_array, id_at

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class SegmentPlaces:
    """``transcript`` says for each segment which of the transcripts it is in, ``order`` which comes first."""

    transcripts: tuple[UUID, ...]
    transcript: Places
    id: IdArray
    order: Places

    @classmethod
    def of(
        cls, parts: Sequence[tuple[UUID, IdArray]], ranks: Sequence[npt.NDArray[Any]] = ()
    ) -> "SegmentPlaces":
        """The segments of each transcript in the text's order, listed by their ranks where there are some."""
        transcript = np.repeat(np.arange(len(parts)), [len(ids) for _, ids in parts])
        ids = id_array([]) if not parts else np.concatenate([ids for _, ids in parts])
        order = np.argsort(np.concatenate(ranks), kind="stable") if ranks else np.arange(len(ids))
        return cls(tuple(place for place, _ in parts), transcript, ids, order)

    def __len__(self) -> int:
        return len(self.order)

    def around(self, row: int, most: int) -> "SegmentPlaces":
        """At most so many of them, in their order, with a row in the middle where there are more."""
        first = max(0, min(row - most // 2, len(self) - most))
        kept = self.order[first : first + most]
        return SegmentPlaces(self.transcripts, self.transcript[kept], self.id[kept], np.arange(len(kept)))

    def at(self, row: int) -> tuple[UUID, UUID]:
        """Transcript and coding of a row of the list."""
        place = int(self.order[row])
        return self.transcripts[int(self.transcript[place])], id_at(self.id, place)

    def row_of(self, coding_id: UUID) -> int:
        """The row of a coding in the list; -1 where it is not in it."""
        found = np.flatnonzero(self.id == id_array([coding_id]))
        return int(np.flatnonzero(self.order == found[0])[0]) if len(found) else -1
