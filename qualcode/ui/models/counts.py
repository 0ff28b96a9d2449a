"""How often codes are used, transcript by transcript, kept up to date step by step for the codebook."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.codings import Codings
from qualcode.model.identity import id_of, key_of
from qualcode.model.study import Study

Counts = npt.NDArray[np.int64]


class CodeCounts:
    """Numbers of codings by code: overall, and in one transcript.

    A step costs what the codings of its own transcripts cost: with a million codings counting
    anew after each step would be felt.
    """

    def __init__(self, study: Study) -> None:
        self._by_transcript = {key: _counted(table) for key, table in study.codings.items()}
        size = max((len(counts) for counts in self._by_transcript.values()), default=0)
        self._all: Counts = np.zeros(size, dtype=np.int64)
        for counts in self._by_transcript.values():
            self._all[: len(counts)] += counts

    def recount(self, study: Study, transcript_ids: Iterable[UUID], shown: UUID | None) -> set[UUID]:
        """Take in what a step changed in some transcripts.

        Returns the codes whose numbers are others now, overall or in the transcript that is shown.
        """
        all_before, here_before = self._all.copy(), self._of(shown)
        for transcript_id in transcript_ids:
            old, new = self._of(transcript_id), _counted(study.codings_of(transcript_id))
            self._by_transcript[transcript_id] = new
            if len(new) > len(self._all):
                more = np.zeros(len(new) - len(self._all), dtype=np.int64)
                self._all = np.concatenate((self._all, more))
            self._all[: len(old)] -= old
            self._all[: len(new)] += new
        return _differing(all_before, self._all) | _differing(here_before, self._of(shown))

    def differing(self, one: UUID | None, other: UUID | None) -> set[UUID]:
        """The codes whose numbers "here" differ between two transcripts."""
        return _differing(self._of(one), self._of(other))

    def _of(self, transcript_id: UUID | None) -> Counts:
        return _NONE if transcript_id is None else self._by_transcript.get(transcript_id, _NONE)

    @property
    def largest(self) -> int:
        """How often the most used code is used."""
        return int(self._all.max(initial=0))

    def overall(self, code_id: UUID) -> int:
        return _at(self._all, code_id)

    def here(self, code_id: UUID, transcript_id: UUID | None) -> int:
        return _at(self._of(transcript_id), code_id)


_NONE: Final[Counts] = np.zeros(0, dtype=np.int64)


def _counted(table: Codings) -> Counts:
    return np.bincount(table.code).astype(np.int64, copy=False) if len(table) else _NONE


def _differing(one: Counts, other: Counts) -> set[UUID]:
    short, long = sorted((one, other), key=len)
    padded = np.concatenate((short, np.zeros(len(long) - len(short), dtype=np.int64)))
    return {id_of(key) for key in np.flatnonzero(padded != long).tolist()}


def _at(counts: Counts, code_id: UUID) -> int:
    key = key_of(code_id)
    return int(counts[key]) if key < len(counts) else 0


def coded_share(study: Study, transcript_id: UUID) -> float:
    """Which share (0 to 1) of a transcript's text carries any code."""
    table = study.codings_of(transcript_id)
    length = study.text_version(transcript_id).text.length
    if not len(table) or not length:
        return 0.0
    # Rows come by start: each adds what reaches beyond the furthest end before it.
    reach = np.maximum.accumulate(table.end)
    before = np.concatenate(([0], reach[:-1]))
    return (
        float(np.sum(reach - np.maximum(np.minimum(before, reach), np.minimum(table.start, reach)))) / length
    )
