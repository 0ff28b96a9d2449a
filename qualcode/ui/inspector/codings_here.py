"""Which codings are at a place, and how they are named in words: what panel, menu and keys agree on."""

from uuid import UUID

import numpy as np

from qualcode.model.codings import Coding
from qualcode.model.span import Span
from qualcode.model.study import Study


def codings_at(study: Study, transcript_id: UUID, position: int, selection: Span | None) -> list[Coding]:
    """The codings that overlap the selection or, without one, stand at the cursor; the shortest first.

    A cursor right after the last letter of a coding counts as being at it.
    """
    table = study.codings_of(transcript_id)
    here = table.at(selection or Span(position, position + 1))
    if not len(here) and selection is None and position > 0:
        here = table.at(Span(position - 1, position))
    order = np.lexsort((here.id, here.created, here.end - here.start))
    return [here.row(int(index)) for index in order]


def in_words(study: Study, coding: Coding) -> str:
    """``stigma (AB)``."""
    return f"{study.codes[coding.code_id].name} ({study.coders[coding.coder_id].name})"
