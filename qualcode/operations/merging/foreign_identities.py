"""The GUIDs by which other programs know what is ours: kept where it is found, and written again."""

from typing import Final
from uuid import UUID

from qualcode.model.entities import (
    KINDS,
    Attribute,
    Code,
    Coder,
    CodeSet,
    Entity,
    Highlight,
    Memo,
    Participant,
    Transcript,
)
from qualcode.model.exchange.foreign import ForeignPart, identities_there, identity_there
from qualcode.model.study import Study
from qualcode.operations.merging.counterparts import Same, in_our_identities

_KNOWN_BY_GUID: Final[tuple[type[Entity], ...]] = (
    *(Code, Coder, CodeSet, Transcript, Participant, Attribute, Memo, Highlight),
)
"""Kinds of which a change is recognised elsewhere only by a GUID; the rest is known by what it is about."""


def keeping_foreign_identities(theirs: Study, same: Same) -> Study:
    """Their study in our identities, which keeps what it was called there."""
    here = in_our_identities(theirs, same)
    kept = dict(here.rows(ForeignPart))
    for kind in _KNOWN_BY_GUID:
        for identity in theirs.rows(kind):
            if same.get(identity, identity) != identity:
                part = identity_there(identity, same[identity])
                kept[part.id] = part
    if len(kept) == len(here.rows(ForeignPart)):
        return here
    return Study({**here.tables, ForeignPart: kept}, here.turns, here.codings, here.step)


def in_foreign_identities(study: Study) -> Study:
    """The study as other programs know it; of several GUIDs of one thing the first in their order holds."""
    taken = {identity for kind in KINDS for identity in study.rows(kind)}
    known = {identity for kind in _KNOWN_BY_GUID for identity in study.rows(kind)}
    names: dict[UUID, UUID] = {}
    for there, here in identities_there(study.rows(ForeignPart).values()):
        if here in known and here not in names and there not in taken:
            names[here] = there
            taken.add(there)
    return in_our_identities(study, names)
