"""A study that came back from another program, in the identities in which it went out.

Programs give new GUIDs at every export, or to some things; what was known is found again by its content.
"""

from dataclasses import replace
from uuid import UUID

import numpy as np

from qualcode.model.codings import Codings
from qualcode.model.identity import id_at
from qualcode.model.study import Study
from qualcode.operations.merging.counterparts import counterparts, in_our_identities
from qualcode.operations.merging.foreign_identities import keeping_foreign_identities


def recognised(study: Study, known: Study, *, keeping: bool = False) -> Study:
    """The study with the identities of ``known`` wherever both have the same thing.

    ``keeping``: the study came from elsewhere, and what it calls things there is kept.
    """
    found = counterparts(known, study)
    same = keeping_foreign_identities(study, found) if keeping else in_our_identities(study, found)
    codings = {
        owner: _recognised_codings(table, known.codings_of(owner))
        if _same_text(same, known, owner)
        else table
        for owner, table in same.codings.items()
    }
    return replace(same, codings=codings)


def _same_text(study: Study, known: Study, transcript_id: UUID) -> bool:
    return transcript_id in known.transcripts and study.text_version(transcript_id).text.has_the_words_of(
        known.text_version(transcript_id).text
    )


def _recognised_codings(table: Codings, known: Codings) -> Codings:
    """Codings that a coder had at the same place already have the identity that they had."""
    strange = np.flatnonzero(known.positions(table.id) < 0)
    left = np.flatnonzero(table.positions(known.id) < 0)
    if not len(strange) or not len(left):
        return table
    waiting: dict[tuple[int, ...], list[int]] = {}
    for place in left.tolist():
        waiting.setdefault(_place(known, place), []).append(place)
    ids = table.id.copy()
    for place in strange.tolist():
        found = waiting.get(_place(table, place))
        if found:
            ids[place] = id_at(known.id, found.pop(0)).bytes
    return table.replacing(id=ids)


def _place(table: Codings, place: int) -> tuple[int, ...]:
    return tuple(int(column[place]) for column in (table.code, table.coder, table.start, table.end))
