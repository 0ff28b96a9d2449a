"""How much of a transcript is coded."""

from uuid import UUID

import numpy as np

from qualcode.model.study import Study


def coded_share(study: Study, transcript_id: UUID) -> float:
    """Which share (0 to 1) of a transcript's text carries any code."""
    table = study.codings_of(transcript_id)
    length = study.text_version(transcript_id).text.length
    if not length:
        return 0.0
    # Rows come by start: each adds what reaches beyond the furthest end before it.
    reach = np.maximum.accumulate(table.end)
    before = np.concatenate(([0], reach[:-1]))
    return (
        float(np.sum(reach - np.maximum(np.minimum(before, reach), np.minimum(table.start, reach)))) / length
    )
