"""How many segments of others would go with codes or transcripts, coder by coder."""

from collections.abc import Collection
from uuid import UUID

import numpy as np

from qualcode.model.identity import key_of
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed


def others_segments(
    study: Study,
    coder_name: str,
    *,
    codes: Collection[UUID] | None = None,
    transcripts: Collection[UUID] | None = None,
) -> dict[UUID, int]:
    """Segments by coder, without those of ``coder_name``: under these codes, in these transcripts; None: all.

    In the order of the coders; without who has none.
    """
    own = study.find_coder(coder_name)
    keys = None if codes is None else np.array([key_of(code) for code in codes], dtype=np.int64)
    found = np.zeros(0, dtype=np.int64)
    for place in study.codings if transcripts is None else transcripts:
        table = study.codings_of(place)
        whose = table.coder if keys is None else table.coder[np.isin(table.code, keys)]
        counts = np.bincount(whose, minlength=len(found))
        counts[: len(found)] += found
        found = counts
    return {
        row.id: int(found[key_of(row.id)])
        for row in study.coders_in_order
        if row is not own and key_of(row.id) < len(found) and found[key_of(row.id)]
    }


def others_in_words(study: Study, found: dict[UUID, int]) -> str:
    """``12 segments by BO and 3 segments by CY``; empty where there are none."""
    told = ((counted(number, "segment"), study.coders[row].name) for row, number in found.items())
    return listed([f"{segments} by {name}" for segments, name in told])
