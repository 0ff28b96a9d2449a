"""Who is a participant: what people do in their turns, over all transcripts."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.entities import Participant
from qualcode.model.identity import id_of
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES

SEVERAL: Final = "several"
"""The role of somebody who has another one in other turns."""

_FIRST: Final = (Role.PARTICIPANT, Role.INTERVIEWER, Role.OTHER)


def roles_in_turns(study: Study) -> Mapping[UUID, frozenset[Role]]:
    """All roles that each person has in their turns; of those who never speak, the one that is recorded."""
    found: dict[UUID, set[Role]] = {row_id: set() for row_id in study.participants}
    for table in study.turns.values():
        for place, role in enumerate(ROLES):
            for key in np.unique(table.participant[table.role == place]).tolist():
                if key >= 0 and (person := id_of(key)) in found:
                    found[person].add(role)
    return {row.id: frozenset(found[row.id]) or frozenset((row.role,)) for row in study.participants.values()}


def role_by_person(study: Study) -> Mapping[UUID, Role]:
    """The role under which each person counts: a participant is who is one in any of their turns.

    Every count of participants asks here, as matrices count whoever speaks as a participant somewhere.
    """
    return {
        person: next(role for role in _FIRST if role in roles)
        for person, roles in roles_in_turns(study).items()
    }


def participants_of(study: Study) -> tuple[Participant, ...]:
    """Those who are participants, in the study's order: neither interviewers nor others."""
    roles = role_by_person(study)
    return tuple(row for row in study.participants_in_order if roles[row.id] is Role.PARTICIPANT)
