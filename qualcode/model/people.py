"""Who is a participant: what people do in their turns, over all transcripts."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from qualcode.model.entities import Participant
from qualcode.model.identity import key_of, optional_id_of
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn, Turns

SEVERAL: Final = "several"
"""The role of somebody who has another one in other turns."""

_FIRST: Final = (Role.PARTICIPANT, Role.INTERVIEWER, Role.OTHER)


def roles_in_turns(study: Study) -> Mapping[UUID, frozenset[Role]]:
    """All roles that each person has in their turns; of those who never speak, the one that is recorded."""
    spoken = study.roles_by_speaker
    return {
        row.id: spoken.get(key_of(row.id)) or frozenset((row.role,)) for row in study.participants.values()
    }


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


def speaker_called(study: Study, turn: Turn) -> str:
    """The name of who speaks in a turn: the participant's or, where nobody is known, the label."""
    return _called(study, turn.label, turn.participant_id)


def speaker_called_at(study: Study, turns: Turns, index: int) -> str:
    """The same by the place of a turn in its table."""
    return _called(study, str(turns.label[index]), optional_id_of(int(turns.participant[index])))


def participant_at(study: Study, turns: Turns, index: int) -> str:
    """The name of the participant who speaks in a turn; empty where nobody is known."""
    return _called(study, "", optional_id_of(int(turns.participant[index])))


def called_with_label(participant: str, label: str) -> str:
    """``FG1-P3 (P3 in the file)``, where both are needed: whose words they are, and what stands there."""
    return f"{participant} ({label} in the file)" if participant not in ("", label) else label


def _called(study: Study, label: str, whose: UUID | None) -> str:
    person = None if whose is None else study.participants.get(whose)
    return label if person is None else person.name
