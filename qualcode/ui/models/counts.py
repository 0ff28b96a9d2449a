"""How often codes are used, overall and in the transcript that is shown."""

from collections.abc import Mapping
from uuid import UUID

import numpy as np

from qualcode.model.codings import Codings
from qualcode.model.identity import id_of, key_of
from qualcode.model.study import Study


class CodeCounts:
    """Numbers of codings by code: overall, as the study keeps them, and "here", in one transcript."""

    def __init__(self, study: Study) -> None:
        self._overall: Mapping[int, int] = study.coding_counts
        self._here: Mapping[int, int] = {}

    def count(self, study: Study, transcript_id: UUID | None) -> set[UUID]:
        """Show another study or transcript; the codes whose numbers are others now."""
        before = self._overall, self._here
        self._overall = study.coding_counts
        self._here = {} if transcript_id is None else _counted(study.codings_of(transcript_id))
        return _differing(before[0], self._overall) | _differing(before[1], self._here)

    @property
    def largest(self) -> int:
        """How often the most used code is used."""
        return max(self._overall.values(), default=0)

    def overall(self, code_id: UUID) -> int:
        """In how many codings a code is used."""
        return self._overall.get(key_of(code_id), 0)

    def here(self, code_id: UUID) -> int:
        """In how many of the transcript that is shown."""
        return self._here.get(key_of(code_id), 0)


def _counted(table: Codings) -> Mapping[int, int]:
    keys, numbers = np.unique(table.code, return_counts=True)
    return dict(zip(keys.tolist(), numbers.tolist(), strict=True))


def _differing(one: Mapping[int, int], other: Mapping[int, int]) -> set[UUID]:
    return {id_of(key) for key, _number in one.items() ^ other.items()}
